import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { readableMoves } from '../../core/conversations/marked.ts';
import { flagOfAct, harms, type Move } from '../../core/conversations/vocabulary.ts';
import { talkState, type TestTalk } from '../../core/grading/talk.ts';
import type { Speech } from '../../platform/i18n.ts';
import { nameMove } from '../guide/result-presenter.ts';
import { presentLines } from '../guide/talk-presenter.ts';
import { daysSince, levelName } from './evaluation-presenter.ts';
import type { TalkWork } from './evidence-store.ts';
import type { TypedReply, WaitingReply } from './reply-store.ts';

/** The replies of one conversation that wait for a marker; whose they are is not told. */
export interface WaitingTalk {
  sittingId: number;
  position: number;
  replies: WaitingReply[];
}

/** Waiting replies by conversation, in their order. */
export function talksOf(replies: readonly WaitingReply[]): WaitingTalk[] {
  const talks = new Map<string, WaitingTalk>();
  for (const reply of replies) {
    const key = `${reply.sittingId}/${reply.position}`;
    const talk = talks.get(key) ?? { sittingId: reply.sittingId, position: reply.position, replies: [] };
    talk.replies.push(reply);
    talks.set(key, talk);
  }
  return [...talks.values()];
}

export function presentWaitingTalk({ replies }: WaitingTalk, { talk: { script } }: TalkWork, catalogue: Catalogue, now: Date, speech: Speech) {
  const { t, language } = speech;
  const first = replies[0]!;
  return {
    href: `/evaluations/replies/${first.id}`,
    title: `${script.situation.title[language]} (${t(`guide.channel.${script.variant.channel}`).toLocaleLowerCase()})`,
    level: levelName(catalogue, first.level, speech),
    count: t('replies.queue.count', { count: replies.length }),
    waiting: t('evaluations.days', { count: daysSince(first.queuedAt, now) }),
  };
}

const harmful = new Set<Move>([...harms, ...(Object.keys(flagOfAct) as Move[]), 'dismiss']);

/** A move of a reply in words. */
export const sayMove = (move: Move, { script, mode }: TestTalk, speech: Speech): string =>
  upper(nameMove(move, { talk: { id: 0, channel: script.variant.channel, mode, script } }, speech));

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The choices of a marker in groups, those that harm the citizen in one of their own; an act that ends the test at once is marked. */
function presentGroups(talk: TestTalk, chosen: readonly string[], speech: Speech) {
  const moves = readableMoves(talk.script);
  const groupOf = (move: Move) => (move.startsWith('ask:') ? 'asks' : move.startsWith('tell:') ? 'tells' : harmful.has(move) ? 'harms' : 'acts');
  return (['acts', 'asks', 'tells', 'harms'] as const).map((group) => ({
    id: group,
    name: speech.t(`replies.mark.group.${group}`),
    moves: moves.filter((move) => groupOf(move) === group).map((move) => ({ value: move, label: sayMove(move, talk, speech), fatal: move in flagOfAct, checked: chosen.includes(move) })),
  }));
}

export interface TypedMark {
  moves: readonly string[];
  none: boolean;
  note: string;
}

/** The page of a reply: the conversation up to it, the reply, and what it may do; what others and the rules read only once the marker has given his own. */
export function presentReply(reply: TypedReply, { talk, actions }: TalkWork, markerId: number, { typed, left }: { typed: TypedMark; left: number }, catalogue: Catalogue, speech: Speech) {
  const { t, format, language } = speech;
  const { script, mode } = talk;
  const { citizen } = script.variant;
  const state = talkState(talk, actions);
  const said = state.lines.filter(({ turn }) => turn < reply.turn);
  const own = reply.marks.find((mark) => mark.markerId === markerId);
  const say = (moves: readonly Move[]) => (moves.length === 0 ? [t('replies.mark.none')] : moves.map((move) => sayMove(move, talk, speech)));
  return {
    path: `/evaluations/replies/${reply.id}`,
    channel: script.variant.channel,
    headline: `${t('evaluations.level')} ${levelName(catalogue, reply.level, speech)} · ${script.situation.title[language]}${left > 0 ? ` · ${t('replies.mark.left', { count: left })}` : ''}`,
    number: reply.turn,
    citizen: citizen.name,
    setting: script.variant.setting[language],
    lines: presentLines({ talk: { id: 0, channel: script.variant.channel, mode, script }, state: { ...state, lines: said } }, speech).map((line) => (line.own ? { ...line, who: t('replies.mark.operator') } : line)),
    text: state.lines.find(({ turn, by }) => turn === reply.turn && by === 'operator')?.text[language] ?? '',
    groups: presentGroups(talk, typed.moves, speech),
    none: typed.none,
    note: typed.note,
    own: own ? { moves: say(own.moves), note: own.note } : null,
    rules: own || reply.settled ? say(reply.rules) : [],
    settled: reply.settled !== null,
    reading: reply.settled && say(reply.settled),
    // Who has read what is told once it can lead nobody any more.
    marks: reply.settled ? reply.marks.map(({ marker, markedAt, moves, note }) => ({ line: t('replies.mark.by', { name: marker, at: format.dateTime(markedAt) }), moves: say(moves).join('; '), note })) : [],
  };
}
