import type { Knex } from 'knex';
import type { PermitCase } from '../../core/cases/dossier.ts';

/** Bodies of cases never change, so the parsed ones most recently used are kept. */
export class CaseCache {
  private readonly kept = new Map<number, PermitCase>();
  private readonly most: number;

  constructor(most = 500) {
    this.most = most;
  }

  /** The case with this id; one query when it is not kept. */
  async get(db: Knex, id: number): Promise<PermitCase> {
    const known = this.kept.get(id);
    if (known) {
      this.keep(id, known);
      return known;
    }
    return (await this.getMany(db, [id])).get(id)!;
  }

  /** The cases with these ids; at most one query. */
  async getMany(db: Knex, ids: readonly number[]): Promise<Map<number, PermitCase>> {
    const missing = [...new Set(ids)].filter((id) => !this.kept.has(id));
    const found = new Map<number, PermitCase>();
    if (missing.length > 0) {
      const rows: { id: number; body: string }[] = await db('cases').whereIn('id', missing).select('id', 'body');
      for (const row of rows) found.set(row.id, JSON.parse(row.body) as PermitCase);
    }
    for (const id of ids) {
      const permitCase = found.get(id) ?? this.kept.get(id);
      if (permitCase) found.set(id, permitCase);
    }
    for (const [id, permitCase] of found) this.keep(id, permitCase);
    return found;
  }

  private keep(id: number, permitCase: PermitCase): void {
    this.kept.delete(id);
    this.kept.set(id, permitCase);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
  }
}
