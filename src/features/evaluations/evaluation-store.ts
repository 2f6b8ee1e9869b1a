import type { Knex } from 'knex';
import type { PlanItem, Recommendation } from '../../core/evaluation/decision.ts';
import type { PublishedRating } from '../../core/evaluation/moderation.ts';

/** An evaluation of one passed test; marked by one or several evaluators, decided once. */
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

/** What was published. */
export interface Decided {
  /** Whose marking was the last that was needed. */
  evaluatorId: number;
  ratings: Record<string, PublishedRating>;
  /** Of the published ratings. */
  mean: number;
  /** The trainee goes up. */
  passed: boolean;
  recommendation: Recommendation;
  reasons: string;
  plan: readonly PlanItem[];
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
    // A test that was opened again waits until it is passed again.
    .whereRaw(stillPassed)
    .orderBy(['evaluations.opened_at', 'evaluations.id'])
    .select(columns);
  const totals = await totalsOf(db, rows.map((row) => row.sittingId));
  return rows.map((row) => ({ ...row, total: totals.get(row.sittingId) ?? null }));
}

const stillPassed = `exists (select 1 from sittings join results on results.sitting_id = sittings.id
  where sittings.id = evaluations.sitting_id and submitted_at is not null and results.passed
    and results.id = (select max(latest.id) from results latest where latest.sitting_id = sittings.id))`;

async function totalsOf(db: Knex, sittingIds: number[]): Promise<Map<number, number>> {
  const rows: { sitting_id: number; total: number }[] = await db('results').whereIn('sitting_id', sittingIds).orderBy('id').select('sitting_id', 'total');
  return new Map(rows.map((row) => [row.sitting_id, row.total]));
}

const withTrainee = (db: Knex) => db('evaluations').join('users', 'users.id', 'evaluations.trainee_id');

/** False when somebody closed it first; a closed evaluation is never written again. */
export async function closeEvaluation(trx: Knex.Transaction, id: number, at: Date): Promise<boolean> {
  return (await trx('evaluations').where({ id, closed_at: null }).update({ closed_at: at.toISOString() })) === 1;
}

/** Adds the outcome that closes an evaluation. */
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
  const { reasons, plan } = JSON.parse(row.reasons) as { reasons: string; plan: unknown };
  return {
    evaluatorId: row.evaluator_id,
    ratings: JSON.parse(row.ratings) as Decided['ratings'],
    mean: row.mean,
    passed: Boolean(row.passed),
    recommendation: row.recommendation as Recommendation,
    reasons,
    plan: planOf(plan),
    decidedAt: row.decided_at,
  };
}

/** A plan as it is stored: a list of lines, or the free text of older records. */
export function planOf(stored: unknown): readonly PlanItem[] {
  if (Array.isArray(stored)) return stored as PlanItem[];
  return typeof stored === 'string' && stored.trim() !== '' ? [{ competency: null, action: stored, until: null }] : [];
}

/** The plan of the latest outcome about this trainee before an evaluation, with its level and day; null when there was none. */
export async function earlierPlan(db: Knex, traineeId: number, before: number): Promise<{ level: number; decidedAt: string; plan: readonly PlanItem[] } | null> {
  const rows: { level: number; decided_at: string; reasons: string }[] = await db('evaluation_decisions')
    .join('evaluations', 'evaluations.id', 'evaluation_decisions.evaluation_id')
    .where('evaluations.trainee_id', traineeId)
    .where('evaluations.id', '<', before)
    .orderBy('evaluation_decisions.id', 'desc')
    .select('evaluations.level', 'decided_at', 'reasons');
  for (const { level, decided_at, reasons } of rows) {
    const plan = planOf((JSON.parse(reasons) as { plan: unknown }).plan);
    if (plan.length > 0) return { level, decidedAt: decided_at, plan };
  }
  return null;
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

/** Whether the test has an evaluation already; `open` asks for one that is not closed. */
export async function hasEvaluation(db: Knex, sittingId: number, open: boolean): Promise<boolean> {
  const rows = db('evaluations').where({ sitting_id: sittingId });
  return (await (open ? rows.whereNull('closed_at') : rows).first('id')) !== undefined;
}

/** Opens the evaluation of a passed test and gives its id. */
export async function openEvaluation(trx: Knex.Transaction, opened: { sittingId: number; traineeId: number; level: number; at: string }): Promise<number> {
  const [row] = await trx('evaluations')
    .insert({ sitting_id: opened.sittingId, trainee_id: opened.traineeId, level: opened.level, opened_at: opened.at })
    .returning('id');
  return (row as { id: number }).id;
}

/** Lets others who want to take or close the same evaluation wait until the transaction ends. */
export async function lockEvaluation(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('evaluations').where({ id }).forUpdate().select('id');
}

/** Whether the audit has an entry of this action, actor and subject since a moment. */
export async function isRecordedSince(db: Knex, event: { action: string; actorId: number; subjectId: number }, since: string): Promise<boolean> {
  return (await db('audit_events').where({ action: event.action, actor_id: event.actorId, subject_id: event.subjectId }).where('at', '>', since).first('id')) !== undefined;
}
