import type { Knex } from 'knex';
import type { Action } from '../../core/desk/action.ts';
import { itemPlaces } from '../../core/sittings/places.ts';
import { triedItem, triedPlace } from '../../core/sittings/tried.ts';
import { isPostgres } from '../../platform/database.ts';
import { actionsAfter, type PlacedAction } from './action-store.ts';
import { takenPlaces } from './form-read-model.ts';
import { itemsOf } from './sitting-store.ts';

/** Everything that was recorded in one sitting, as far as it is known here. */
export interface SittingLog {
  /** Case numbers by position. */
  caseIds: ReadonlyMap<number, number>;
  /** Numbers of guidance cases by position. */
  talkIds: ReadonlyMap<number, number>;
  /** Items by position. */
  items: ReadonlyMap<number, string>;
  /** The first place of the last part that is known here. */
  openFrom: number;
  byPosition: Map<number, Action[]>;
  byActionId: Map<string, PlacedAction>;
  /** The number of the last row that was seen; a log only grows. */
  lastRow: number;
}

/**
 * The logs of the sittings in which people work now. A log is append-only, so what was read once stays true and only the rows after it are read
 * again; a batch of saves costs one query, however long the logs are. `get` runs inside the transaction that holds the sittings, so nobody
 * else can add to them meanwhile.
 */
export class SittingLogs {
  private readonly kept = new Map<number, SittingLog>();
  private readonly most: number;
  /** SQLite: the newest row of the table of which every kept log has its part. */
  private complete: number | null = null;
  private staged: { placed: readonly PlacedAction[]; lastRow: number } | null = null;

  constructor(most = 1_000) {
    this.most = most;
  }

  /** The logs of these sittings; `newestAction` is the number of the newest row of the table of actions as this transaction sees it. */
  async get(trx: Knex.Transaction, states: ReadonlyMap<number, { openFrom: number }>, newestAction: number): Promise<Map<number, SittingLog>> {
    const ids = [...states.keys()];
    this.staged = null;
    // A part has begun since: the sitting has more places.
    for (const [id, { openFrom }] of states) if (this.kept.get(id)?.openFrom !== openFrom) this.kept.delete(id);
    // On SQLite rows become visible in the order of their numbers, so the newest one tells whether another process has written; then everything is
    // read anew. PostgreSQL gives no such order, and its logs are read on each time.
    const newest = isPostgres(trx) ? null : newestAction;
    const complete = newest !== null && newest === this.complete;
    if (newest !== null && !complete) this.kept.clear();
    this.complete = newest;
    const unknown = ids.filter((id) => !this.kept.has(id));
    if (unknown.length > 0) await this.begin(trx, unknown, states);
    const behind = complete ? unknown : ids;
    if (behind.length > 0) await this.read(trx, behind);
    const logs = new Map(ids.map((id) => [id, this.kept.get(id)!]));
    for (const [id, log] of logs) this.keep(id, log);
    return logs;
  }

  /** Notes what the running transaction adds and the number of its last row; it counts only when `committed` follows. */
  stage(placed: readonly PlacedAction[], lastRow: number): void {
    this.staged = { placed, lastRow };
  }

  committed(): void {
    if (!this.staged) return;
    for (const entry of this.staged.placed) {
      const log = this.kept.get(entry.sittingId);
      if (log) add(log, entry, this.staged.lastRow);
    }
    if (this.complete !== null) this.complete = this.staged.lastRow;
    this.staged = null;
  }

  private async read(trx: Knex.Transaction, ids: readonly number[]): Promise<void> {
    const lastSeen = (id: number) => this.kept.get(id)!.lastRow;
    const from = Math.min(...ids.map(lastSeen));
    for (const { row, placed } of await actionsAfter(trx, ids, from, lastSeen))
      add(this.kept.get(placed.sittingId)!, placed, row);
  }

  private async begin(trx: Knex.Transaction, ids: readonly number[], states: ReadonlyMap<number, { openFrom: number }>): Promise<void> {
    const rows: { sitting_id: number; position: number; case_id: number }[] = await trx('sitting_cases')
      .whereIn('sitting_id', [...ids])
      .orderBy('position');
    const items = await itemsOf(trx, ids);
    for (const id of ids) {
      const caseIds = new Map(rows.filter((row) => row.sitting_id === id).map((row) => [row.position, row.case_id]));
      const { items: list, tried, talks } = items.get(id) ?? { items: [], tried: [], talks: [] };
      const places = itemPlaces(takenPlaces(caseIds.keys(), { talks }), list.length);
      this.kept.set(id, {
        caseIds,
        talkIds: new Map(talks.map((talk) => [talk.place, talk.id])),
        items: new Map([...list.map((item, index) => [places[index]!, item] as const), ...tried.map((versionId, index) => [triedPlace(index), triedItem(versionId)] as const)]),
        openFrom: states.get(id)!.openFrom,
        byPosition: new Map(),
        byActionId: new Map(),
        lastRow: 0,
      });
    }
  }

  private keep(id: number, log: SittingLog): void {
    this.kept.delete(id);
    this.kept.set(id, log);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
  }
}

function add(log: SittingLog, placed: PlacedAction, row: number): void {
  log.lastRow = row;
  log.byActionId.set(placed.action.id, placed);
  const list = log.byPosition.get(placed.position);
  if (list) list.push(placed.action);
  else log.byPosition.set(placed.position, [placed.action]);
}
