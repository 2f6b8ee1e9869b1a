import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { CaseGrade } from '../../core/sittings/rescore.ts';
import type { ScoredTest, TestResult } from '../../core/sittings/score.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { logDigest, type ResultCause, sheetDigest, sheetOf } from '../audit/sheet-read-model.ts';
import { insertResult } from './grade-store.ts';

export interface MadeResult {
  result: TestResult;
  policy: string;
  content: string;
  /** Numbers of the grades and of the corrections that it was made with. */
  gradeIds: readonly number[];
  corrections: readonly number[];
  cause: ResultCause;
  at: Date;
  /** Who caused it; null for the system itself. */
  actorId: number | null;
}

/** What follows from the result of a test, in the transaction of the result. */
export interface TestFollowUp {
  /** The test was closed and scored. */
  afterScore(trx: Knex.Transaction, scored: ScoredTest, grades: readonly CaseGrade[]): Promise<void>;
  /** It passes by a later result, or is to be evaluated again. Nothing is opened beside an evaluation that stands, but `again` beside closed ones. */
  open(trx: Knex.Transaction, scored: ScoredTest, how: { critical?: boolean; again?: boolean }): Promise<void>;
}

/** 80 bits: nobody guesses one, and it can be typed from paper. */
const letterCode = (): string => randomBytes(10).toString('hex').toUpperCase();

/** Adds a result and seals its sheet in the audit chain; gives its number. */
export async function recordResult(trx: Knex.Transaction, sittingId: number, made: MadeResult): Promise<number> {
  const { result, cause, at, actorId } = made;
  const sealed = { ...made, logDigest: await logDigest(trx, sittingId), letterCode: letterCode() };
  const resultId = await insertResult(trx, sittingId, sealed, at.toISOString());
  const sheet = sheetDigest((await sheetOf(trx, resultId))!);
  const detail = { total: result.total, cut: result.cut, passed: result.passed, cause, resultId, sheet };
  await recordEvent(trx, { at, actorId, action: 'test.scored', subjectType: 'sitting', subjectId: sittingId, detail });
  return resultId;
}
