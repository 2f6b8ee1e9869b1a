import type { Knex } from 'knex';
import type { Draft, WorkKindId } from './work-kind.ts';

/** A version in use. */
export interface Published {
  workId: number;
  versionId: number;
  code: string;
  number: number;
  document: Draft;
}

const published = (db: Knex, kind: WorkKindId) =>
  db('works')
    .join('work_versions', (join) => join.on('work_versions.work_id', 'works.id').andOn('work_versions.number', 'works.live'))
    .where({ kind })
    .orderBy('code')
    .select({ workId: 'works.id', versionId: 'work_versions.id', code: 'works.code', number: 'work_versions.number', document: 'work_versions.document' });

const parsed = (row: Omit<Published, 'document'> & { document: string }): Published => ({ ...row, document: JSON.parse(row.document) as Draft });

/** The versions of a kind that are in use, by code. */
export async function publishedOf(db: Knex, kind: WorkKindId): Promise<Published[]> {
  return (await published(db, kind)).map(parsed);
}

/** The version of a work that is in use, or null. */
export async function publishedVersion(db: Knex, kind: WorkKindId, workId: number): Promise<Published | null> {
  const row = await published(db, kind).where('works.id', workId).first();
  return row ? parsed(row) : null;
}

/** Which version of a work is in use. */
export type InUse = Omit<Published, 'document' | 'number'>;

/** The versions of a kind that are in use, by code, without their documents: for whoever keeps those, which never change. */
export async function inUse(db: Knex, kind: WorkKindId): Promise<InUse[]> {
  return published(db, kind).clearSelect().select({ workId: 'works.id', versionId: 'work_versions.id', code: 'works.code' });
}

/** The documents of these versions, in use or not. */
export async function documentsOf(db: Knex, versionIds: readonly number[]): Promise<Map<number, Draft>> {
  const rows: { id: number; document: string }[] = [];
  for (let at = 0; at < versionIds.length; at += 500) rows.push(...(await db('work_versions').whereIn('id', versionIds.slice(at, at + 500)).select('id', 'document')));
  return new Map(rows.map(({ id, document }) => [id, JSON.parse(document) as Draft]));
}
