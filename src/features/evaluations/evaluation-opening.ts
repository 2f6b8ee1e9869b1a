import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { reasonsForTwo } from '../../core/evaluation/markers.ts';
import type { Grade } from '../../core/grading/mark.ts';
import type { ScoredTest } from '../../core/sittings/score.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { addCriticals } from './critical-store.ts';
import { hasEvaluation, openEvaluation } from './evaluation-store.ts';
import { addPlan } from './marking-store.ts';

/** What a passed short form leads to, in the transaction of its result. */
export interface Renewer {
  renew(trx: Knex.Transaction, renewal: { traineeId: number; level: number; sittingId: number; actorId: number | null; at: Date }): Promise<void>;
}

/** What follows when a test was scored: a review of its critical errors, or the evaluation of a passed test with the plan of its markers. */
export class EvaluationOpening {
  private readonly catalogue: Catalogue;
  private readonly renewer: Renewer;

  constructor(catalogue: Catalogue, renewer: Renewer) {
    this.catalogue = catalogue;
    this.renewer = renewer;
  }

  /** In the transaction of the result. A critical error is provisional until two reviewers have seen it, so nothing else opens before. */
  async afterScore(trx: Knex.Transaction, scored: ScoredTest, grades: readonly { position: number; grade: Grade }[]): Promise<void> {
    const { sittingId, traineeId, result, at } = scored;
    if (result.critical.length > 0) {
      await addCriticals(trx, sittingId, grades, at.toISOString());
      const detail = { traineeId, codes: [...result.critical] };
      await recordEvent(trx, { at, actorId: null, action: 'critical.set', subjectType: 'sitting', subjectId: sittingId, detail });
    } else if (result.passed) await this.open(trx, scored);
  }

  /** Opens the evaluation of a passed test, or renews the level that a short form was passed for; `critical` when a critical error of it was reviewed and not confirmed. */
  async open(trx: Knex.Transaction, { sittingId, traineeId, level, renewal, result, at }: ScoredTest, { critical = false, again = false } = {}): Promise<void> {
    if (renewal) return this.renewer.renew(trx, { traineeId, level, sittingId, actorId: null, at });
    if (await hasEvaluation(trx, sittingId, again)) return;
    const { rubric } = this.catalogue;
    const seed = randomBytes(16).toString('hex');
    const reasons = reasonsForTwo(rubric, { level, total: result.total, cut: result.cut, sem: result.sem, critical, seed });
    const evaluationId = await openEvaluation(trx, { sittingId, traineeId, level, at: at.toISOString() });
    await addPlan(trx, evaluationId, { seed, rate: rubric.doubleMarking.randomRate, reasons, at: at.toISOString() });
    const detail = { sitting: sittingId, doubleReasons: reasons };
    await recordEvent(trx, { at, actorId: null, action: 'evaluation.opened', subjectType: 'evaluation', subjectId: evaluationId, detail });
  }
}
