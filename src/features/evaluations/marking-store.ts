import type { Knex } from 'knex';
import type { Rating, Recommendation } from '../../core/evaluation/decision.ts';
import type { DoubleReason } from '../../core/evaluation/markers.ts';
import type { Marking } from '../../core/evaluation/moderation.ts';
import { planOf } from './evaluation-store.ts';

/** A marking as it is kept, for ever. */
export interface KeptMarking extends Marking {
  evaluationId: number;
  markedAt: string;
}

interface MarkingRow {
  evaluation_id: number;
  evaluator_id: number;
  as_superior: boolean | number;
  ratings: string;
  mean: number;
  recommendation: string;
  reasons: string;
  marked_at: string;
}

/** The markings of these evaluations in the order in which they were given, by evaluation. */
export async function markingsOf(db: Knex, evaluationIds: readonly number[]): Promise<Map<number, KeptMarking[]>> {
  const rows: MarkingRow[] = await db('evaluation_markings').whereIn('evaluation_id', evaluationIds).orderBy(['evaluation_id', 'number']);
  const found = new Map<number, KeptMarking[]>();
  for (const row of rows) found.set(row.evaluation_id, [...(found.get(row.evaluation_id) ?? []), toMarking(row)]);
  return found;
}

/** Every marking of files that have two or more, in the order in which they were given: what agreement is computed from. */
export async function doubleMarkings(db: Knex): Promise<KeptMarking[]> {
  const rows: MarkingRow[] = await db('evaluation_markings')
    .whereIn('evaluation_id', db('evaluation_markings').where('number', 2).select('evaluation_id'))
    .orderBy(['evaluation_id', 'number']);
  return rows.map(toMarking);
}

const toMarking = (row: MarkingRow): KeptMarking => {
  const { reasons, plan } = JSON.parse(row.reasons) as { reasons: string; plan: unknown };
  return {
    evaluationId: row.evaluation_id,
    evaluatorId: row.evaluator_id,
    asSuperior: Boolean(row.as_superior),
    ratings: JSON.parse(row.ratings) as Record<string, Rating>,
    mean: row.mean,
    recommendation: row.recommendation as Recommendation,
    reasons,
    plan: planOf(plan),
    markedAt: row.marked_at,
  };
};

/** Adds the next marking of an evaluation. */
export async function addMarking(trx: Knex.Transaction, marking: KeptMarking, number: number): Promise<void> {
  await trx('evaluation_markings').insert({
    evaluation_id: marking.evaluationId,
    number,
    evaluator_id: marking.evaluatorId,
    as_superior: marking.asSuperior,
    ratings: JSON.stringify(marking.ratings),
    mean: marking.mean,
    passed: marking.recommendation !== 'hold',
    recommendation: marking.recommendation,
    reasons: JSON.stringify({ reasons: marking.reasons, plan: marking.plan }),
    marked_at: marking.markedAt,
  });
}

/** Why each of these evaluations was planned with two markers; one that was opened before there were plans is absent. */
export async function plansOf(db: Knex, evaluationIds: readonly number[]): Promise<Map<number, DoubleReason[]>> {
  const rows: { evaluation_id: number; reasons: string }[] = await db('evaluation_plans').whereIn('evaluation_id', evaluationIds).select('evaluation_id', 'reasons');
  return new Map(rows.map((row) => [row.evaluation_id, JSON.parse(row.reasons) as DoubleReason[]]));
}

/** Keeps what was decided about the number of markers when the evaluation opened. */
export async function addPlan(trx: Knex.Transaction, evaluationId: number, plan: { seed: string; rate: number; reasons: DoubleReason[]; at: string }): Promise<void> {
  await trx('evaluation_plans').insert({ evaluation_id: evaluationId, seed: plan.seed, rate: plan.rate, reasons: JSON.stringify(plan.reasons), planned_at: plan.at });
}
