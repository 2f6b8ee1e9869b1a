import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { TestResult } from '../../core/sittings/score.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { logDigest, type ResultCause, sheetDigest, sheetOf } from '../audit/sheet-read-model.ts';
import { insertEvaluation, insertResult } from './grade-store.ts';

/** What a passed short form leads to, in the transaction of its result. */
export interface Renewer {
  renew(trx: Knex.Transaction, renewal: { traineeId: number; level: number; sittingId: number; actorId: number | null; at: Date }): Promise<void>;
}

/** What follows when a test is passed: its level is renewed by a short form, and evaluated after the full test. */
export async function afterPass(trx: Knex.Transaction, renewer: Renewer, sitting: { id: number; traineeId: number; level: number; renewal: boolean }, at: Date): Promise<void> {
  const { id: sittingId, traineeId, level } = sitting;
  if (sitting.renewal) await renewer.renew(trx, { traineeId, level, sittingId, actorId: null, at });
  else await openEvaluation(trx, sitting, at);
}

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

/** Opens the evaluation that follows a passed test; one that was opened before stays the only one, unless it is evaluated `again` and none is open. */
export async function openEvaluation(trx: Knex.Transaction, sitting: { id: number; traineeId: number; level: number }, at: Date, again = false): Promise<void> {
  const before = trx('evaluations').where({ sitting_id: sitting.id });
  if (await (again ? before.whereNull('closed_at') : before).first('id')) return;
  const evaluationId = await insertEvaluation(trx, sitting, at.toISOString());
  await recordEvent(trx, { at, actorId: null, action: 'evaluation.opened', subjectType: 'evaluation', subjectId: evaluationId, detail: { sitting: sitting.id } });
}
