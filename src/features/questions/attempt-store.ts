import type { Knex } from 'knex';
import type { LastAnswer, Wish } from '../../core/questions/pick.ts';
import type { AnswerFields, Response } from '../../core/questions/response.ts';

/** One question that one person practises: open while `answeredAt` is null. Moments are ISO-8601 UTC. */
export interface Attempt {
  id: number;
  traineeId: number;
  workId: number;
  versionId: number;
  /** Shuffles the answers. */
  seed: string;
  wish: Wish;
  begunAt: string;
  draft: AnswerFields | null;
  draftAt: string | null;
  response: Response | null;
  score: number | null;
  answeredAt: string | null;
}

interface Row {
  id: number;
  trainee_id: number;
  work_id: number;
  version_id: number;
  seed: string;
  wish: string;
  begun_at: string;
  draft: string | null;
  draft_at: string | null;
  response: string | null;
  score: number | null;
  answered_at: string | null;
}

const parsed = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

const attemptOf = (row: Row): Attempt => ({
  id: row.id,
  traineeId: row.trainee_id,
  workId: row.work_id,
  versionId: row.version_id,
  seed: row.seed,
  wish: JSON.parse(row.wish) as Wish,
  begunAt: row.begun_at,
  draft: parsed<AnswerFields>(row.draft),
  draftAt: row.draft_at,
  response: parsed<Response>(row.response),
  score: row.score,
  answeredAt: row.answered_at,
});

/** The attempt if it is this trainee's, else null: another's and an unknown one are the same. */
export async function findAttempt(db: Knex, traineeId: number, id: number): Promise<Attempt | null> {
  const row: Row | undefined = await db('question_attempts').where({ id, trainee_id: traineeId }).first();
  return row ? attemptOf(row) : null;
}

/** The attempts that this person has begun and not answered, the newest first. */
export async function openAttempts(db: Knex, traineeId: number): Promise<Attempt[]> {
  const rows: Row[] = await db('question_attempts').where({ trainee_id: traineeId, answered_at: null }).orderBy('id', 'desc');
  return rows.map(attemptOf);
}

/** How this person answered each work the last time. */
export async function lastAnswers(db: Knex, traineeId: number): Promise<LastAnswer[]> {
  const newest = db('question_attempts').where({ trainee_id: traineeId }).whereNotNull('answered_at').groupBy('work_id').max('id');
  return db('question_attempts').whereIn('id', newest).orderBy('id').select({ workId: 'work_id', score: 'score', at: 'answered_at' });
}

/** The last answers of a person, the newest first. */
export async function newestAnswers(db: Knex, traineeId: number, most: number): Promise<Attempt[]> {
  const rows: Row[] = await db('question_attempts').where({ trainee_id: traineeId }).whereNotNull('answered_at').orderBy('answered_at', 'desc').orderBy('id', 'desc').limit(most);
  return rows.map(attemptOf);
}

/** Adds an attempt and gives its id. */
export async function insertAttempt(trx: Knex.Transaction, attempt: Pick<Attempt, 'traineeId' | 'workId' | 'versionId' | 'seed' | 'wish' | 'begunAt'>): Promise<number> {
  const { traineeId, workId, versionId, seed, wish, begunAt } = attempt;
  const [row] = await trx('question_attempts')
    .insert({ trainee_id: traineeId, work_id: workId, version_id: versionId, seed, wish: JSON.stringify(wish), begun_at: begunAt })
    .returning('id');
  return (row as { id: number }).id;
}

/** Keeps what is typed; false when the attempt was answered before. */
export async function keepDraft(db: Knex, id: number, draft: AnswerFields, at: string): Promise<boolean> {
  return (await db('question_attempts').where({ id, answered_at: null }).update({ draft: JSON.stringify(draft), draft_at: at })) > 0;
}

/** Records the answer; false when the attempt was answered before. */
export async function recordAnswer(trx: Knex.Transaction, id: number, answer: { response: Response | null; score: number; at: string }): Promise<boolean> {
  const { response, score, at } = answer;
  return (await trx('question_attempts').where({ id, answered_at: null }).update({ response: JSON.stringify(response), score, answered_at: at, draft: null, draft_at: null })) > 0;
}
