import { begin, play, step } from './engine.ts';
import type { Script } from './format.ts';
import type { Reply } from './reply.ts';
import { elicit, feelActs, isReady, named, type Round, takeInTopics, unlearn } from './round.ts';
import type { State } from './state.ts';
import { acts, commonFacts, type Move } from './vocabulary.ts';

/** What people read in typed replies, by the number of the reply. */
export type MarkedMoves = ReadonlyMap<number, readonly Move[]>;

const ofTasks: readonly Move[] = ['right', 'wrong', 'filled'];

/** Everything that a typed reply may do in this conversation, in the order in which the rules find it: acts, questions and topics, each once. What people mark is chosen from it. */
export function readableMoves({ situation, bank }: Pick<Script, 'situation' | 'bank'>): Move[] {
  const asks = [...commonFacts, ...situation.asks.map(({ id }) => id)].map((id): Move => `ask:${id}`);
  const tells = situation.topics.map(({ id }): Move => `tell:${id}`);
  const ruled = bank.rules.map(({ move }) => move);
  const known = new Set<Move>([...acts, ...asks, ...tells]);
  return [...new Set([...ruled, ...acts, ...asks, ...tells])].filter((move) => known.has(move) && !ofTasks.includes(move));
}

/** These moves in the order of the rules; unknown ones are left out. */
export function inReadingOrder(script: Pick<Script, 'situation' | 'bank'>, moves: Iterable<string>): Move[] {
  const chosen = new Set(moves);
  return readableMoves(script).filter((move) => chosen.has(move));
}

/**
 * A conversation with typed replies as people have read them (measurement design 2.7: they are marked by people in a test). What the citizen said, how he felt and how it ended stay as they went, by the
 * rules; steps, harms and flags are those of the marked moves. A question that people see earns its step where the citizen was ready for it or did answer; what he knows of himself, and so whether a topic
 * discloses data, follows from what he did say. Where people read what the rules read, it is `play`. In: replies in order; moves by the number of the reply, a reply without any stands as the rules read it.
 */
export function playMarked(script: Script, replies: readonly Reply[], marked: MarkedMoves): State {
  if (marked.size === 0) return play(script, replies);
  let heard = begin(script);
  let credited = heard;
  for (const reply of replies) {
    if (heard.over) break;
    const after = step(script, heard, reply);
    credited = after.turns.length === heard.turns.length ? { ...after, ...creditOf(credited) } : credit(script, heard, after, credited, marked.get(after.turn));
    heard = after;
  }
  return credited;
}

/** What depends on how replies are read. */
const creditOf = ({ known, told, earned, done, jargon, turns }: State) => ({ known, told, earned, done, jargon, turns });

/** One reply, credited: the round of the engine on what was credited so far, in the mood and with the knowledge of the conversation as it went. */
function credit(script: Script, before: State, after: State, credited: State, marked: readonly Move[] | undefined): State {
  const turn = after.turns.at(-1)!;
  const moves = marked ?? turn.moves;
  const asked = new Set<string>();
  const round: Round = { script, moves, state: { ...before, ...creditOf(credited), cleared: before.cleared }, answers: [], news: [], harmed: [], flagged: [] };
  const known = [...credited.known];
  for (const id of named(round, 'ask')) {
    const fact = script.variant.facts[id];
    if (!fact || known.includes(id) || asked.has(id)) continue;
    round.state = { ...round.state, known: [...new Set([...before.known, ...known])] };
    if (!after.known.includes(id) && !isReady(round, fact)) continue;
    asked.add(id);
    known.push(id);
    elicit(round, id);
  }
  const cameToLight = after.cleared && !before.cleared;
  round.state = { ...round.state, known: after.known, cleared: !cameToLight };
  takeInTopics(round);
  feelActs(round);
  if (cameToLight && !round.state.cleared) unlearn(round, script.variant.misunderstands!.topic);
  const { told, earned, done, jargon } = round.state;
  const record = { ...turn, moves, earned: round.news, harms: round.harmed, flags: round.flagged };
  return { ...after, known, told, earned, done, jargon, turns: [...credited.turns, record] };
}
