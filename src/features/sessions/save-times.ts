import type { Knex } from 'knex';

/** Rows may become visible out of the order of their numbers; so many are read again. */
const overlap = 2_000;

/** When something was last saved in each sitting. A board asks every two seconds: only rows that are new since then are read. */
export class SaveTimes {
  private readonly db: Knex;
  private readonly known = new Map<number, string>();
  private lastRow = 0;

  constructor(db: Knex) {
    this.db = db;
  }

  /** The moments, by sitting; a sitting without a save has none. */
  async of(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length > 0) this.note(await this.read().whereIn('sitting_id', unknown));
    this.note(await this.read().where('id', '>', this.lastRow - overlap));
    return this.known;
  }

  private read() {
    return this.db('actions').groupBy('sitting_id').select('sitting_id').max({ at: 'at', row: 'id' });
  }

  private note(rows: object[]): void {
    for (const { sitting_id, at, row } of rows as { sitting_id: number; at: string; row: number }[]) {
      if (at > (this.known.get(sitting_id) ?? '')) this.known.set(sitting_id, at);
      this.lastRow = Math.max(this.lastRow, row);
    }
  }
}
