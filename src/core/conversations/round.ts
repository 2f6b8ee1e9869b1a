import { randomFrom } from '../shared/random.ts';
import type { Text } from '../shared/text.ts';
import type { Fact, Script } from './format.ts';
import { sceneOf, waysOf } from './reply.ts';
import { requiredSteps } from './required.ts';
import type { State } from './state.ts';
import { type Act, flagOfAct, type Flag, type Harm, harms, literacies, type Move, type Reaction, stepOfAct } from './vocabulary.ts';

/** One reply while it is worked through: the state so far, and what this reply has brought. */
export interface Round {
  readonly script: Script;
  readonly moves: readonly Move[];
  state: State;
  readonly answers: { by: string; text: Text }[];
  /** Steps that it earned for the first time. */
  readonly news: string[];
  readonly harmed: Harm[];
  readonly flagged: Flag[];
}

const moods = { least: -3, most: 3 };

/** What the citizen says of himself when something happens, in the wording that the seed gives. */
export function reaction({ bank, seed }: Script, kind: Reaction, turn: number): Text {
  const wordings = bank.reactions[kind];
  return wordings.length === 1 ? wordings[0]! : randomFrom(seed, `${turn}/${kind}`).pick(wordings);
}

/** A task earns its step when it was right at once; a part of the form is filled in by the citizen. What was wrong says itself by costing patience. */
export function doTask(round: Round, task: string): void {
  if (!round.moves.includes('right')) return;
  if (!round.state.turns.some((each) => each.task === task)) earn(round, task);
  if (task.startsWith('apply/part-')) round.state = { ...round.state, parts: round.state.parts + 1 };
}

/** Facts that were asked for are told when the citizen is ready for it. */
export function answerQuestions(round: Round): void {
  const { variant } = round.script;
  for (const id of named(round, 'ask')) {
    const fact = variant.facts[id];
    if (!fact) continue;
    if (round.state.known.includes(id)) {
      bear(round, 0, -1);
      react(round, 'repeated');
    } else if (!isReady(round, fact)) {
      if (fact.evades) round.answers.push({ by: 'citizen', text: fact.evades });
      else react(round, 'puzzled');
    } else {
      round.state = { ...round.state, known: [...round.state.known, id] };
      if (variant.application?.unneeded.includes(id)) bear(round, 0, -1);
      round.answers.push({ by: 'citizen', text: fact.says });
      elicit(round, id);
    }
  }
}

/** Whether the citizen tells this fact now. */
export const isReady = (round: Round, { after, mood = -3 }: Fact): boolean => after.every((before) => round.state.known.includes(before)) && round.state.mood + kindness(round) >= mood;

/** What was asked for and told earns its step. */
export function elicit(round: Round, fact: string): void {
  if (round.script.variant.needs.includes(fact)) earn(round, `need/${fact}`);
  if (fact === 'device') earn(round, 'device');
}

/** Topics are taken in as far as he can follow; a wrong one undoes the right one; one that needs a fact first discloses data. */
export function takeInTopics(round: Round): void {
  const { situation, variant } = round.script;
  let room: number = literacies[variant.citizen.literacy];
  let lost = false;
  for (const id of named(round, 'tell')) {
    const topic = situation.topics.find((each) => each.id === id);
    if (!topic) continue;
    if (variant.secret.includes(id) || (topic.needs && !round.state.known.includes(topic.needs))) flag(round, 'disclosure');
    if (topic.wrong) unlearn(round, topic.wrong);
    else if (round.state.told.includes(id)) continue;
    else if (room === 0) lost = true;
    else {
      room -= 1;
      round.state = { ...round.state, told: [...round.state.told, id] };
      if (variant.tells.includes(id)) earn(round, `explain/${id}`);
    }
  }
  if (!lost) return;
  bear(round, 0, -1);
  react(round, 'overwhelmed');
}

/** Courtesy, help and harm. */
export function feelActs(round: Round): void {
  for (const act of acts(round)) {
    feel(round, act);
    const earned = act in stepOfAct ? stepOfAct[act as keyof typeof stepOfAct] : null;
    if (earned && (round.state.told.length > 0 || round.state.parts > 0 || earned === 'privacy' || earned === 'cost')) earn(round, earned);
    if (act === 'verify') check(round);
    harm(round, act);
    const fatal = act in flagOfAct ? flagOfAct[act as keyof typeof flagOfAct] : null;
    if (fatal) flag(round, fatal);
    round.state = { ...round.state, done: [...new Set([...round.state.done, act])] };
  }
}

