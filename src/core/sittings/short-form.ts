import type { Catalogue } from '../catalogue/catalogue.ts';
import { shortBlueprint } from '../ladder/term.ts';

const made = new WeakMap<Catalogue, Catalogue>();

/** The catalogue whose blueprints are those of the short forms (measurement design 1.8); the same object each time, so that what is remembered of it holds. */
export function shortForms(catalogue: Catalogue): Catalogue {
  const before = made.get(catalogue);
  if (before) return before;
  const rules = catalogue.rules.recertification;
  const short = { ...catalogue, levels: catalogue.levels.map((level) => (level.blueprint ? { ...level, blueprint: shortBlueprint(level.blueprint, rules) } : level)) };
  made.set(catalogue, short);
  return short;
}
