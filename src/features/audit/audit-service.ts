import type { Knex } from 'knex';
import type { Paging } from '../../platform/request.ts';
import { listEvents, verifyChain, type AuditRow, type ChainState } from './audit-store.ts';

/** Reads the chain; entries are added by the services whose changes they tell of. */
export class AuditService {
  private readonly db: Knex;

  constructor(db: Knex) {
    this.db = db;
  }

  list(paging: Paging): Promise<{ rows: AuditRow[]; total: number }> {
    return listEvents(this.db, paging);
  }

  verify(): Promise<ChainState> {
    return verifyChain(this.db);
  }
}
