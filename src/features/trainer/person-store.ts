import type { Knex } from 'knex';
import type { Grade } from '../../core/grading/mark.ts';

/** A finished practice of a trainee; moments are ISO-8601 UTC. */
export interface FinishedPractice {
  id: number;
  level: number;
  submittedAt: string;
  issuedBy: number | null;
  /** Cases by position. */
  caseIds: Map<number, number>;
}

/** One graded practice case. */
export interface GradedCase {
  sittingId: number;
  position: number;
  caseId: number;
  submittedAt: string;
  grade: Grade;
}

/** The practice if it is this trainee's and handed in, else null: another's, an open one, a test and an unknown one are the same. */
export async function findFinishedPractice(db: Knex, traineeId: number, id: number): Promise<FinishedPractice | null> {
  const row: { level: number; submitted_at: string; issued_by: number | null } | undefined = await db('sittings')
    .where({ id, trainee_id: traineeId, kind: 'practice' })
    .whereNotNull('submitted_at')
    .first('level', 'submitted_at', 'issued_by');
  if (!row) return null;
  const cases: { position: number; case_id: number }[] = await db('sitting_cases').where({ sitting_id: id }).orderBy('position').select('position', 'case_id');
  return { id, level: row.level, submittedAt: row.submitted_at, issuedBy: row.issued_by, caseIds: new Map(cases.map((each) => [each.position, each.case_id])) };
}

/** Graded practice cases of a trainee since a moment, oldest first; of several grades of a case the last one counts. */
export async function gradedCasesOf(db: Knex, traineeId: number, since: string): Promise<GradedCase[]> {
  const rows: (Omit<GradedCase, 'grade'> & { grade: string })[] = await graded(db)
    .where({ trainee_id: traineeId, kind: 'practice' })
    .where('submitted_at', '>=', since)
    .orderBy(['submitted_at', 'case_grades.id']);
  return [...new Map(rows.map((row) => [`${row.sittingId}/${row.position}`, { ...row, grade: JSON.parse(row.grade) as Grade }])).values()];
}

/** The grade of a case that counts, or null. */
export async function findGradedCase(db: Knex, sittingId: number, position: number): Promise<GradedCase | null> {
  const row: (Omit<GradedCase, 'grade'> & { grade: string }) | undefined = await graded(db)
    .where({ 'case_grades.sitting_id': sittingId, 'case_grades.position': position })
    .orderBy('case_grades.id', 'desc')
    .first();
  return row ? { ...row, grade: JSON.parse(row.grade) as Grade } : null;
}

const graded = (db: Knex) =>
  db('case_grades')
    .join('sittings', 'sittings.id', 'case_grades.sitting_id')
    .join('sitting_cases', (join) => {
      join.on('sitting_cases.sitting_id', 'case_grades.sitting_id').andOn('sitting_cases.position', 'case_grades.position');
    })
    .select({ sittingId: 'case_grades.sitting_id', position: 'case_grades.position', caseId: 'sitting_cases.case_id', submittedAt: 'submitted_at', grade: 'case_grades.grade' });
