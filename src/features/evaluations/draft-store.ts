import type { Knex } from 'knex';
import type { Draft } from '../../core/evaluation/decision.ts';
import { planOf } from './evaluation-store.ts';

/** The rubric as the evaluator left it, or null when he has not begun. */
export async function findDraft(db: Knex, evaluationId: number, evaluatorId: number): Promise<{ draft: Draft; savedAt: string } | null> {
  const row: { body: string; saved_at: string } | undefined = await db('evaluation_drafts')
    .where({ evaluation_id: evaluationId, evaluator_id: evaluatorId })
    .first('body', 'saved_at');
  if (!row) return null;
  const body = JSON.parse(row.body) as Omit<Draft, 'plan'> & { plan: unknown };
  return { draft: { ...body, plan: planOf(body.plan) }, savedAt: row.saved_at };
}

/** Keeps the rubric as it is now; it takes the place of what was kept before. */
export async function saveDraft(db: Knex, evaluationId: number, evaluatorId: number, draft: Draft, at: Date): Promise<void> {
  await db('evaluation_drafts')
    .insert({ evaluation_id: evaluationId, evaluator_id: evaluatorId, body: JSON.stringify(draft), saved_at: at.toISOString() })
    .onConflict(['evaluation_id', 'evaluator_id'])
    .merge();
}
