import type { Knex } from 'knex';
import { diffEditions } from '../../core/catalogue/editions.ts';
import type { RuleChange } from '../../core/ladder/term.ts';
import { editions, findEdition } from './edition-store.ts';

/** Parts of a rule that say where it is from and how sure that is: another source changes nothing that anybody has to know. */
const ofProvenance = new Set(['source', 'confidence']);

/** The changes of one row of editions: editions are only added, so what they say together stays the same. */
const known = new Map<string, Promise<RuleChange[]>>();
const mostKnown = 20;

/** Every change of the rules by a new edition of the pack since this installation first ran, oldest first. */
export async function ruleChanges(db: Knex): Promise<RuleChange[]> {
  const kept = await editions(db);
  if (kept.length < 2) return [];
  const row = kept.map(({ id, version, firstRunAt }) => `${id} ${version} ${firstRunAt}`).join('\n');
  const found = known.get(row) ?? compare(db, kept);
  if (known.size >= mostKnown) known.clear();
  known.set(row, found);
  // What failed once is not remembered.
  found.catch(() => known.delete(row));
  return found;
}

async function compare(db: Knex, kept: Awaited<ReturnType<typeof editions>>): Promise<RuleChange[]> {
  const changes: RuleChange[] = [];
  let before = (await findEdition(db, kept[0]!.id))!;
  for (const { id, firstRunAt } of kept.slice(1)) {
    const after = (await findEdition(db, id))!;
    const real = diffEditions(before, after).filter(({ change, parts }) => change !== 'changed' || parts.some((part) => !ofProvenance.has(part)));
    const services = [...new Set(real.flatMap(({ dependents }) => dependents.flatMap((each) => (each.kind === 'service' ? [each.id] : []))))];
    const clauses = real.flatMap(({ subject, id: rule }) => (subject === 'clause' ? [rule] : [after.tariffs[rule], before.tariffs[rule]].flatMap((tariff) => (tariff ? [tariff.clause] : []))));
    if (services.length > 0) changes.push({ at: firstRunAt, services, clauses: [...new Set(clauses)] });
    before = after;
  }
  return changes;
}
