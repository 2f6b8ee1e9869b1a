import type { Knex } from 'knex';
import { AppError, UnavailableError } from './errors.ts';
import { writeTx } from './transaction.ts';

interface Options<Job, Answer> {
  db: Knex;
  /** Writes the jobs in their order and gives one answer for each; a job that is refused gets its refusal as its answer. */
  commit(trx: Knex.Transaction, jobs: Job[]): Promise<Answer[]>;
  /** Told after each transaction that reached the disk, never after one that failed. */
  committed?(): void;
  maxBatch?: number;
  /** More than this many waiting jobs are refused instead of kept. */
  maxWaiting?: number;
}

export interface ActionWriter<Job, Answer> {
  /** Resolves when the job is durable. */
  save(job: Job): Promise<Answer>;
  /** Resolves when nothing is being written and nothing waits. */
  idle(): Promise<void>;
}

interface Waiting<Job, Answer> {
  job: Job;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Group commit: while one transaction runs, arriving jobs wait together and the next transaction takes them all, so that
 * the cost of reaching the disk is shared. Nobody is answered before the commit. A commit that fails is tried once more
 * job by job, so that one bad job does not take the others with it; `commit` must therefore bear being repeated.
 */
export function createActionWriter<Job, Answer>(options: Options<Job, Answer>): ActionWriter<Job, Answer> {
  const { db, commit, committed, maxBatch = 200, maxWaiting = 5_000 } = options;
  let waiting: Waiting<Job, Answer>[] = [];
  let running: Promise<void> | null = null;

  async function write(batch: Waiting<Job, Answer>[]): Promise<Answer[]> {
    const answers = await writeTx(db, (trx) =>
      commit(
        trx,
        batch.map((entry) => entry.job),
      ),
    );
    committed?.();
    if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} jobs`);
    return answers;
  }

  async function writeAlone(entry: Waiting<Job, Answer>): Promise<void> {
    try {
      const [answer] = await write([entry]);
      entry.resolve(answer as Answer);
    } catch (error) {
      entry.reject(error instanceof AppError ? error : new UnavailableError('Not saved', { cause: error }));
    }
  }

  async function writeTogether(batch: Waiting<Job, Answer>[]): Promise<void> {
    const answers = await write(batch).catch(() => null);
    if (answers) batch.forEach((entry, index) => entry.resolve(answers[index] as Answer));
    else for (const entry of batch) await writeAlone(entry);
  }

  async function run(): Promise<void> {
    // Those who arrive in the same moment share even the first commit.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      await writeTogether(batch);
    }
    running = null;
  }

  return {
    save(job) {
      if (waiting.length >= maxWaiting) return Promise.reject(new UnavailableError('Too many saves wait'));
      return new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        running ??= run();
      });
    },
    async idle() {
      while (running) await running;
    },
  };
}
