import type { Knex } from 'knex';
import type { TestTalk } from '../../core/grading/talk.ts';
import { toForm } from './form-read-model.ts';
import { TalkCache } from './talk-store.ts';

/** The guidance cases of a test with their places. */
export async function talksIn(db: Knex, sittingId: number): Promise<{ position: number; talk: TestTalk }[]> {
  const { form }: { form: string } = await db('sittings').where({ id: sittingId }).first('form');
  const placed = toForm(sittingId, form).talks ?? [];
  const talks = await new TalkCache().getMany(db, placed.map(({ id }) => id));
  return placed.map(({ place, id }) => ({ position: place, talk: talks.get(id)! }));
}
