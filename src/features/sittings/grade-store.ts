import type { Knex } from 'knex';
import type { Grade, Observation } from '../../core/grading/mark.ts';
import type { TestResult } from '../../core/sittings/score.ts';

export interface CaseGrade {
  position: number;
  grade: Grade;
}

/** The cases of a sitting: id by position, in their order. */
export async function caseIdsOf(db: Knex, sittingId: number): Promise<Map<number, number>> {
  const rows: { position: number; case_id: number }[] = await db('sitting_cases')
    .where({ sitting_id: sittingId })
    .orderBy('position')
    .select('position', 'case_id');
  return new Map(rows.map((row) => [row.position, row.case_id]));
}

export async function isGraded(db: Knex, sittingId: number): Promise<boolean> {
  return (await db('case_grades').where({ sitting_id: sittingId }).first('id')) !== undefined;
}

export async function insertGrades(
  trx: Knex.Transaction,
  sittingId: number,
  grades: readonly CaseGrade[],
  at: string,
): Promise<void> {
  await trx('case_grades').insert(
    grades.map(({ position, grade }) => ({
      sitting_id: sittingId,
      position,
      grader_version: grade.version,
      total: grade.total,
      grade: JSON.stringify(grade),
      graded_at: at,
    })),
  );
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
  if (rows.length > 0) await trx('observations').insert(rows);
}

export async function insertResult(
  trx: Knex.Transaction,
  sittingId: number,
  policy: string,
  result: TestResult,
  at: string,
): Promise<void> {
  await trx('results').insert({
    sitting_id: sittingId,
    policy_version: policy,
    total: result.total,
    cut: result.cut,
    passed: result.passed,
    result: JSON.stringify(result),
    scored_at: at,
  });
}

/** The grade of a case that counts: the latest; null when it was not graded. */
export async function findGrade(db: Knex, sittingId: number, position: number): Promise<Grade | null> {
  const row: { grade: string } | undefined = await db('case_grades')
    .where({ sitting_id: sittingId, position })
    .orderBy('id', 'desc')
    .first('grade');
  return row ? (JSON.parse(row.grade) as Grade) : null;
}

/** The result of a test that counts: the latest; null when it was not graded. */
export async function findResult(db: Knex, sittingId: number): Promise<TestResult | null> {
  const row: { result: string } | undefined = await db('results')
    .where({ sitting_id: sittingId })
    .orderBy('id', 'desc')
    .first('result');
  return row ? (JSON.parse(row.result) as TestResult) : null;
}
