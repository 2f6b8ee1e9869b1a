import type { Knex } from 'knex';

/** A test session that a person is planned for; moments are ISO-8601 UTC. */
export interface PlannedTest {
  id: number;
  level: number;
  room: string;
  /** From when, and before when, the test may begin; who has begun has the whole time. */
  opensAt: string;
  closesAt: string;
}

/** The sessions that this person is planned for and that are not over or cancelled, the next first. */
export async function plannedTests(db: Knex, traineeId: number, at: string): Promise<PlannedTest[]> {
  return db('test_session_members')
    .join('test_sessions', 'test_sessions.id', 'test_session_members.test_session_id')
    .where({ trainee_id: traineeId })
    .whereNull('removed_at')
    .whereNull('cancelled_at')
    .where('closes_at', '>', at)
    .orderBy(['opens_at', 'test_sessions.id'])
    .select({ id: 'test_sessions.id', level: 'level', room: 'room', opensAt: 'opens_at', closesAt: 'closes_at' });
}
