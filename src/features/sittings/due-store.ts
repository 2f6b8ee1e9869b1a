import type { Knex } from 'knex';
import { gradesThatCount } from './grade-store.ts';
import { partOf, started } from './part-store.ts';
import { repliesToMark } from './typed-reply-read-model.ts';

/** Open sittings whose deadline has come. */
export async function overdueIds(db: Knex, at: string): Promise<number[]> {
  return db('sittings')
    .whereNull('submitted_at')
    .whereNull('paused_at')
    .where('deadline_at', '<=', at)
    .orderBy('deadline_at')
    .limit(500)
    .pluck('id');
}

/** Closed sittings that have no grade and wait neither for a part of theirs to be begun nor for typed replies to be marked. */
export async function ungradedIds(db: Knex, at: string): Promise<number[]> {
  return db('sittings')
    .whereNotNull('submitted_at')
    .whereNotExists(gradesThatCount(db))
    .whereNotExists(partOf(db).where('begin_by', '>', at))
    .whereNotExists(repliesToMark(db))
    .orderBy('id')
    .limit(500)
    .pluck('id');
}

/** Tests whose next part was not begun in time and that have no result yet. */
export async function lapsedIds(db: Knex, at: string): Promise<number[]> {
  return db('test_parts')
    .join('sittings', (join) => join.on('sittings.id', 'test_parts.sitting_id').andOn('sittings.submitted_at', 'test_parts.after_at'))
    .where('begin_by', '<=', at)
    .whereNotExists(started(db))
    .whereNotExists(gradesThatCount(db))
    .whereNotExists(repliesToMark(db))
    .orderBy('sittings.id')
    .limit(500)
    .pluck('sittings.id');
}
