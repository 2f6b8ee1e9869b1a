import type { Knex } from 'knex';

/** An open practice that a trainer gave to a trainee. */
export interface OpenAssignment {
  sittingId: number;
  service: string;
  trainer: string;
  /** Day of the wall clock, or null. */
  dueOn: string | null;
}

/** The days on which these sittings are due, as far as they are. */
export async function dueDaysOf(db: Knex, sittingIds: readonly number[]): Promise<Map<number, string>> {
  if (sittingIds.length === 0) return new Map();
  const rows: { sitting_id: number; due_on: string }[] = await db('assignment_sittings')
    .join('assignment_dues', 'assignment_dues.assignment_id', 'assignment_sittings.assignment_id')
    .whereIn('sitting_id', [...sittingIds])
    .orderBy('assignment_dues.id')
    .select('sitting_id', 'due_on');
  return new Map(rows.map((row) => [row.sitting_id, row.due_on]));
}

/** Practices that trainers gave to a person and that are not handed in: the one due first comes first, those without a day last, then the oldest. */
export async function openAssignmentsOf(db: Knex, traineeId: number): Promise<OpenAssignment[]> {
  const rows: Omit<OpenAssignment, 'dueOn'>[] = await db('sittings')
    .join('sitting_cases', 'sitting_cases.sitting_id', 'sittings.id')
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .join('users', 'users.id', 'sittings.issued_by')
    .where({ trainee_id: traineeId, kind: 'practice', position: 1 })
    .whereNull('submitted_at')
    .orderBy('sittings.id')
    .select({ sittingId: 'sittings.id', service: 'cases.service', trainer: 'users.name' });
  const due = await dueDaysOf(db, rows.map(({ sittingId }) => sittingId));
  return rows
    .map((row) => ({ ...row, dueOn: due.get(row.sittingId) ?? null }))
    .sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
}
