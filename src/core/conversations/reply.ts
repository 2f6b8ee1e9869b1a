import { randomFrom } from '../shared/random.ts';
import type { Language, Text } from '../shared/text.ts';
import type { Bank, Phrase, Scene, Script, Situation } from './format.ts';
import { readReply, type Reading } from './match.ts';
import type { State } from './state.ts';
import { isTask, type RefusedReply, refusedTask, sayTask, type TaskReply } from './task.ts';
import { type Group, groups, mostCharacters, type Mode, mostPhrases, type Move } from './vocabulary.ts';

/** What the operator sends. A card is named by its place among those that are offered, which tells nothing of it. */
export type Reply =
  | { kind: 'card'; card: number }
  | { kind: 'phrases'; phrases: readonly string[] }
  | { kind: 'typed'; text: string; language: Language }
  | TaskReply
  | { kind: 'end' };

/** A conversation is held in the way in which it was begun. */
export const kindOfMode: Record<Mode, Reply['kind']> = { cards: 'card', phrases: 'phrases', typed: 'typed' };

/** A reply as it is said, with what it does. */
export interface Said {
  text: Text;
  moves: readonly Move[];
  /** Of a typed reply: by which patterns it was read. */
  readings: readonly Reading[];
  /** The phrases and topics that it was put together from. */
  phrases: readonly string[];
  /** The step of the task that it is for. */
  task?: string;
}

export const sceneOf = ({ situation }: Script, id: string): Scene => situation.scenes.find((scene) => scene.id === id)!;

const isFor = (script: Script, entry: { for?: readonly string[] | undefined }): boolean => entry.for === undefined || entry.for.includes(script.variant.id);

// They are asked for with every reply, and follow from the two alone.
const indexes = new WeakMap<Situation, WeakMap<Bank, Map<string, Phrase>>>();

/** Phrases of the bank and of the situation, its topics, and the questions for its facts, as phrases by id. */
export function phrasesOf({ situation, bank }: Pick<Script, 'situation' | 'bank'>): ReadonlyMap<string, Phrase> {
  const ofSituation = indexes.get(situation) ?? new WeakMap<Bank, Map<string, Phrase>>();
  indexes.set(situation, ofSituation);
  const known = ofSituation.get(bank) ?? indexOf(situation, bank);
  ofSituation.set(bank, known);
  return known;
}

function indexOf(situation: Situation, bank: Bank): Map<string, Phrase> {
  const asks = situation.asks.map(({ id, text }): Phrase => ({ id: `ask-${id}`, group: 'ask', moves: [`ask:${id}`], text: [text] }));
  const topics = situation.topics.map(({ id, text, lesson }): Phrase => ({ id, group: 'tell', moves: [`tell:${id}`], text: [text], ...(lesson && { lesson }) }));
  return new Map([...bank.phrases, ...asks, ...topics, ...situation.phrases].map((phrase) => [phrase.id, phrase]));
}

// A search asks for the same cards thousands of times.
const shuffled = new WeakMap<Script, Map<Scene, string[][]>>();

/** The cards of a scene for this variant, as lists of phrase ids, in the order that the seed gives. */
export function cardsOf(script: Script, scene: Scene): readonly string[][] {
  const known = shuffled.get(script) ?? new Map<Scene, string[][]>();
  shuffled.set(script, known);
  const cards = known.get(scene) ?? shuffle(script, scene);
  known.set(scene, cards);
  return cards;
}

function shuffle(script: Script, scene: Scene): string[][] {
  const cards = scene.cards.map((card): { say: string[]; for?: string[] } => (Array.isArray(card) ? { say: card } : card)).filter((card) => isFor(script, card));
  return randomFrom(script.seed, `cards/${scene.id}`)
    .shuffle(cards)
    .map(({ say }) => say);
}

/** The ways out of a scene for this variant. */
export const waysOf = (script: Script, scene: Scene): Scene['go'] => scene.go.filter((way) => isFor(script, way));

