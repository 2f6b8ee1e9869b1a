import { masteryWord } from '../../core/mastery/words.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Progress } from './group-service.ts';
import type { Group, Member } from './group-store.ts';

/** The groups of a trainer. */
export const presentGroups = (groups: readonly Group[], { t, format }: Speech) =>
  groups.map((group) => ({ id: group.id, name: group.name, members: t('trainer.groups.members', { count: group.members }), since: format.date(group.createdAt) }));

/** How far a word of mastery is, 0 to 3. */
export const ranks = { 'not-started': 0, practising: 1, familiar: 2, mastered: 3 } as const;

/** How far each of a group is: level, one word for each competency, cases done. */
export function presentProgress(members: readonly Progress[], { t, format }: Speech) {
  return members.map(({ traineeId, name, joinedAt, standing, casesDone }) => ({
    traineeId,
    name,
    joinedAt: format.date(joinedAt),
    level: t(standing.current === 0 ? 'trainer.groups.noLevel' : 'trainer.groups.level', { level: standing.current }),
    test: t(`trainer.groups.test.${standing.test}`),
    words: standing.gate.evidence.map((evidence) => {
      const word = masteryWord(evidence);
      return { competency: t(`grading.competency.${evidence.competency}`), code: evidence.competency, word: t(`levels.word.${word}`), rank: ranks[word] };
    }),
    casesDone,
  }));
}

/** Those who left, and when. */
export const presentFormer = (former: readonly Member[], { format }: Speech) =>
  former.map(({ name, joinedAt, leftAt }) => ({ name, joinedAt: format.date(joinedAt), leftAt: format.date(leftAt as string) }));
