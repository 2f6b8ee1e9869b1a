import type { Knex } from 'knex';
import { knowledgeKeptUntil, type RetakeRules } from '../../core/ladder/retake.ts';
import { itemState } from '../../core/sittings/items.ts';
import { itemPlaces } from '../../core/sittings/places.ts';
import type { Standing } from '../levels/level-read-model.ts';
import { actionsByPosition } from './action-store.ts';
import { type KeptKnowledge, takenPlaces } from './form-read-model.ts';
import { caseIdsOf } from './grade-store.ts';
import { findAnySitting } from './sitting-store.ts';

/** A knowledge part that may stand for that of the next test: from when it is, until when, and what it reached, 0..100. */
export interface Keepable {
  kept: KeptKnowledge;
  until: string;
  knowledge: number;
}

/** The knowledge part of the last test of the level worked for, when it failed and the part may be kept at this moment (ISO-8601 UTC); else null. */
export async function keepableOf(db: Knex, { tests, working }: Pick<Standing, 'tests' | 'working'>, at: string, rules: RetakeRules): Promise<Keepable | null> {
  const last = tests.find(({ level, renewal }) => level === working && !renewal);
  if (!last?.result || last.state.passed !== false) return null;
  const { form, submittedAt } = (await findAnySitting(db, last.sittingId))!;
  const answeredAt = form.kept?.answeredAt ?? submittedAt!;
  const until = knowledgeKeptUntil({ ...last.result, answeredAt }, at, rules);
  if (until === null) return null;
  const actions = await actionsByPosition(db, last.sittingId);
  const places = itemPlaces(takenPlaces((await caseIdsOf(db, last.sittingId)).keys(), form), form.items.length);
  const own = form.items.map((item, index) => ({ item, choice: itemState(actions.get(places[index]!) ?? []).choice }));
  const kept = { sittingId: last.sittingId, answeredAt, answers: [...(form.kept?.answers ?? []), ...own] };
  return { kept, until, knowledge: last.result.knowledge };
}
