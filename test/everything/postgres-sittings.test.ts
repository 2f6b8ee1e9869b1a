import { passOnPostgres } from '../support/on-postgres.ts';

// In two halves, so that neither is the last to end.
describe('PostgreSQL under what trainees do', function () {
  this.timeout(1_800_000);
  passOnPostgres(['test/features/{certificates,guide,items,levels,sessions,shifts,sittings,trainer}/*.test.ts'], 250);
});
