import type { Knex } from 'knex';

/** How often a question was answered, and the mean score, 0..1: in practice the first answer of each person, and in tests that tried it out. */
export interface Uses {
  answers: number;
  mean: number;
  practice: number;
  tried: number;
}

const questions = (db: Knex) => db('works').where({ kind: 'question' });

/** The codes of all questions. */
export async function codes(db: Knex): Promise<Set<string>> {
  return new Set<string>(await questions(db).pluck('code'));
}

/** The tags that drafts have, in the order of the alphabet. */
export async function tags(db: Knex): Promise<string[]> {
  const rows: string[] = await questions(db).join('work_drafts', 'work_drafts.work_id', 'works.id').pluck('facets');
  const found = new Set(rows.flatMap((facets) => [...facets.matchAll(/ tag:(.+?)=yes /g)].map(([, tag]) => tag!)));
  return [...found].sort((a, b) => a.localeCompare(b));
}

/** How often each of these works was answered: the first answer of each person in practice, and every answer in a test. */
export async function usesOf(db: Knex, workIds: readonly number[]): Promise<Map<number, Uses>> {
  const first = db('question_attempts').whereIn('work_id', [...workIds]).whereNotNull('answered_at').groupBy('work_id', 'trainee_id').min('id');
  const practice: { work_id: number; score: number }[] = await db('question_attempts').whereIn('id', first).select('work_id', 'score');
  const tried: { work_id: number; score: number }[] = await db('tried_answers').join('work_versions', 'work_versions.id', 'version_id').whereIn('work_id', [...workIds]).select('work_id', 'score');
  const found = new Map<number, Uses>();
  for (const id of workIds) {
    const [inPractice, inTests] = [practice, tried].map((rows) => rows.filter((row) => row.work_id === id).map(({ score }) => score));
    const all = [...inPractice!, ...inTests!];
    if (all.length > 0) found.set(id, { answers: all.length, mean: all.reduce((sum, score) => sum + score, 0) / all.length, practice: inPractice!.length, tried: inTests!.length });
  }
  return found;
}
