import type { Bank, Scene, Situation, Variant } from './format.ts';
import { phrasesOf, sayPhrases, cardsOf, sceneOf, waysOf } from './reply.ts';
import { requiredSteps } from './required.ts';
import { fullMarksPath } from './search.ts';
import { commonFacts, mostTurns, type Move } from './vocabulary.ts';

export const faultKinds = ['double', 'unknown', 'speaker', 'dead-end', 'unreachable', 'goal', 'unbounded', 'end'] as const;
/** What is wrong with a situation: the way into it, the kind, and the thing that it is about. */
export interface Fault {
  path: readonly (string | number)[];
  kind: (typeof faultKinds)[number];
  what: string;
}

/**
 * What is wrong with a situation that fits the schema: names that stand twice or that nobody knows, unknown speakers, scenes without a way out or in, variants
 * that could go on too long. `goals` also searches each variant for a conversation with cards that earns every required step; that takes longer.
 */
export function faultsOf(situation: Situation, bank: Bank, { goals = true } = {}): Fault[] {
  const named = [...doubles(situation, bank), ...references(situation, bank), ...speakers(situation)];
  // What cannot be followed by its names cannot be walked.
  if (named.length > 0) return named;
  const walked = situation.variants.flatMap((variant, at) => walk(situation, bank, variant, at));
  if (walked.length > 0 || !goals) return walked;
  return situation.variants.flatMap((variant, at) => {
    // What its tasks are right by is known to the catalogue; tests search these with it.
    if (variant.application) return [];
    const missing = fullMarksPath({ situation, variant, bank, seed: 'check' }).missing;
    return missing.map((step): Fault => ({ path: ['variants', at], kind: 'goal', what: step }));
  });
}

/** Throws of nothing; gives the most replies that a conversation can take: scenes entered first, steps earned, and patience, which every other reply costs. */
export function worstPath(situation: Situation, variant: Variant, bank: Bank): number {
  const gains = bank.effects.reduce((sum, { once, patience }) => sum + (patience > 0 ? (once ? patience : Infinity) : 0), 0);
  return situation.scenes.length - 1 + requiredSteps(variant).length + variant.citizen.patience + gains;
}

function doubles(situation: Situation, bank: Bank): Fault[] {
  const twice = (list: readonly { id: string }[], key: string): Fault[] =>
    list.flatMap(({ id }, at) => (list.findIndex((each) => each.id === id) < at ? [{ path: [key, at, 'id'], kind: 'double', what: id } as Fault] : []));
  const own = [...situation.asks.map(({ id }) => `ask-${id}`), ...situation.topics.map(({ id }) => id), ...situation.phrases.map(({ id }) => id)];
  const shared = bank.phrases.flatMap(({ id }) => (own.includes(id) ? [{ path: ['phrases'], kind: 'double', what: id } as Fault] : []));
  return [...twice(situation.scenes, 'scenes'), ...twice(situation.topics, 'topics'), ...twice(situation.phrases, 'phrases'), ...twice(situation.variants, 'variants'), ...shared];
}

function references(situation: Situation, bank: Bank): Fault[] {
  const faults: Fault[] = [];
  const phrases = phrasesOf({ situation, bank });
  const scenes = new Set(situation.scenes.map(({ id }) => id));
  const topics = new Set(situation.topics.map(({ id }) => id));
  const facts = new Set<string>([...commonFacts, ...situation.asks.map(({ id }) => id)]);
  const variants = new Set(situation.variants.map(({ id }) => id));
  const need = (known: { has(id: string): boolean }, id: string, ...path: Fault['path']) => void (known.has(id) || faults.push({ path, kind: 'unknown', what: id }));
  const needMove = (move: Move, ...path: Fault['path']) => {
    if (move.startsWith('ask:')) need(facts, move.slice(4), ...path);
    if (move.startsWith('tell:')) need(topics, move.slice(5), ...path);
  };
  situation.topics.forEach((topic, at) => {
    if (topic.wrong) need(topics, topic.wrong, 'topics', at, 'wrong');
    if (topic.needs) need(facts, topic.needs, 'topics', at, 'needs');
  });
  situation.phrases.forEach(({ moves }, at) => moves.forEach((move, index) => needMove(move, 'phrases', at, 'moves', index)));
  situation.scenes.forEach((scene, at) => {
    scene.for?.forEach((id, index) => need(variants, id, 'scenes', at, 'for', index));
    scene.cards.forEach((card, index) => {
      const { say, for: only } = Array.isArray(card) ? { say: card, for: undefined } : card;
      say.forEach((id) => need(phrases, id, 'scenes', at, 'cards', index));
      only?.forEach((id) => need(variants, id, 'scenes', at, 'cards', index, 'for'));
    });
    scene.go.forEach((way, index) => {
      need(scenes, way.to, 'scenes', at, 'go', index, 'to');
      way.when.forEach((move) => needMove(move, 'scenes', at, 'go', index, 'when'));
      way.knows.forEach((id) => need(facts, id, 'scenes', at, 'go', index, 'knows'));
      way.told.forEach((id) => need(topics, id, 'scenes', at, 'go', index, 'told'));
      way.for?.forEach((id) => need(variants, id, 'scenes', at, 'go', index, 'for'));
    });
  });
  situation.variants.forEach((variant, at) => {
    const own = new Set(Object.keys(variant.facts));
    for (const id of own) need(facts, id, 'variants', at, 'facts', id);
    variant.application?.unneeded.forEach((id, index) => need(own, id, 'variants', at, 'application', 'unneeded', index));
    variant.application?.form.forEach(({ paper }, index) => need(new Set(variant.application!.papers.map(({ id }) => id)), paper, 'variants', at, 'application', 'form', index, 'paper'));
    for (const key of ['needs', 'volunteers'] as const) variant[key].forEach((id, index) => need(own, id, 'variants', at, key, index));
    for (const key of ['tells', 'secret'] as const) variant[key].forEach((id, index) => need(topics, id, 'variants', at, key, index));
    for (const [id, { after }] of Object.entries(variant.facts)) after.forEach((before) => need(own, before, 'variants', at, 'facts', id, 'after'));
    for (const id of Object.keys(variant.lines)) need(scenes, id, 'variants', at, 'lines', id);
    if (variant.misunderstands) need(topics, variant.misunderstands.topic, 'variants', at, 'misunderstands', 'topic');
    if (variant.tempts) need(scenes, variant.tempts.scene, 'variants', at, 'tempts', 'scene');
  });
  return faults;
}

