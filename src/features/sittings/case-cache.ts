import type { Knex } from 'knex';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { Lasting } from '../../platform/lasting.ts';
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
  private readonly kept: Lasting<StoredCase>;

  constructor(most = 500) {
    this.kept = new Lasting(most);
  }

  /** The case with this id; one query when it is not kept. */
  async get(db: Knex, id: number): Promise<StoredCase> {
    return (await this.getMany(db, [id])).get(id)!;
  }

  /** The cases with these ids; at most one query. */
  getMany(db: Knex, ids: readonly number[]): Promise<Map<number, StoredCase>> {
    return this.kept.getMany(ids, async (missing) => {
      const rows: { id: number; body: string; recipe: string }[] = await db('cases').whereIn('id', missing).select('id', 'body', 'recipe');
      return new Map(rows.map((row) => [row.id, { permitCase: JSON.parse(row.body) as PermitCase, recipe: JSON.parse(row.recipe) as Recipe }]));
    });
  }
}
