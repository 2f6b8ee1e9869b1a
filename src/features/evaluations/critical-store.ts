import type { Knex } from 'knex';
import type { Vote } from '../../core/evaluation/critical.ts';
import type { Critical, Grade } from '../../core/grading/mark.ts';

/** A critical error that the machine set on a submitted action, with the votes so far. */
export interface CriticalError {
  id: number;
  sittingId: number;
  traineeId: number;
  traineeName: string;
  level: number;
  position: number;
  body: Critical;
  setAt: string;
  votes: (Vote & { reviewer: string; reason: string; votedAt: string })[];
}

interface Row extends Omit<CriticalError, 'body' | 'votes'> {
  body: string;
}

/** Keeps every critical error of a test as it was set; those of a test that was opened again and is closed once more are kept already. */
export async function addCriticals(trx: Knex.Transaction, sittingId: number, grades: readonly { position: number; grade: Grade }[], at: string): Promise<void> {
  const rows = grades.flatMap(({ position, grade }) =>
    grade.critical.map((critical, index) => ({ sitting_id: sittingId, position, number: index + 1, code: critical.code, body: JSON.stringify(critical), set_at: at })),
  );
  if (rows.length > 0) await trx('critical_errors').insert(rows).onConflict(['sitting_id', 'position', 'number']).ignore();
}

const withTrainee = (db: Knex) =>
  db('critical_errors')
    .join('sittings', 'sittings.id', 'critical_errors.sitting_id')
    .join('users', 'users.id', 'sittings.trainee_id')
    .select({
      id: 'critical_errors.id', sittingId: 'critical_errors.sitting_id', traineeId: 'sittings.trainee_id', traineeName: 'users.name', level: 'sittings.level',
      position: 'critical_errors.position', body: 'critical_errors.body', setAt: 'critical_errors.set_at',
    }); // prettier-ignore

/** The critical error with this id, or null. */
export async function findCritical(db: Knex, id: number): Promise<CriticalError | null> {
  return (await withVotes(db, await withTrainee(db).where('critical_errors.id', id)))[0] ?? null;
}

/** Every critical error of a test. */
export async function criticalsOf(db: Knex, sittingId: number): Promise<CriticalError[]> {
  return withVotes(db, await withTrainee(db).where('critical_errors.sitting_id', sittingId).orderBy('critical_errors.id'));
}

/** Critical errors with fewer votes than can settle any, or with two that differ: the longest waiting first. */
export async function listUnsettled(db: Knex): Promise<CriticalError[]> {
  const settled = db('critical_votes').groupBy('critical_id', 'confirmed').havingRaw('count(*) >= 2').select('critical_id');
  return withVotes(db, await withTrainee(db).whereNotIn('critical_errors.id', settled).orderBy('critical_errors.id'));
}

async function withVotes(db: Knex, rows: Row[]): Promise<CriticalError[]> {
  const votes: { criticalId: number; reviewerId: number; reviewer: string; confirmed: boolean | number; reason: string; votedAt: string }[] = await db('critical_votes')
    .join('users', 'users.id', 'critical_votes.reviewer_id')
    .whereIn('critical_id', rows.map(({ id }) => id))
    .orderBy('critical_votes.id')
    .select({ criticalId: 'critical_id', reviewerId: 'reviewer_id', reviewer: 'users.name', confirmed: 'confirmed', reason: 'reason', votedAt: 'voted_at' });
  return rows.map((row) => ({
    ...row,
    body: JSON.parse(row.body) as Critical,
    votes: votes.filter(({ criticalId }) => criticalId === row.id).map(({ criticalId: _, confirmed, ...vote }) => ({ ...vote, confirmed: Boolean(confirmed) })),
  }));
}

/** Adds what a reviewer found. */
export async function addVote(trx: Knex.Transaction, vote: { criticalId: number; reviewerId: number; confirmed: boolean; reason: string; at: string }): Promise<void> {
  await trx('critical_votes').insert({ critical_id: vote.criticalId, reviewer_id: vote.reviewerId, confirmed: vote.confirmed, reason: vote.reason, voted_at: vote.at });
}

/** Lets others who vote on the same test wait until the transaction ends. */
export async function lockSitting(trx: Knex.Transaction, sittingId: number): Promise<void> {
  await trx('sittings').where({ id: sittingId }).forUpdate().select('id');
}
