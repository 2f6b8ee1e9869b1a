import type { Knex } from 'knex';
import { type ActionWriter, createActionWriter } from '../../platform/action-writer.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Memory, Shelf } from '../../platform/memory.ts';
import { type DraftForm, draftForms, type Drafts } from '../desk/desk-draft.ts';
import { lockStates } from './sitting-locks.ts';
import { ElsewhereError, isElsewhere } from './screen.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  memory: Memory;
}

interface Job {
  sittingId: number;
  position: number;
  form: DraftForm;
  traineeId: number;
  screen: string;
  fields: Record<string, string | string[]>;
}

type Answer = { kind: 'kept'; at: string } | { kind: 'missing' | 'elsewhere' | 'closed' };

interface Row {
  form: DraftForm;
  body: string;
  saved_at: string;
}

const placeOf = (sittingId: number, position: number): string => `${sittingId} ${position}`;

/** What is typed at a desk and not yet saved. A draft is no record: it changes with every pause of the typing, and it is never graded. */
export class DeskDrafts {
  private readonly db: Knex;
  private readonly kept: Shelf<string, Drafts>;
  private readonly writer: ActionWriter<Job, Answer>;

  constructor({ db, now, memory }: Parts) {
    this.db = db;
    this.kept = memory.shelf(1_000);
    this.writer = createActionWriter({ db, commit: (trx, jobs: Job[]) => this.write(trx, jobs, now().toISOString()) });
  }

  /** The drafts at a place of a sitting, by form. */
  async at(sittingId: number, position: number): Promise<Drafts> {
    const read = async (): Promise<Drafts> => {
      const rows: Row[] = await this.db('drafts')
        .where({ sitting_id: sittingId, position })
        .select('form', 'body', 'saved_at');
      return Object.fromEntries(
        rows.map(({ form, body, saved_at }) => [
          form,
          { fields: JSON.parse(body) as Job['fields'], savedAt: saved_at },
        ]),
      );
    };
    return (await this.kept.get(placeOf(sittingId, position), read))!;
  }

  /** Keeps a draft in the place of the one before and gives the moment, or null when the sitting is over. ElsewhereError from a screen that only reads. */
  async keep(job: Job): Promise<string | null> {
    const answer = await this.writer.save(job);
    this.kept.forget(placeOf(job.sittingId, job.position));
    if (answer.kind === 'missing') throw new NotFoundError();
    if (answer.kind === 'elsewhere') throw new ElsewhereError();
    return answer.kind === 'kept' ? answer.at : null;
  }

  /** Resolves when every draft that was taken has been kept. */
  idle(): Promise<void> {
    return this.writer.idle();
  }

  private async write(trx: Knex.Transaction, jobs: Job[], at: string): Promise<Answer[]> {
    const { states } = await lockStates(
      trx,
      jobs.map(({ sittingId }) => sittingId),
    );
    const answers: Answer[] = [];
    for (const { sittingId, position, form, traineeId, screen, fields } of jobs) {
      const sitting = states.get(sittingId);
      if (!sitting || sitting.traineeId !== traineeId || !draftForms.includes(form)) answers.push({ kind: 'missing' });
      else if (sitting.submittedAt !== null || position < sitting.openFrom) answers.push({ kind: 'closed' });
      else if (isElsewhere(sitting, screen)) answers.push({ kind: 'elsewhere' });
      else {
        await trx('drafts')
          .insert({ sitting_id: sittingId, position, form, body: JSON.stringify(fields), saved_at: at })
          .onConflict(['sitting_id', 'position', 'form'])
          .merge(['body', 'saved_at']);
        answers.push({ kind: 'kept', at });
      }
    }
    return answers;
  }
}
