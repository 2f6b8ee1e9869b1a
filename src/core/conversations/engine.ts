import type { Script } from './format.ts';
import { type Reply, sayReply, spoken } from './reply.ts';
import { answerQuestions, doTask, feelActs, nextScene, reaction, type Round, takeInTopics } from './round.ts';
import type { Spoken, State, Turn } from './state.ts';

/** A conversation before the first reply: the citizen has said how he opens. */
export function begin(script: Script): State {
  const { variant, situation } = script;
  const first = situation.scenes[0]!;
  return {
    scene: first.id,
    visited: [first.id],
    turn: 0,
    mood: variant.citizen.mood,
    patience: variant.citizen.patience,
    known: variant.volunteers,
    told: [],
    earned: [],
    done: [],
    jargon: 0,
    parts: 0,
    cleared: false,
    lines: [{ turn: 0, by: 'citizen', text: spoken(script, variant.opening) }],
    turns: [],
    over: null,
  };
}

/**
 * The conversation after one more reply. In: a reply for which `refusedReply` is null. The citizen's mood and patience move by the amounts that the bank
 * declares; patience falls by one with each reply that neither earns a step nor leads on. At none he leaves.
 */
export function step(script: Script, state: State, reply: Reply): State {
  if (reply.kind === 'end') return closed(script, state);
  const said = sayReply(script, state, reply);
  const turn = state.turn + 1;
  const now: Round = { script, moves: said.moves, state, answers: [], news: [], harmed: [], flagged: [] };
  if (said.task) doTask(now, said.task);
  answerQuestions(now);
  takeInTopics(now);
  feelActs(now);
  const after = nextScene(now);
  const record: Turn = { turn, scene: state.scene, moves: said.moves, phrases: said.phrases, readings: said.readings, earned: now.news, harms: now.harmed, flags: now.flagged, mood: after.mood, patience: after.patience, task: said.task ?? null };
  const lines: Spoken[] = [{ turn, by: 'operator', text: said.text }, ...now.answers.map(({ by, text }) => ({ turn, by, text: spoken(script, text) }))];
  return { ...after, turn, lines: [...state.lines, ...lines], turns: [...state.turns, record] };
}

/** All replies one after the other; those after the end are left out. */
export function play(script: Script, replies: readonly Reply[]): State {
  return replies.reduce((state, reply) => (state.over ? state : step(script, state, reply)), begin(script));
}

/** The operator ends the conversation before the citizen has what he needs. */
function closed(script: Script, state: State): State {
  const turn = state.turn + 1;
  return { ...state, turn, over: 'ended', lines: [...state.lines, { turn, by: 'citizen', text: spoken(script, reaction(script, 'ended', turn)) }] };
}
