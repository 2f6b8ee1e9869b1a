import type { Catalogue } from '../catalogue/catalogue.ts';
import { type Decision, decisions } from '../catalogue/content.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { drawBreaks, generateCase } from '../cases/generate.ts';
import { checksOf } from '../checks/check.ts';
import { type Truth, truthOf } from '../checks/truth.ts';
import { hex128, type Random } from '../shared/random.ts';

/** A case that is drawn for a form. */
export interface DrawnCase {
  recipe: Recipe;
  permitCase: PermitCase;
  truth: Truth;
}

/** What is asked of a drawn case. */
export interface Wanted {
  service: string;
  level: number;
  decision: Decision;
}

/** A case whose breaks do not give the wanted decision is drawn again; so often at most. */
const tries = 60;

/** Whether a file of the service can call for the decision. */
export const canBe = (catalogue: Catalogue, service: string, decision: Decision): boolean =>
  decision === 'proceed' || checksOf(catalogue, service).some((check) => check.consequence === decision);

/** How many cases have each right decision: the mix times the number, rounded by largest remainder; equal remainders go to the first of the list. */
export function keyCounts(mix: Readonly<Record<Decision, number>>, cases: number): Record<Decision, number> {
  const shares = decisions.map((decision) => ({ decision, share: mix[decision] * cases }));
  const counts = Object.fromEntries(
    shares.map(({ decision, share }) => [decision, Math.floor(share + 1e-9)]),
  ) as Record<Decision, number>;
  const rest = cases - Object.values(counts).reduce((sum, count) => sum + count, 0);
  const byRemainder = shares.toSorted((a, b) => b.share - counts[b.decision] - (a.share - counts[a.decision]));
  for (const { decision } of byRemainder.slice(0, rest)) counts[decision] += 1;
  return counts;
}

/** Draws a case with the wanted right decision and a seed that is not among the used ones, and adds it to them. RangeError when none comes in some tries. */
export function drawCase(catalogue: Catalogue, { service, level, decision }: Wanted, random: Random, used: Set<string>): DrawnCase {
  for (let at = 0; at < tries; at++) {
    const seed = hex128(random);
    const recipe: Recipe = { service, level, seed, breaks: drawBreaks(catalogue, service, level, random, decision) };
    const permitCase = generateCase(catalogue, recipe);
    const truth = truthOf(catalogue, permitCase);
    if (used.has(seed) || truth.decision !== decision) continue;
    used.add(seed);
    return { recipe, permitCase, truth };
  }
  throw new RangeError(`no case of ${service} with the decision "${decision}" in ${tries} tries`);
}
