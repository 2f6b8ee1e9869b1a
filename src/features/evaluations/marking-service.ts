import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Draft, faultsOf, type Recommendation, verdictOf } from '../../core/evaluation/decision.ts';
import { isSuperior } from '../../core/evaluation/eligibility.ts';
import type { Verdict } from '../../core/evaluation/judge.ts';
import { moderate, type Published } from '../../core/evaluation/moderation.ts';
import { ConflictError, InvalidInputError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { endClaims } from './claim-store.ts';
import { historyOf } from './eligibility-read-model.ts';
import { lengthProblems, problemsOf } from './evaluation-input.ts';
import type { EvaluationService } from './evaluation-service.ts';
import * as store from './evaluation-store.ts';
import type { Evaluation } from './evaluation-store.ts';
import { stepsOf } from './evidence-store.ts';
import { addMarking, type KeptMarking } from './marking-store.ts';
import type { QueueService } from './queue-service.ts';

/** What a promotion leads to; the certificate is made in the transaction of the promotion. */
export interface CertificateIssuer {
  issue(trx: Knex.Transaction, promotion: { promotionId: number; traineeId: number; level: number; actorId: number; at: Date }): Promise<number>;
  renew(trx: Knex.Transaction, renewal: { traineeId: number; level: number; sittingId: number; actorId: number; at: Date }): Promise<void>;
}

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  certificates: CertificateIssuer;
  evaluations: EvaluationService;
  queue: QueueService;
  /** Decides which day it is. */
  timeZone: string;
}

/** The markings of an evaluation, and the one outcome that is published from them. */
export class MarkingService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Throws InvalidInputError with a problem for each field that keeps the draft from being sent; gives the verdict. */
  async examine(evaluation: Evaluation, draft: Draft, db: Knex = this.parts.db): Promise<Verdict> {
    const { rubric } = this.parts.catalogue;
    const faults = faultsOf(rubric, draft, await stepsOf(db, evaluation.sittingId), dayIn(this.parts.timeZone, this.parts.now()));
    const verdict = verdictOf(rubric, draft);
    const problems = { ...problemsOf(faults, verdict), ...lengthProblems(rubric, draft) };
    if (!verdict || Object.keys(problems).length > 0) throw new InvalidInputError(problems);
    return verdict;
  }

  /**
   * Adds a marking, and when it was the last that is needed, publishes the outcome: decision, closing, promotion, certificate and audit entries
   * stand or fall together, once. Sending again what one has sent oneself changes nothing; ConflictError when others hold every place or it was
   * closed meanwhile, or the level is held already. Out: the outcome was published.
   */
  async mark(evaluation: Evaluation, evaluatorId: number, draft: Draft): Promise<boolean> {
    return writeTx(this.parts.db, async (trx) => {
      await store.lockEvaluation(trx, evaluation.id);
      const current = await this.parts.evaluations.forEvaluator(evaluation.id, evaluatorId, trx);
      const progress = (await this.parts.queue.progressOf([current], trx)).get(current.id)!;
      if (progress.markings.some((marking) => marking.evaluatorId === evaluatorId)) return current.closedAt !== null;
      if (current.closedAt) throw new ConflictError('Closed meanwhile');
      const others = progress.claims.filter((claim) => claim.evaluatorId !== evaluatorId).length;
      if (others >= progress.missing) throw new ConflictError('Others hold every place');
      // Only what can still be sent is examined: to somebody who comes too late no field is wrong.
      const verdict = await this.examine(current, draft, trx);
      const at = this.parts.now();
      const marking: KeptMarking = {
        evaluationId: current.id,
        evaluatorId,
        asSuperior: isSuperior(await historyOf(trx, evaluatorId), evaluatorId, current.traineeId, at.toISOString()),
        ratings: { ...draft.ratings },
        mean: verdict.mean,
        recommendation: draft.recommendation as Recommendation,
        reasons: draft.reasons.trim(),
        plan: draft.plan,
        markedAt: at.toISOString(),
      };
      await addMarking(trx, marking, progress.markings.length + 1);
      await endClaims(trx, current.id, evaluatorId, at.toISOString());
      // The record of a marking tells nothing of what it says: whoever reads it may be the next marker.
      const subject = { subjectType: 'evaluation', subjectId: current.id } as const;
      await recordEvent(trx, { at, actorId: evaluatorId, action: 'evaluation.marked', ...subject, detail: { traineeId: current.traineeId, level: current.level } });
      const outcome = moderate(this.parts.catalogue.rubric, progress.planned, [...progress.markings, marking]);
      if (outcome.kind === 'awaiting') return false;
      await this.publish(trx, current, outcome, progress.markings.length + 1, { at, actorId: evaluatorId });
      return true;
    });
  }

  private async publish(trx: Knex.Transaction, current: Evaluation, published: Published, markers: number, event: { at: Date; actorId: number }): Promise<void> {
    const { ratings, mean, recommendation, reasons, plan, rule } = published;
    if (!(await store.closeEvaluation(trx, current.id, event.at))) throw new ConflictError('Closed meanwhile');
    const passed = recommendation !== 'hold';
    await store.addDecision(trx, current.id, { evaluatorId: event.actorId, ratings, mean, passed, recommendation, reasons, plan, decidedAt: event.at.toISOString() });
    const detail = { traineeId: current.traineeId, level: current.level, recommendation, mean, rule, markers };
    await recordEvent(trx, { ...event, action: 'evaluation.closed', subjectType: 'evaluation', subjectId: current.id, detail });
    await (passed ? this.promote(trx, current, event) : this.hold(trx, current, event));
  }

  private async hold(trx: Knex.Transaction, { id, traineeId, level }: Evaluation, event: { at: Date; actorId: number }): Promise<void> {
    await recordEvent(trx, { ...event, action: 'trainee.held', subjectType: 'user', subjectId: traineeId, detail: { evaluationId: id, level } });
  }

  private async promote(trx: Knex.Transaction, evaluation: Evaluation, event: { at: Date; actorId: number }): Promise<void> {
    const { id, traineeId, level } = evaluation;
    // Who has reached the level before, and whose term has ended, has it renewed by the full test.
    if (await store.isPromoted(trx, traineeId, level)) {
      if (await store.isInForce(trx, traineeId, level, event.at.toISOString())) throw new ConflictError('The level is held already');
      return this.parts.certificates.renew(trx, { traineeId, level, sittingId: evaluation.sittingId, ...event });
    }
    const promotionId = await store.addPromotion(trx, evaluation, event.at);
    await recordEvent(trx, { ...event, action: 'trainee.promoted', subjectType: 'user', subjectId: traineeId, detail: { evaluationId: id, level } });
    await this.parts.certificates.issue(trx, { promotionId, traineeId, level, ...event });
  }
}

/** The day of a moment, `YYYY-MM-DD`. */
const dayIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
