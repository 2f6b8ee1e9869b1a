import { type Catalogue, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import { minutesLeft } from '../../core/sittings/clock.ts';
import type { AnswerFields } from '../../core/questions/response.ts';
import { triedPlace, triedState } from '../../core/sittings/tried.ts';
import { itemState, optionOrder } from '../../core/sittings/items.ts';
import type { Speech } from '../../platform/i18n.ts';
import { type AskedView, filledBy, presentAsked } from '../grading/asked-presenter.ts';
import { newestAnswer, type TriedItem } from './item-service.ts';
import { type LiveView, presentLive } from './live-presenter.ts';
import { answeredIn, caseCell, type CellView, itemCell, talkCell } from './player-cells.ts';
import type { WholeSitting } from './sitting-service.ts';
import { openTried } from './form-read-model.ts';

export interface PlayerFrame {
  id: number;
  level: string;
  practice: boolean;
  /** 1, or the number of the later part that is worked on; places of earlier ones are not shown. */
  part: number;
  cells: CellView[];
  /** Cases and items that are done, and how many there are. */
  done: { cases: number; allCases: number; items: number; allItems: number };
  /** Of the items those that are tried out and do not count. */
  tried: number;
  clock: { deadline: string; now: string; until: string; minutes: number } | null;
  /** Where the page hears of its clock; null for what has none. */
  live: LiveView | null;
  startedAt: string;
  savedAt: string;
}

export interface PlayerRequest {
  catalogue: Catalogue;
  whole: WholeSitting;
  now: Date;
  speech: Speech;
}

/** What every page of a sitting shows: where one is, what is done, and how much time is left. */
export function presentPlayer(
  { catalogue, whole, now, speech }: PlayerRequest,
  current: number | null = null,
): PlayerFrame {
  const { sitting, cases, talks, places, actions } = whole;
  const { t, language, format } = speech;
  const level = catalogue.levels.find((each) => each.level === sitting.level);
  const begunAt = sitting.form.extended?.parts.at(-1)?.begunAt ?? sitting.startedAt;
  const isOpen = (place: number) => place >= sitting.openFrom;
  const cells: CellView[] = [];
  const at = (place: number) => actions.get(place) ?? [];
  for (const [index, place] of places.cases.entries())
    if (isOpen(place)) cells.push(caseCell(place, serviceOf(catalogue, cases[index]!.service).name[language], at(place), sitting.id, current, t));
  for (const [index, place] of places.talks.entries())
    if (isOpen(place)) cells.push(talkCell(place, talks[index]!, at(place), sitting.id, current, t));
  for (const [index, place] of places.items.entries())
    if (isOpen(place)) cells.push(itemCell(place, index + 1, answeredIn(at(place)), sitting.id, current, t));
  for (const index of openTried(sitting).keys()) {
    const { response, flagged } = triedState(at(triedPlace(index)));
    const item = sitting.form.items.length + index + 1;
    cells.push(itemCell(triedNumber(whole, item), item, { answered: response !== null, flagged }, sitting.id, current, t));
  }
  let savedAt = '';
  for (const list of actions.values()) if (list.length > 0 && list.at(-1)!.at > savedAt) savedAt = list.at(-1)!.at;
  return {
    id: sitting.id,
    level: t('sittings.level', { level: sitting.level, name: level?.name[language] ?? '' }),
    practice: sitting.kind === 'practice',
    part: 1 + (sitting.form.extended?.parts.length ?? 0),
    cells,
    tried: openTried(sitting).length,
    done: countDone(cells),
    live: sitting.deadlineAt === null ? null : presentLive(sitting, now),
    clock: clockOf(sitting.deadlineAt, now, format),
    startedAt: begunAt ? format.time(begunAt) : '',
    savedAt: savedAt ? format.time(savedAt) : '',
  };
}

function countDone(cells: readonly CellView[]): PlayerFrame['done'] {
  const counts = { cases: 0, allCases: 0, items: 0, allItems: 0 };
  for (const { kind, state } of cells) {
    counts[kind === 'case' ? 'allCases' : 'allItems'] += 1;
    if (state === 'done') counts[kind === 'case' ? 'cases' : 'items'] += 1;
  }
  return counts;
}

function clockOf(deadline: string | null, at: Date, format: Speech['format']): PlayerFrame['clock'] {
  if (deadline === null) return null;
  const now = at.toISOString();
  return { deadline, now, until: format.time(deadline), minutes: minutesLeft(deadline, now)! };
}

/** Where to go on: the first place that is not done; null when all are. */
export function resumeAt(frame: PlayerFrame): CellView | null {
  return frame.cells.find((cell) => cell.state !== 'done') ?? null;
}

/** Places with something open first, then flagged ones, then the rest, each group in its order. */
export function presentReview(frame: PlayerFrame): { open: CellView[]; flagged: CellView[]; rest: CellView[] } {
  const open = frame.cells.filter((cell) => cell.state !== 'done');
  const flagged = frame.cells.filter((cell) => cell.state === 'done' && cell.flagged);
  return { open, flagged, rest: frame.cells.filter((cell) => cell.state === 'done' && !cell.flagged) };
}

export interface ItemView {
  number: number;
  /** Number among the items, for the address. */
  item: number;
  stem: string;
  options: { key: string; text: string; checked: boolean }[];
  /** A question of the bank, which has texts and answers of its own. */
  asked: AskedView | null;
  answered: boolean;
  flagged: boolean;
  /** The newest answer that this page knows, by its id. */
  seen: string;
  previous: string | null;
  next: string | null;
}

/** One item as it is asked: options in the order of this sitting under letters of their own, nothing else of the question. */
export function presentItem(
  { catalogue, whole: { sitting, actions, places }, speech: { language } }: PlayerRequest,
  frame: PlayerFrame,
  item: number,
): ItemView {
  const number = places.items[item - 1]!;
  const question = known(catalogue.questions, sitting.form.items[item - 1]!, 'question');
  const { choice, flagged } = itemState(actions.get(number) ?? []);
  const options = optionOrder(question, sitting.form.seed).map(({ key, option }) => ({
    key,
    text: question.options.find(({ id }) => id === option)!.text[language],
    checked: option === choice,
  }));
  return {
    number,
    item,
    stem: question.stem[language],
    options,
    asked: null,
    answered: choice !== null,
    flagged,
    seen: newestAnswer(actions.get(number) ?? []),
    ...neighboursOf(frame, number),
  };
}

/** A question of the bank as it is asked; `typed` is what stands in a form that was refused. */
export function presentTried({ whole, speech }: PlayerRequest, frame: PlayerFrame, item: number, { place, question, asked }: TriedItem, typed: AnswerFields | null): ItemView {
  const number = triedNumber(whole, item);
  const { response, flagged } = triedState(whole.actions.get(place) ?? []);
  const view = presentAsked(question, asked, typed ?? filledBy(asked, response, speech), speech);
  return { number, item, stem: '', options: [], asked: view, answered: response !== null, flagged, seen: newestAnswer(whole.actions.get(place) ?? []), ...neighboursOf(frame, number) };
}

/** The number under which a question of the bank is shown: it follows the items. */
export const triedNumber = ({ places }: WholeSitting, item: number): number => places.cases.length + places.talks.length + item;

export function neighboursOf({ cells }: PlayerFrame, number: number): Pick<ItemView, 'previous' | 'next'> {
  const hrefOf = (at: number) => cells.find((cell) => cell.number === at)?.href ?? null;
  return { previous: hrefOf(number - 1), next: hrefOf(number + 1) };
}
