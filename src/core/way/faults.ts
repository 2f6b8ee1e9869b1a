import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { StageId } from '../catalogue/content.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { type Check, checksOf, collide } from '../checks/check.ts';
import { wayOf } from '../desk/way.ts';
import { randomFrom } from '../shared/random.ts';

/**
 * What is wrong with the papers of a later stage: the checks that the recipe asks for (`later`), else one or none by its seed. It depends on nothing that
 * an operator does. RangeError for a check that the stage has not, or for two that cannot be broken together.
 */
export function brokenIn(catalogue: Catalogue, recipe: Recipe, stage: StageId): Check[] {
  const checks = checksOf(catalogue, recipe.service, stage);
  const wanted = recipe.later?.[stage];
  if (wanted) return chosen(checks, wanted, stage);
  const random = randomFrom(`${recipe.service}/${recipe.level}/${recipe.seed}`, `faults:${stage}`);
  return checks.length > 0 && random.chance(known(catalogue.stages, stage, 'stage').faults) ? [random.pick(checks)] : [];
}

function chosen(checks: readonly Check[], wanted: readonly string[], stage: StageId): Check[] {
  const found = wanted.map((id) => {
    const check = checks.find((candidate) => candidate.id === id);
    if (!check) throw new RangeError(`unknown check "${id}" of stage ${stage}; known: ${checks.map((entry) => entry.id).join(', ')}`);
    return check;
  });
  found.forEach((check, at) => {
    for (const other of found.slice(0, at))
      if (other.id === check.id || collide(other, check)) throw new RangeError(`checks "${other.id}" and "${check.id}" cannot be broken together: one hides the other, or no file has the papers of both`);
  });
  return found;
}

/**
 * What the later stages of a case will bring, for whoever may see its truth. The second upload is not among them: what it brings follows from the
 * letter. Empty where the case has one stage only.
 */
export const laterFaults = (catalogue: Catalogue, recipe: Recipe, permitCase: Pick<PermitCase, 'service' | 'level' | 'way'>): { stage: StageId; broken: Check[] }[] =>
  wayOf(catalogue, permitCase)
    .filter((stage) => stage !== 'verification' && stage !== 'resubmission')
    .map((stage) => ({ stage, broken: brokenIn(catalogue, recipe, stage) }));
