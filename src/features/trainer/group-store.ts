import type { Knex } from 'knex';

/** A group as its trainer sees it; `members` counts those who are in it now. */
export interface Group {
  id: number;
  name: string;
  trainerId: number;
  createdAt: string;
  members: number;
}

/** Somebody who is or was in a group. */
export interface Member {
  traineeId: number;
  name: string;
  joinedAt: string;
  leftAt: string | null;
}

const columns = { id: 'groups.id', name: 'groups.name', trainerId: 'groups.trainer_id', createdAt: 'groups.created_at' };

/** The groups that this trainer leads, by name. */
export async function groupsOf(db: Knex, trainerId: number): Promise<Group[]> {
  const rows = await db('groups')
    .where({ trainer_id: trainerId })
    .orderBy('name')
    .select({ ...columns, members: db('group_members').whereRaw('group_members.group_id = groups.id').whereNull('left_at').count('*') });
  return rows.map((row) => ({ ...row, members: Number(row.members) }));
}

/** The group if this trainer leads it, else null: another's and an unknown one are the same. */
export async function findGroup(db: Knex, id: number, trainerId: number): Promise<Group | null> {
  return (await groupsOf(db, trainerId)).find((group) => group.id === id) ?? null;
}

/** Adds a group and gives its id; the name must be new. */
export async function insertGroup(trx: Knex.Transaction, name: string, trainerId: number, at: Date): Promise<number> {
  const [row] = await trx('groups').insert({ name, trainer_id: trainerId, created_at: at.toISOString() }).returning('id');
  return (row as { id: number }).id;
}

/** Nobody else changes the members of this group until the transaction ends (SQLite holds the whole database). */
export async function lockGroup(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('groups').where({ id }).forUpdate().select('id');
}

/** Those who are in the group now, by name. */
export async function membersOf(db: Knex, groupId: number): Promise<Member[]> {
  return people(db).where({ group_id: groupId }).whereNull('left_at');
}

/** Those who were in the group and left it, the last first. */
export async function formerMembersOf(db: Knex, groupId: number): Promise<Member[]> {
  return people(db).where({ group_id: groupId }).whereNotNull('left_at').clearOrder().orderBy('left_at', 'desc');
}

/** Everybody who is in a group of this trainer now, by name, each once. */
export async function traineesOf(db: Knex, trainerId: number): Promise<{ id: number; name: string }[]> {
  return db('users')
    .whereIn('id', db('group_members').join('groups', 'groups.id', 'group_members.group_id').where({ trainer_id: trainerId }).whereNull('left_at').select('trainee_id'))
    .orderBy(['name', 'id'])
    .select('id', 'name');
}

const people = (db: Knex) =>
  db('group_members')
    .join('users', 'users.id', 'group_members.trainee_id')
    .orderBy(['users.name', 'group_members.id'])
    .select({ traineeId: 'trainee_id', name: 'users.name', joinedAt: 'joined_at', leftAt: 'left_at' });

/** Whether somebody is in the group now. */
export async function isMember(db: Knex, groupId: number, traineeId: number): Promise<boolean> {
  return (await db('group_members').where({ group_id: groupId, trainee_id: traineeId, left_at: null }).first('id')) !== undefined;
}

/** Adds the record of somebody joining. */
export async function insertMember(trx: Knex.Transaction, groupId: number, traineeId: number, at: Date): Promise<void> {
  await trx('group_members').insert({ group_id: groupId, trainee_id: traineeId, joined_at: at.toISOString() });
}

/** Ends a membership; the record of it stays. False when he was not in the group. */
export async function endMembership(trx: Knex.Transaction, groupId: number, traineeId: number, at: Date): Promise<boolean> {
  return (await trx('group_members').where({ group_id: groupId, trainee_id: traineeId, left_at: null }).update({ left_at: at.toISOString() })) > 0;
}

/** Practice cases that each of these trainees has finished, by trainee. */
export async function casesDoneBy(db: Knex, traineeIds: readonly number[]): Promise<Map<number, number>> {
  const rows: { trainee_id: number; done: number | string }[] = await db('sittings')
    .join('sitting_cases', 'sitting_cases.sitting_id', 'sittings.id')
    .whereIn('trainee_id', [...traineeIds])
    .where({ kind: 'practice' })
    .whereNotNull('submitted_at')
    .groupBy('trainee_id')
    .select('trainee_id')
    .count({ done: '*' });
  return new Map(rows.map((row) => [row.trainee_id, Number(row.done)]));
}
