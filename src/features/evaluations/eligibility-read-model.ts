import type { Knex } from 'knex';
import type { History } from '../../core/evaluation/eligibility.ts';

/** Everything on record about one person that bears on whom he may evaluate. */
export async function historyOf(db: Knex, userId: number): Promise<History> {
  const roles = await db('user_roles')
    .where({ user_id: userId })
    .select({ userId: 'user_id', role: 'role', grantedAt: 'granted_at', revokedAt: 'revoked_at' });
  const memberships = await db('group_members')
    .join('groups', 'groups.id', 'group_members.group_id')
    .where('groups.trainer_id', userId)
    .distinct({ trainerId: 'groups.trainer_id', traineeId: 'group_members.trainee_id' });
  const given = await db('sittings').where({ issued_by: userId }).distinct({ issuerId: 'issued_by', traineeId: 'trainee_id' });
  const made = await db('cases')
    .join('sitting_cases', 'sitting_cases.case_id', 'cases.id')
    .join('sittings', 'sittings.id', 'sitting_cases.sitting_id')
    .where('cases.made_by', userId)
    .distinct({ issuerId: 'cases.made_by', traineeId: 'sittings.trainee_id' });
  // All records of those whom he ever led: a later one ends an earlier one.
  const superiors = await db('line_superiors')
    .whereIn('user_id', db('line_superiors').where({ superior_id: userId }).select('user_id'))
    .orderBy('id')
    .select({ traineeId: 'user_id', superiorId: 'superior_id', setAt: 'set_at' });
  return { roles, memberships, issues: [...given, ...made], superiors };
}
