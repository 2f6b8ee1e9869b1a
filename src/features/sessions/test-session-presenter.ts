import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sayMinutes } from './extra-time-read-model.ts';
import type { PlannedMember } from './test-session-service.ts';
import type { TestSession } from './test-session-store.ts';

export interface SessionView {
  id: number;
  href: string;
  level: string;
  when: string;
  room: string;
  people: string;
  group: string;
  state: string;
  mark: string;
  cancelReason: string;
}

export const sayLevel = (catalogue: Catalogue, level: number, { t, language }: Speech): string =>
  t('levels.tests.level', { level, name: levelOf(catalogue, level).name[language] });

export function stateOf(session: Pick<TestSession, 'opensAt' | 'closesAt' | 'cancelledAt'>, at: string): 'cancelled' | 'ahead' | 'open' | 'over' {
  if (session.cancelledAt) return 'cancelled';
  if (at < session.opensAt) return 'ahead';
  return at < session.closesAt ? 'open' : 'over';
}

const marks = { cancelled: 'state-bad', ahead: 'state-off', open: 'state-good', over: 'state-off' } as const;

export function presentSession(session: TestSession, catalogue: Catalogue, at: string, base: string, speech: Speech): SessionView {
  const { t } = speech;
  const state = stateOf(session, at);
  return {
    id: session.id,
    href: `${base}/${session.id}`,
    level: sayLevel(catalogue, session.level, speech),
    when: speech.format.window(session.opensAt, session.closesAt),
    room: session.room,
    people: t('sessions.people', { count: session.members }),
    group: session.groupName ?? '',
    state: t(`sessions.state.${state}`),
    mark: marks[state],
    cancelReason: session.cancelReason ?? '',
  };
}

export interface MemberView {
  id: number;
  name: string;
  ready: boolean;
  test: string;
  minutes: string;
}

export const presentMembers = (members: readonly PlannedMember[], speech: Speech): MemberView[] =>
  members.map((member) => ({
    id: member.traineeId,
    name: member.name,
    ready: member.ready,
    test: speech.t(`trainer.groups.test.${member.test}`),
    minutes: sayMinutes(member.minutes, member.extra, speech),
  }));
