import type { Knex } from 'knex';

/** Something that a trainer has assigned; `dueOn` is the day of the wall clock that counts now, or null. */
export interface Assignment {
  id: number;
  caseId: number;
  service: string;
  level: number;
  groupId: number | null;
  madeBy: number;
  madeAt: string;
  dueOn: string | null;
}

/** The work of one trainee on one assignment; moments are ISO-8601 UTC, `total` is 0..100 or null. */
export interface AssignedSitting {
  assignmentId: number;
  sittingId: number;
  traineeId: number;
  startedAt: string | null;
  /** The last action; null where there is none. */
  lastAt: string | null;
  submittedAt: string | null;
  total: number | null;
  /** Of open work: by type of action, the number of the last one; and the stage whose papers came last, null before any came. */
  last: ReadonlyMap<string, number>;
  stage: string | null;
}

/** Which assignments; `traineeId` are those that this person was given. */
export interface AssignmentQuery {
  madeBy: number;
  groupId?: number;
  traineeId?: number;
}

/** One page of assignments, the newest first, with the number of all that fit. */
export async function listAssignments(db: Knex, query: AssignmentQuery, { page, perPage }: { page: number; perPage: number }): Promise<{ rows: Assignment[]; total: number }> {
  const [count] = await filtered(db, query).count({ total: '*' });
  const rows: Omit<Assignment, 'dueOn'>[] = await columnsOf(filtered(db, query))
    .orderBy('assignments.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows: await withDue(db, rows), total: Number(count?.total ?? 0) };
}

/** The assignment if this trainer made it, else null: another's and an unknown one are the same. */
export async function findAssignment(db: Knex, id: number, madeBy: number): Promise<Assignment | null> {
  const rows: Omit<Assignment, 'dueOn'>[] = await columnsOf(filtered(db, { madeBy }).where({ 'assignments.id': id }));
  return (await withDue(db, rows))[0] ?? null;
}

function filtered(db: Knex, { madeBy, groupId, traineeId }: AssignmentQuery) {
  return db('assignments')
    .join('cases', 'cases.id', 'assignments.case_id')
    .where({ 'assignments.made_by': madeBy })
    .where((where) => {
      if (groupId !== undefined) where.where({ group_id: groupId });
      if (traineeId !== undefined)
        where.whereIn('assignments.id', db('assignment_sittings').join('sittings', 'sittings.id', 'sitting_id').where({ trainee_id: traineeId }).select('assignment_id'));
    });
}

const columnsOf = (query: Knex.QueryBuilder) =>
  query.select({
    id: 'assignments.id', caseId: 'case_id', service: 'cases.service', level: 'cases.level', groupId: 'group_id', madeBy: 'assignments.made_by', madeAt: 'assignments.made_at',
  }); // prettier-ignore

async function withDue(db: Knex, rows: readonly Omit<Assignment, 'dueOn'>[]): Promise<Assignment[]> {
  const dues: { assignment_id: number; due_on: string }[] = await db('assignment_dues')
    .whereIn('assignment_id', rows.map(({ id }) => id))
    .orderBy('id')
    .select('assignment_id', 'due_on');
  const last = new Map(dues.map((due) => [due.assignment_id, due.due_on]));
  return rows.map((row) => ({ ...row, dueOn: last.get(row.id) ?? null }));
}

/** Who works on these assignments and how far each is; of several grades of a case the last one counts. */
export async function sittingsOf(db: Knex, assignmentIds: readonly number[], traineeId?: number): Promise<AssignedSitting[]> {
  const rows: (Omit<AssignedSitting, 'lastAt' | 'last' | 'stage' | 'total'> & { total: number | null })[] = await db('assignment_sittings')
    .join('sittings', 'sittings.id', 'assignment_sittings.sitting_id')
    .leftJoin('case_grades', 'case_grades.sitting_id', 'sittings.id')
    .whereIn('assignment_id', [...assignmentIds])
    .where((where) => {
      if (traineeId !== undefined) where.where({ trainee_id: traineeId });
    })
    .orderBy('case_grades.id')
    .select({
      assignmentId: 'assignment_id', sittingId: 'sittings.id', traineeId: 'trainee_id', startedAt: 'started_at', submittedAt: 'submitted_at', total: 'case_grades.total',
    }); // prettier-ignore
  const latest = [...new Map(rows.map((row) => [row.sittingId, row])).values()];
  const open = latest.filter(({ submittedAt, startedAt }) => submittedAt === null && startedAt !== null).map(({ sittingId }) => sittingId);
  const done = await doneIn(db, open);
  return latest.map((row) => ({ ...row, total: row.total === null ? null : Number(row.total), ...(done.get(row.sittingId) ?? { lastAt: null, last: new Map<string, number>(), stage: null }) }));
}

/** What was done last in open sittings; of long logs only the last action of each type is read. */
async function doneIn(db: Knex, sittingIds: readonly number[]): Promise<Map<number, Pick<AssignedSitting, 'lastAt' | 'last' | 'stage'>>> {
  const rows: { sitting_id: number; type: string; at: string; id: number | string }[] = await db('actions')
    .whereIn('sitting_id', [...sittingIds])
    .groupBy('sitting_id', 'type')
    .select('sitting_id', 'type')
    .max({ at: 'at', id: 'id' });
  const arrivals = rows.filter(({ type }) => type === 'arrive').map(({ id }) => id);
  const papers: { sitting_id: number; payload: string }[] = await db('actions').whereIn('id', arrivals).select('sitting_id', 'payload');
  const stages = new Map(papers.map(({ sitting_id, payload }) => [sitting_id, (JSON.parse(payload) as { stage: string }).stage]));
  return new Map(sittingIds.map((sittingId) => {
    const own = rows.filter(({ sitting_id }) => sitting_id === sittingId);
    const at = own.map((row) => row.at).sort().at(-1) ?? null;
    return [sittingId, { lastAt: at, last: new Map(own.map(({ type, id }) => [type, Number(id)])), stage: stages.get(sittingId) ?? null }];
  }));
}

/** Adds an assignment of a case and gives its id. */
export async function insertAssignment(trx: Knex.Transaction, made: { caseId: number; groupId: number | null; madeBy: number; at: Date }): Promise<number> {
  const [row] = await trx('assignments').insert({ kind: 'case', case_id: made.caseId, group_id: made.groupId, made_by: made.madeBy, made_at: made.at.toISOString() }).returning('id');
  return (row as { id: number }).id;
}

/** From this day on it is late. */
export async function insertDue(trx: Knex.Transaction, assignmentId: number, dueOn: string, setBy: number, at: Date): Promise<void> {
  await trx('assignment_dues').insert({ assignment_id: assignmentId, due_on: dueOn, set_by: setBy, set_at: at.toISOString() });
}

/** A sitting in which somebody works on the assignment. */
export async function insertAssignedSitting(trx: Knex.Transaction, assignmentId: number, sittingId: number): Promise<void> {
  await trx('assignment_sittings').insert({ assignment_id: assignmentId, sitting_id: sittingId });
}

/** Nobody else gives this assignment to anybody until the transaction ends (SQLite holds the whole database). */
export async function lockAssignment(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('assignments').where({ id }).forUpdate().select('id');
}
