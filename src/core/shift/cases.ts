import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { generateCase } from '../cases/generate.ts';
import type { ArrivingFile, ArrivingInspection, ShiftPlan } from './plan.ts';

/** What the case of a file is made from: the day is that of the shift, or of a colleague's decision; without it the seed draws one. */
export type FileToMake = Pick<Recipe, 'service' | 'seed' | 'day'>;

/** A file of a shift as it is to be made: examined on the day of the shift, or decided by a colleague on the day on which it came. */
export const fileToMake = ({ date }: Pick<ShiftPlan, 'date'>, { kind, service, seed, receivedOn, dueOn }: ArrivingFile | ArrivingInspection): FileToMake => ({ service, seed, day: { today: kind === 'inspection' ? receivedOn : date, receivedOn, dueOn } });

/** A seed on which the generator fails is followed by others, so often at most. */
const tries = 5;

/** The case of a file of a shift: it ends with its first stage, for a shift is of short files (measurement design 1.4). */
export function caseOf(catalogue: Catalogue, level: number, { service, seed, day }: FileToMake): { recipe: Recipe; permitCase: PermitCase } {
  for (let at = 1; ; at++) {
    const recipe: Recipe = { service, level, seed: at === 1 ? seed : `${seed}/${at}`, ...(day && { day }) };
    try {
      return { recipe, permitCase: { ...generateCase(catalogue, recipe), way: ['verification'] } };
    } catch (error) {
      if (at === tries) throw error;
    }
  }
}

/** Where the cases of a simulation come from; made anew unless somebody keeps them. */
export type Cases = (level: number, file: FileToMake) => { recipe: Recipe; permitCase: PermitCase };
