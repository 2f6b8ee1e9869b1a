import type { Knex } from 'knex';
import { typedIn } from '../../core/grading/talk.ts';
import type { Speech } from '../../platform/i18n.ts';
import { nameMove } from '../guide/result-presenter.ts';
import { actionsByPosition } from './action-store.ts';
import { findGrade } from './grade-store.ts';
import type { Sitting } from './sitting-store.ts';
import { talksIn } from './talk-read-model.ts';
import { markedMoves } from './typed-reply-read-model.ts';

/** The typed replies of a test with what people read in each, and what it earned; to be shown once there is a result. Conversations without typed replies are left out. */
export async function presentTypedReplies(db: Knex, { id }: Pick<Sitting, 'id'>, speech: Speech) {
  const { t, format, language } = speech;
  const marked = await markedMoves(db, id);
  if (marked.size === 0) return [];
  const actions = await actionsByPosition(db, id);
  const shown = [];
  for (const { position, talk } of await talksIn(db, id)) {
    const read = marked.get(position);
    if (!read) continue;
    const { script, mode } = talk;
    const done = actions.get(position) ?? [];
    const marks = (await findGrade(db, id, position))?.marks.filter(({ part }) => part === 'PMD') ?? [];
    const worth = (turn: number) => {
      const said = done.find((action) => action.type === 'say' && action.turn === turn);
      return marks.filter(({ evidence }) => said !== undefined && evidence.includes(said.id)).reduce((sum, { points }) => sum + points, 0);
    };
    const name = (move: string) => nameMove(move, { talk: { id: 0, channel: script.variant.channel, mode, script } }, speech);
    shown.push({
      title: t('replies.result.place', { number: position, name: script.situation.title[language] }),
      rows: typedIn(talk, done).map(({ turn, text, moves }) => {
        const acts = read.get(turn) ?? moves;
        return { turn, text, read: acts.length === 0 ? [t('replies.mark.none')] : acts.map(name), points: format.number(worth(turn), 1) };
      }),
    });
  }
  return shown;
}
