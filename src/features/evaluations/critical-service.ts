import type { Knex } from 'knex';
import { criticalState, isSettled } from '../../core/evaluation/critical.ts';
import { ineligibility } from '../../core/evaluation/eligibility.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import * as store from './critical-store.ts';
import type { CriticalError } from './critical-store.ts';
import { historyOf } from './eligibility-read-model.ts';
import { type CaseWork, caseWorkOf } from './evidence-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  /** Writes the result anew when every critical error of the test is settled. */
  rescorer: { recordReview(trx: Knex.Transaction, sittingId: number, confirmed: readonly string[], at: Date): Promise<void> };
}

/** Fewest characters of the reason of a vote. */
export const leastReason = 20;

/** Reviews of critical errors: two persons look at the replay, each on his own; when they differ a third does. */
export class CriticalService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** What this reviewer may still vote on, the longest waiting first. */
  async list(reviewerId: number): Promise<CriticalError[]> {
    const history = await historyOf(this.parts.db, reviewerId);
    const at = this.parts.now().toISOString();
    return (await store.listUnsettled(this.parts.db)).filter(
      ({ traineeId, votes }) => ineligibility(history, reviewerId, traineeId, at) === null && votes.every((vote) => vote.reviewerId !== reviewerId),
    );
  }

  /** The critical error for this reviewer; NotFoundError also when he may not review this trainee. */
  async forReviewer(id: number, reviewerId: number, db: Knex = this.parts.db): Promise<CriticalError> {
    const critical = await store.findCritical(db, id);
    if (!critical) throw new NotFoundError();
    if (ineligibility(await historyOf(db, reviewerId), reviewerId, critical.traineeId, this.parts.now().toISOString()) !== null) throw new NotFoundError();
    return critical;
  }

  /** The critical errors of a test with what the reviews came to. */
  ofTest(sittingId: number): Promise<CriticalError[]> {
    return store.criticalsOf(this.parts.db, sittingId);
  }

  /** The case in which it happened. */
  async caseWork({ sittingId, position }: CriticalError): Promise<CaseWork> {
    const work = (await caseWorkOf(this.parts.db, sittingId)).find((each) => each.position === position);
    if (!work) throw new NotFoundError();
    return work;
  }

  /**
   * Adds what the reviewer found. When that settles the last critical error of the test, the result is written anew without what was not confirmed,
   * and a test that passes by it gets its evaluation. The same vote again changes nothing; ConflictError when it was settled meanwhile.
   */
  async vote(critical: CriticalError, reviewerId: number, confirmed: boolean, reason: string): Promise<void> {
    if (reason.trim().length < leastReason) throw new InvalidInputError({ reason: { key: 'errors.field.short', vars: { min: leastReason } } });
    await writeTx(this.parts.db, async (trx) => {
      await store.lockSitting(trx, critical.sittingId);
      const current = await this.forReviewer(critical.id, reviewerId, trx);
      if (current.votes.some((vote) => vote.reviewerId === reviewerId && vote.confirmed === confirmed)) return;
      if (current.votes.some((vote) => vote.reviewerId === reviewerId) || isSettled(criticalState(current.votes))) throw new ConflictError('Settled meanwhile');
      const at = this.parts.now();
      await store.addVote(trx, { criticalId: critical.id, reviewerId, confirmed, reason: reason.trim(), at: at.toISOString() });
      const event = { at, actorId: reviewerId, subjectType: 'sitting', subjectId: critical.sittingId } as const;
      await recordEvent(trx, { ...event, action: 'critical.reviewed', detail: { traineeId: critical.traineeId, code: critical.body.code } });
      const state = criticalState([...current.votes, { reviewerId, confirmed }]);
      if (!isSettled(state)) return;
      await recordEvent(trx, { ...event, action: 'critical.settled', detail: { traineeId: critical.traineeId, code: critical.body.code, state } });
      await this.rescore(trx, critical, at);
    });
  }

  private async rescore(trx: Knex.Transaction, { sittingId }: CriticalError, at: Date): Promise<void> {
    const all = await store.criticalsOf(trx, sittingId);
    const states = all.map(({ body, votes }) => ({ code: body.code, state: criticalState(votes) }));
    if (!states.every(({ state }) => isSettled(state))) return;
    await this.parts.rescorer.recordReview(trx, sittingId, states.filter(({ state }) => state === 'confirmed').map(({ code }) => code), at);
  }
}
