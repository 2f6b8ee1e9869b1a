import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { graderVersion } from '../../core/grading/grade.ts';
import type { Observation } from '../../core/grading/mark.ts';
import type { Correction } from '../../core/sittings/correction.ts';
import { triedPlace, triedState } from '../../core/sittings/tried.ts';
import { scoreOf } from '../../core/questions/response.ts';
import { type ExtensionNeed, extensionRules, needOf } from '../../core/sittings/extension.ts';
import { answersOf, type CaseGrade, gradesOf, observationsOf, resultOf, type SittingRecord } from '../../core/sittings/rescore.ts';
import { scoringPolicy, type TestResult } from '../../core/sittings/score.ts';
import type { Logger } from '../../platform/logger.ts';
import { type AuditAction, type DetailOf, recordEvent } from '../audit/audit-store.ts';
import { actionsByPosition } from './action-store.ts';
import type { CaseCache } from './case-cache.ts';
import { correctionsOf } from './correction-store.ts';
import * as grades from './grade-store.ts';
import { recordResult, type TestFollowUp } from './result-recording.ts';
import { sittingRecord } from './sitting-record.ts';
import { closeSitting, type ClosedBy, type Sitting } from './sitting-store.ts';
import type { TriedQuestions } from './tried-read-model.ts';
import { queueReplies } from './typed-reply-store.ts';

interface Parts {
  followUp: TestFollowUp;
  catalogue: Catalogue;
  cases: CaseCache;
  logger: Logger;
  now: () => Date;
  bank: TriedQuestions;
}

/** What became of grading a closed sitting: it has its grades now; it had them before; the grader failed; its typed replies wait to be marked by people; or the test has to go on. But for the first nothing was recorded. */
export type Grading = { kind: 'graded' | 'before' | 'failed' | 'marking' } | { kind: 'open'; need: ExtensionNeed };

interface Graded {
  grades: CaseGrade[];
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
   * deadline, whenever that is noticed. When the grader fails, or the test has to go on, the sitting stays closed and ungraded until later.
   */
  async finish(trx: Knex.Transaction, sitting: Sitting, closedBy: ClosedBy): Promise<boolean> {
    const at = closedBy === 'deadline' ? sitting.deadlineAt! : this.parts.now().toISOString();
    if (!(await closeSitting(trx, sitting.id, at, closedBy))) return false;
    const actorId = closedBy === 'trainee' ? sitting.traineeId : null;
    await this.record(trx, actorId, `${sitting.kind}.closed`, sitting.id, { closedBy });
    await this.grade(trx, { ...sitting, submittedAt: at, closedBy });
    return true;
  }

  /**
   * Grades a closed sitting that has no grade yet, all of its parts together. A test whose result is not clear goes on instead, unless this is all that will be sat
   * (`whole`). That is decided by what the rules read in typed replies; then they wait for their markers, and once all are marked the test is graded whole. The caller holds the sitting.
   */
  async grade(trx: Knex.Transaction, sitting: Sitting, whole = false): Promise<Grading> {
    if (await grades.isGraded(trx, sitting.id)) return { kind: 'before' };
    // A key that was corrected before is right from the start; a practice is marked by the pack as it is.
    const corrections = sitting.kind === 'test' ? await correctionsOf(trx) : [];
    const now = this.parts.now();
    const at = now.toISOString();
    const record = await sittingRecord(trx, this.parts, sitting, { at });
    const graded = this.compute(sitting, record, corrections);
    if (!graded) return { kind: 'failed' };
    const isMarked = record.talks.some(({ marked }) => marked);
    const need = whole || isMarked ? null : this.needFor(sitting, graded.result);
    if (need) return { kind: 'open', need };
    if (await this.awaitsMarkers(trx, sitting, record, at)) return { kind: 'marking' };
    const owner = { traineeId: sitting.traineeId, sittingId: sitting.id, at: sitting.submittedAt! };
    const gradeIds = await grades.insertGrades(trx, sitting.id, graded.grades, at);
    await grades.insertObservations(trx, owner, graded.observations);
    await this.recordTried(trx, sitting, at);
    if (!graded.result) return { kind: 'graded' };
    const { catalogue, followUp } = this.parts;
    const { result } = graded;
    const made = { result, policy: scoringPolicy, content: catalogue.version, gradeIds, corrections: corrections.map(({ id }) => id) };
    await recordResult(trx, sitting.id, { ...made, cause: 'closing', at: now, actorId: null });
    const { id: sittingId, traineeId, level, renewal } = sitting;
    await followUp.afterScore(trx, { sittingId, traineeId, level, renewal, result, at: now }, graded.grades);
    return { kind: 'graded' };
  }

