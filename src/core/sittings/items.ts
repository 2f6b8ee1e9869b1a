import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { Level, Question } from '../catalogue/content.ts';
import type { Action, Command } from '../desk/action.ts';
import type { Refusal } from '../desk/refusal.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { isTried, triedRefusal } from './tried.ts';

/** The items of the bank that belong to a level: their ids begin with L and its number. */
export const itemsOfLevel = (catalogue: Catalogue, level: number): Question[] =>
  [...catalogue.questions.values()].filter((question) => question.id.startsWith(`L${level}-`));

/**
 * Chooses the knowledge items of a form: per competency as many as the blueprint says, the anchors first, then items that the person has not seen,
 * then those seen longest ago. In: ids seen before, oldest first. Out: ids in random order. RangeError when the bank is too small.
 */
export function selectItems(
  catalogue: Catalogue,
  level: number,
  blueprint: NonNullable<Level['blueprint']>,
  random: Random,
  seenItems: readonly string[],
): string[] {
  const bank = itemsOfLevel(catalogue, level);
  const anchors = new Set(
    sampleAtMost(
      random,
      bank.filter((question) => question.anchor),
      blueprint.anchors,
    ).map(({ id }) => id),
  );
  const lastSeen = new Map(seenItems.map((id, index) => [id, index]));
  const chosen = competencies.flatMap((competency) => {
    const wanted = blueprint.perCompetency[competency] ?? 0;
    const own = bank.filter((question) => question.competency === competency);
    const linked = sampleAtMost(
      random,
      own.filter(({ id }) => anchors.has(id)),
      wanted,
    );
    const others = random.shuffle(own.filter((question) => !question.anchor));
    const fresh = others.filter(({ id }) => !lastSeen.has(id));
    const left = wanted - linked.length;
    const ordered = others.sort((a, b) => (lastSeen.get(a.id) ?? -1) - (lastSeen.get(b.id) ?? -1));
    const filled = fresh.length > left && left > 0 ? [...linked, ...asHardAs(own, linked, fresh, left, random)] : [...linked, ...ordered].slice(0, wanted);
    if (filled.length < wanted)
      throw new RangeError(`the bank of level ${level} has ${filled.length} of ${wanted} items for ${competency}`);
    return filled;
  });
  return random.shuffle(chosen).map(({ id }) => id);
}

/** Items of one competency that the person has not seen, no anchors, as many as wanted if the bank has them, as hard as the bank. Out: ids in random order. */
export function targetedItems(catalogue: Catalogue, level: number, competency: Competency, wanted: number, seenItems: readonly string[], random: Random): string[] {
  const bank = itemsOfLevel(catalogue, level).filter((question) => question.competency === competency);
  const fresh = bank.filter(({ id, anchor }) => !anchor && !seenItems.includes(id));
  const chosen = fresh.length > wanted ? asHardAs(bank, [], fresh, wanted, random) : fresh;
  return random.shuffle(chosen).map(({ id }) => id);
}

/** So many draws of items, of which the one is taken that makes the part as hard as the bank. */
const draws = 24;

/** Items that, with those already chosen, are together as hard as the bank of the competency: the mean difficulty agrees. */
function asHardAs(bank: readonly Question[], chosen: readonly Question[], fresh: readonly Question[], count: number, random: Random): Question[] {
  const target = (bank.reduce((sum, { difficulty }) => sum + difficulty, 0) / bank.length) * (chosen.length + count) - chosen.reduce((sum, { difficulty }) => sum + difficulty, 0);
  const distance = (list: readonly Question[]) => Math.abs(list.reduce((sum, { difficulty }) => sum + difficulty, 0) - target);
  let best = random.sample(fresh, count);
  for (let at = 1; at < draws; at++) {
    const other = random.sample(fresh, count);
    if (distance(other) < distance(best)) best = other;
  }
  return best;
}

function sampleAtMost<T>(random: Random, list: readonly T[], most: number): T[] {
  return random.sample(list, Math.min(most, list.length));
}

/** What the browser calls an option: a letter that says nothing but where it stands. */
export const optionKeys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

export interface OptionOrder {
  /** What the browser sees and sends. */
  key: string;
  /** The option of the content pack. */
  option: string;
}

/** The options of an item in the order of this sitting: shuffled by the sitting's seed, the same at every look. */
export function optionOrder(question: Question, seed: string): OptionOrder[] {
  const order = randomFrom(seed, `options/${question.id}`).shuffle(question.options.map(({ id }) => id));
  return order.map((option, index) => ({ key: optionKeys[index]!, option }));
}

/** Whether this command may be recorded at the place of this item; it looks at the form, never at the key. The empty choice clears an answer. */
export function itemRefusal(catalogue: Catalogue, item: string, command: Command): Refusal | null {
  if (isTried(item)) return triedRefusal(item, command);
  if (command.type === 'flag') return null;
  if (command.type !== 'answer' || command.item !== item) return { key: 'desk.refused.item', field: 'item' };
  const { options } = known(catalogue.questions, item, 'question');
  return command.choice === '' || options.some(({ id }) => id === command.choice)
    ? null
    : { key: 'sittings.refused.choice', field: 'choice' };
}

/** The state of one item after its commands: the chosen option of the pack, or null; and whether it is flagged. */
export function itemState(commands: readonly (Command | Action)[]): { choice: string | null; flagged: boolean } {
  let choice: string | null = null;
  let flagged = false;
  for (const command of commands) {
    if (command.type === 'answer') choice = command.choice === '' ? null : command.choice;
    if (command.type === 'flag') flagged = command.on;
  }
  return { choice, flagged };
}
