import type { Knex } from 'knex';
import type { Grade, Observation } from '../../core/grading/mark.ts';
import type { CaseGrade } from '../../core/sittings/rescore.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import { rowsPerInsert } from '../../platform/database.ts';

/** The cases of a sitting: id by position, in their order. */
export async function caseIdsOf(db: Knex, sittingId: number): Promise<Map<number, number>> {
  const rows: { position: number; case_id: number }[] = await db('sitting_cases')
    .where({ sitting_id: sittingId })
    .orderBy('position')
    .select('position', 'case_id');
  return new Map(rows.map((row) => [row.position, row.case_id]));
}

/** Whether the sitting has been graded since it was last opened. */
export async function isGraded(db: Knex, sittingId: number): Promise<boolean> {
  return (await db('sittings').where({ id: sittingId }).whereExists(gradesThatCount(db)).first('id')) !== undefined;
}

/** Of a row of `sittings` in the outer query: its grades; of a test that was opened again, once there is a result from after that. */
export const gradesThatCount = (db: Knex) =>
  db('case_grades')
    .whereRaw('case_grades.sitting_id = sittings.id')
    .where((where) => {
      void where.whereRaw('sittings.results_before = 0').orWhereExists(db('results').whereRaw('results.sitting_id = sittings.id and results.id > sittings.results_before').select(db.raw('1')));
    })
    .select(db.raw('1'));

/** Adds grades and gives their numbers, in the same order. */
export async function insertGrades(
  trx: Knex.Transaction,
  sittingId: number,
  grades: readonly CaseGrade[],
  at: string,
): Promise<number[]> {
  const rows = await trx('case_grades').insert(
    grades.map(({ position, grade }) => ({
      sitting_id: sittingId,
      position,
      grader_version: grade.version,
      total: grade.total,
      grade: JSON.stringify(grade),
      graded_at: at,
    })),
    ['id'],
  );
  return rows.map(({ id }) => id as number).toSorted((a, b) => a - b);
}

export async function insertObservations(
  trx: Knex.Transaction,
  owner: { traineeId: number; sittingId: number; at: string },
  observations: readonly Observation[],
): Promise<void> {
  const rows = observations.map(({ competency, opportunity, difficulty, score }) => ({
    trainee_id: owner.traineeId,
    sitting_id: owner.sittingId,
    competency,
    opportunity,
    difficulty,
    score,
    observed_at: owner.at,
  }));
  for (let from = 0; from < rows.length; from += rowsPerInsert) await trx('observations').insert(rows.slice(from, from + rowsPerInsert));
}

/** What a result says and what it was made from. */
export interface NewResult {
  result: TestResult;
  policy: string;
  content: string;
  cause: string;
  /** Numbers of the grades and of the corrections. */
  gradeIds: readonly number[];
  corrections: readonly number[];
  logDigest: string;
  letterCode: string;
}

/** Adds a result and gives its number; earlier ones of the sitting stay. */
export async function insertResult(trx: Knex.Transaction, sittingId: number, made: NewResult, at: string): Promise<number> {
  const { result } = made;
  const [row] = await trx('results')
    .insert({
      sitting_id: sittingId,
      policy_version: made.policy,
      total: result.total,
      cut: result.cut,
      passed: result.passed,
      result: JSON.stringify(result),
      scored_at: at,
      content_version: made.content,
      cause: made.cause,
      grade_ids: JSON.stringify(made.gradeIds),
      corrections: JSON.stringify(made.corrections),
      log_digest: made.logDigest,
      letter_code: made.letterCode,
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** The grade of a case that counts: the latest; null when it was not graded. */
export async function findGrade(db: Knex, sittingId: number, position: number): Promise<Grade | null> {
  const row: { grade: string } | undefined = await db('case_grades')
    .where({ sitting_id: sittingId, position })
    .orderBy('id', 'desc')
    .first('grade');
  return row ? (JSON.parse(row.grade) as Grade) : null;
}

/** The result of a test that counts: the latest since it was last opened; null when it was not graded. */
export async function findResult(db: Knex, sittingId: number): Promise<TestResult | null> {
  const row: { result: string } | undefined = await db('results')
    .join('sittings', 'sittings.id', 'results.sitting_id')
    .where({ sitting_id: sittingId })
    .whereRaw('results.id > sittings.results_before')
    .orderBy('results.id', 'desc')
    .first('result');
  return row ? (JSON.parse(row.result) as TestResult) : null;
}
