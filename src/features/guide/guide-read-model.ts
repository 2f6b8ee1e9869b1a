import type { Knex } from 'knex';
import type { PracticeObservation } from '../../core/ladder/evidence.ts';

/** What was observed in guided conversations since a moment, oldest first. `sitting` is the number of the conversation below zero: it is none of the sittings. */
export async function guideObservations(db: Knex, traineeId: number, since: string): Promise<PracticeObservation[]> {
  const rows: { talk_id: number; competency: PracticeObservation['competency']; opportunity: string; difficulty: number; score: number; observed_at: string }[] = await db('guide_observations')
    .where({ trainee_id: traineeId })
    .where('observed_at', '>=', since)
    .orderBy(['observed_at', 'id'])
    .select('talk_id', 'competency', 'opportunity', 'difficulty', 'score', 'observed_at');
  return rows.map(({ talk_id, observed_at, ...row }) => ({ ...row, sitting: -talk_id, at: observed_at }));
}
