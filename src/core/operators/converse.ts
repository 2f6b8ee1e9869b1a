import { begin, step } from '../conversations/engine.ts';
import type { Script } from '../conversations/format.ts';
import { cardsOf, type Reply, sayPhrases, sceneOf } from '../conversations/reply.ts';
import { requiredSteps } from '../conversations/required.ts';
import type { State } from '../conversations/state.ts';
import { criticalOfFlag, literacies, mostCharacters } from '../conversations/vocabulary.ts';
import type { Action } from '../desk/action.ts';
import { Log } from './log.ts';
import { type Draw, minutesPerCase, normal, type Responder, succeeds, type Turn } from './responder.ts';

/** A card, the words of one typed, or that the conversation is closed. */
type Chosen = Extract<Reply, { kind: 'card' } | { kind: 'typed' } | { kind: 'end' }>;
type Held = 'cards' | 'typed';

/** A synthetic operator holds a conversation with cards, or types their words: with the chance of his ability he gives the reply that helps most, else any that is no fatal one; who takes offers says yes to the tempter. */
export function holdTalk(script: Script, draw: Draw, held: Held = 'cards'): { replies: Chosen[]; state: State } {
  const { variant } = script;
  const b = variant.difficulty + { 1: 0.3, 2: 0, 3: -0.3 }[literacies[variant.citizen.literacy]];
  const mostReplies = requiredSteps(variant).length + variant.citizen.patience + 4;
  const replies: Chosen[] = [];
  let state = begin(script);
  for (let turn = 0; turn < mostReplies && !state.over; turn++) {
    const cards = cardsOf(script, sceneOf(script, state.scene)).map((phrases, card): Chosen => (held === 'cards' ? { kind: 'card', card } : { kind: 'typed', text: sayPhrases(script, phrases, turn + 1).text.id.slice(0, mostCharacters), language: 'id' }));
    if (cards.length === 0) break;
    const options = cards.map((reply) => ({ reply, after: step(script, state, reply) }));
    const flagsOf = ({ after }: { after: State }) => after.turns.at(-1)!.flags;
    const clean = options.filter((option) => flagsOf(option).length === 0);
    const bribe = options.find((option) => flagsOf(option).some((flag) => criticalOfFlag[flag] === 'CE1'));
    if (bribe && draw.responder.takes > 0 && draw.random.chance(draw.responder.takes)) {
      state = bribe.after;
      replies.push(bribe.reply);
      continue;
    }
    const pool = clean.length > 0 ? clean : options;
    const chosen = succeeds(draw, 'PMD', b) ? pool.reduce((a, z) => (worth(script, z.after, state) > worth(script, a.after, state) ? z : a)) : draw.random.pick(pool);
    state = chosen.after;
    replies.push(chosen.reply);
  }
  if (state.over) return { replies, state };
  const end: Chosen = { kind: 'end' };
  return { replies: [...replies, end], state: step(script, state, end) };
}

/** A synthetic operator holds the conversation of a test; out: the actions as a person's would be recorded. */
export function talkActions(script: Script, responder: Responder, { random, startAt, prefix, before }: Turn, held: Held = 'cards'): Action[] {
  const shift = responder.caseSpread * normal(random) - (responder.fatigue * before * minutesPerCase) / 60;
  const log = new Log(random, [4, 10], startAt, prefix);
  holdTalk(script, { responder, random, shift }, held).replies.forEach((reply, at) => log.add({ type: 'say', turn: at + 1, reply }));
  return log.actions;
}

/** How much a reply brings: steps, and getting on, less harm; what is still missing when it ends the conversation; the citizen's patience where all else is equal. */
function worth(script: Script, after: State, before: State): number {
  const { harms } = after.turns.at(-1)!;
  const steps = after.earned.length - before.earned.length + (after.known.length - before.known.length) / 2;
  const missing = requiredSteps(script.variant).filter((id) => !after.earned.includes(id)).length;
  const on = after.over ? 0.5 - missing : after.scene !== before.scene ? 0.25 : 0;
  return steps + on - 2 * harms.length + after.patience / 100;
}
