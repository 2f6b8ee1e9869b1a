import { talkState } from '../../core/grading/talk.ts';
import type { Speech } from '../../platform/i18n.ts';
import { type Entered, presentTalk } from '../guide/talk-presenter.ts';
import { talkPath } from './player-cells.ts';
import { neighboursOf, type PlayerFrame } from './player-presenter.ts';
import type { OpenTestTalk } from './sitting-service.ts';

/** A guidance case of a running test: what was said, and the ways of answering; nothing of what a reply was worth. */
export function presentTestTalk({ sitting, position, talk: { script, mode }, actions }: OpenTestTalk, frame: PlayerFrame, { actionId, entered }: { actionId: string; entered: Entered }, speech: Speech) {
  const state = talkState({ script }, actions);
  const path = talkPath(sitting.id, position);
  const flagged = actions.findLast((action) => action.type === 'flag')?.on ?? false;
  const talk = presentTalk({ talk: { id: position, channel: script.variant.channel, mode, script }, state }, entered, speech);
  return {
    path,
    number: position,
    flagged,
    over: state.over ? speech.t(`testTalks.over.${state.over === 'left' ? 'left' : 'closed'}`) : '',
    talk: { ...talk, path: `${path}/replies`, hidden: [['id', actionId]] as const, reminds: false, endsForGood: true },
    ...neighboursOf(frame, position),
  };
}
