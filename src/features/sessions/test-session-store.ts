import type { Knex } from 'knex';
import type { Paging } from '../../platform/request.ts';

/** A test session: one level, a window in which its persons may begin, a room. Moments are ISO-8601 UTC. */
export interface TestSession {
  id: number;
  level: number;
  room: string;
  opensAt: string;
  closesAt: string;
  groupId: number | null;
  groupName: string | null;
  madeBy: number;
  cancelledAt: string | null;
  cancelReason: string | null;
  members: number;
}

export interface SessionPlan {
  level: number;
  room: string;
  opensAt: string;
  closesAt: string;
  groupId: number | null;
}

export interface SessionMember {
  traineeId: number;
  name: string;
}

const columns = {
  id: 'test_sessions.id', level: 'level', room: 'room', opensAt: 'opens_at', closesAt: 'closes_at', groupId: 'group_id', groupName: 'groups.name',
  madeBy: 'made_by', cancelledAt: 'cancelled_at', cancelReason: 'cancel_reason',
}; // prettier-ignore

const sessions = (db: Knex) =>
  db('test_sessions')
    .leftJoin('groups', 'groups.id', 'test_sessions.group_id')
    .select({ ...columns, members: db('test_session_members').whereRaw('test_session_id = test_sessions.id').whereNull('removed_at').count('*') });

const counted = (row: TestSession): TestSession => ({ ...row, members: Number(row.members) });

/** The sessions that are not over, by their time. */
export async function sessionsAhead(db: Knex, at: string): Promise<TestSession[]> {
  const ahead: TestSession[] = await sessions(db).where('closes_at', '>', at).whereNull('cancelled_at').orderBy(['opens_at', 'test_sessions.id']);
  return ahead.map(counted);
}

/** One page of the sessions that are over or cancelled, the latest first, with the number of all of them. */
export async function sessionsPast(db: Knex, at: string, { page, perPage }: Paging): Promise<{ rows: TestSession[]; total: number }> {
  const over = (query: Knex.QueryBuilder) => query.where((where) => void where.where('closes_at', '<=', at).orWhereNotNull('cancelled_at'));
  const [count] = await over(db('test_sessions')).count({ total: '*' });
  const rows: TestSession[] = await over(sessions(db))
    .orderBy([{ column: 'opens_at', order: 'desc' }, { column: 'test_sessions.id', order: 'desc' }])
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows: rows.map(counted), total: Number(count?.total ?? 0) };
}

export async function findSession(db: Knex, id: number): Promise<TestSession | null> {
  const row: TestSession | undefined = await sessions(db).where('test_sessions.id', id).first();
  return row ? counted(row) : null;
}

const toRow = ({ level, room, opensAt, closesAt, groupId }: SessionPlan) => ({ level, room, opens_at: opensAt, closes_at: closesAt, group_id: groupId });

export async function insertSession(trx: Knex.Transaction, plan: SessionPlan, madeBy: number, at: string): Promise<number> {
  const [row] = await trx('test_sessions')
    .insert({ ...toRow(plan), made_by: madeBy, made_at: at })
    .returning('id');
  return (row as { id: number }).id;
}

/** Changes a session that has not begun; false when it has, or is cancelled. */
export async function updateSession(trx: Knex.Transaction, id: number, plan: SessionPlan, at: string): Promise<boolean> {
  return (await ahead(trx, id, at).update(toRow(plan))) === 1;
}

export async function cancelSession(trx: Knex.Transaction, id: number, by: number, reason: string, at: string): Promise<boolean> {
  return (await ahead(trx, id, at).update({ cancelled_at: at, cancelled_by: by, cancel_reason: reason })) === 1;
}

const ahead = (trx: Knex.Transaction, id: number, at: string) => trx('test_sessions').where({ id }).where('opens_at', '>', at).whereNull('cancelled_at');

/** Those planned for a session, by name. */
export async function membersOf(db: Knex, sessionId: number): Promise<SessionMember[]> {
  return db('test_session_members')
    .join('users', 'users.id', 'trainee_id')
    .where({ test_session_id: sessionId })
    .whereNull('removed_at')
    .orderBy(['users.name', 'users.id'])
    .select({ traineeId: 'trainee_id', name: 'users.name' });
}

/** Makes these the members; who stays keeps the record of having been added. */
export async function setMembers(trx: Knex.Transaction, sessionId: number, traineeIds: readonly number[], at: string): Promise<void> {
  const now = new Set((await membersOf(trx, sessionId)).map(({ traineeId }) => traineeId));
  const gone = [...now].filter((id) => !traineeIds.includes(id));
  const fresh = traineeIds.filter((id) => !now.has(id));
  if (gone.length > 0) await trx('test_session_members').where({ test_session_id: sessionId }).whereNull('removed_at').whereIn('trainee_id', gone).update({ removed_at: at });
  if (fresh.length > 0) await trx('test_session_members').insert(fresh.map((id) => ({ test_session_id: sessionId, trainee_id: id, added_at: at })));
}

/** Of these persons those who are planned for another session whose window meets this one. */
export async function plannedElsewhere(db: Knex, traineeIds: readonly number[], plan: SessionPlan, except: number | null): Promise<number[]> {
  return db('test_session_members')
    .join('test_sessions', 'test_sessions.id', 'test_session_id')
    .whereIn('trainee_id', [...traineeIds])
    .whereNull('removed_at')
    .whereNull('cancelled_at')
    .where('opens_at', '<', plan.closesAt)
    .where('closes_at', '>', plan.opensAt)
    .whereNot('test_sessions.id', except ?? 0)
    .distinct()
    .pluck('trainee_id');
}

/** Every group, by name, with those who are in it now. */
export async function listGroups(db: Knex): Promise<{ id: number; name: string; members: number[] }[]> {
  const rows: { id: number; name: string; trainee_id: number | null }[] = await db('groups')
    .leftJoin('group_members', (join) => void join.on('group_members.group_id', 'groups.id').andOnNull('left_at'))
    .orderBy(['groups.name', 'groups.id'])
    .select('groups.id', 'groups.name', 'trainee_id');
  const groups = new Map<number, { id: number; name: string; members: number[] }>();
  for (const { id, name, trainee_id } of rows) {
    const group = groups.get(id) ?? { id, name, members: [] };
    if (trainee_id !== null) group.members.push(trainee_id);
    groups.set(id, group);
  }
  return [...groups.values()];
}
