import type { Knex } from 'knex';
import type { Paging } from '../../platform/request.ts';
import { exportRecord, verifyRecord } from './audit-export.ts';
import { headOf, listEvents, verifyChain, type AuditFilter, type AuditRow, type ChainState } from './audit-store.ts';
import type { RecordReport } from './record-check.ts';

/** Reads the chain; entries are added by the services whose changes they tell of. */
export class AuditService {
  private readonly db: Knex;

  constructor(db: Knex) {
    this.db = db;
  }

  list(filter: AuditFilter, paging: Paging): Promise<{ rows: AuditRow[]; total: number }> {
    return listEvents(this.db, filter, paging);
  }

  verify(): Promise<ChainState> {
    return verifyChain(this.db);
  }

  /** The chain with every result, grade and log that it seals; `head` is a hash that was printed before. */
  verifyRecord(head: string | null = null): Promise<RecordReport> {
    return verifyRecord(this.db, head);
  }

  /** Number, hash and moment of the last entry, or null before the first. */
  head(): ReturnType<typeof headOf> {
    return headOf(this.db);
  }

  /** The whole record as lines of JSON. */
  export(now: Date): AsyncGenerator<string> {
    return exportRecord(this.db, now);
  }
}
