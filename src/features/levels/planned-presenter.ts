import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sayMinutes } from '../sessions/extra-time-read-model.ts';
import type { PlannedTest } from '../sessions/test-session-read-model.ts';

/** A test session as the trainee who is planned for it sees it: when, where, and how long this person has. */
export interface PlannedView {
  when: string;
  level: string;
  room: string;
  minutes: string;
  state: string;
  mark: string;
}

export function presentPlanned(
  planned: readonly PlannedTest[],
  minutesOf: (level: number) => { usual: number; extra: number },
  catalogue: Catalogue,
  at: string,
  { t, format, language }: Speech,
): PlannedView[] {
  return planned.map(({ level, room, opensAt, closesAt }) => {
    const open = opensAt <= at;
    const { usual, extra } = minutesOf(level);
    return {
      when: format.window(opensAt, closesAt),
      level: t('levels.tests.level', { level, name: levelOf(catalogue, level).name[language] }),
      room,
      minutes: sayMinutes(usual, extra, { t }),
      state: t(`sessions.state.${open ? 'open' : 'ahead'}`),
      mark: open ? 'state-good' : 'state-off',
    };
  });
}
