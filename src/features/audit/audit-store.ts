import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { isPostgres } from '../../platform/database.ts';
import { containing } from '../../platform/like.ts';
import type { Paging } from '../../platform/request.ts';
import type { AuditAction, AuditEvent } from './audit-events.ts';
import { canonical } from '../../core/shared/canonical.ts';

export type { AuditAction, AuditSubject, DetailOf } from './audit-events.ts';

/** An entry as it is stored; an older version may have recorded what is no longer listed. */
export interface AuditRow {
  id: number;
  at: string;
  actorId: number | null;
  action: string;
  subjectType: string;
  subjectId: number | null;
  detail: string;
  previousHash: string;
  hash: string;
}

export interface ChainState {
  rows: number;
  ok: boolean;
  /** The id of the first entry that was changed, or that stands where another was removed. */
  firstBroken: number | null;
  /** The hash of the last entry; kept elsewhere, it shows that the end was cut off. */
  head: string;
}

export const beforeTheFirst = '0'.repeat(64);
const lockKey = 2_015_0528;
const pageOfChain = 1_000;
const columns = {
  id: 'id',
  at: 'at',
  actorId: 'actor_id',
  action: 'action',
  subjectType: 'subject_type',
  subjectId: 'subject_id',
  detail: 'detail',
  previousHash: 'previous_hash',
  hash: 'hash',
};

/** Adds an entry to the chain, in the transaction of the change that it tells of: both stand or fall together. */
export async function recordEvent<A extends AuditAction>(trx: Knex.Transaction, event: AuditEvent<A>): Promise<void> {
  if (isPostgres(trx)) await trx.raw('select pg_advisory_xact_lock(?)', [lockKey]);
  const last: { id: number; hash: string } | undefined = await trx('audit_events')
    .orderBy('id', 'desc')
    .first('id', 'hash');
  const row = {
    id: (last?.id ?? 0) + 1,
    at: event.at.toISOString(),
    actorId: event.actorId,
    action: event.action,
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    detail: canonical(event.detail),
    previousHash: last?.hash ?? beforeTheFirst,
  };
  await trx('audit_events').insert({
    id: row.id,
    at: row.at,
    actor_id: row.actorId,
    action: row.action,
    subject_type: row.subjectType,
    subject_id: row.subjectId,
    detail: row.detail,
    previous_hash: row.previousHash,
    hash: hashOf(row),
  });
}

/** Recomputes every hash from the first entry on. */
export async function verifyChain(db: Knex): Promise<ChainState> {
  let previous = { id: 0, hash: beforeTheFirst };
  for (;;) {
    const rows = await eventsAfter(db, previous.id, pageOfChain);
    for (const row of rows) {
      if (!follows(previous, row))
        return { rows: previous.id, ok: false, firstBroken: row.id, head: previous.hash };
      previous = row;
    }
    if (rows.length < pageOfChain) return { rows: previous.id, ok: true, firstBroken: null, head: previous.hash };
  }
}

/** Whether an entry is whole and stands behind the entry before it. */
export function follows(previous: { id: number; hash: string }, row: AuditRow): boolean {
  return row.id === previous.id + 1 && row.previousHash === previous.hash && hashOf(row) === row.hash;
}

/** So many entries after a number, in their order. */
export async function eventsAfter(db: Knex, after: number, most: number): Promise<AuditRow[]> {
  return db('audit_events').where('id', '>', after).orderBy('id').limit(most).select(columns);
}

/** The last entry: its number, hash and moment; null before the first. */
export async function headOf(db: Knex): Promise<Pick<AuditRow, 'id' | 'hash' | 'at'> | null> {
  return (await db('audit_events').orderBy('id', 'desc').first('id', 'hash', 'at')) ?? null;
}

/** What entries are searched for: a part of the name or username of who acted or whose account it was, the action, and moments (ISO-8601 UTC) from and before; null and empty are all. */
export interface AuditFilter {
  who: string;
  action: AuditAction | null;
  from: string | null;
  before: string | null;
}

/** One page of the entries that fit, newest first, with the number of all of them. */
export async function listEvents(db: Knex, { who, action, from, before }: AuditFilter, { page, perPage }: Paging): Promise<{ rows: AuditRow[]; total: number }> {
  const fitting = () => {
    const query = db('audit_events');
    if (action) void query.where({ action });
    if (from) void query.where('at', '>=', from);
    if (before) void query.where('at', '<', before);
    if (who) {
      const pattern = containing(who.toLowerCase());
      const persons = db('users').whereRaw("lower(name) like ? escape '!' or username like ? escape '!'", [pattern, pattern]).select('id');
      void query.where((either) => either.whereIn('actor_id', persons.clone()).orWhere((about) => about.where({ subject_type: 'user' }).whereIn('subject_id', persons.clone())));
    }
    return query;
  };
  const [count] = await fitting().count({ total: '*' });
  const rows: AuditRow[] = await fitting()
    .orderBy('id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .select(columns);
  return { rows, total: Number(count?.total ?? 0) };
}

/** The hash covers the hash before it and everything else in the row. */
export function hashOf(entry: Omit<AuditRow, 'hash'> & { hash?: string }): string {
  const row: Partial<AuditRow> = { ...entry };
  delete row.hash;
  return createHash('sha256').update(entry.previousHash).update(canonical(row)).digest('hex');
}
