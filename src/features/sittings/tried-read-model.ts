import type { Knex } from 'knex';
import type { BankQuestion } from '../../core/questions/question.ts';
import type { Response } from '../../core/questions/response.ts';
import type { Random } from '../../core/shared/random.ts';

/** What was answered to a question that was tried out in a test; null for a blank. The score is 0 to 1, the moment ISO-8601 UTC. */
export interface TriedAnswer {
  sittingId: number;
  position: number;
  versionId: number;
  response: Response | null;
  score: number;
  at: string;
}

/** Where the questions come from that are tried out in tests. */
export interface TriedQuestions {
  /** Versions by number; one that the schema of today does not know is missing. */
  versions(ids: readonly number[], db?: Knex): Promise<Map<number, BankQuestion>>;
  /** Versions of questions to try out on a person in a test of a level (see `core/sittings/tried.ts`). */
  pick(db: Knex, traineeId: number, level: number, random: Random): Promise<number[]>;
  /** Records answers; what is recorded already stands. */
  record(trx: Knex.Transaction, answers: readonly TriedAnswer[]): Promise<void>;
}
