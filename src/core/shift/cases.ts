import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { generateCase } from '../cases/generate.ts';
import type { ArrivingFile } from './plan.ts';

/** A seed on which the generator fails is followed by others, so often at most. */
const tries = 5;

/** The case of a file of a shift: it ends with its first stage, for a shift is of short files (measurement design 1.4). */
export function caseOf(catalogue: Catalogue, level: number, { service, seed }: Pick<ArrivingFile, 'service' | 'seed'>): { recipe: Recipe; permitCase: PermitCase } {
  for (let at = 1; ; at++) {
    const recipe: Recipe = { service, level, seed: at === 1 ? seed : `${seed}/${at}` };
    try {
      return { recipe, permitCase: { ...generateCase(catalogue, recipe), way: ['verification'] } };
    } catch (error) {
      if (at === tries) throw error;
    }
  }
}

/** Where the cases of a simulation come from; made anew unless somebody keeps them. */
export type Cases = (level: number, file: Pick<ArrivingFile, 'service' | 'seed'>) => { recipe: Recipe; permitCase: PermitCase };
