import type { Knex } from 'knex';
import { dueDaysOf } from '../trainer/assignment-read-model.ts';
import type { OpenWork } from './level-presenter.ts';

/** Practices that are not finished: those begun last first, then those issued by a trainer, the one due first before the others. At most twenty. */
export async function openWorkOf(
  db: Knex,
  traineeId: number,
  nameOf: (service: string) => string,
): Promise<OpenWork[]> {
  const rows: { id: number; service: string; issued_by: number | null; started_at: string | null }[] =
    await practicesOf(db, traineeId)
      .whereNull('submitted_at')
      .orderByRaw('case when started_at is null then 1 else 0 end')
      .orderBy([{ column: 'started_at', order: 'desc' }, { column: 'issued_at' }])
      .limit(20)
      .select('sittings.id', 'cases.service', 'issued_by', 'started_at');
  const due = await dueDaysOf(db, rows.map(({ id }) => id));
  const byDue = (a: { id: number; started_at: string | null }, b: { id: number; started_at: string | null }) =>
    a.started_at !== null || b.started_at !== null ? 0 : (due.get(a.id) ?? '9999').localeCompare(due.get(b.id) ?? '9999');
  return rows.sort(byDue).map((row) => ({
    id: row.id,
    href: `/sittings/${row.id}`,
    name: nameOf(row.service),
    issued: row.issued_by !== null,
    started: row.started_at !== null,
    dueOn: due.get(row.id) ?? null,
  }));
}

export interface RecentPractice {
  id: number;
  service: string;
  submittedAt: string;
  /** Null when it is not graded. */
  total: number | null;
}

/** The practices finished last, newest first. */
export async function recentPractices(db: Knex, traineeId: number, most: number): Promise<RecentPractice[]> {
  const rows: { id: number; service: string; submitted_at: string; total: number | null }[] = await practicesOf(
    db,
    traineeId,
  )
    .whereNotNull('submitted_at')
    .orderBy('submitted_at', 'desc')
    .limit(most)
    .select({
      id: 'sittings.id',
      service: 'cases.service',
      submitted_at: 'submitted_at',
      total: db('case_grades').whereRaw('case_grades.sitting_id = sittings.id').avg('total'),
    });
  return rows.map((row) => ({
    id: row.id,
    service: row.service,
    submittedAt: row.submitted_at,
    total: row.total === null ? null : Number(row.total),
  }));
}

/** Totals (0..100) of every graded practice case. */
export async function practiceTotals(db: Knex, traineeId: number): Promise<number[]> {
  return db('case_grades')
    .join('sittings', 'sittings.id', 'case_grades.sitting_id')
    .where({ trainee_id: traineeId, kind: 'practice' })
    .pluck('total');
}

function practicesOf(db: Knex, traineeId: number) {
  return db('sittings')
    .join('sitting_cases', 'sitting_cases.sitting_id', 'sittings.id')
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .where({ trainee_id: traineeId, kind: 'practice', position: 1 });
}
