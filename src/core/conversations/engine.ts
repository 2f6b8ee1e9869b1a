import { randomFrom } from '../shared/random.ts';
import type { Text } from '../shared/text.ts';
import type { Script } from './format.ts';
import type { Reading } from './match.ts';
import { sayReply, sceneOf, spoken, waysOf, type Reply } from './reply.ts';
import { requiredSteps } from './required.ts';
import { type Act, flagOfAct, type Flag, type Harm, harms, literacies, type Move, type Outcome, type Reaction, stepOfAct } from './vocabulary.ts';

/** One thing said: by the operator, the citizen, or another who is there. */
export interface Spoken {
  turn: number;
  by: string;
  text: Text;
}

/** One reply with what it did, for the result: every mark can be shown where it was earned or lost. */
export interface Turn {
  turn: number;
  scene: string;
  moves: readonly Move[];
  phrases: readonly string[];
  readings: readonly Reading[];
  /** Steps that it earned, harms and flags that it was. */
  earned: readonly string[];
  harms: readonly Harm[];
  flags: readonly Flag[];
  mood: number;
  patience: number;
}

/** A conversation after some replies. It follows from script and replies alone. */
export interface State {
  scene: string;
  visited: readonly string[];
  turn: number;
  mood: number;
  patience: number;
  /** Facts that he has told, those of the opening included. */
  known: readonly string[];
  /** Topics that he has taken in and that no wrong one contradicts. */
  told: readonly string[];
  /** Steps earned; an explained topic can be lost again. */
  earned: readonly string[];
  done: readonly Act[];
  jargon: number;
  /** What he had got wrong has come to light. */
  cleared: boolean;
  lines: readonly Spoken[];
  turns: readonly Turn[];
  over: Outcome | null;
}

const moods = { least: -3, most: 3 };

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
  const now = new Round(script, state, said.moves);
  now.ask();
  now.tell();
  now.act();
  const after = now.finish();
  const record: Turn = { turn, scene: state.scene, moves: said.moves, phrases: said.phrases, readings: said.readings, earned: now.news, harms: now.harmed, flags: now.flagged, mood: after.mood, patience: after.patience };
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

function reaction({ bank, seed }: Script, kind: Reaction, turn: number): Text {
  return randomFrom(seed, `${turn}/${kind}`).pick(bank.reactions[kind]);
}

/** One reply while it is worked through. */
class Round {
  readonly answers: { by: string; text: Text }[] = [];
  readonly news: string[] = [];
  readonly harmed: Harm[] = [];
  readonly flagged: Flag[] = [];
  private readonly script: Script;
  private readonly moves: readonly Move[];
  private state: State;

  constructor(script: Script, state: State, moves: readonly Move[]) {
    this.script = script;
    this.moves = moves;
    this.state = state;
  }

  /** Facts that were asked for are told when the citizen is ready for it. */
  ask(): void {
    const { variant } = this.script;
    for (const id of this.named('ask')) {
      const fact = variant.facts[id];
      if (!fact) continue;
      if (this.state.known.includes(id)) {
        this.bear(0, -1);
        this.react('repeated');
      } else if (fact.after.some((before) => !this.state.known.includes(before)) || this.state.mood + this.kindness() < (fact.mood ?? -3)) {
        if (fact.evades) this.answers.push({ by: 'citizen', text: fact.evades });
        else this.react('puzzled');
      } else {
        this.state = { ...this.state, known: [...this.state.known, id] };
        this.answers.push({ by: 'citizen', text: fact.says });
        if (variant.needs.includes(id)) this.earn(`need/${id}`);
        if (id === 'device') this.earn('device');
      }
    }
  }

  /** Topics are taken in as far as he can follow; a wrong one undoes the right one; one that needs a fact first discloses data. */
  tell(): void {
    const { situation, variant } = this.script;
    let room: number = literacies[variant.citizen.literacy];
    let lost = false;
    for (const id of this.named('tell')) {
      const topic = situation.topics.find((each) => each.id === id);
      if (!topic) continue;
      if (variant.secret.includes(id) || (topic.needs && !this.state.known.includes(topic.needs))) this.flag('disclosure');
      if (topic.wrong) this.unlearn(topic.wrong);
      else if (this.state.told.includes(id)) continue;
      else if (room === 0) lost = true;
      else {
        room -= 1;
        this.state = { ...this.state, told: [...this.state.told, id] };
        if (variant.tells.includes(id)) this.earn(`explain/${id}`);
      }
    }
    if (!lost) return;
    this.bear(0, -1);
    this.react('overwhelmed');
  }

