import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Agreement, agreementOf } from '../../core/evaluation/agreement.ts';
import { namesOf } from '../accounts/account-read-model.ts';
import { doubleMarkings } from './marking-store.ts';

/** How far evaluators agree, from every file that two of them marked without seeing each other. */
export class AgreementService {
  private readonly db: Knex;
  private readonly catalogue: Catalogue;

  constructor(db: Knex, catalogue: Catalogue) {
    this.db = db;
    this.catalogue = catalogue;
  }

  async figures(): Promise<{ agreement: Agreement; names: Map<number, string> }> {
    const { rubric } = this.catalogue;
    const markings = (await doubleMarkings(this.db)).map(({ evaluationId, evaluatorId, ratings, mean }) => ({
      file: evaluationId,
      rater: evaluatorId,
      mean,
      points: Object.fromEntries(rubric.dimensions.map(({ id }) => [id, ratings[id]?.points ?? 0])),
    }));
    return { agreement: agreementOf(markings, rubric.dimensions.map(({ id }) => id)), names: await namesOf(this.db, markings.map(({ rater }) => rater)) };
  }
}
