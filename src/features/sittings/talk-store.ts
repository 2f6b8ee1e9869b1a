import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Bank, Situation } from '../../core/conversations/format.ts';
import type { Mode } from '../../core/conversations/vocabulary.ts';
import type { TestTalk } from '../../core/grading/talk.ts';
import type { TalkRecipe } from '../../core/sittings/talks.ts';
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
  private readonly kept = new Map<number, TestTalk>();
  private readonly bodies = new Map<number, Body>();
  private readonly most: number;

  constructor(most = 500) {
    this.most = most;
  }

  /** The guidance cases with these numbers. */
  async getMany(db: Knex, ids: readonly number[]): Promise<Map<number, TestTalk>> {
    const missing = [...new Set(ids)].filter((id) => !this.kept.has(id));
    if (missing.length > 0) await this.read(db, missing);
    return new Map(ids.flatMap((id): [number, TestTalk][] => (this.kept.has(id) ? [[id, this.kept.get(id)!]] : [])));
  }

  private async read(db: Knex, ids: readonly number[]): Promise<void> {
    const rows: { id: number; script_id: number; seed: string; mode: Mode }[] = await db('test_talks').whereIn('id', [...ids]).select('id', 'script_id', 'seed', 'mode');
    const unread = [...new Set(rows.map((row) => row.script_id))].filter((id) => !this.bodies.has(id));
    const bodies: { id: number; body: string }[] = unread.length === 0 ? [] : await db('talk_scripts').whereIn('id', unread).select('id', 'body');
    if (this.bodies.size + bodies.length > this.most) this.bodies.clear();
    if (this.kept.size + rows.length > this.most) this.kept.clear();
    const fresh = new Map(bodies.map(({ id, body }) => [id, JSON.parse(body) as Body]));
    for (const [id, body] of fresh) this.bodies.set(id, body);
    for (const { id, script_id: scriptId, seed, mode } of rows) {
      const { situation, bank } = fresh.get(scriptId) ?? this.bodies.get(scriptId)!;
      this.kept.set(id, { script: { situation, variant: situation.variants[0]!, bank, seed }, mode });
    }
  }
}
