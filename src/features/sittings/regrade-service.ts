import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { rescored as reviewed } from '../../core/evaluation/critical.ts';
import { graderVersion } from '../../core/grading/grade.ts';
import type { Grade } from '../../core/grading/mark.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { type Correction, faultOf } from '../../core/sittings/correction.ts';
import { type CaseGrade, concerns, gradesOf, resultOf } from '../../core/sittings/rescore.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type ResultCause, sha256 } from '../audit/sheet-read-model.ts';
import { confirmedCriticals } from '../evaluations/state-read-model.ts';
import type { CaseCache } from './case-cache.ts';
import { addCorrection, type CorrectionRecord, correctionsOf } from './correction-store.ts';
import { insertGrades } from './grade-store.ts';
import * as store from './regrade-store.ts';
import { closedAt, gradesWithIds, latestGradeIds, type RecordedResult, resultsOf } from './replay-store.ts';
import { recordResult, type TestFollowUp } from './result-recording.ts';
import { sittingRecord } from './sitting-record.ts';
import { findAnySitting } from './sitting-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  cases: CaseCache;
  followUp: TestFollowUp;
}

/** One test whose result a correction changes. */
export interface Change {
  sittingId: number;
  traineeId: number;
  level: number;
  submittedAt: string;
  before: { total: number; passed: boolean };
  after: { total: number; passed: boolean };
  /** Whether a certificate rests on it. */
  certified: boolean;
}

export interface Preview {
  correction: Correction;
  /** Graded tests that have in them what is corrected. */
  concerned: number;
  changes: Change[];
  /** Tests that cannot be scored again here, with the reason: their results stay. */
  failed: { sittingId: number; reason: string }[];
  /** Says what was seen, so that nothing else is applied. */
  seen: string;
}

interface Rescored {
  sitting: { id: number; traineeId: number; level: number; renewal: boolean };
  before: RecordedResult;
  result: TestResult;
  grader: string;
  grades: CaseGrade[];
  /** The recorded grades that still stand, by position. */
  standing: Map<number, number>;
}

