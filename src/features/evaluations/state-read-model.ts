import type { Knex } from 'knex';
import { criticalState, isSettled } from '../../core/evaluation/critical.ts';
import { type ResultFacts, resultState, type StateOfResult } from '../../core/evaluation/result-state.ts';
import { sittingsToMark } from '../sittings/typed-reply-read-model.ts';

/** What is under way about the result of a test. */
export interface Reviews {
  critical: { open: number; begun: boolean };
  /** Somebody has taken the evaluation, or sent a marking. */
  begun: boolean;
  /** Typed replies wait to be marked. */
  marking: boolean;
}

const none: Reviews = { critical: { open: 0, begun: false }, begun: false, marking: false };

/** The reviews of these tests, by sitting; a test without any is absent. */
export async function reviewsOf(db: Knex, sittingIds: readonly number[]): Promise<Map<number, Reviews>> {
  if (sittingIds.length === 0) return new Map();
  const rows: { sittingId: number; id: number; confirmed: boolean | number | null }[] = await db('critical_errors')
    .leftJoin('critical_votes', 'critical_votes.critical_id', 'critical_errors.id')
    .whereIn('sitting_id', sittingIds)
    .orderBy(['critical_errors.id', 'critical_votes.id'])
    .select({ sittingId: 'sitting_id', id: 'critical_errors.id', confirmed: 'confirmed' });
  const claimed: number[] = await db('evaluation_claims').join('evaluations', 'evaluations.id', 'evaluation_claims.evaluation_id').whereIn('sitting_id', sittingIds).whereNull('released_at').pluck('sitting_id');
  const marked: number[] = await db('evaluation_markings').join('evaluations', 'evaluations.id', 'evaluation_markings.evaluation_id').whereIn('sitting_id', sittingIds).pluck('sitting_id');
  const begun = new Set([...claimed, ...marked]);
  const marking = await sittingsToMark(db, sittingIds);
  const found = new Map<number, Reviews>();
  for (const sittingId of sittingIds) {
    const criticals = new Map<number, { reviewerId: number; confirmed: boolean }[]>();
    for (const row of rows.filter((each) => each.sittingId === sittingId)) {
      const votes = criticals.get(row.id) ?? [];
      criticals.set(row.id, row.confirmed === null ? votes : [...votes, { reviewerId: votes.length, confirmed: Boolean(row.confirmed) }]);
    }
    const open = [...criticals.values()].filter((votes) => !isSettled(criticalState(votes)));
    found.set(sittingId, { critical: { open: open.length, begun: open.some((votes) => votes.length > 0) }, begun: begun.has(sittingId), marking: marking.has(sittingId) });
  }
  return found;
}

/** The state of the result of one test from its records. */
export function stateFrom(
  test: { submittedAt: string | null; extension?: object | null; result: { passed: boolean } | null; evaluation: { passed: boolean | null } | null },
  reviews: Reviews | undefined,
  appeal: ResultFacts['appeal'],
): StateOfResult {
  const { critical, begun, marking } = reviews ?? none;
  const evaluation = test.evaluation && { begun, promoted: test.evaluation.passed };
  return resultState({ submitted: test.submittedAt !== null, extended: Boolean(test.extension), marking, result: test.result, critical, evaluation, appeal });
}

/** The codes of the critical errors of a test that its reviewers have confirmed. */
export async function confirmedCriticals(db: Knex, sittingId: number): Promise<string[]> {
  const rows: { id: number; code: string; confirmed: boolean | number }[] = await db('critical_errors')
    .join('critical_votes', 'critical_votes.critical_id', 'critical_errors.id')
    .where({ sitting_id: sittingId })
    .orderBy(['critical_errors.id', 'critical_votes.id'])
    .select({ id: 'critical_errors.id', code: 'code', confirmed: 'confirmed' });
  const votes = new Map<number, typeof rows>();
  for (const row of rows) votes.set(row.id, [...(votes.get(row.id) ?? []), row]);
  return [...votes.values()]
    .filter((list) => criticalState(list.map(({ confirmed }, index) => ({ reviewerId: index, confirmed: Boolean(confirmed) }))) === 'confirmed')
    .map(([first]) => first!.code);
}
