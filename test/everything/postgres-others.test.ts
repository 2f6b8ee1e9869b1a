import { passOnPostgres } from '../support/on-postgres.ts';

describe('PostgreSQL under what everybody else does', function () {
  this.timeout(1_800_000);
  // What stands on both databases by itself, or on none, is left out.
  passOnPostgres(
    [
      'test/features/{accounts,appeals,audit,authoring,catalogue,conversations,evaluations,questions,scenarios}/!(guards|broken).test.ts',
      ...['action-writer', 'app', 'dirty-input', 'session-store'].map((name) => `test/platform/${name}.test.ts`),
      'test/cli/user.test.ts',
    ],
    250,
  );
});