/** A phrase in the wording that the seed gives it in this turn, spoken to this citizen. */
export function wordingOf(script: Script, phrase: Phrase, turn: number): Text {
  return spoken(script, phrase.text.length === 1 ? phrase.text[0]! : randomFrom(script.seed, `${turn}/${phrase.id}`).pick(phrase.text));
}

/** A text with the places for the citizen filled: `{you}`, `{call}`, `{name}`, `{device}`. */
export function spoken({ variant: { citizen } }: Script, text: Text): Text {
  const fill = (language: Language) => {
    const places: Record<string, string> = { you: citizen.you[language], call: citizen.call[language], name: citizen.name, device: citizen.device[language] };
    const filled = text[language].replaceAll(/\{(\w+)\}/g, (place, name: string) => places[name] ?? place);
    return filled.charAt(0).toUpperCase() + filled.slice(1);
  };
  return { id: fill('id'), en: fill('en') };
}

/** The phrases that may be put together, by group; each situation offers all of the bank and all of its own. */
export function offeredPhrases(script: Script, turn: number): { group: Group; phrases: { id: string; text: Text }[] }[] {
  const all = [...phrasesOf(script).values()];
  return groups.map((group) => ({
    group,
    phrases: randomFrom(script.seed, `phrases/${group}`)
      .shuffle(all.filter((phrase) => phrase.group === group))
      .map((phrase) => ({ id: phrase.id, text: wordingOf(script, phrase, turn) })),
  }));
}

export type { RefusedReply } from './task.ts';

/** Why a reply cannot be taken now, or null. */
export function refusedReply(script: Script, state: State, reply: Reply): RefusedReply | null {
  if (state.over) return 'over';
  if (reply.kind === 'card') return cardsOf(script, sceneOf(script, state.scene))[reply.card] ? null : 'unknown';
  if (reply.kind === 'typed') return reply.text.trim() === '' ? 'empty' : reply.text.length > mostCharacters ? 'too-long' : null;
  if (reply.kind === 'end') return null;
  if (isTask(reply)) return refusedTask(script, sceneOf(script, state.scene).task, state.parts, reply);
  const known = phrasesOf(script);
  if (reply.phrases.length === 0) return 'empty';
  if (new Set(reply.phrases).size > mostPhrases) return 'too-many';
  return reply.phrases.every((id) => known.has(id)) ? null : 'unknown';
}

/** What the operator says with a reply that can be taken. Composed phrases stand in the order of their groups, whatever the order in which they were chosen. */
export function sayReply(script: Script, state: State, reply: Exclude<Reply, { kind: 'end' }>): Said {
  if (isTask(reply)) return { ...sayTask(script, state.parts, reply), readings: [], phrases: [] };
  if (reply.kind === 'typed') {
    const text = reply.text.trim();
    const readings = readReply(script, text, reply.language);
    return { text: { id: text, en: text }, moves: readings.map(({ move }) => move), readings, phrases: [] };
  }
  const known = phrasesOf(script);
  const ids = reply.kind === 'card' ? cardsOf(script, sceneOf(script, state.scene))[reply.card]! : inOrder([...new Set(reply.phrases)].map((id) => known.get(id)!));
  return { ...sayPhrases(script, ids, state.turn + 1), readings: [], phrases: ids };
}

const inOrder = (phrases: readonly Phrase[]): string[] => phrases.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group)).map(({ id }) => id);

/** Phrases said one after the other. */
export function sayPhrases(script: Script, ids: readonly string[], turn: number): { text: Text; moves: Move[] } {
  const known = phrasesOf(script);
  const phrases = ids.map((id) => known.get(id)!);
  const texts = phrases.map((phrase) => wordingOf(script, phrase, turn));
  return {
    text: { id: texts.map(({ id }) => id).join(' '), en: texts.map(({ en }) => en).join(' ') },
    moves: [...new Set(phrases.flatMap(({ moves }) => moves))],
  };
}
