import type { Knex } from 'knex';
import type { Random } from '../../core/shared/random.ts';
import { pickTried } from '../../core/sittings/tried.ts';
import { bankQuestion, type BankQuestion } from '../../core/questions/question.ts';
import { Lasting } from '../../platform/lasting.ts';
import { documentsOf, type InUse, inUse } from '../authoring/published-read-model.ts';
import { usesOf } from './question-store.ts';
import { toForm } from '../sittings/form-read-model.ts';
import type { TriedAnswer, TriedQuestions } from '../sittings/tried-read-model.ts';

/** A version of a question; it never changes. */
export interface BankEntry extends InUse {
  question: BankQuestion;
}

/** So many versions are kept in memory, of about 2 kB each. */
const mostKept = 6_000;

/** The published questions of the bank. Versions never change, so that each is read and judged once. */
export class QuestionBank implements TriedQuestions {
  private readonly db: Knex;
  private readonly kept = new Lasting<BankQuestion>(mostKept);

  constructor(db: Knex) {
    this.db = db;
  }

  /** Every question in use, by code. */
  async all(db: Knex = this.db): Promise<BankEntry[]> {
    const list = await inUse(db, 'question');
    const questions = await this.versions(list.map(({ versionId }) => versionId), db);
    return list.flatMap((entry) => {
      const question = questions.get(entry.versionId);
      return question ? { ...entry, question } : [];
    });
  }

  /** Versions by number, also of questions that are in use no more; one that the schema of today does not know is missing. */
  versions(ids: readonly number[], db: Knex = this.db): Promise<Map<number, BankQuestion>> {
    return this.kept.getMany(ids, async (unknown) => new Map([...(await documentsOf(db, unknown))].flatMap(([id, document]) => {
      const { data } = bankQuestion.safeParse(document);
      return data ? [[id, data] as const] : [];
    })));
  }

  async pick(db: Knex, traineeId: number, level: number, random: Random): Promise<number[]> {
    const entries = (await this.all(db)).filter(({ question }) => question.level === level);
    if (entries.length === 0) return [];
    const practised: number[] = await db('question_attempts').where({ trainee_id: traineeId }).distinct('work_id').pluck('work_id');
    const forms: string[] = await db('sittings').where({ trainee_id: traineeId, kind: 'test' }).where('form', 'like', '%"tried"%').pluck('form');
    const triedBefore = forms.flatMap((form) => toForm(0, form).tried ?? []);
    const works: number[] = await db('work_versions').whereIn('id', triedBefore).pluck('work_id');
    const uses = await usesOf(db, entries.map(({ workId }) => workId));
    const candidates = entries.map((entry) => ({ ...entry, answers: uses.get(entry.workId)?.answers ?? 0 }));
    return pickTried(candidates, level, new Set([...practised, ...works]), random);
  }

  async record(trx: Knex.Transaction, answers: readonly TriedAnswer[]): Promise<void> {
    for (const { sittingId, position, versionId, response, score, at } of answers)
      await trx('tried_answers')
        .insert({ sitting_id: sittingId, position, version_id: versionId, response: JSON.stringify(response), score, answered_at: at })
        .onConflict(['sitting_id', 'position'])
        .ignore();
  }
}
