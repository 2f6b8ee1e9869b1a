import type { Speech } from '../../platform/i18n.ts';
import type { MarkNote } from '../trainer/note-read-model.ts';
import type { MarkView, PracticeResult } from './result-presenter.ts';

export interface NoteView {
  author: string;
  at: string;
  text: string;
  unread: boolean;
}

/** The notes on one case: those of each mark, and those whose mark is no more since the case was graded again. */
export interface NotesView {
  byMark: Record<string, NoteView[]>;
  others: NoteView[];
  /** What has not been read: the last note of it, and the marks beside which it stands. */
  unread: { count: number; last: number; marks: { anchor: string; part: string }[] };
  /** Whether a mark that lost nothing has one: those stand folded. */
  onWon: boolean;
}

/** Notes of one case of a practice, in the order in which they were written. */
export function presentNotes(notes: readonly MarkNote[], position: number, result: Pick<PracticeResult, 'lostMarks' | 'wonMarks'> | null, { format }: Speech): NotesView {
  const own = notes.filter((note) => note.position === position);
  const marksOf = (groups: PracticeResult['lostMarks']): MarkView[] => groups.flatMap(({ marks }) => marks);
  const won = new Set(marksOf(result?.wonMarks ?? []).map(({ id }) => id));
  const marks = new Map([...marksOf(result?.lostMarks ?? []), ...marksOf(result?.wonMarks ?? [])].map((mark) => [mark.id, mark]));
  const view = ({ author, writtenAt, text, read }: MarkNote): NoteView => ({ author, at: format.dateTime(writtenAt), text, unread: !read });
  const unread = own.filter(({ read }) => !read);
  return {
    byMark: Object.fromEntries([...marks.keys()].map((id) => [id, own.filter(({ mark }) => mark === id).map(view)])),
    others: own.filter(({ mark }) => !marks.has(mark)).map(view),
    unread: {
      count: unread.length,
      last: own.at(-1)?.id ?? 0,
      marks: [...new Set(unread.map(({ mark }) => mark))].flatMap((id) => {
        const found = marks.get(id);
        return found ? [{ anchor: found.anchor, part: found.part }] : [];
      }),
    },
    onWon: own.some(({ mark }) => won.has(mark)),
  };
}
