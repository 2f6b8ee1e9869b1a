import type { Knex } from 'knex';
import { type ImportAnswer, refusedFile } from '../../core/questions/answer.ts';
import { type FormatName, formats } from '../../core/questions/formats.ts';
import { type Planned, planImport } from '../../core/questions/plan.ts';
import type { BankQuestion } from '../../core/questions/question.ts';
import type { Language } from '../../core/shared/text.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import type { WorkService } from '../authoring/work-service.ts';
import type { Work } from '../authoring/work-store.ts';
import { documentOf, questionOf } from './question-service.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  works: WorkService;
}

type Person = { id: number };

/** A file as somebody brought it in; nothing of it is in the bank before it is applied. */
export interface QuestionImport {
  id: number;
  name: string;
  format: FormatName;
  language: Language;
  body: string;
  madeBy: number;
  madeAt: string;
  appliedAt: string | null;
}

/** What an import came to. */
export interface Applied {
  created: number;
  changed: number;
  same: number;
  refused: number;
}

/** Works are added so many at a time, so that whoever saves meanwhile waits a moment only. */
const batch = 50;

/** The text of a file, or why it is none. */
export function decode(bytes: Buffer): { text: string } | { refused: ImportAnswer[] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { refused: refusedFile('not-utf8') };
  }
}

/** Files of questions into the bank and out of it. */
export class ImportService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Keeps a file and gives its number. */
  async keep(person: Person, file: Pick<QuestionImport, 'name' | 'format' | 'language' | 'body'>): Promise<number> {
    const { db, now } = this.parts;
    const [row] = await db('question_imports').insert({ ...file, made_by: person.id, made_at: now().toISOString() }).returning('id');
    return (row as { id: number }).id;
  }

  /** The file that this person brought in, or NotFoundError. */
  async get(person: Person, id: number): Promise<QuestionImport> {
    const row = await this.parts.db('question_imports').where({ id, made_by: person.id }).first();
    if (!row) throw new NotFoundError();
    return { id, name: row.name, format: row.format, language: row.language, body: row.body, madeBy: row.made_by, madeAt: row.made_at, appliedAt: row.applied_at };
  }

  /** What a file would do now, one answer for each of its items. */
  async plan({ format, language, body }: Pick<QuestionImport, 'format' | 'language' | 'body'>): Promise<Planned[]> {
    return planImport(formats[format].read(body, language), presentOf(await this.parts.works.all('question')));
  }

  /** Takes what can be taken, as drafts. A file is applied once; what is in the bank already stays untouched, so that a second try after a fault goes on. */
  async apply(person: Person, file: QuestionImport): Promise<Applied> {
    if (file.appliedAt !== null) throw new ConflictError('Applied before');
    const planned = await this.plan(file);
    const counts = await this.take(person, planned);
    const { db, now } = this.parts;
    await writeTx(db, async (trx) => {
      const at = now();
      const done = await trx('question_imports').where({ id: file.id, applied_at: null }).update({ applied_at: at.toISOString() });
      if (done === 0) return;
      await recordEvent(trx, { at, actorId: person.id, action: 'questions.imported', subjectType: 'question-import', subjectId: file.id, detail: { fileFormat: file.format, newDrafts: counts.created, changedDrafts: counts.changed, refusedItems: counts.refused } });
    });
    return counts;
  }

  /** Takes planned questions as drafts; used on the command line too. */
  async take(person: Person, planned: readonly Planned[]): Promise<Applied> {
    const { works } = this.parts;
    const counts: Applied = { created: 0, changed: 0, same: 0, refused: 0 };
    const fresh: { code: string; document: ReturnType<typeof documentOf> }[] = [];
    for (const answer of planned) {
      if (!answer.ok) counts.refused += 1;
      else if (answer.outcome === 'same') counts.same += 1;
      else if (answer.outcome === 'new') fresh.push({ code: answer.code, document: documentOf(answer.question) });
      else {
        const work = (await works.byCode('question', answer.code))!;
        const saved = await works.save(person, work, work.draft.revision, documentOf(answer.question));
        if (saved.kind === 'conflict') throw new ConflictError('Somebody has saved the draft meanwhile');
        counts.changed += 1;
      }
    }
    for (let at = 0; at < fresh.length; at += batch) await works.createMany(person, 'question', fresh.slice(at, at + batch));
    return { ...counts, created: fresh.length };
  }

  /** The sound questions among these works, and the codes of those that are not sound yet. */
  questionsOf(works: readonly Work[]): { questions: BankQuestion[]; incomplete: string[] } {
    const all = works.map((work) => ({ code: work.code, question: questionOf(work) }));
    return { questions: all.flatMap(({ question }) => question ?? []), incomplete: all.flatMap(({ code, question }) => (question ? [] : [code])) };
  }
}

const presentOf = (works: readonly Work[]) => new Map(works.map((work) => [work.code, { question: questionOf(work), inReview: work.standing.pending !== null }]));