/** The scene that follows, what is said in it, and whether it is over. */
export function nextScene(round: Round): State {
  const { script } = round;
  const before = round.state.scene;
  const way = waysOf(script, sceneOf(script, before)).find(
    ({ when, knows, told }) => when.every((move) => round.moves.includes(move)) && knows.every((id) => round.state.known.includes(id)) && told.every((id) => round.state.told.includes(id)),
  );
  const to = way?.to ?? before;
  const fresh = !round.state.visited.includes(to);
  if (!fresh && round.news.length === 0) bear(round, 0, -1);
  round.state = { ...round.state, scene: to, visited: fresh ? [...round.state.visited, to] : round.state.visited };
  const scene = sceneOf(script, to);
  if (round.state.patience <= 0 && scene.end !== 'helped') return leave(round);
  if (to !== before) enter(round, to);
  if (round.answers.length === 0) react(round, round.news.length > 0 ? 'pleased' : 'puzzled');
  return { ...round.state, over: scene.end ?? null };
}

function leave(round: Round): State {
  react(round, 'leaving');
  return { ...round.state, over: 'left' };
}

function enter(round: Round, id: string): void {
  const line = round.script.variant.lines[id] ?? sceneOf(round.script, id).says;
  if (line) round.answers.push('by' in line ? line : { by: 'citizen', text: line });
}

/** What was understood shows when it is asked for: a topic that he had got wrong has to be told again. */
function check(round: Round): void {
  const { misunderstands } = round.script.variant;
  if (!misunderstands || round.state.cleared || !round.state.told.includes(misunderstands.topic)) return;
  unlearn(round, misunderstands.topic);
  round.state = { ...round.state, cleared: true };
  round.answers.push({ by: 'citizen', text: misunderstands.says });
}

/** A topic that was got wrong has to be told again. */
export function unlearn(round: Round, topic: string): void {
  round.state = { ...round.state, told: round.state.told.filter((id) => id !== topic), earned: round.state.earned.filter((id) => id !== `explain/${topic}`) };
}

function feel(round: Round, act: Act): void {
  const effect = round.script.bank.effects.find((each) => each.act === act);
  if (!effect || (effect.once && round.state.done.includes(act))) return;
  bear(round, effect.mood, effect.patience);
  if (act === 'jargon' && round.script.variant.citizen.literacy !== 'high') react(round, 'jargon');
  if (act === 'dismiss') react(round, 'dismissed');
  if (act === 'insult') react(round, 'insulted');
  if (act === 'take-over' || act === 'promise') react(round, 'accepted');
}

function harm(round: Round, act: Act): void {
  const done = harms.find((each) => each === act);
  if (!done) return;
  if (done === 'take-over' && round.script.variant.citizen.consents && (round.state.done.includes('consent') || round.moves.includes('consent'))) return;
  if (done === 'jargon') {
    round.state = { ...round.state, jargon: round.state.jargon + 1 };
    if (round.state.jargon % 2 === 1) return;
  }
  round.harmed.push(done);
}

function flag(round: Round, raised: Flag): void {
  if (!round.flagged.includes(raised)) round.flagged.push(raised);
}

/** A step counts when it is required; what it earned before is no news. */
function earn(round: Round, id: string): void {
  if (round.state.earned.includes(id)) return;
  const first = !round.state.turns.some(({ earned }) => earned.includes(id));
  round.state = { ...round.state, earned: [...round.state.earned, id] };
  if (first && requiredSteps(round.script.variant).includes(id)) round.news.push(id);
}

function bear(round: Round, mood: number, patience: number): void {
  round.state = { ...round.state, mood: Math.min(moods.most, Math.max(moods.least, round.state.mood + mood)), patience: round.state.patience + patience };
}

function react(round: Round, kind: Reaction): void {
  const by = 'citizen';
  const text = reaction(round.script, kind, round.state.turn + 1);
  if (!round.answers.some((answer) => answer.text === text)) round.answers.push({ by, text });
}

/** What this reply itself adds to the mood: a kind question is answered in the mood that it makes. */
function kindness(round: Round): number {
  return acts(round).reduce((sum, act) => {
    const effect = round.script.bank.effects.find((each) => each.act === act);
    return sum + (effect && !(effect.once && round.state.done.includes(act)) ? effect.mood : 0);
  }, 0);
}

function acts(round: Round): Act[] {
  return round.moves.filter((move): move is Act => !move.includes(':'));
}

/** The facts asked for, or the topics told, in a reply. */
export function named(round: Round, kind: 'ask' | 'tell'): string[] {
  return round.moves.filter((move) => move.startsWith(`${kind}:`)).map((move) => move.slice(kind.length + 1));
}
