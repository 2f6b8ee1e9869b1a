import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Situation } from '../../core/conversations/format.ts';
import { documentsOf, inUse } from '../authoring/published-read-model.ts';
import type { AuthoredSituation, AuthoredSituations } from '../guide/authored-read-model.ts';
import { playable } from './conversation-kind.ts';

/** The published conversations of the bank. Versions never change, so that each is read and examined once; one that the content of today cannot hold is left out. */
export class ConversationBank implements AuthoredSituations {
  private readonly db: Knex;
  private readonly catalogue: Catalogue;
  private readonly kept = new Map<number, Situation | null>();

  constructor(db: Knex, catalogue: Catalogue) {
    this.db = db;
    this.catalogue = catalogue;
  }

  /** Every conversation in use, by code. */
  async all(): Promise<AuthoredSituation[]> {
    const list = await inUse(this.db, 'conversation');
    const unknown = list.map(({ versionId }) => versionId).filter((id) => !this.kept.has(id));
    for (const [id, document] of await documentsOf(this.db, unknown)) this.kept.set(id, playable(this.catalogue, document));
    const current = new Set(list.map(({ versionId }) => versionId));
    for (const id of this.kept.keys()) if (!current.has(id)) this.kept.delete(id);
    return list.flatMap(({ versionId }) => {
      const situation = this.kept.get(versionId);
      return situation ? [{ versionId, situation }] : [];
    });
  }
}
