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

/** An evaluation that waits for its decision. */
export interface OpenEvaluation {
  evaluationId: number;
  sittingId: number;
  level: number;
  openedAt: string;
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

/** The evaluation of a trainee that is still open, or null. */
export async function openEvaluation(db: Knex, traineeId: number): Promise<OpenEvaluation | null> {
  const row: OpenEvaluation | undefined = await db('evaluations')
    .where({ trainee_id: traineeId, closed_at: null })
    .orderBy('id', 'desc')
    .first({ evaluationId: 'id', sittingId: 'sitting_id', level: 'level', openedAt: 'opened_at' });
  return row ?? null;
}
