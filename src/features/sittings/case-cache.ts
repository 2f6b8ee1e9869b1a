import type { Knex } from 'knex';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { TalkCache } from './talk-store.ts';

/** A case with the recipe that it was made from: only the recipe knows what arrives in later stages. */
export interface StoredCase {
  permitCase: PermitCase;
  recipe: Recipe;
}

/** Bodies of cases never change, so the parsed ones most recently used are kept. */
export class CaseCache {
  /** The guidance cases beside them. */
  readonly talks = new TalkCache();
  private readonly kept = new Map<number, StoredCase>();
  private readonly most: number;

  constructor(most = 500) {
    this.most = most;
  }

  /** The case with this id; one query when it is not kept. */
  async get(db: Knex, id: number): Promise<StoredCase> {
    const known = this.kept.get(id);
    if (known) {
      this.keep(id, known);
      return known;
    }
    return (await this.getMany(db, [id])).get(id)!;
  }

  /** The cases with these ids; at most one query. */
  async getMany(db: Knex, ids: readonly number[]): Promise<Map<number, StoredCase>> {
    const missing = [...new Set(ids)].filter((id) => !this.kept.has(id));
    const found = new Map<number, StoredCase>();
    if (missing.length > 0) {
      const rows: { id: number; body: string; recipe: string }[] = await db('cases').whereIn('id', missing).select('id', 'body', 'recipe');
      for (const row of rows) found.set(row.id, { permitCase: JSON.parse(row.body) as PermitCase, recipe: JSON.parse(row.recipe) as Recipe });
    }
    for (const id of ids) {
      const stored = found.get(id) ?? this.kept.get(id);
      if (stored) found.set(id, stored);
    }
    for (const [id, stored] of found) this.keep(id, stored);
    return found;
  }

  private keep(id: number, stored: StoredCase): void {
    this.kept.delete(id);
    this.kept.set(id, stored);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
  }
}
