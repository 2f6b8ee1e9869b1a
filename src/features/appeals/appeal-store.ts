import type { Knex } from 'knex';
import type { AppealKind, Remedy, Vote } from '../../core/evaluation/appeal.ts';
import type { Paging } from '../../platform/request.ts';

/** The result that an appeal is about, with when and how it was decided; moments are ISO-8601 UTC. */
export interface Appealable {
  sittingId: number;
  resultId: number;
  traineeId: number;
  level: number;
  total: number;
  cut: number;
  passed: boolean;
  scoredAt: string;
  /** When the last evaluation of it was decided; null while none is. */
  evaluatedAt: string | null;
}

export interface Appeal {
  id: number;
  sittingId: number;
  resultId: number;
  traineeId: number;
  traineeName: string;
  level: number;
  kind: AppealKind;
  reason: string;
  filedAt: string;
  /** `YYYY-MM-DD`. */
  dueOn: string;
}

/** An opinion of the panel. */
export interface CastVote extends Vote {
  supervisorId: number;
  reason: string;
  at: string;
}

export interface AppealDecision {
  decision: 'upheld' | 'rejected';
  remedy: Remedy;
  /** The result that followed; null when the old one stands. */
  resultId: number | null;
  at: string;
}

/** The latest result of a closed test of this trainee, or null. */
export async function findAppealable(db: Knex, traineeId: number, sittingId: number): Promise<Appealable | null> {
  const row = await db('results')
    .join('sittings', 'sittings.id', 'results.sitting_id')
    .where({ sitting_id: sittingId, trainee_id: traineeId, kind: 'test' })
    .orderBy('results.id', 'desc')
    .first({ sittingId: 'sitting_id', resultId: 'results.id', traineeId: 'trainee_id', level: 'sittings.level', total: 'total', cut: 'cut', passed: 'passed', scoredAt: 'scored_at' });
  if (!row) return null;
  const decided = await db('evaluation_decisions')
    .join('evaluations', 'evaluations.id', 'evaluation_decisions.evaluation_id')
    .where({ sitting_id: sittingId })
    .orderBy('decided_at', 'desc')
    .first('decided_at');
  return { ...row, passed: Boolean(row.passed), evaluatedAt: decided?.decided_at ?? null } as Appealable;
}

const columns = {
  id: 'appeals.id', sittingId: 'appeals.sitting_id', resultId: 'appeals.result_id', traineeId: 'appeals.trainee_id', traineeName: 'users.name', level: 'sittings.level',
  kind: 'appeals.kind', reason: 'appeals.reason', filedAt: 'filed_at', dueOn: 'due_on',
}; // prettier-ignore

const withPerson = (db: Knex) => db('appeals').join('users', 'users.id', 'appeals.trainee_id').join('sittings', 'sittings.id', 'appeals.sitting_id');

export async function findAppeal(db: Knex, id: number): Promise<Appeal | null> {
  return (await withPerson(db).where('appeals.id', id).first(columns)) ?? null;
}

/** The appeals against results of a sitting, newest first. */
export async function appealsOfSitting(db: Knex, sittingId: number): Promise<Appeal[]> {
  return withPerson(db).where('appeals.sitting_id', sittingId).orderBy('appeals.id', 'desc').select(columns);
}

/** The appeals that are not decided, the most urgent first. */
export async function openAppeals(db: Knex): Promise<Appeal[]> {
  return withPerson(db)
    .whereNotExists(db('appeal_decisions').whereRaw('appeal_decisions.appeal_id = appeals.id').select(db.raw('1')))
    .orderBy(['due_on', 'appeals.id'])
    .select(columns);
}

/** One page of the decided appeals on which this member of the panel gave an opinion, the newest first, with the number of all of them. */
export async function decidedAppealsOf(db: Knex, supervisorId: number, { page, perPage }: Paging): Promise<{ rows: Appeal[]; total: number }> {
  const own = () => withPerson(db).join('appeal_decisions', 'appeal_decisions.appeal_id', 'appeals.id').whereIn('appeals.id', db('appeal_votes').where({ supervisor_id: supervisorId }).select('appeal_id'));
  const [count] = await own().count({ total: '*' });
  const rows: Appeal[] = await own().orderBy('appeals.id', 'desc').limit(perPage).offset((page - 1) * perPage).select(columns);
  return { rows, total: Number(count?.total ?? 0) };
}

export async function votesOn(db: Knex, appealId: number): Promise<CastVote[]> {
  return db('appeal_votes').where({ appeal_id: appealId }).orderBy('id').select({ supervisorId: 'supervisor_id', vote: 'vote', remedy: 'remedy', reason: 'reason', at: 'voted_at' });
}

export async function decisionOn(db: Knex, appealId: number): Promise<AppealDecision | null> {
  return (await db('appeal_decisions').where({ appeal_id: appealId }).first({ decision: 'decision', remedy: 'remedy', resultId: 'result_id', at: 'decided_at' })) ?? null;
}

/** Who has marked this test, or reviewed a critical error of it. */
export async function evaluatorsOf(db: Knex, sittingId: number): Promise<number[]> {
  const markers: number[] = await db('evaluation_markings').join('evaluations', 'evaluations.id', 'evaluation_markings.evaluation_id').where({ sitting_id: sittingId }).pluck('evaluator_id');
  const reviewers: number[] = await db('critical_votes').join('critical_errors', 'critical_errors.id', 'critical_votes.critical_id').where({ sitting_id: sittingId }).pluck('reviewer_id');
  return [...markers, ...reviewers];
}

/** How many appeals there were, and how many of them were decided and upheld. */
export async function appealFigures(db: Knex): Promise<{ filed: number; decided: number; upheld: number }> {
  const count = async (query: Knex.QueryBuilder) => Number((await query.count({ n: '*' }))[0]!.n);
  return {
    filed: await count(db('appeals')),
    decided: await count(db('appeal_decisions')),
    upheld: await count(db('appeal_decisions').where({ decision: 'upheld' })),
  };
}

/** Nobody else files or decides about this sitting until the transaction ends (SQLite holds the whole database). */
export async function lockSitting(trx: Knex.Transaction, sittingId: number): Promise<void> {
  await trx('sittings').where({ id: sittingId }).forUpdate().select('id');
}

export async function insertAppeal(trx: Knex.Transaction, appeal: Pick<Appeal, 'sittingId' | 'resultId' | 'traineeId' | 'kind' | 'reason' | 'filedAt' | 'dueOn'>): Promise<number> {
  const { sittingId, resultId, traineeId, kind, reason, filedAt, dueOn } = appeal;
  const [row] = await trx('appeals')
    .insert({ sitting_id: sittingId, result_id: resultId, trainee_id: traineeId, kind, reason, filed_at: filedAt, due_on: dueOn })
    .returning('id');
  return (row as { id: number }).id;
}

export async function insertVote(trx: Knex.Transaction, appealId: number, { supervisorId, vote, remedy, reason, at }: CastVote): Promise<void> {
  await trx('appeal_votes').insert({ appeal_id: appealId, supervisor_id: supervisorId, vote, remedy, reason, voted_at: at });
}

export async function insertDecision(trx: Knex.Transaction, appealId: number, { decision, remedy, resultId, at }: AppealDecision): Promise<void> {
  await trx('appeal_decisions').insert({ appeal_id: appealId, decision, remedy, result_id: resultId, decided_at: at });
}
