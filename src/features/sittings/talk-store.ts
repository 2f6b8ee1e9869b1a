import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Bank, Situation } from '../../core/conversations/format.ts';
import type { Mode } from '../../core/conversations/vocabulary.ts';
import type { TestTalk } from '../../core/grading/talk.ts';
import type { TalkRecipe } from '../../core/sittings/talks.ts';
import { Lasting } from '../../platform/lasting.ts';
import { toForm } from './form-read-model.ts';

/** A guidance case as it was drawn for a form. */
export interface NewTestTalk extends TestTalk {
  level: number;
  contentVersion: string;
  at: string;
}

interface Body {
  situation: Situation;
  bank: Bank;
}

/** Adds a guidance case and gives its number; the conversation itself is kept once. */
export async function insertTestTalk(trx: Knex.Transaction, { script, mode, level, contentVersion, at }: NewTestTalk): Promise<number> {
  const { situation, variant, bank, seed } = script;
  const body = JSON.stringify({ situation: { ...situation, variants: [variant] }, bank } satisfies Body);
  const digest = createHash('sha256').update(body).digest('hex');
  await trx('talk_scripts').insert({ digest, body }).onConflict('digest').ignore();
  const { id: scriptId } = await trx('talk_scripts').where({ digest }).first('id');
  const [row] = await trx('test_talks')
    .insert({ script_id: scriptId, situation: situation.id, variant: variant.id, level, seed, mode, content_version: contentVersion, made_at: at })
    .returning('id');
  return (row as { id: number }).id;
}

/** The recipes of guidance cases, in this order. */
export async function talkRecipes(db: Knex, ids: readonly number[]): Promise<TalkRecipe[]> {
  if (ids.length === 0) return [];
  const rows: (TalkRecipe & { id: number })[] = await db('test_talks').whereIn('id', [...ids]).select('id', 'situation', 'variant', 'seed');
  const byId = new Map(rows.map(({ id, ...recipe }) => [id, recipe]));
  return ids.map((id) => byId.get(id)!);
}

/** The conversations that a person has met, in guide duty and in tests, as `G1/meatball-cart`; those of guide duty first, each kind oldest first. */
export async function metTalks(db: Knex, traineeId: number): Promise<string[]> {
  const held: { situation: string; variant: string }[] = await db('guide_talks').where({ trainee_id: traineeId }).orderBy('id').select('situation', 'variant');
  const forms: string[] = await db('sittings').where({ trainee_id: traineeId, kind: 'test' }).orderBy('id').pluck('form');
  const sat = await talkRecipes(db, forms.flatMap((form) => (toForm(0, form).talks ?? []).map(({ id }) => id)));
  return [...held, ...sat].map(({ situation, variant }) => `${situation}/${variant}`);
}

/** Guidance cases never change, so those most recently used are kept; their conversations are few. */
export class TalkCache {
  private readonly kept = new Lasting<TestTalk>(500);
  private readonly bodies = new Lasting<Body>(500);

  /** The guidance cases with these numbers; at most two queries. */
  getMany(db: Knex, ids: readonly number[]): Promise<Map<number, TestTalk>> {
    return this.kept.getMany(ids, async (missing) => {
      const rows: { id: number; script_id: number; seed: string; mode: Mode }[] = await db('test_talks').whereIn('id', missing).select('id', 'script_id', 'seed', 'mode');
      const bodies = await this.bodies.getMany(rows.map((row) => row.script_id), (unread) => readBodies(db, unread));
      return new Map(rows.map((row) => {
        const { situation, bank } = bodies.get(row.script_id)!;
        return [row.id, { script: { situation, variant: situation.variants[0]!, bank, seed: row.seed }, mode: row.mode }];
      }));
    });
  }
}

async function readBodies(db: Knex, ids: readonly number[]): Promise<Map<number, Body>> {
  const rows: { id: number; body: string }[] = await db('talk_scripts').whereIn('id', [...ids]).select('id', 'body');
  return new Map(rows.map(({ id, body }) => [id, JSON.parse(body) as Body]));
}
