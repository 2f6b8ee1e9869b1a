import type { Knex } from 'knex';
import type { SittingRecord } from '../../core/sittings/rescore.ts';
import { actionsByPosition } from './action-store.ts';
import type { CaseCache } from './case-cache.ts';
import { caseIdsOf } from './grade-store.ts';
import type { Sitting } from './sitting-store.ts';

/** All that a sitting is graded from. */
export async function sittingRecord(db: Knex, cases: CaseCache, { id, level, form }: Pick<Sitting, 'id' | 'level' | 'form'>): Promise<SittingRecord> {
  const caseIds = await caseIdsOf(db, id);
  const bodies = await cases.getMany(db, [...caseIds.values()]);
  const actions = await actionsByPosition(db, id);
  return {
    level,
    cases: [...caseIds].map(([position, caseId]) => ({ position, caseId, permitCase: bodies.get(caseId)!.permitCase, actions: actions.get(position) ?? [] })),
    items: form.items.map((item, index) => ({ item, actions: actions.get(caseIds.size + 1 + index) ?? [] })),
  };
}