/** Corrections of keys, checks, cases and conversations: who would pass or fail, and new grades and results beside the old ones. */
export class RegradeService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  corrections(): Promise<CorrectionRecord[]> {
    return correctionsOf(this.parts.db);
  }

  /** The names of the conversations that a correction can take out. */
  talks(): Promise<string[]> {
    return store.testTalkNames(this.parts.db);
  }

  ungraded(): Promise<store.UngradedTest[]> {
    return store.ungradedTests(this.parts.db, this.parts.now().toISOString());
  }

  reviews(): Promise<store.Review[]> {
    return store.openReviews(this.parts.db);
  }

  /** What a correction would change; nothing is written. InvalidInputError when it cannot be made. */
  async preview(correction: Correction, db: Knex = this.parts.db): Promise<Preview> {
    const { concerned, rescored, failed } = await this.rescoreAll(correction, db);
    const certified = await store.certifiedAmong(db, rescored.map(({ sitting }) => sitting.id));
    const changes = rescored.map(({ sitting, before, result, submittedAt }): Change => ({
      sittingId: sitting.id,
      traineeId: sitting.traineeId,
      level: sitting.level,
      submittedAt,
      before: { total: before.total, passed: before.passed },
      after: { total: result.total, passed: result.passed },
      certified: certified.has(sitting.id),
    }));
    return { correction, concerned, changes, failed, seen: sha256(canonical([correction, changes])).slice(0, 32) };
  }

  /**
   * Records the correction and, beside the old ones, the grades and results that it changes, all or nothing. Who passes now gets an evaluation; who would
   * fail now is listed for a supervisor, and no certificate is touched. `seen` is that of the preview: ConflictError when it shows something else by now.
   */
  async apply(correction: Correction, { reason, by, seen }: { reason: string; by: number; seen: string }): Promise<{ id: number; preview: Preview }> {
    return writeTx(this.parts.db, async (trx) => {
      await store.lockCorrections(trx);
      const preview = await this.preview(correction, trx);
      if (preview.seen !== seen) throw new ConflictError('The preview is out of date');
      const at = this.parts.now();
      const id = await addCorrection(trx, { ...correction, reason, by, at: at.toISOString() });
      const numbers = (await correctionsOf(trx)).map((each) => each.id);
      for (const each of (await this.rescoreAll(correction, trx, true)).rescored) await this.record(trx, each, numbers, { id, at, by });
      const detail = { correction: correction.kind, what: correction.subject, answer: correction.answer, changed: preview.changes.length, reason };
      await recordEvent(trx, { at, actorId: by, action: 'key.corrected', subjectType: 'correction', subjectId: id, detail });
      return { id, preview };
    });
  }

  /** A supervisor's decision about somebody who would not have passed: the result of before stands, or its certificate is to be revoked. */
  async rule(reviewId: number, { ruling, reason, by }: { ruling: 'keep' | 'revoke'; reason: string; by: number }): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      const review = (await store.openReviews(trx)).find(({ id }) => id === reviewId);
      if (!review) throw (await store.isRuled(trx, reviewId)) ? new ConflictError('It is decided already') : new NotFoundError();
      const at = this.parts.now();
      await store.addRuling(trx, { reviewId, ruling, reason, by, at: at.toISOString() });
      const detail = { traineeId: review.traineeId, resultId: review.resultId, ruling, reason };
      await recordEvent(trx, { at, actorId: by, action: 'regrade.ruled', subjectType: 'sitting', subjectId: review.sittingId, detail });
    });
  }

  /** The result that a test has by its log and the corrections in force; RangeError when it cannot be made here. */
  async rescore(sittingId: number, db: Knex = this.parts.db): Promise<Rescored> {
    return this.rescoreOne(sittingId, await correctionsOf(db), true, db);
  }

  /** Adds the result that `rescore` gave, or a better one that stands in its place, because an appeal was upheld; gives its number. */
  async recordAppeal(trx: Knex.Transaction, rescored: Rescored, result: TestResult, { at, by }: { at: Date; by: number }): Promise<number> {
    const corrections = (await correctionsOf(trx)).map(({ id }) => id);
    return this.add(trx, { ...rescored, result }, corrections, { at, by, cause: 'appeal' });
  }

  /** Adds the result that a test has after the review of its critical errors, where that changes it: only the confirmed ones fail it. */
  async recordReview(trx: Knex.Transaction, sittingId: number, confirmed: readonly string[], at: Date): Promise<void> {
    const corrections = await correctionsOf(trx);
    const made = await this.rescoreOne(sittingId, corrections, false, trx);
    const result = reviewed(made.result, confirmed);
    if (result) await this.add(trx, { ...made, result }, corrections.map(({ id }) => id), { at, by: null, cause: 'review' });
  }

  /** Opens one more evaluation of a test beside those that were closed, because an appeal against the rating was upheld. */
  async evaluateAgain(trx: Knex.Transaction, sittingId: number, at: Date): Promise<void> {
    const { traineeId, level, renewal } = (await findAnySitting(trx, sittingId))!;
    const result = JSON.parse((await resultsOf(trx, sittingId)).at(-1)!.text) as TestResult;
    await this.parts.followUp.open(trx, { sittingId, traineeId, level, renewal, result, at }, { again: true });
  }

  private async record(trx: Knex.Transaction, rescored: Rescored, corrections: number[], { id, at, by }: { id: number; at: Date; by: number }): Promise<void> {
    const resultId = await this.add(trx, rescored, corrections, { at, by, cause: 'regrade' });
    const { sitting, before, result } = rescored;
    if (before.passed && !result.passed) await store.addReview(trx, { correctionId: id, resultId, traineeId: sitting.traineeId, at: at.toISOString() });
  }

  private async add(trx: Knex.Transaction, rescored: Rescored, corrections: number[], { at, by, cause }: { at: Date; by: number | null; cause: Exclude<ResultCause, 'closing'> }): Promise<number> {
    const { sitting, before, result, grades, standing } = rescored;
    const fresh = grades.filter(({ position }) => !standing.has(position));
    const added = fresh.length > 0 ? await insertGrades(trx, sitting.id, fresh, at.toISOString()) : [];
    const gradeIds = [...standing.values(), ...added].sort((a, b) => a - b);
    const made = { result, policy: before.policy, content: this.parts.catalogue.version, gradeIds, corrections, cause, at, actorId: by };
    const resultId = await recordResult(trx, sitting.id, made);
    const scored = { sittingId: sitting.id, traineeId: sitting.traineeId, level: sitting.level, renewal: sitting.renewal, result, at };
    if (result.passed && !before.passed) await this.parts.followUp.open(trx, scored, { critical: cause === 'review' });
    return resultId;
  }

  private async rescoreAll(correction: Correction, db: Knex, recorded = false) {
    const { catalogue } = this.parts;
    await this.refuse(correction, db);
    const all: Correction[] = await correctionsOf(db);
    const corrections = recorded ? all : [...all, correction];
    const concerned = (await store.gradedTests(db)).filter((test) => concerns(catalogue, correction, test));
    const rescored: (Rescored & { submittedAt: string })[] = [];
    const failed: Preview['failed'] = [];
    for (const { sittingId, submittedAt } of concerned) {
      try {
        const made = await this.rescoreOne(sittingId, corrections, correction.kind === 'check-excluded', db);
        if (JSON.stringify(made.result) !== made.before.text) rescored.push({ ...made, submittedAt });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        failed.push({ sittingId, reason: error.message });
      }
    }
    return { concerned: concerned.length, rescored, failed };
  }

  /** Grades are made again only where a check is concerned; those that come out as they are recorded stand. */
  private async rescoreOne(sittingId: number, corrections: readonly Correction[], regrade: boolean, db: Knex): Promise<Rescored> {
    const { catalogue, cases } = this.parts;
    const sitting = (await findAnySitting(db, sittingId))!;
    const results = await resultsOf(db, sittingId);
    const before = results.at(-1)!;
    const record = await sittingRecord(db, { cases, catalogue }, sitting, closedAt(results, before));
    const recorded = await gradesWithIds(db, before.gradeIds ?? (await latestGradeIds(db, sittingId)));
    const grader = recorded[0]?.grader ?? graderVersion;
    const kept = recorded.map(({ position, text }): CaseGrade => ({ position, grade: JSON.parse(text) as Grade }));
    const grades = regrade ? gradesOf(catalogue, record, { grader, corrections }) : kept;
    const standing = new Map(recorded.filter(({ position, text }) => !regrade || JSON.stringify(grades.find((each) => each.position === position)?.grade) === text).map(({ position, id }) => [position, id]));
    const scored = resultOf(catalogue, record, grades, { policy: before.policy, corrections });
    const result = results.some(({ cause }) => cause === 'review') ? (reviewed(scored, await confirmedCriticals(db, sittingId)) ?? scored) : scored;
    return { sitting, before, result, grader, grades, standing };
  }

  private async refuse(correction: Correction, db: Knex): Promise<void> {
    const fault = faultOf(this.parts.catalogue, correction);
    if (fault) throw new InvalidInputError({ [fault.field]: { key: `regrades.fault.${correction.kind}.${fault.fault}` } });
    if (correction.kind === 'case-excluded' && !(await store.isTestCase(db, Number(correction.subject))))
      throw new InvalidInputError({ subject: { key: 'regrades.fault.case-excluded.unknown' } });
    if (correction.kind === 'talk-excluded' && !(await store.testTalkNames(db)).includes(correction.subject))
      throw new InvalidInputError({ subject: { key: 'regrades.fault.talk-excluded.unknown' } });
  }
}
