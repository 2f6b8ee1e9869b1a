import type { Knex } from 'knex';

/** A decision about a trainee, as his home page tells of it. */
export interface LatestDecision {
  evaluationId: number;
  level: number;
  recommendation: 'promote' | 'promote-with-plan' | 'hold';
  decidedAt: string;
  /** The certificate that came with a promotion. */
  certificateId: number | null;
}

/** The latest decision about a trainee, or null before the first. */
export async function latestDecision(db: Knex, traineeId: number): Promise<LatestDecision | null> {
  const row: LatestDecision | undefined = await db('evaluation_decisions as d')
    .join('evaluations as e', 'e.id', 'd.evaluation_id')
    .leftJoin('promotions as p', 'p.evaluation_id', 'e.id')
    .leftJoin('certificates as c', 'c.promotion_id', 'p.id')
    .where('e.trainee_id', traineeId)
    .orderBy([{ column: 'd.decided_at', order: 'desc' }, { column: 'd.id', order: 'desc' }])
    .first({ evaluationId: 'e.id', level: 'e.level', recommendation: 'd.recommendation', decidedAt: 'd.decided_at', certificateId: 'c.id' });
  return row ?? null;
}
