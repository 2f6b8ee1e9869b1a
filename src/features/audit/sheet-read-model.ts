import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { canonical } from '../../core/shared/canonical.ts';

/** Why a result was recorded: the test was closed, its critical errors were reviewed, a key was corrected, or an appeal was decided. */
export const resultCauses = ['closing', 'review', 'regrade', 'appeal'] as const;
export type ResultCause = (typeof resultCauses)[number];

/** One grade as a result sheet has it: the text of the grade stands for itself by its digest. */
export interface SheetGrade {
  id: number;
  position: number;
  grader: string;
  total: number;
  gradedAt: string;
  sha256: string;
}

/** A result as it is sealed: everything that it says, and everything that it was made from. */
export interface ResultSheet {
  resultId: number;
  sittingId: number;
  traineeId: number;
  level: number;
  policy: string;
  content: string;
  cause: string;
  corrections: string;
  total: number;
  cut: number;
  passed: boolean;
  result: string;
  scoredAt: string;
  letterCode: string;
  /** SHA-256 of the log of the sitting. */
  log: string;
  grades: SheetGrade[];
}

interface Row {
  id: number;
  sitting_id: number;
  trainee_id: number;
  level: number;
  policy_version: string;
  content_version: string | null;
  cause: string | null;
  corrections: string | null;
  total: number;
  cut: number;
  passed: boolean | number;
  result: string;
  scored_at: string;
  letter_code: string | null;
  log_digest: string | null;
  grade_ids: string | null;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the chain holds of a sheet. */
export const sheetDigest = (sheet: ResultSheet): string => sha256(canonical(sheet));

/** The digest of all that was recorded in a sitting, in its order. */
export async function logDigest(db: Knex, sittingId: number): Promise<string> {
  const rows: { position: number; action_id: string; type: string; payload: string; at: string }[] = await db('actions')
    .where({ sitting_id: sittingId })
    .orderBy('id')
    .select('position', 'action_id', 'type', 'payload', 'at');
  const hash = createHash('sha256');
  for (const { position, action_id, type, payload, at } of rows) hash.update(`${JSON.stringify([position, action_id, type, payload, at])}\n`);
  return hash.digest('hex');
}

const columns = [
  'results.id', 'sitting_id', 'trainee_id', 'sittings.level', 'policy_version', 'results.content_version', 'cause', 'corrections', 'total', 'cut', 'passed',
  'result', 'scored_at', 'letter_code', 'log_digest', 'grade_ids',
]; // prettier-ignore

/** So many result sheets after a number, by their number; those that were recorded before sheets were sealed are null beside it. */
export async function sheetsAfter(db: Knex, after: number, most: number): Promise<{ row: ResultRow; sheet: ResultSheet | null }[]> {
  const rows: Row[] = await db('results').join('sittings', 'sittings.id', 'results.sitting_id').where('results.id', '>', after).orderBy('results.id').limit(most).select(columns);
  return withGrades(db, rows);
}

/** The sheet of one result, or null. */
export async function sheetOf(db: Knex, resultId: number): Promise<ResultSheet | null> {
  const rows: Row[] = await db('results').join('sittings', 'sittings.id', 'results.sitting_id').where('results.id', resultId).select(columns);
  return (await withGrades(db, rows))[0]?.sheet ?? null;
}

/** What every result says, sealed or not. */
export type ResultRow = Pick<ResultSheet, 'resultId' | 'sittingId' | 'total' | 'cut' | 'passed'>;

async function withGrades(db: Knex, rows: readonly Row[]): Promise<{ row: ResultRow; sheet: ResultSheet | null }[]> {
  const wanted = new Map(rows.map((row) => [row.id, idsIn(row.grade_ids)]));
  const found: { id: number; sitting_id: number; position: number; grader_version: string; total: number; grade: string; graded_at: string }[] = await db('case_grades')
    .whereIn('id', [...new Set([...wanted.values()].flat())])
    .select('id', 'sitting_id', 'position', 'grader_version', 'total', 'grade', 'graded_at');
  const grades = new Map(
    found.map((row): [number, SheetGrade & { sitting: number }] => [
      row.id,
      { sitting: row.sitting_id, id: row.id, position: row.position, grader: row.grader_version, total: row.total, gradedAt: row.graded_at, sha256: sha256(row.grade) },
    ]),
  );
  return rows.map((row) => {
    const plain = { resultId: row.id, sittingId: row.sitting_id, total: row.total, cut: row.cut, passed: Boolean(row.passed) };
    if (row.grade_ids === null) return { row: plain, sheet: null };
    const sheet: ResultSheet = {
      ...plain,
      traineeId: row.trainee_id,
      level: row.level,
      policy: row.policy_version,
      content: row.content_version ?? '',
      cause: row.cause ?? '',
      corrections: row.corrections ?? '',
      result: row.result,
      scoredAt: row.scored_at,
      letterCode: row.letter_code ?? '',
      log: row.log_digest ?? '',
      grades: wanted.get(row.id)!.flatMap((id) => ownGrade(grades.get(id), row.sitting_id)),
    };
    return { row: plain, sheet };
  });
}

/** The grade, unless somebody has moved it to another sitting. */
function ownGrade(grade: (SheetGrade & { sitting: number }) | undefined, sittingId: number): SheetGrade[] {
  if (grade?.sitting !== sittingId) return [];
  const { sitting: _, ...own } = grade;
  return [own];
}

/** Whoever has changed the list of grades may have left no list. */
function idsIn(text: string | null): number[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter((id): id is number => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31) : [];
  } catch {
    return [];
  }
}
