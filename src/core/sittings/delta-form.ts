import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { decisions } from '../catalogue/content.ts';
import { type Delta, shortBlueprint } from '../ladder/term.ts';
import { randomFrom } from '../shared/random.ts';
import type { Form, Seen } from './assemble.ts';
import { canBe, drawCase } from './draw.ts';
import { itemsOfLevel, selectItems } from './items.ts';

/**
 * The form after changed rules (measurement design 1.8): cases of the services that they touch, and items, first those that rest on a changed clause and that the person has not had. Nothing
 * that was seen comes back but, where the bank is too small, items. The same arguments give the same form. RangeError for a level without a test.
 */
export function deltaForm(catalogue: Catalogue, level: number, { services, clauses }: Pick<Delta, 'services' | 'clauses'>, seed: string, seen: Seen): Form {
  const { blueprint } = levelOf(catalogue, level);
  if (!blueprint) throw new RangeError(`level ${level} has no test yet`);
  const { delta } = catalogue.rules.recertification;
  const used = new Set(seen.seenSeeds);
  const random = randomFrom(seed, 'delta');
  const order = random.shuffle(services);
  const cases = Array.from({ length: delta.cases }, (_, at) => {
    const service = order[at % order.length]!;
    const decision = random.pick(decisions.filter((each) => canBe(catalogue, service, each)));
    return drawCase(catalogue, { service, level, decision }, random, used).recipe;
  });
  const changed = itemsOfLevel(catalogue, level).filter(({ id, clause }) => clauses.includes(clause) && !seen.seenItems.includes(id));
  const usual = selectItems(catalogue, level, shortBlueprint(blueprint, delta), randomFrom(seed, 'items'), seen.seenItems);
  const items = [...new Set([...random.shuffle(changed).map(({ id }) => id), ...usual])].slice(0, delta.items);
  return { cases, items };
}
