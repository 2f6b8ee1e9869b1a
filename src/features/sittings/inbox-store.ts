import type { Knex } from 'knex';
import { isPostgres } from '../../platform/database.ts';
import { containing } from '../../platform/like.ts';
import type { Paging } from '../../platform/request.ts';

export const inboxStates = ['todo', 'done', 'all'] as const;
export interface InboxFilter {
  state: (typeof inboxStates)[number];
  service: string | null;
  /** Part of a registration number. */
  search: string;
}

/** One practice as the inbox lists it: its first case, and how far the work is. */
export interface InboxRow {
  id: number;
  caseId: number;
  service: string;
  cases: number;
  issuedBy: number | null;
  issuedAt: string;
  startedAt: string | null;
  submittedAt: string | null;
  decided: boolean;
  /** Points of the graded cases, or null when not graded. */
  total: number | null;
}

/** One page of the practices of a trainee: open ones first, the newest first. Also the number of all that fit. */
export async function listPractices(db: Knex, traineeId: number, filter: InboxFilter, { page, perPage }: Paging) {
  const [count] = await filtered(db, traineeId, filter).count({ total: '*' });
  const rows = await filtered(db, traineeId, filter)
    .orderByRaw('case when submitted_at is null then 0 else 1 end')
    .orderByRaw('coalesce(submitted_at, issued_at) desc')
    .orderBy('sittings.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .select({
      id: 'sittings.id', caseId: 'cases.id', service: 'cases.service', issuedBy: 'issued_by', issuedAt: 'issued_at', startedAt: 'started_at', submittedAt: 'submitted_at',
      cases: db('sitting_cases as counted').whereRaw('counted.sitting_id = sittings.id').count('*'),
      decided: db('actions').whereRaw("actions.sitting_id = sittings.id and actions.type = 'decide'").count('*'),
      total: db('case_grades').whereRaw('case_grades.sitting_id = sittings.id').avg('total'),
    }); // prettier-ignore
  return { rows: rows.map(toRow), total: Number(count?.total ?? 0) };
}

function toRow(row: Record<string, unknown>): InboxRow {
  return {
    ...(row as unknown as InboxRow),
    cases: Number(row.cases),
    decided: Number(row.decided) > 0,
    total: row.total === null ? null : Number(row.total),
  };
}

function filtered(db: Knex, traineeId: number, { state, service, search }: InboxFilter) {
  return db('sittings')
    .join('sitting_cases', 'sitting_cases.sitting_id', 'sittings.id')
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .where({ trainee_id: traineeId, kind: 'practice', position: 1 })
    .where((where) => {
      if (state === 'todo') where.whereNull('submitted_at');
      if (state === 'done') where.whereNotNull('submitted_at');
      if (service) where.andWhere('cases.service', service);
      if (search)
        where.andWhereRaw(`upper(${registrationOf(db)}) like ? escape '!'`, [
          containing(search.toUpperCase()),
        ]);
    });
}

const registrationOf = (db: Knex): string =>
  isPostgres(db) ? "cases.body::json->>'registration'" : "json_extract(cases.body, '$.registration')";

/** A practice of this service that the person began by oneself and only looked at, or null. */
export async function findUntouchedPractice(db: Knex, traineeId: number, service: string): Promise<number | null> {
  const row: { id: number } | undefined = await db('sittings')
    .join('sitting_cases', 'sitting_cases.sitting_id', 'sittings.id')
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .where({ trainee_id: traineeId, kind: 'practice', service, issued_by: null, submitted_at: null })
    .whereNotExists(
      db('actions')
        .whereRaw('actions.sitting_id = sittings.id')
        .whereNot({ type: 'open-document' })
        .select(db.raw('1')),
    )
    .first('sittings.id');
  return row?.id ?? null;
}
