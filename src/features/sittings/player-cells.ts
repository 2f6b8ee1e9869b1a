import type { State } from '../../core/conversations/state.ts';
import type { Action } from '../../core/desk/action.ts';
import { talkState, type TestTalk } from '../../core/grading/talk.ts';
import { itemState } from '../../core/sittings/items.ts';
import type { Speech } from '../../platform/i18n.ts';

export type CellState = 'empty' | 'started' | 'done';

/** One place of the grid. Its state is told by a shape and in words; colour only repeats it. */
export interface CellView {
  number: number;
  kind: 'case' | 'item';
  href: string;
  state: CellState;
  flagged: boolean;
  current: boolean;
  name: string;
  words: string;
}

/** A permit case is done when it was sent. */
export function caseCell(
  number: number,
  name: string,
  actions: readonly Action[],
  sittingId: number,
  current: number | null,
  t: Speech['t'],
): CellView {
  const sent = actions.some(({ type }) => type === 'submit');
  const decided = actions.some(({ type }) => type === 'decide');
  const flagged = actions.findLast((action) => action.type === 'flag')?.on ?? false;
  const state: CellState = sent ? 'done' : actions.length > 0 ? 'started' : 'empty';
  const words = t(sent ? 'sittings.state.sent' : decided ? 'sittings.state.unsent' : `sittings.state.case-${state}`);
  return {
    number,
    kind: 'case',
    href: `/sittings/${sittingId}/cases/${number}`,
    state,
    flagged,
    current: number === current,
    name: t('sittings.caseName', { number, service: name }),
    words: withFlag(words, flagged, t),
  };
}

// Every page of the test asks how far the conversation is; a list of actions never changes, a longer one is another list.
const states = new WeakMap<readonly Action[], State>();

function stateOf(talk: TestTalk, actions: readonly Action[]): State {
  const known = states.get(actions) ?? talkState(talk, actions);
  states.set(actions, known);
  return known;
}

/** A guidance case is one of the cases; it is done when the conversation is over. */
export function talkCell(number: number, talk: TestTalk, actions: readonly Action[], sittingId: number, current: number | null, t: Speech['t']): CellView {
  // Nothing is played for a conversation that has not begun.
  const { turn, over } = actions.some(({ type }) => type === 'say') ? stateOf(talk, actions) : { turn: 0, over: null };
  const flagged = actions.findLast((action) => action.type === 'flag')?.on ?? false;
  const state: CellState = over ? 'done' : turn > 0 ? 'started' : 'empty';
  return {
    number,
    kind: 'case',
    href: talkPath(sittingId, number),
    state,
    flagged,
    current: number === current,
    name: t('testTalks.name', { number }),
    words: withFlag(t(`testTalks.state.${state}`), flagged, t),
  };
}

/** Where a guidance case is worked on. */
export const talkPath = (sittingId: number, position: number): string => `/sittings/${sittingId}/talks/${position}`;

/** The state of an item of the pack after its actions. */
export function answeredIn(actions: readonly Action[]): { answered: boolean; flagged: boolean } {
  const { choice, flagged } = itemState(actions);
  return { answered: choice !== null, flagged };
}

/** An item is done when it is answered. */
export function itemCell(
  number: number,
  item: number,
  { answered, flagged }: { answered: boolean; flagged: boolean },
  sittingId: number,
  current: number | null,
  t: Speech['t'],
): CellView {
  const state: CellState = answered ? 'done' : 'empty';
  return {
    number,
    kind: 'item',
    href: `/sittings/${sittingId}/items/${item}`,
    state,
    flagged,
    current: number === current,
    name: t('sittings.itemName', { number }),
    // Written out: forty cells would put the same key together forty times.
    words: withFlag(t(state === 'done' ? 'sittings.state.item-done' : 'sittings.state.item-empty'), flagged, t),
  };
}

const withFlag = (words: string, flagged: boolean, t: Speech['t']): string =>
  flagged ? `${words}, ${t('sittings.state.flagged')}` : words;
