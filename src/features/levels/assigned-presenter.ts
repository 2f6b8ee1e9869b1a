import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import { daysBetween } from '../../core/shared/dates.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { OpenAssignment } from '../trainer/assignment-read-model.ts';
import type { UnreadNotes } from '../trainer/note-read-model.ts';

/** What trainers have assigned and is not handed in, with the time that is left in words. */
export function presentAssignments(catalogue: Catalogue, open: readonly OpenAssignment[], today: string, { t, format, language }: Speech) {
  return open.map(({ sittingId, service, trainer, dueOn }) => {
    const left = dueOn === null ? null : daysBetween(today, dueOn);
    const time = left === null ? 'noDue' : left < 0 ? 'overdue' : left === 0 ? 'today' : 'left';
    return {
      href: `/sittings/${sittingId}`,
      service: serviceOf(catalogue, service).name[language],
      trainer,
      due: dueOn === null ? '' : t('assignments.until', { date: format.date(dueOn) }),
      time: t(`assignments.${time}`, { count: Math.abs(left ?? 0) }),
      mark: left !== null && left < 0 ? 'state-bad' : '',
    };
  });
}

/** Notes of trainers that have not been read, a line for each practised case. */
export function presentNoteNotice(catalogue: Catalogue, unread: readonly UnreadNotes[], { t, language }: Speech) {
  return unread.map(({ sittingId, position, service, author, count }) => ({
    href: `/sittings/${sittingId}/result${position > 1 ? `?case=${position}` : ''}#notes`,
    text: t('notes.notice', { count, author, service: serviceOf(catalogue, service).name[language] }),
  }));
}
