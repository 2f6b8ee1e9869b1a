import { type Catalogue, known, levelOf } from '../catalogue/catalogue.ts';
import type { EventScript } from '../catalogue/content.ts';
import type { Random } from '../shared/random.ts';
import type { CaseEvent, Recipe } from './dossier.ts';

/** Of the files of a level that may have one: how many something comes in with, and how much of that tries the operator. */
const share = 0.5;
const trying = 0.6;

/** Whether it comes with files of the level; what comes with a later stage only where its files get there. */
const comesAt = (catalogue: Catalogue, level: number, { levels, stage }: EventScript): boolean =>
  levels.includes(level) && (stage === undefined || levelOf(catalogue, level).stages.includes(stage));

/**
 * What comes in beside a file (domain design 5.2; the pressure grows by level, measurement design 1.2). In: `level`, which draws whether anything and what, or the id of
 * an event; a random stream of its own, so that the file is the same with and without. Out: the part of the case. RangeError for an unknown event.
 */
export function eventOf(catalogue: Catalogue, level: number, wanted: string, random: Random): { event?: CaseEvent } {
  const [comes, tries] = [random.chance(share), random.chance(trying)];
  if (wanted === 'level' && !comes) return {};
  const script = wanted === 'level' ? drawn(catalogue, level, tries ? 'pressure' : 'neutral', random) : known(catalogue.events, wanted, 'event');
  return script ? { event: { script: script.id, variant: random.int(0, script.text.length - 1) } } : {};
}

function drawn(catalogue: Catalogue, level: number, kind: EventScript['kind'], random: Random): EventScript | null {
  const fitting = [...catalogue.events.values()].filter((script) => script.kind === kind && comesAt(catalogue, level, script));
  return fitting.length > 0 ? random.pick(fitting) : null;
}

/** The same recipes, whose cases may bring something in beside the file. */
export const withEvents = (recipes: readonly Recipe[]): Recipe[] => recipes.map((recipe) => ({ ...recipe, event: 'level' }));
