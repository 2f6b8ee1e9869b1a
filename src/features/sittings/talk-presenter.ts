import { talkState } from '../../core/grading/talk.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../desk/desk-draft.ts';
import { type Entered, presentTalk } from '../guide/talk-presenter.ts';
import { talkPath } from './player-cells.ts';
import { neighboursOf, type PlayerFrame } from './player-presenter.ts';
import type { OpenTestTalk } from './sitting-service.ts';

/** The words of a reply that was begun and not said: those of the reply that comes next, else none. */
export function draftFor({ talk, actions }: Pick<OpenTestTalk, 'talk' | 'actions'>, draft: Draft | undefined): { text: string; savedAt: string } | null {
  const { turn, text } = draft?.fields ?? {};
  return draft && typeof text === 'string' && text !== '' && turn === String(talkState(talk, actions).turn + 1) ? { text, savedAt: draft.savedAt } : null;
}

/** A guidance case of a running test: what was said, and the ways of answering; nothing of what a reply was worth. */
export function presentTestTalk({ sitting, position, talk: { script, mode }, actions }: OpenTestTalk, frame: PlayerFrame, { actionId, entered, draftOf }: { actionId: string; entered: Entered; draftOf: string | null }, speech: Speech) {
  const state = talkState({ script }, actions);
  const path = talkPath(sitting.id, position);
  const flagged = actions.findLast((action) => action.type === 'flag')?.on ?? false;
  const talk = presentTalk({ talk: { id: position, channel: script.variant.channel, mode, script }, state }, entered, speech);
  return {
    path,
    number: position,
    flagged,
    over: state.over ? speech.t(`testTalks.over.${state.over === 'left' ? 'left' : 'closed'}`) : '',
    talk: { ...talk, path: `${path}/replies`, hidden: [['id', actionId]] as const, reminds: false, endsForGood: true, draft: mode === 'typed' ? { path: `${path}/draft`, filled: draftOf && speech.t('desk.draft.filled', { time: speech.format.time(draftOf) }) } : null },
    ...neighboursOf(frame, position),
  };
}