/** Whoever speaks is the citizen or one of the variant's other speakers; `scene` is what can be seen and heard. */
function speakers(situation: Situation): Fault[] {
  const faults: Fault[] = [];
  situation.variants.forEach((variant, at) => {
    const known = new Set(['citizen', 'scene', ...Object.keys(variant.speakers)]);
    for (const [id, line] of Object.entries(variant.lines)) if ('by' in line && !known.has(line.by)) faults.push({ path: ['variants', at, 'lines', id, 'by'], kind: 'speaker', what: line.by });
    situation.scenes.forEach((scene, index) => {
      if (scene.says && 'by' in scene.says && !known.has(scene.says.by)) faults.push({ path: ['scenes', index, 'says', 'by'], kind: 'speaker', what: scene.says.by });
    });
  });
  return faults;
}

const isHere = (variant: Variant, { for: only }: Pick<Scene, 'for'>): boolean => only === undefined || only.includes(variant.id);

const taskMoves: readonly Move[] = ['right', 'wrong', 'filled', 'let-act'];

/** Whether one of the scene's cards, or its task, does all that a way asks for in one reply. */
function isOpen(script: Parameters<typeof cardsOf>[0], scene: Scene, when: readonly Move[]): boolean {
  if (scene.task && when.every((move) => taskMoves.includes(move))) return true;
  return cardsOf(script, scene).some((card) => {
    const { moves } = sayPhrases(script, card, 1);
    return when.every((move) => moves.includes(move));
  });
}

/** Every scene of a variant can be reached with cards, and from each an end can be reached; no conversation goes on for ever. */
function walk(situation: Situation, bank: Bank, variant: Variant, at: number): Fault[] {
  const script = { situation, variant, bank, seed: 'check' };
  const faults: Fault[] = [];
  const open = new Map(situation.scenes.map((scene) => [scene.id, waysOf(script, scene).filter(({ when }) => isOpen(script, scene, when)).map(({ to }) => to)]));
  const reached = new Set<string>();
  const queue = [situation.scenes[0]!.id];
  while (queue.length > 0) {
    const id = queue.pop()!;
    if (reached.has(id)) continue;
    reached.add(id);
    queue.push(...open.get(id)!);
  }
  situation.scenes.forEach((scene, index) => {
    const path = ['scenes', index];
    if (!isHere(variant, scene)) {
      if (reached.has(scene.id)) faults.push({ path, kind: 'end', what: `${variant.id}/${scene.id}` });
      return;
    }
    if (!reached.has(scene.id)) faults.push({ path, kind: 'unreachable', what: `${variant.id}/${scene.id}` });
    if (scene.end && (scene.cards.length > 0 || scene.go.length > 0)) faults.push({ path, kind: 'end', what: scene.id });
  });
  const ends = new Set(situation.scenes.filter(({ end }) => end === 'helped').map(({ id }) => id));
  const leadsOut = (id: string, seen: Set<string>): boolean => {
    if (ends.has(id)) return true;
    if (sceneOf(script, id).end || seen.has(id)) return sceneOf(script, id).end !== undefined;
    seen.add(id);
    return open.get(id)!.some((to) => leadsOut(to, seen));
  };
  for (const id of reached) if (!leadsOut(id, new Set())) faults.push({ path: ['scenes', situation.scenes.findIndex((scene) => scene.id === id)], kind: 'dead-end', what: `${variant.id}/${id}` });
  const worst = worstPath(situation, variant, bank);
  if (worst > mostTurns) faults.push({ path: ['variants', at], kind: 'unbounded', what: `${variant.id}: ${worst}` });
  return faults;
}
