import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Asked, askedOf } from '../../core/questions/ask.ts';
import { fits, pickWork, type Wish } from '../../core/questions/pick.ts';
import type { BankQuestion } from '../../core/questions/question.ts';
import { type AnswerFields, type Response, scoreOf } from '../../core/questions/response.ts';
import { randomFrom } from '../../core/shared/random.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import * as store from './attempt-store.ts';
import type { Attempt } from './attempt-store.ts';
import type { BankEntry, QuestionBank } from './question-bank.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  bank: QuestionBank;
}

type Person = { id: number };

/** An attempt with its question and how it is asked. */
export interface OpenAttempt {
  attempt: Attempt;
  question: BankQuestion;
  asked: Asked;
}

/**
 * Practice with single questions of the bank. What is in the content pack is kept for tests and never asked here. An attempt stays bound to its version; an
 * answer that was sent never changes.
 */
export class AttemptService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The questions that somebody who practises up to this level may be asked. */
  async offered(highest: number): Promise<BankEntry[]> {
    const { bank, catalogue } = this.parts;
    const any: Wish = { competency: null, level: null, tag: null };
    return (await bank.all()).filter(({ code, question }) => !catalogue.questions.has(code) && fits(question, any, highest));
  }

  /** The last answer to each work, and the newest answers with their questions. */
  async past(person: Person, most: number): Promise<{ answered: number; newest: OpenAttempt[] }> {
    const { db } = this.parts;
    const newest = await store.newestAnswers(db, person.id, most);
    return { answered: (await store.lastAnswers(db, person.id)).length, newest: await this.withQuestions(newest) };
  }

  /** Begins with a question of the wish and gives the id of the attempt, or null when the bank has none. One that is open and fits is given again. */
  async begin(person: Person, wish: Wish, highest: number): Promise<number | null> {
    const { db, now } = this.parts;
    const entries = (await this.offered(highest)).filter(({ question }) => fits(question, wish, highest));
    const seed = randomBytes(16).toString('hex');
    return writeTx(db, async (trx) => {
      const open = await store.openAttempts(trx, person.id);
      const same = open.find(({ versionId }) => entries.some((entry) => entry.versionId === versionId));
      if (same) return same.id;
      const workId = pickWork(entries.map((entry) => entry.workId), await store.lastAnswers(trx, person.id), randomFrom(seed, 'pick'));
      const entry = entries.find((each) => each.workId === workId);
      if (!entry) return null;
      return store.insertAttempt(trx, { traineeId: person.id, workId: entry.workId, versionId: entry.versionId, seed, wish, begunAt: now().toISOString() });
    });
  }

  /** The person's own attempt, or NotFoundError. */
  async get(person: Person, id: number): Promise<OpenAttempt> {
    const attempt = await store.findAttempt(this.parts.db, person.id, id);
    const [open] = attempt ? await this.withQuestions([attempt]) : [];
    if (!open) throw new NotFoundError();
    return open;
  }

  /** Keeps what is typed and gives the moment; null when the attempt was answered before. */
  async keep({ id }: Attempt, fields: AnswerFields): Promise<string | null> {
    const at = this.parts.now().toISOString();
    return (await store.keepDraft(this.parts.db, id, fields, at)) ? at : null;
  }

  /** Records and scores an answer; one that was given before stands. */
  async answer({ attempt, question }: OpenAttempt, response: Response | null): Promise<void> {
    const { db, now } = this.parts;
    const score = scoreOf(question, response);
    await writeTx(db, (trx) => store.recordAnswer(trx, attempt.id, { response, score, at: now().toISOString() }));
  }

  private async withQuestions(attempts: readonly Attempt[]): Promise<OpenAttempt[]> {
    const questions = await this.parts.bank.versions(attempts.map(({ versionId }) => versionId));
    return attempts.flatMap((attempt) => {
      const question = questions.get(attempt.versionId);
      return question ? { attempt, question, asked: askedOf(question, attempt.seed) } : [];
    });
  }
}
