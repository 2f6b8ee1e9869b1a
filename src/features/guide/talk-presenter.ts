import { offeredPhrases, cardsOf, sayPhrases, sceneOf } from '../../core/conversations/reply.ts';
import { mostCharacters, mostPhrases } from '../../core/conversations/vocabulary.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { DrawnTalk } from './guide-store.ts';
import { presentApplication } from './task-presenter.ts';

export interface LineView {
  id: string;
  who: string;
  own: boolean;
  /** A voice that is neither the citizen's nor the operator's. */
  other: boolean;
  text: string;
  /** Minutes and seconds since the call began. */
  at: string;
  turn: number;
}

/** How long it takes to say this, by the length of the words; for the clock of a call only. */
const secondsFor = (text: string): number => 3 + Math.round(text.length / 14);

/** What was said, in the reader's language. */
export function presentLines({ talk: { script }, state }: DrawnTalk, { t, language }: Speech): LineView[] {
  const { citizen, speakers } = script.variant;
  let seconds = 0;
  return state.lines.map(({ turn, by, text }, index) => {
    const at = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
    seconds += secondsFor(text[language]);
    return {
      id: `line-${index + 1}`,
      who: by === 'operator' ? t('guide.you') : by === 'citizen' ? citizen.name : by === 'scene' ? '' : (speakers[by]?.[language] ?? citizen.name),
      own: by === 'operator',
      other: by !== 'operator' && by !== 'citizen',
      text: text[language],
      at,
      turn,
    };
  });
}

/** How the citizen comes across, in words; nobody is shown a number. */
export const presentMood = ({ talk, state }: DrawnTalk, { t }: Speech): string =>
  t(`guide.mood.${state.mood <= -2 ? 'angry' : state.mood < 0 ? 'annoyed' : state.mood < 2 ? 'calm' : 'pleased'}`, { name: talk.script.variant.citizen.name });

/** Who is there and what can be seen of him; his need, and how much he knows, must be found out. */
function presentHead({ talk: { id, channel, script } }: DrawnTalk, { t, language }: Speech) {
  const { citizen, setting } = script.variant;
  return {
    id,
    channel,
    title: t(`guide.with.${channel}`, { name: citizen.name }),
    setting: setting[language],
    papers: channel === 'visit' ? citizen.papers.map((paper) => paper[language]) : [],
  };
}

/** What was typed or chosen in a reply that could not be taken. */
export interface Entered {
  card: string;
  phrases: readonly string[];
  text: string;
}
export const nothingEntered: Entered = { card: '', phrases: [], text: '' };

/** What the fields of a reply are called, for the summary of what is wrong. */
const replyLabels = ({ t }: Speech): Record<string, string> => ({
  ...Object.fromEntries(['card', 'phrases', 'text'].map((field) => [field, t('guide.reply')])),
  services: t('guide.apply.services.title'),
  documents: t('guide.apply.papers.title'),
  free: t('guide.apply.terms.title'),
  days: t('guide.apply.days'),
  paper: t('guide.apply.papersShown'),
});

/** The screen of a conversation that goes on: what was said, and the ways of answering. */
export function presentTalk(open: DrawnTalk, entered: Entered, speech: Speech) {
  const { t, language } = speech;
  const { talk, state } = open;
  const { script, mode } = talk;
  const turn = state.turn + 1;
  const cards = mode === 'cards' ? cardsOf(script, sceneOf(script, state.scene)) : [];
  const groups = mode === 'phrases' ? offeredPhrases(script, turn) : [];
  return {
    ...presentHead(open, speech),
    path: `/guide/talks/${talk.id}/replies`,
    labels: replyLabels(speech),
    /** What else the forms carry. */
    hidden: [] as (readonly [string, string])[],
    /** Says beside the reply what is never asked for. */
    reminds: true,
    /** Where what is typed is kept while it is typed, and that a draft has filled the field; null where it is not kept. */
    draft: null as { path: string; filled: string | null } | null,
    /** Ended, it counts as it stands: so that is asked again. */
    endsForGood: false,
    mode,
    turn,
    mood: presentMood(open, speech),
    lines: presentLines(open, speech),
    cards: cards.map((card, at) => ({ value: String(at), text: sayPhrases(script, card, turn).text[language], chosen: entered.card === String(at) })),
    groups: groups.map(({ group, phrases }) => ({
      id: group,
      name: t(`guide.group.${group}`),
      open: group === 'open' || phrases.some(({ id }) => entered.phrases.includes(id)),
      phrases: phrases.map(({ id, text }) => ({ value: id, label: text[language], checked: entered.phrases.includes(id) })),
    })),
    text: entered.text,
    application: presentApplication(open, speech),
    mostPhrases,
    mostCharacters,
  };
}
