import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Draft, type Evidence, evidenceId, faultsOf, ratingIn, type Recommendation, verdictOf } from '../../core/evaluation/decision.ts';
import { ineligibility } from '../../core/evaluation/eligibility.ts';
import type { Verdict } from '../../core/evaluation/judge.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { findDraft, saveDraft } from './draft-store.ts';
import { type CaseWork, caseWorkOf, stepsOf, testResultOf, testTimesOf } from './evidence-store.ts';
import { historyOf } from './eligibility-read-model.ts';
import { lengthProblems, problemsOf } from './evaluation-input.ts';
import * as store from './evaluation-store.ts';
import type { Decided, Evaluation, Waiting } from './evaluation-store.ts';

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
}

export interface QueueFilter {
  /** Part of the trainee's name. */
  search: string;
  level: number | null;
}

/** How an evaluation ended, for those who may read it. */
export interface Outcome {
  decided: Decided;
  certificateId: number | null;
}

const emptyDraft: Draft = { ratings: {}, recommendation: null, reasons: '', plan: '' };

/** Evaluations at a level-up: who may see which, drafts, and the one closing of each. */
export class EvaluationService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The open evaluations that this person may take, the longest waiting first. */
  async queue(evaluatorId: number, filter: QueueFilter = { search: '', level: null }): Promise<Waiting[]> {
    const { db, now } = this.parts;
    const history = await historyOf(db, evaluatorId);
    const at = now().toISOString();
    const search = filter.search.toLowerCase();
    return (await store.listWaiting(db)).filter(
      (row) =>
        ineligibility(history, evaluatorId, row.traineeId, at) === null &&
        row.traineeName.toLowerCase().includes(search) &&
        (filter.level === null || row.level === filter.level),
    );
  }

  lastClosedAt(): Promise<string | null> {
    return store.lastClosedAt(this.parts.db);
  }

  /** The evaluation for this evaluator; NotFoundError also when he may not evaluate this trainee. */
  async forEvaluator(id: number, evaluatorId: number, db: Knex = this.parts.db): Promise<Evaluation> {
    const evaluation = await store.findEvaluation(db, id);
    if (!evaluation) throw new NotFoundError();
    const history = await historyOf(db, evaluatorId);
    if (ineligibility(history, evaluatorId, evaluation.traineeId, this.parts.now().toISOString()) !== null) throw new NotFoundError();
    return evaluation;
  }

  /** The closed evaluation of this trainee with its outcome, or NotFoundError. */
  async forTrainee(id: number, traineeId: number): Promise<{ evaluation: Evaluation; outcome: Outcome }> {
    const evaluation = await store.findEvaluation(this.parts.db, id);
    if (evaluation?.traineeId !== traineeId) throw new NotFoundError();
    const outcome = await this.outcome(evaluation);
    if (!outcome) throw new NotFoundError();
    return { evaluation, outcome };
  }

  /** How it ended; null while it is open. */
  async outcome(evaluation: Evaluation): Promise<Outcome | null> {
    const decided = await store.findDecision(this.parts.db, evaluation.id);
    return decided && { decided, certificateId: await store.certificateIdOf(this.parts.db, evaluation.id) };
  }

  /** What an evaluator is shown of the test. */
  async evidence({ sittingId }: Evaluation) {
    const { db } = this.parts;
    return { cases: await caseWorkOf(db, sittingId), result: await testResultOf(db, sittingId), times: await testTimesOf(db, sittingId) };
  }

  /** One case of the test by its position from 1, or NotFoundError. */
  async caseWork({ sittingId }: Evaluation, position: number): Promise<{ work: CaseWork; cases: number }> {
    const cases = await caseWorkOf(this.parts.db, sittingId);
    const work = cases.find((each) => each.position === position);
    if (!work) throw new NotFoundError();
    return { work, cases: cases.length };
  }

  /** What this evaluator has filled in so far. */
  async draft(evaluation: Evaluation, evaluatorId: number): Promise<{ draft: Draft; savedAt: string | null }> {
    return (await findDraft(this.parts.db, evaluation.id, evaluatorId)) ?? { draft: emptyDraft, savedAt: null };
  }

  /** Keeps what is filled in; ConflictError when the evaluation was closed meanwhile. */
  async keep(evaluation: Evaluation, evaluatorId: number, draft: Draft): Promise<Date> {
    return writeTx(this.parts.db, async (trx) => {
      const at = this.parts.now();
      await refuseClosed(trx, evaluation.id);
      await saveDraft(trx, evaluation.id, evaluatorId, draft, at);
      return at;
    });
  }

  /** Adds events to the evidence of these dimensions in the draft; an event stands in each once. */
  async addEvidence(evaluation: Evaluation, evaluatorId: number, dimensions: readonly string[], events: readonly Evidence[]): Promise<void> {
    const ids = new Set(this.parts.catalogue.rubric.dimensions.map(({ id }) => id));
    if (!dimensions.every((id) => ids.has(id))) throw new InvalidInputError({ dimension: { key: 'errors.field.invalid' } });
    await writeTx(this.parts.db, async (trx) => {
      await refuseClosed(trx, evaluation.id);
      const { draft } = (await findDraft(trx, evaluation.id, evaluatorId)) ?? { draft: emptyDraft };
      const ratings = { ...draft.ratings };
      for (const dimension of dimensions) {
        const rating = ratingIn(draft, dimension);
        const known = new Set(rating.evidence.map(evidenceId));
        ratings[dimension] = { ...rating, evidence: [...rating.evidence, ...events.filter((event) => !known.has(evidenceId(event)))] };
      }
      await saveDraft(trx, evaluation.id, evaluatorId, { ...draft, ratings }, this.parts.now());
    });
  }

  /** Throws InvalidInputError with a problem for each field that keeps the draft from being sent; gives the verdict. */
  async examine(evaluation: Evaluation, draft: Draft, db: Knex = this.parts.db): Promise<Verdict> {
    const { rubric } = this.parts.catalogue;
    const faults = faultsOf(rubric, draft, await stepsOf(db, evaluation.sittingId));
    const verdict = verdictOf(rubric, draft);
    const problems = { ...problemsOf(faults, verdict), ...lengthProblems(rubric, draft) };
    if (!verdict || Object.keys(problems).length > 0) throw new InvalidInputError(problems);
    return verdict;
  }

  /**
   * Decision, closing, promotion, certificate and audit entries stand or fall together, once. Closing again what one has
   * closed oneself changes nothing; ConflictError when somebody else was first, or the level is held already.
   */
  async close(evaluation: Evaluation, evaluatorId: number, draft: Draft): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      const current = await this.forEvaluator(evaluation.id, evaluatorId, trx);
      const verdict = await this.examine(current, draft, trx);
      const at = this.parts.now();
      if (!(await store.closeEvaluation(trx, current.id, at))) {
        const first = await store.findDecision(trx, current.id);
        if (first?.evaluatorId === evaluatorId) return;
        throw new ConflictError('Closed meanwhile');
      }
      const recommendation = draft.recommendation as Recommendation;
      await store.addDecision(trx, current.id, {
        evaluatorId,
        ratings: { ...draft.ratings },
        mean: verdict.mean,
        passed: recommendation !== 'hold',
        recommendation,
        reasons: draft.reasons.trim(),
        plan: draft.plan.trim(),
        decidedAt: at.toISOString(),
      });
      const event = { at, actorId: evaluatorId };
      const detail = { traineeId: current.traineeId, level: current.level, recommendation, mean: verdict.mean };
      await recordEvent(trx, { ...event, action: 'evaluation.closed', subjectType: 'evaluation', subjectId: current.id, detail });
      if (recommendation === 'hold') await this.hold(trx, current, event);
      else await this.promote(trx, current, event);
    });
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

async function refuseClosed(trx: Knex.Transaction, id: number): Promise<void> {
  const row = await trx('evaluations').where({ id }).first('closed_at');
  if (row?.closed_at) throw new ConflictError('Closed meanwhile');
}
