import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { Recipe } from './dossier.ts';

/**
 * The files of a chain: one applicant who needs several permits, in their order. In: the chain's id, the level, a seed for the chain, and a seed of its
 * own for each file. Out: their recipes. RangeError for an unknown chain.
 */
export function chainRecipes(catalogue: Catalogue, id: string, level: number, seed: string, newSeed: () => string): Recipe[] {
  const { services, facts } = known(catalogue.chains, id, 'chain');
  return services.map((service, link) => ({ service, level, seed: newSeed(), facts, chain: { seed, link } }));
}
