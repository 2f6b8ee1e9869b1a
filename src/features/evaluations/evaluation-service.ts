import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Draft, type Evidence, evidenceId, ratingIn } from '../../core/evaluation/decision.ts';
import { ineligibility } from '../../core/evaluation/eligibility.ts';
import type { StateOfResult } from '../../core/evaluation/result-state.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { findDraft, saveDraft } from './draft-store.ts';
import { type CaseWork, caseWorkOf, testResultOf } from './evidence-store.ts';
import { appealStates } from '../appeals/appeal-read-model.ts';
import { historyOf } from './eligibility-read-model.ts';
import * as store from './evaluation-store.ts';
import type { Decided, Evaluation } from './evaluation-store.ts';
import { type KeptMarking, markingsOf } from './marking-store.ts';
import type { QueueService } from './queue-service.ts';
import { satParts } from '../sittings/part-read-model.ts';
import { signalsOf } from '../sittings/signal-read-model.ts';
import { reviewsOf, stateFrom } from './state-read-model.ts';

/** Somebody asks for the evaluation of his own test. */
export class OwnTestError extends NotFoundError {
  override readonly texts = 'own-test';
  readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    super('Own test');
    this.evaluation = evaluation;
  }
}

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  queue: QueueService;
}

/** How an evaluation ended, for those who may read it. */
export interface Outcome {
  decided: Decided;
  certificateId: number | null;
}

const emptyDraft: Draft = { ratings: {}, recommendation: null, reasons: '', plan: [] };
/** One signal of the same kind in so many hours is enough. */
const signalHours = 24;

/** Evaluations at a level-up: who may see which, drafts, the markings, and the one outcome of each. */
export class EvaluationService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  lastClosedAt(): Promise<string | null> {
    return store.lastClosedAt(this.parts.db);
  }

  /** The evaluation for this evaluator; NotFoundError also when he may not evaluate this trainee, OwnTestError when it is he himself. */
  async forEvaluator(id: number, evaluatorId: number, db: Knex = this.parts.db): Promise<Evaluation> {
    const evaluation = await store.findEvaluation(db, id);
    if (!evaluation) throw new NotFoundError();
    const history = await historyOf(db, evaluatorId);
    const against = ineligibility(history, evaluatorId, evaluation.traineeId, this.parts.now().toISOString());
    if (against === 'self') throw new OwnTestError(evaluation);
    if (against !== null) throw new NotFoundError();
    return evaluation;
  }

  /** Records that somebody tried to see the evaluation of his own test: a signal for a person to judge, once in a while. */
  async signalOwnTest({ evaluation }: OwnTestError): Promise<void> {
    const at = this.parts.now();
    await writeTx(this.parts.db, async (trx) => {
      const since = new Date(at.getTime() - signalHours * 3_600_000).toISOString();
      const event = { action: 'evaluation.own-opened', actorId: evaluation.traineeId, subjectId: evaluation.id } as const;
      if (await store.isRecordedSince(trx, event, since)) return;
      await recordEvent(trx, { ...event, at, subjectType: 'evaluation', detail: { level: evaluation.level } });
    });
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

  /** The state of the result that the evaluation is about. */
  async state(evaluation: Evaluation): Promise<StateOfResult> {
    const { db } = this.parts;
    const decided = await store.findDecision(db, evaluation.id);
    const reviews = (await reviewsOf(db, [evaluation.sittingId])).get(evaluation.sittingId);
    const appeal = (await appealStates(db, [evaluation.sittingId])).get(evaluation.sittingId) ?? 'none';
    const result = await testResultOf(db, evaluation.sittingId);
    return stateFrom({ submittedAt: evaluation.openedAt, result, evaluation: { passed: decided && decided.passed } }, reviews, appeal);
  }

  /** What an evaluator is shown of the test. */
  async evidence({ sittingId }: Evaluation) {
    const { db } = this.parts;
    return { cases: await caseWorkOf(db, sittingId), result: await testResultOf(db, sittingId), parts: await satParts(db, sittingId), signals: await signalsOf(db, sittingId) };
  }

  /** One case of the test by its position from 1, or NotFoundError. */
  async caseWork({ sittingId }: Evaluation, position: number): Promise<{ work: CaseWork; cases: number[] }> {
    const cases = await caseWorkOf(this.parts.db, sittingId);
    const work = cases.find((each) => each.position === position);
    if (!work) throw new NotFoundError();
    return { work, cases: cases.map((each) => each.position) };
  }

  /** What this evaluator has filled in so far. */
  async draft(evaluation: Evaluation, evaluatorId: number): Promise<{ draft: Draft; savedAt: string | null }> {
    return (await findDraft(this.parts.db, evaluation.id, evaluatorId)) ?? { draft: emptyDraft, savedAt: null };
  }

  /** What he has sent, and how far the evaluation has come; null before that. */
  async ownMarking(evaluation: Evaluation, evaluatorId: number): Promise<KeptMarking | null> {
    return (await this.markings(evaluation)).find((marking) => marking.evaluatorId === evaluatorId) ?? null;
  }

  /** Every marking of the evaluation; only what is published is for others than who wrote it. */
  async markings({ id }: Evaluation): Promise<KeptMarking[]> {
    return (await markingsOf(this.parts.db, [id])).get(id) ?? [];
  }

  /** The development plan of the trainee's last outcome before this evaluation. */
  earlierPlan({ traineeId, id }: Evaluation) {
    return store.earlierPlan(this.parts.db, traineeId, id);
  }

  /** Keeps what is filled in and takes a place; ConflictError when the evaluation was closed meanwhile, others hold every place, or he has marked it. */
  async keep(evaluation: Evaluation, evaluatorId: number, draft: Draft): Promise<Date> {
    return writeTx(this.parts.db, async (trx) => {
      const at = this.parts.now();
      await refuseClosed(trx, evaluation.id);
      await this.parts.queue.hold(trx, evaluation, evaluatorId);
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
      await this.parts.queue.hold(trx, evaluation, evaluatorId);
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
}

async function refuseClosed(trx: Knex.Transaction, id: number): Promise<void> {
  const row = await trx('evaluations').where({ id }).first('closed_at');
  if (row?.closed_at) throw new ConflictError('Closed meanwhile');
}
