import type { Knex } from 'knex';
import type { ClosedAt } from './sitting-record.ts';

/** A result as it is recorded; `text` is its JSON. */
export interface RecordedResult {
  id: number;
  policy: string;
  content: string;
  cause: string;
  /** Null for a result from before grades were noted with it. */
  gradeIds: number[] | null;
  corrections: number[];
  total: number;
  cut: number;
  passed: boolean;
  text: string;
  scoredAt: string;
  letterCode: string | null;
}

interface Row {
  id: number;
  policy_version: string;
  content_version: string | null;
  cause: string | null;
  grade_ids: string | null;
  corrections: string | null;
  total: number;
  cut: number;
  passed: boolean | number;
  result: string;
  scored_at: string;
  letter_code: string | null;
}

/** The results of a sitting, oldest first; the last one counts. */
export async function resultsOf(db: Knex, sittingId: number): Promise<RecordedResult[]> {
  const rows: Row[] = await db('results').where({ sitting_id: sittingId }).orderBy('id');
  return rows.map(toRecorded);
}

/** When the test was closed for this result: the record as it stood then is what it was made from, also where a later cause made it again. */
export function closedAt(results: readonly RecordedResult[], result: RecordedResult): ClosedAt {
  const { id, scoredAt } = results.findLast((each) => each.cause === 'closing' && each.id <= result.id) ?? result;
  return { at: scoredAt, again: results.some((each) => each.cause === 'closing' && each.id > id) };
}

function toRecorded(row: Row): RecordedResult {
  return {
    id: row.id,
    policy: row.policy_version,
    content: row.content_version ?? '',
    cause: row.cause ?? 'closing',
    gradeIds: row.grade_ids === null ? null : (JSON.parse(row.grade_ids) as number[]),
    corrections: JSON.parse(row.corrections ?? '[]') as number[],
    total: row.total,
    cut: row.cut,
    passed: Boolean(row.passed),
    text: row.result,
    scoredAt: row.scored_at,
    letterCode: row.letter_code,
  };
}

/** The result whose letter has this code, the level of its test, and whether no later result has replaced it; null for an unknown code. */
export async function findByLetterCode(db: Knex, code: string): Promise<{ recorded: RecordedResult; level: number; isLatest: boolean } | null> {
  const wanted = code.replaceAll('-', '').toUpperCase();
  if (!/^[0-9A-F]{20}$/.test(wanted)) return null;
  const row: (Row & { sitting_id: number }) | undefined = await db('results').where({ letter_code: wanted }).first();
  if (!row) return null;
  const { level } = await db('sittings').where({ id: row.sitting_id }).first('level');
  const later = await db('results').where({ sitting_id: row.sitting_id }).where('id', '>', row.id).first('id');
  return { recorded: toRecorded(row), level, isLatest: later === undefined };
}

export interface RecordedGrade {
  id: number;
  position: number;
  grader: string;
  total: number;
  text: string;
}

/** The grades with these numbers, in the order of their cases. */
export async function gradesWithIds(db: Knex, ids: readonly number[]): Promise<RecordedGrade[]> {
  return db('case_grades').whereIn('id', [...ids]).orderBy(['position', 'id']).select({ id: 'id', position: 'position', grader: 'grader_version', total: 'total', text: 'grade' });
}

/** The number of the latest grade of each case of a sitting. */
export async function latestGradeIds(db: Knex, sittingId: number): Promise<number[]> {
  const rows: { id: number }[] = await db('case_grades').where({ sitting_id: sittingId }).groupBy('position').select({ id: db.raw('max(id)') });
  return rows.map(({ id }) => id);
}
