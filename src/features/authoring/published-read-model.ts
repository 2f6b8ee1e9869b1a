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
