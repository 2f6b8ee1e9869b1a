import type { Knex } from 'knex';
import { type Standing, stateOf, type WorkState } from '../../core/authoring/lifecycle.ts';
import { canonical } from '../../core/shared/canonical.ts';
import type { Paging } from '../../platform/request.ts';
import type { Draft, WorkKindId } from './work-kind.ts';

/** A work with its draft. */
export interface Work {
  id: number;
  kind: WorkKindId;
  code: string;
  state: WorkState;
  standing: Standing;
  createdBy: number;
  createdAt: string;
  draft: WorkingDraft;
}

/** The one draft of a work; its revision grows with each change. */
export interface WorkingDraft {
  revision: number;
  document: Draft;
  authors: number[];
  savedBy: number;
  savedByName: string;
  savedAt: string;
}

export interface WorkQuery {
  state: WorkState | null;
  q: string;
  facets: Readonly<Record<string, string>>;
}

interface Row {
  id: number;
  kind: WorkKindId;
  code: string;
  state: WorkState;
  live: number | null;
  pending: number | null;
  last: number;
  retired: boolean | number;
  created_by: number;
  created_at: string;
  revision: number;
  document: string;
  authors: string;
  saved_by: number;
  saved_by_name: string;
  saved_at: string;
}

const workOf = (row: Row): Work => ({
  id: row.id,
  kind: row.kind,
  code: row.code,
  state: row.state,
  standing: { live: row.live, pending: row.pending, last: row.last, retired: Boolean(row.retired) },
  createdBy: row.created_by,
  createdAt: row.created_at,
  draft: {
    revision: row.revision,
    document: JSON.parse(row.document) as Draft,
    authors: JSON.parse(row.authors) as number[],
    savedBy: row.saved_by,
    savedByName: row.saved_by_name,
    savedAt: row.saved_at,
  },
});

const works = (db: Knex) =>
  db('works')
    .join('work_drafts', 'work_drafts.work_id', 'works.id')
    .join('users', 'users.id', 'work_drafts.saved_by')
    .select('works.*', 'work_drafts.revision', 'work_drafts.document', 'work_drafts.authors', 'work_drafts.saved_by', 'work_drafts.saved_at', { saved_by_name: 'users.name' });

/** The work of this kind, or null. */
export async function findWork(db: Knex, kind: WorkKindId, id: number): Promise<Work | null> {
  const row: Row | undefined = await works(db).where({ 'works.id': id, kind }).first();
  return row ? workOf(row) : null;
}

/** The work of this kind with this code, or null. */
export async function findByCode(db: Knex, kind: WorkKindId, code: string): Promise<Work | null> {
  const row: Row | undefined = await works(db).where({ kind, code }).first();
  return row ? workOf(row) : null;
}

/** All works of a kind, by code. */
export async function allWorks(db: Knex, kind: WorkKindId): Promise<Work[]> {
  return ((await works(db).where({ kind }).orderBy('code')) as Row[]).map(workOf);
}

/** `%` and `_` as they are. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
const like = (query: Knex.QueryBuilder, column: string, text: string): Knex.QueryBuilder => query.whereRaw(`${column} like ? escape '\\'`, [`%${literally(text)}%`]);

/** One page of works of a kind, the last changed first, with the number of all that fit. */
export async function listWorks(db: Knex, kind: WorkKindId, { state, q, facets }: WorkQuery, { page, perPage }: Paging): Promise<{ rows: Work[]; total: number }> {
  const fitting = (query: Knex.QueryBuilder) => {
    void query.where({ kind });
    if (state) void query.where({ state });
    if (q) void like(query, 'work_drafts.words', q.toLowerCase());
    for (const [name, value] of Object.entries(facets)) void like(query, 'work_drafts.facets', ` ${name}=${value} `);
    return query;
  };
  const [count] = await fitting(db('works').join('work_drafts', 'work_drafts.work_id', 'works.id')).count({ total: '*' });
  const rows: Row[] = await fitting(works(db))
    .orderBy([{ column: 'work_drafts.saved_at', order: 'desc' }, { column: 'works.id', order: 'desc' }])
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows: rows.map(workOf), total: Number(count?.total ?? 0) };
}

/** What a draft is kept with. */
export interface DraftRow {
  document: Draft;
  authors: readonly number[];
  words: string;
  facets: Readonly<Record<string, string>>;
  savedBy: number;
  savedAt: string;
}

const draftColumns = ({ document, authors, words, facets, savedBy, savedAt }: DraftRow) => ({
  document: canonical(document),
  authors: JSON.stringify(authors),
  words: words.toLowerCase(),
  facets: ` ${Object.entries(facets).map(([name, value]) => `${name}=${value}`).join('  ')} `,
  saved_by: savedBy,
  saved_at: savedAt,
});

/** Adds a work with its first draft and gives its id; its code must be new in its kind. */
export async function insertWork(trx: Knex.Transaction, kind: WorkKindId, code: string, draft: DraftRow): Promise<number> {
  const [row] = await trx('works').insert({ kind, code, state: 'draft', created_by: draft.savedBy, created_at: draft.savedAt }).returning('id');
  const { id } = row as { id: number };
  await trx('work_drafts').insert({ work_id: id, revision: 1, ...draftColumns(draft) });
  return id;
}

/** Nobody else changes the work until the transaction ends (SQLite holds the whole database); null when it is not there. */
export async function lockWork(trx: Knex.Transaction, kind: WorkKindId, id: number): Promise<Work | null> {
  await trx('works').where({ id, kind }).forUpdate().select('id');
  return findWork(trx, kind, id);
}

/** Puts a draft in the place of the revision before. */
export async function updateDraft(trx: Knex.Transaction, workId: number, revision: number, draft: DraftRow): Promise<void> {
  await trx('work_drafts').where({ work_id: workId }).update({ revision, ...draftColumns(draft) });
}

/** From here on nobody has written a part of the draft. */
export async function clearAuthors(trx: Knex.Transaction, workId: number): Promise<void> {
  await trx('work_drafts').where({ work_id: workId }).update({ authors: '[]' });
}

/** Where the work stands from now on. */
export async function updateStanding(trx: Knex.Transaction, workId: number, standing: Standing): Promise<void> {
  await trx('works').where({ id: workId }).update({ ...standing, state: stateOf(standing) });
}

/** Who has a work open: his mark is set anew. */
export async function markPresence(db: Knex, workId: number, userId: number, at: Date): Promise<void> {
  await db('work_presences').insert({ work_id: workId, user_id: userId, seen_at: at.toISOString() }).onConflict(['work_id', 'user_id']).merge(['seen_at']);
}

/** The names of the others who had a work open since that moment. */
export async function othersPresent(db: Knex, workId: number, userId: number, since: Date): Promise<string[]> {
  return db('work_presences')
    .join('users', 'users.id', 'work_presences.user_id')
    .where({ work_id: workId })
    .whereNot({ user_id: userId })
    .where('seen_at', '>=', since.toISOString())
    .orderBy('name')
    .pluck('name');
}
