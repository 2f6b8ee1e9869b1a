import type { Knex } from 'knex';
import type { Kind } from '../../core/questions/question.ts';
import { bankQuestion, type BankQuestion } from '../../core/questions/question.ts';
import { nextCode } from '../../core/questions/plan.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { WorkService } from '../authoring/work-service.ts';
import type { Work } from '../authoring/work-store.ts';
import * as store from './question-store.ts';
import type { Uses } from './question-store.ts';

interface Parts {
  db: Knex;
  works: WorkService;
}

/** A draft with its code as the question that it is; null while it is not sound. A title that only repeats the code is none. */
export function questionOf({ code, draft: { document } }: Pick<Work, 'code' | 'draft'>): BankQuestion | null {
  const { title, ...rest } = document;
  return bankQuestion.safeParse({ ...rest, ...(title !== undefined && title !== code && { title }), id: code }).data ?? null;
}

/** The document of a question: its id is the code of its work. */
export function documentOf({ id: _, ...question }: BankQuestion): Draft {
  return JSON.parse(JSON.stringify(question)) as Draft;
}

/** The bank of questions as its writers see it: what the works of every kind do not already do. */
export class QuestionService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Adds an empty question of a kind and gives its id; without a code it gets the next free one. */
  async create(person: { id: number }, kind: Kind, code: string): Promise<number> {
    const { works, db } = this.parts;
    const own = code === '' ? nextCode(await store.codes(db)) : code;
    return works.create(person, 'question', own, { kind, tags: [], stem: {}, ...(kind === 'short' && { caseSensitive: false }), ...(kind === 'numeric' && { tolerance: 0 }), ...(kind === 'matching' && { distractors: [] }) });
  }

  /** The tags that questions have, in their order. */
  tags(): Promise<string[]> {
    return store.tags(this.parts.db);
  }

  /** How often each of these works was answered; a work that never was is missing. */
  uses(rows: readonly Pick<Work, 'id'>[]): Promise<Map<number, Uses>> {
    return store.usesOf(this.parts.db, rows.map(({ id }) => id));
  }
}