  /** What the result leaves open, as long as the test may still go on. A short form is not extended: who fails it sits the whole test. */
  private needFor({ level, renewal, form }: Sitting, result: TestResult | null): ExtensionNeed | null {
    if (!result || renewal || (form.extended?.parts.length ?? 0) >= extensionRules(this.parts.catalogue, level).rounds) return null;
    return needOf(result);
  }

  /** Whether typed replies of the test have to be marked first; those that are new go into the queue. */
  private async awaitsMarkers(trx: Knex.Transaction, { id, kind, traineeId }: Sitting, { talks }: SittingRecord, at: string): Promise<boolean> {
    if (kind !== 'test' || !talks.some(({ talk }) => talk.mode === 'typed')) return false;
    const { added, waiting } = await queueReplies(trx, id, talks, at);
    if (added > 0) await this.record(trx, null, 'test.replies-queued', id, { traineeId, replies: added });
    return waiting > 0;
  }

  /** The answers to what was tried out, scored for the statistics of the bank and for nothing else. */
  private async recordTried(trx: Knex.Transaction, { id: sittingId, form: { tried = [] } }: Sitting, at: string): Promise<void> {
    if (tried.length === 0) return;
    const questions = await this.parts.bank.versions(tried, trx);
    const actions = await actionsByPosition(trx, sittingId);
    const answers = tried.flatMap((versionId, index) => {
      const position = triedPlace(index);
      const { response } = triedState(actions.get(position) ?? []);
      const question = questions.get(versionId);
      try {
        return question ? { sittingId, position, versionId, response, score: scoreOf(question, response), at } : [];
      } catch (error) {
        // What is tried out never holds a result up.
        this.parts.logger.error({ err: error, sitting: sittingId, versionId }, 'tried question not scored');
        return [];
      }
    });
    await this.parts.bank.record(trx, answers);
  }

  /** All grades of a sitting from its log, or null when the grader cannot make one of them. */
  private compute(sitting: Sitting, record: SittingRecord, corrections: readonly Correction[]): Graded | null {
    const { catalogue, logger } = this.parts;
    const rules = { grader: graderVersion, policy: scoringPolicy, corrections };
    try {
      const caseGrades = gradesOf(catalogue, record, rules);
      // What is kept was observed in the test in which it was answered.
      const own = { items: record.items.slice(sitting.form.kept?.answers.length ?? 0) };
      const ofItems = observationsOf(catalogue, answersOf(catalogue, own, corrections));
      return {
        grades: caseGrades,
        observations: [...caseGrades.flatMap(({ grade }) => grade.observations), ...ofItems],
        result: sitting.kind === 'test' ? resultOf(catalogue, record, caseGrades, rules) : null,
      };
    } catch (error) {
      logger.error({ err: error, sitting: sitting.id }, 'sitting not graded');
      return null;
    }
  }

  private record<A extends AuditAction>(
    trx: Knex.Transaction,
    actorId: number | null,
    action: A,
    subjectId: number,
    detail: DetailOf<A>,
  ) {
    return recordEvent(trx, { at: this.parts.now(), actorId, action, subjectType: 'sitting', subjectId, detail });
  }
}
