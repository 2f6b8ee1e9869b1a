import type { Knex } from 'knex';
import type { Rating, Recommendation } from '../../core/evaluation/decision.ts';

/** An evaluation of one passed test. */
export interface Evaluation {
  id: number;
  sittingId: number;
  traineeId: number;
  traineeName: string;
  level: number;
  openedAt: string;
  closedAt: string | null;
}

/** One row of the queue: an open evaluation with the total of its test, 0..100. */
export interface Waiting extends Evaluation {
  total: number | null;
}

/** What an evaluator decided. */
export interface Decided {
  evaluatorId: number;
  ratings: Record<string, Rating>;
  mean: number;
  /** The trainee goes up. */
  passed: boolean;
  recommendation: Recommendation;
  reasons: string;
  plan: string;
  decidedAt: string;
}

const columns = {
  id: 'evaluations.id', sittingId: 'evaluations.sitting_id', traineeId: 'evaluations.trainee_id', traineeName: 'users.name',
  level: 'evaluations.level', openedAt: 'evaluations.opened_at', closedAt: 'evaluations.closed_at',
}; // prettier-ignore

/** The evaluation, or null. */
export async function findEvaluation(db: Knex, id: number): Promise<Evaluation | null> {
  return (await withTrainee(db).where('evaluations.id', id).first(columns)) ?? null;
}

/** Every open evaluation, the longest waiting first, with the latest total of its test. */
export async function listWaiting(db: Knex): Promise<Waiting[]> {
  const rows: Evaluation[] = await withTrainee(db)
    .whereNull('evaluations.closed_at')
    .orderBy(['evaluations.opened_at', 'evaluations.id'])
    .select(columns);
  const totals = await totalsOf(db, rows.map((row) => row.sittingId));
  return rows.map((row) => ({ ...row, total: totals.get(row.sittingId) ?? null }));
}

async function totalsOf(db: Knex, sittingIds: number[]): Promise<Map<number, number>> {
  const rows: { sitting_id: number; total: number }[] = await db('results').whereIn('sitting_id', sittingIds).orderBy('id').select('sitting_id', 'total');
  return new Map(rows.map((row) => [row.sitting_id, row.total]));
}

const withTrainee = (db: Knex) => db('evaluations').join('users', 'users.id', 'evaluations.trainee_id');

/** False when somebody closed it first; a closed evaluation is never written again. */
export async function closeEvaluation(trx: Knex.Transaction, id: number, at: Date): Promise<boolean> {
  return (await trx('evaluations').where({ id, closed_at: null }).update({ closed_at: at.toISOString() })) === 1;
}

/** Adds the decision that closes an evaluation. */
export async function addDecision(trx: Knex.Transaction, evaluationId: number, decided: Decided): Promise<void> {
  await trx('evaluation_decisions').insert({
    evaluation_id: evaluationId,
    evaluator_id: decided.evaluatorId,
    ratings: JSON.stringify(decided.ratings),
    mean: decided.mean,
    passed: decided.passed,
    recommendation: decided.recommendation,
    reasons: JSON.stringify({ reasons: decided.reasons, plan: decided.plan }),
    decided_at: decided.decidedAt,
  });
}

interface DecisionRow {
  evaluator_id: number;
  ratings: string;
  mean: number;
  passed: boolean | number;
  recommendation: string;
  reasons: string;
  decided_at: string;
}

/** The decision of an evaluation, or null while it is open. */
export async function findDecision(db: Knex, evaluationId: number): Promise<Decided | null> {
  const row: DecisionRow | undefined = await db('evaluation_decisions').where({ evaluation_id: evaluationId }).first();
  if (!row) return null;
  const { reasons, plan } = JSON.parse(row.reasons) as { reasons: string; plan: string };
  return {
    evaluatorId: row.evaluator_id,
    ratings: JSON.parse(row.ratings) as Decided['ratings'],
    mean: row.mean,
    passed: Boolean(row.passed),
    recommendation: row.recommendation as Recommendation,
    reasons,
    plan,
    decidedAt: row.decided_at,
  };
}

/** Adds a promotion and gives its id. */
export async function addPromotion(trx: Knex.Transaction, evaluation: Evaluation, at: Date): Promise<number> {
  const [row] = await trx('promotions')
    .insert({ trainee_id: evaluation.traineeId, level: evaluation.level, evaluation_id: evaluation.id, promoted_at: at.toISOString() })
    .returning('id');
  return (row as { id: number }).id;
}

/** Whether the trainee holds this level already. */
export async function isPromoted(db: Knex, traineeId: number, level: number): Promise<boolean> {
  return (await db('promotions').where({ trainee_id: traineeId, level }).first('id')) !== undefined;
}

/** Whether a certificate of this level is in force at a moment; one that was reached without a certificate is. */
export async function isInForce(db: Knex, traineeId: number, level: number, at: string): Promise<boolean> {
  const rows: { expires_at: string | null; revoked_at: string | null }[] = await db('promotions')
    .leftJoin('certificates', 'certificates.promotion_id', 'promotions.id')
    .where({ trainee_id: traineeId, level })
    .select('expires_at', 'revoked_at');
  return rows.some(({ expires_at, revoked_at }) => revoked_at === null && (expires_at === null || expires_at > at));
}

/** The certificate that an evaluation led to, or null. */
export async function certificateIdOf(db: Knex, evaluationId: number): Promise<number | null> {
  const renewed: { id: number } | undefined = await db('certificates')
    .join('renewals', 'renewals.id', 'certificates.renewal_id')
    .join('evaluations', 'evaluations.sitting_id', 'renewals.sitting_id')
    .where('evaluations.id', evaluationId)
    .first('certificates.id');
  if (renewed) return renewed.id;
  const row: { id: number } | undefined = await db('certificates')
    .join('promotions', 'promotions.id', 'certificates.promotion_id')
    .where('promotions.evaluation_id', evaluationId)
    .orderBy('certificates.id')
    .first('certificates.id');
  return row?.id ?? null;
}

/** When the last evaluation was closed, for the empty queue; null before the first. */
export async function lastClosedAt(db: Knex): Promise<string | null> {
  const row: { at: string } | undefined = await db('evaluations').whereNotNull('closed_at').orderBy('closed_at', 'desc').first({ at: 'closed_at' });
  return row?.at ?? null;
}
