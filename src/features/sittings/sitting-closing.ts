import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { known, levelOf } from '../../core/catalogue/catalogue.ts';
import { gradeCase } from '../../core/grading/grade.ts';
import type { Observation } from '../../core/grading/mark.ts';
import { calibrationOf } from '../../core/sittings/calibration.ts';
import type { Scored } from '../../core/sittings/floors.ts';
import { itemState } from '../../core/sittings/items.ts';
import { scoreTest, scoringPolicy, type TestResult } from '../../core/sittings/score.ts';
import type { Logger } from '../../platform/logger.ts';
import { type AuditAction, type AuditSubject, type DetailOf, recordEvent } from '../audit/audit-store.ts';
import { practiceObservations } from '../levels/level-read-model.ts';
import { actionsByPosition } from './action-store.ts';
import type { CaseCache } from './case-cache.ts';
import * as grades from './grade-store.ts';
import { closeSitting, type ClosedBy, type Sitting } from './sitting-store.ts';

interface Parts {
  catalogue: Catalogue;
  cases: CaseCache;
  logger: Logger;
  now: () => Date;
}

interface Graded {
  grades: grades.CaseGrade[];
  observations: Observation[];
  result: TestResult | null;
}

/** Ends sittings and grades them: each exactly once, in the transaction of the caller. */
export class SittingClosing {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * Closes and grades an open sitting; false when it was closed before. A sitting that its deadline closes counts as closed at the
   * deadline, whenever that is noticed. When the grader fails the sitting stays closed and ungraded, and is tried again later.
   */
  async finish(trx: Knex.Transaction, sitting: Sitting, closedBy: ClosedBy): Promise<boolean> {
    const at = closedBy === 'deadline' ? sitting.deadlineAt! : this.parts.now().toISOString();
    if (!(await closeSitting(trx, sitting.id, at, closedBy))) return false;
    const actorId = closedBy === 'trainee' ? sitting.traineeId : null;
    await this.record(trx, actorId, `${sitting.kind}.closed`, sitting.id, { closedBy });
    await this.grade(trx, { ...sitting, submittedAt: at, closedBy });
    return true;
  }

  /** Grades a closed sitting that has no grade yet; false when it has one or the grader fails. The caller holds the sitting. */
  async grade(trx: Knex.Transaction, sitting: Sitting): Promise<boolean> {
    if (await grades.isGraded(trx, sitting.id)) return false;
    const graded = await this.compute(trx, sitting);
    if (!graded) return false;
    const at = this.parts.now().toISOString();
    const owner = { traineeId: sitting.traineeId, sittingId: sitting.id, at: sitting.submittedAt! };
    await grades.insertGrades(trx, sitting.id, graded.grades, at);
    await grades.insertObservations(trx, owner, graded.observations);
    if (graded.result) await this.release(trx, sitting, graded.result, at);
    return true;
  }

  private async release(trx: Knex.Transaction, sitting: Sitting, result: TestResult, at: string): Promise<void> {
    await grades.insertResult(trx, sitting.id, scoringPolicy, result, at);
    await this.record(trx, null, 'test.scored', sitting.id, {
      total: result.total,
      cut: result.cut,
      passed: result.passed,
    });
    if (!result.passed) return;
    const evaluationId = await grades.openEvaluation(trx, sitting, at);
    await this.record(trx, null, 'evaluation.opened', evaluationId, { sitting: sitting.id }, 'evaluation');
  }

  /** All grades of a sitting from its log, or null when the grader cannot make one of them. */
  private async compute(trx: Knex.Transaction, sitting: Sitting): Promise<Graded | null> {
    const { catalogue, cases, logger } = this.parts;
    const caseIds = await grades.caseIdsOf(trx, sitting.id);
    const bodies = await cases.getMany(trx, [...caseIds.values()]);
    const actions = await actionsByPosition(trx, sitting.id);
    const practice = sitting.kind === 'test' ? await this.practiceBefore(trx, sitting) : [];
    try {
      const caseGrades = [...caseIds].map(([position, caseId]) => ({
        position,
        grade: gradeCase(catalogue, bodies.get(caseId)!.permitCase, actions.get(position) ?? []),
      }));
      const answers = sitting.form.items.map((item, index) => {
        const question = known(catalogue.questions, item, 'question');
        const { choice } = itemState(actions.get(caseIds.size + 1 + index) ?? []);
        return { question, right: choice === question.key };
      });
      const ofItems = answers.map(({ question, right }): Observation => ({
        competency: question.competency,
        opportunity: question.id,
        difficulty: question.difficulty,
        score: right ? 1 : 0,
      }));
      return {
        grades: caseGrades,
        observations: [...caseGrades.flatMap(({ grade }) => grade.observations), ...ofItems],
        result: sitting.kind === 'test' ? this.scoreOf(sitting, caseGrades, answers, practice) : null,
      };
    } catch (error) {
      logger.error({ err: error, sitting: sitting.id }, 'sitting not graded');
      return null;
    }
  }

  private scoreOf(
    sitting: Sitting,
    caseGrades: grades.CaseGrade[],
    answers: { question: { competency: Observation['competency'] }; right: boolean }[],
    practice: readonly Scored[],
  ) {
    const { cut, blueprint } = levelOf(this.parts.catalogue, sitting.level);
    // A form without a cut of its own is of before the floors.
    const calibration = sitting.form.cut === undefined ? null : calibrationOf(sitting.level);
    return scoreTest({
      grades: caseGrades.map(({ grade }) => grade),
      answers: answers.map(({ question, right }) => ({ competency: question.competency, right })),
      cut: sitting.form.cut ?? cut,
      caseWeight: blueprint!.caseWeight,
      ...(calibration && { floors: { calibration, practice } }),
    });
  }

  /** What was observed in unassisted practice in the days before the test was closed that count, oldest first. */
  private async practiceBefore(trx: Knex.Transaction, { traineeId, level, submittedAt }: Sitting): Promise<Scored[]> {
    const { days } = levelOf(this.parts.catalogue, level).gate;
    const since = new Date(Date.parse(submittedAt!) - days * 24 * 60 * 60 * 1000).toISOString();
    return (await practiceObservations(trx, traineeId, since)).filter(({ at }) => at <= submittedAt!);
  }

  private record<A extends AuditAction>(
    trx: Knex.Transaction,
    actorId: number | null,
    action: A,
    subjectId: number,
    detail: DetailOf<A>,
    subjectType: AuditSubject = 'sitting',
  ) {
    return recordEvent(trx, { at: this.parts.now(), actorId, action, subjectType, subjectId, detail });
  }
}