  /** Courtesy, help and harm. */
  act(): void {
    for (const act of this.acts()) {
      this.feel(act);
      if (act === 'verify') this.check();
      const earned = act in stepOfAct ? stepOfAct[act as keyof typeof stepOfAct] : null;
      if (earned && (this.state.told.length > 0 || earned === 'privacy' || earned === 'cost')) this.earn(earned);
      this.harm(act);
      const flag = act in flagOfAct ? flagOfAct[act as keyof typeof flagOfAct] : null;
      if (flag) this.flag(flag);
      this.state = { ...this.state, done: [...new Set([...this.state.done, act])] };
    }
  }

  /** The scene that follows, what is said in it, and whether it is over. */
  finish(): State {
    const { script } = this;
    const before = this.state.scene;
    const way = waysOf(script, sceneOf(script, before)).find(
      ({ when, knows, told }) => when.every((move) => this.moves.includes(move)) && knows.every((id) => this.state.known.includes(id)) && told.every((id) => this.state.told.includes(id)),
    );
    const to = way?.to ?? before;
    const fresh = !this.state.visited.includes(to);
    if (!fresh && this.news.length === 0) this.bear(0, -1);
    this.state = { ...this.state, scene: to, visited: fresh ? [...this.state.visited, to] : this.state.visited };
    const scene = sceneOf(script, to);
    if (this.state.patience <= 0 && scene.end !== 'helped') return this.leave();
    if (to !== before) this.enter(to);
    if (this.answers.length === 0) this.react(this.news.length > 0 ? 'pleased' : 'puzzled');
    return { ...this.state, over: scene.end ?? null };
  }

  private leave(): State {
    this.react('leaving');
    return { ...this.state, over: 'left' };
  }

  private enter(id: string): void {
    const line = this.script.variant.lines[id] ?? sceneOf(this.script, id).says;
    if (line) this.answers.push('by' in line ? line : { by: 'citizen', text: line });
  }

  /** What was understood shows when it is asked for: a topic that he had got wrong has to be told again. */
  private check(): void {
    const { misunderstands } = this.script.variant;
    if (!misunderstands || this.state.cleared || !this.state.told.includes(misunderstands.topic)) return;
    this.unlearn(misunderstands.topic);
    this.state = { ...this.state, cleared: true };
    this.answers.push({ by: 'citizen', text: misunderstands.says });
  }

  private unlearn(topic: string): void {
    this.state = { ...this.state, told: this.state.told.filter((id) => id !== topic), earned: this.state.earned.filter((id) => id !== `explain/${topic}`) };
  }

  private feel(act: Act): void {
    const effect = this.script.bank.effects.find((each) => each.act === act);
    if (!effect || (effect.once && this.state.done.includes(act))) return;
    this.bear(effect.mood, effect.patience);
    if (act === 'jargon' && this.script.variant.citizen.literacy !== 'high') this.react('jargon');
    if (act === 'dismiss') this.react('dismissed');
    if (act === 'insult') this.react('insulted');
    if (act === 'take-over' || act === 'promise') this.react('accepted');
  }

  private harm(act: Act): void {
    const harm = harms.find((each) => each === act);
    if (!harm) return;
    if (harm === 'take-over' && this.script.variant.citizen.consents && (this.state.done.includes('consent') || this.moves.includes('consent'))) return;
    if (harm === 'jargon') {
      this.state = { ...this.state, jargon: this.state.jargon + 1 };
      if (this.state.jargon % 2 === 1) return;
    }
    this.harmed.push(harm);
  }

  private flag(flag: Flag): void {
    if (!this.flagged.includes(flag)) this.flagged.push(flag);
  }

  /** A step counts when it is required; what it earned before is no news. */
  private earn(id: string): void {
    if (this.state.earned.includes(id)) return;
    const first = !this.state.turns.some(({ earned }) => earned.includes(id));
    this.state = { ...this.state, earned: [...this.state.earned, id] };
    if (first && requiredSteps(this.script.variant).includes(id)) this.news.push(id);
  }

  private bear(mood: number, patience: number): void {
    this.state = { ...this.state, mood: Math.min(moods.most, Math.max(moods.least, this.state.mood + mood)), patience: this.state.patience + patience };
  }

  private react(kind: Reaction): void {
    const by = 'citizen';
    const text = reaction(this.script, kind, this.state.turn + 1);
    if (!this.answers.some((answer) => answer.text === text)) this.answers.push({ by, text });
  }

  /** What this reply itself adds to the mood: a kind question is answered in the mood that it makes. */
  private kindness(): number {
    return this.acts().reduce((sum, act) => {
      const effect = this.script.bank.effects.find((each) => each.act === act);
      return sum + (effect && !(effect.once && this.state.done.includes(act)) ? effect.mood : 0);
    }, 0);
  }

  private acts(): Act[] {
    return this.moves.filter((move): move is Act => !move.includes(':'));
  }

  private named(kind: 'ask' | 'tell'): string[] {
    return this.moves.filter((move) => move.startsWith(`${kind}:`)).map((move) => move.slice(kind.length + 1));
  }
}
