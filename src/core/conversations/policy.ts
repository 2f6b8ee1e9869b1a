import { z } from 'zod';
import { languages } from '../shared/text.ts';
import { begin, step } from './engine.ts';
import type { Script } from './format.ts';
import { cardsOf, refusedReply, type Reply, sayPhrases, sceneOf } from './reply.ts';
import { fullMarksPath } from './search.ts';
import type { State } from './state.ts';
import { mostTurns } from './vocabulary.ts';

const reply = z.union([
  z.strictObject({ card: z.number().int().min(0) }),
  z.strictObject({ phrases: z.array(z.string()) }),
  z.strictObject({ text: z.string(), language: z.enum(languages).default('id') }),
  z.strictObject({ end: z.literal(true) }),
]);

/** How a conversation is played by machine: which one, with which seed, and by these replies, by the best path, or by preferred moves. */
export const policySchema = z.strictObject({
  situation: z.string().optional(),
  variant: z.string().optional(),
  seed: z.union([z.string(), z.number()]).default('1'),
  replies: z.array(reply).optional(),
  best: z.literal(true).optional(),
  /** The card with most of these moves is taken, the first where several have as many; one without any of them ends it. */
  prefer: z.array(z.string()).optional(),
});
export type Policy = z.infer<typeof policySchema>;

const toReply = (given: NonNullable<Policy['replies']>[number]): Reply =>
  'card' in given ? { kind: 'card', card: given.card } : 'phrases' in given ? { kind: 'phrases', phrases: given.phrases } : 'text' in given ? { kind: 'typed', text: given.text, language: given.language } : { kind: 'end' };

/** Plays a conversation by a policy. RangeError names the reply that cannot be taken. */
export function playBy(script: Script, policy: Policy): State {
  if (policy.best) return fullMarksPath(script).state;
  let state = begin(script);
  for (let turn = 0; turn < mostTurns && !state.over; turn++) {
    const given = policy.replies?.[turn];
    if (policy.replies && !given) break;
    const next = given ? toReply(given) : preferred(script, state, policy.prefer ?? []);
    const refused = refusedReply(script, state, next);
    if (refused) throw new RangeError(`replies.${turn}: ${refused}`);
    state = step(script, state, next);
  }
  return state;
}

function preferred(script: Script, state: State, moves: readonly string[]): Reply {
  const worth = cardsOf(script, sceneOf(script, state.scene)).map((card) => sayPhrases(script, card, state.turn + 1).moves.filter((move) => moves.includes(move)).length);
  const most = Math.max(0, ...worth);
  return most === 0 ? { kind: 'end' } : { kind: 'card', card: worth.indexOf(most) };
}
