import type { Knex } from 'knex';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { caseOf, seedsOf } from '../../core/scenarios/cases.ts';
import { type Scenario, scenario } from '../../core/scenarios/scenario.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { publishedVersion } from '../authoring/published-read-model.ts';
import type { Work } from '../authoring/work-store.ts';

/** Stores a case and gives it to trainees, once for each token; `bind` runs in the same transaction with the id of the case. */
export interface CaseIssuer {
  issueMade(
    trainer: { id: number },
    make: (trx: Knex.Transaction) => Promise<{ recipe: Recipe; permitCase: PermitCase }>,
    to: { kind: 'trainee' | 'group'; id: number },
    token: string,
    bind: (trx: Knex.Transaction, caseId: number) => Promise<void>,
    dueOn: string | null,
  ): Promise<number>;
}

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  issuer: CaseIssuer;
}

/** Cases of published scenarios: each is bound to the version from which it was made. */
export class ScenarioCases {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * Makes a case of the version in use that was not issued yet and gives it to a trainee or a group, once for each token. Gives its id. InvalidInputError
   * when no version is in use.
   */
  async issue(trainer: { id: number }, work: Work, { to, due }: { to: { kind: 'trainee' | 'group'; id: number }; due: string | null }, token: string): Promise<number> {
    const { now, catalogue, issuer } = this.parts;
    let bound = { versionId: 0, seed: '' };
    return issuer.issueMade(
      trainer,
      async (trx) => {
        const version = await publishedVersion(trx, 'scenario', work.id);
        if (!version) throw new InvalidInputError({ to: { key: 'authoring.refusal.not-published' } });
        const document = scenario.parse(version.document);
        const seed = await nextSeed(trx, version.versionId, document);
        bound = { versionId: version.versionId, seed };
        return caseOf(catalogue, document, seed);
      },
      to,
      token,
      async (trx, caseId) => {
        await trx('scenario_cases').insert({ case_id: caseId, version_id: bound.versionId, seed: bound.seed, made_at: now().toISOString() });
      },
      due,
    );
  }

  /** How many cases of each version of a work were issued, by version number. */
  async issued(work: Pick<Work, 'id'>): Promise<Map<number, number>> {
    const rows: { number: number; count: number | string }[] = await this.parts
      .db('scenario_cases')
      .join('work_versions', 'work_versions.id', 'scenario_cases.version_id')
      .where({ work_id: work.id })
      .groupBy('number')
      .select('number')
      .count({ count: '*' });
    return new Map(rows.map(({ number, count }) => [number, Number(count)]));
  }
}

/** The first seed that no case was made of yet; of frozen variants that were all used, the one that was used longest ago. */
async function nextSeed(db: Knex, versionId: number, document: Scenario): Promise<string> {
  const used: string[] = await db('scenario_cases').where({ version_id: versionId }).orderBy('id').pluck('seed');
  const seeds = seedsOf(document, used.length + 1);
  return seeds.find((seed) => !used.includes(seed)) ?? seeds.toSorted((a, b) => used.lastIndexOf(a) - used.lastIndexOf(b))[0]!;
}
