import type { Knex } from 'knex';
import { bankQuestion, type BankQuestion } from '../../core/questions/question.ts';
import { documentsOf, type InUse, inUse } from '../authoring/published-read-model.ts';

/** A version of a question; it never changes. */
export interface BankEntry extends InUse {
  question: BankQuestion;
}

/** So many versions are kept in memory, of about 2 kB each. */
const mostKept = 6_000;

/** The published questions of the bank. Versions never change, so that each is read and judged once. */
export class QuestionBank {
  private readonly db: Knex;
  private readonly kept = new Map<number, BankQuestion>();

  constructor(db: Knex) {
    this.db = db;
  }

  /** Every question in use, by code. */
  async all(db: Knex = this.db): Promise<BankEntry[]> {
    const list = await inUse(db, 'question');
    const questions = await this.versions(list.map(({ versionId }) => versionId), db);
    return list.map((entry) => ({ ...entry, question: questions.get(entry.versionId)! }));
  }

  /** Versions by number, also of questions that are in use no more. */
  async versions(ids: readonly number[], db: Knex = this.db): Promise<Map<number, BankQuestion>> {
    const unknown = ids.filter((id) => !this.kept.has(id));
    const read = new Map([...(await documentsOf(db, unknown))].map(([id, document]) => [id, bankQuestion.parse(document)]));
    const found = new Map(ids.map((id) => [id, this.kept.get(id) ?? read.get(id)!]));
    for (const [id, question] of read) this.kept.set(id, question);
    for (const id of this.kept.keys()) {
      if (this.kept.size <= mostKept) break;
      this.kept.delete(id);
    }
    return found;
  }
}
