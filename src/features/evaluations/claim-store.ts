import type { Knex } from 'knex';

/** Somebody works on an evaluation. */
export interface Claim {
  evaluationId: number;
  evaluatorId: number;
  evaluator: string;
  claimedAt: string;
  workedAt: string;
}

/** The claims on these evaluations that stand: not released, and worked on since this moment. */
export async function claimsOn(db: Knex, evaluationIds: readonly number[], since: string): Promise<Claim[]> {
  return db('evaluation_claims')
    .join('users', 'users.id', 'evaluation_claims.evaluator_id')
    .whereIn('evaluation_id', evaluationIds)
    .whereNull('released_at')
    .where('worked_at', '>', since)
    .orderBy('evaluation_claims.id')
    .select({ evaluationId: 'evaluation_id', evaluatorId: 'evaluator_id', evaluator: 'users.name', claimedAt: 'claimed_at', workedAt: 'worked_at' });
}

export async function addClaim(trx: Knex.Transaction, evaluationId: number, evaluatorId: number, at: string): Promise<void> {
  await trx('evaluation_claims').insert({ evaluation_id: evaluationId, evaluator_id: evaluatorId, claimed_at: at, worked_at: at });
}

/** Notes that the holder has worked just now. */
export async function touchClaim(trx: Knex.Transaction, evaluationId: number, evaluatorId: number, at: string): Promise<void> {
  await trx('evaluation_claims').where({ evaluation_id: evaluationId, evaluator_id: evaluatorId, released_at: null }).update({ worked_at: at });
}

/** Ends every claim of this evaluator on the evaluation; false when there was none. */
export async function endClaims(trx: Knex.Transaction, evaluationId: number, evaluatorId: number, at: string): Promise<boolean> {
  return (await trx('evaluation_claims').where({ evaluation_id: evaluationId, evaluator_id: evaluatorId, released_at: null }).update({ released_at: at })) > 0;
}

/** Who holds the role and has taken or marked a file since `recent`, with the number of files: markings since then and claims that stand. */
export async function loadsOf(db: Knex, recent: string, standing: string): Promise<Map<number, number>> {
  const loads = new Map<number, number>();
  const count = (rows: { id: number }[]) => rows.forEach(({ id }) => loads.set(id, (loads.get(id) ?? 0) + 1));
  count(await db('evaluation_markings').where('marked_at', '>', recent).select({ id: 'evaluator_id' }));
  count(await db('evaluation_claims').whereNull('released_at').where('worked_at', '>', standing).select({ id: 'evaluator_id' }));
  const active: number[] = await db('evaluation_claims').where('claimed_at', '>', recent).distinct().pluck('evaluator_id');
  for (const id of active) if (!loads.has(id)) loads.set(id, 0);
  return loads;
}
