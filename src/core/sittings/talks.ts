import type { Catalogue } from '../catalogue/catalogue.ts';
import { known, levelOf } from '../catalogue/catalogue.ts';
import type { Script, Situation, Variant } from '../conversations/format.ts';
import { requiredSteps } from '../conversations/required.ts';
import type { Mode } from '../conversations/vocabulary.ts';
import type { TestTalk } from '../grading/talk.ts';
import { caseScore, guideWeights } from '../grading/scores.ts';
import { literacies } from '../conversations/vocabulary.ts';
import { hex128, type Random } from '../shared/random.ts';
import { abilityOffsets, chance, mean, overSuits } from './expected.ts';

/** A conversation of the pack with its seed: a guidance case of a form. */
export interface TalkRecipe {
  situation: string;
  variant: string;
  seed: string;
}

/** Fewer steps say too little of guidance (measurement design 1.4). */
const leastSteps = 8;

/** What of a conversation does not come at the first reply can be made up for: by so many logits its steps are easier than a single try; fitted to conversations played by synthetic operators. */
const secondTries = 1.6;
const harderBy = { 1: 0.3, 2: 0, 3: -0.3 } as const;

/** How operators reply in tests of a level: what its blueprint says. */
export const testMode = (catalogue: Catalogue, level: number): Mode => levelOf(catalogue, level).blueprint?.replies ?? 'cards';

/** `G1/meatball-cart`: what a person has met is known by it. */
export const talkName = ({ situation, variant }: Pick<TalkRecipe, 'situation' | 'variant'>): string => `${situation}/${variant}`;

/** The same name of a conversation that was drawn. */
export const nameOf = ({ script }: Pick<TestTalk, 'script'>): string => talkName({ situation: script.situation.id, variant: script.variant.id });

/** The conversations that tests of a level draw from. Assisted applications are longer than a case of a test and stay in practice. */
export const talksOfLevel = (catalogue: Catalogue, level: number): { situation: Situation; variant: Variant }[] =>
  [...catalogue.situations.values()].flatMap((situation) =>
    situation.variants
      .filter((variant) => variant.levels.includes(level) && !variant.application && requiredSteps(variant).length >= leastSteps)
      .map((variant) => ({ situation, variant })),
  );

/**
 * Draws so many guidance cases of a level, no two of one situation: none that the person has met, and only where the pack has too few those met longest ago. In: the names of those met, oldest
 * first. RangeError when the level has too few.
 */
export function drawTalks(catalogue: Catalogue, level: number, count: number, random: Random, met: readonly string[]): TalkRecipe[] {
  const lastMet = new Map(met.map((name, at) => [name, at]));
  const all = random.shuffle(talksOfLevel(catalogue, level).map(({ situation, variant }) => ({ situation: situation.id, variant: variant.id })));
  const ordered = all.sort((a, b) => (lastMet.get(talkName(a)) ?? -1) - (lastMet.get(talkName(b)) ?? -1));
  const chosen = ordered.filter(({ situation }, at) => ordered.findIndex((each) => each.situation === situation) === at).slice(0, count);
  if (chosen.length < count) throw new RangeError(`level ${level} has ${chosen.length} of ${count} conversations for guidance cases`);
  return chosen.map((each) => ({ ...each, seed: hex128(random) }));
}

/** The conversation of a recipe, held with cards where nothing else is said. RangeError for one that the catalogue does not know. */
export function talkOf(catalogue: Catalogue, recipe: TalkRecipe, mode: Mode = 'cards'): TestTalk {
  const situation = known(catalogue.situations, recipe.situation, 'situation');
  const variant = known(new Map(situation.variants.map((each) => [each.id, each])), recipe.variant, `variant of ${situation.id}`);
  const script: Script = { situation, variant, bank: catalogue.guideWords, seed: recipe.seed };
  return { script, mode };
}

const difficultyOf = ({ difficulty, citizen }: Variant): number => difficulty + harderBy[literacies[citizen.literacy]] - secondTries;

/** What an operator of ability theta is expected to score on a guidance case, 0..100: each step with the chance of its difficulty, a citizen who is helped, and no fatal flag. A model for making forms alike, not a grade. */
export const expectedTalk = (variant: Variant, theta: number): number => overSuits((shift) => caseScore({ PMD: chance(theta + shift, difficultyOf(variant)), DEC: 1, ITG: 1 }, guideWeights));

/** The expected score of a guidance case at each ability around this one. */
export const talkCourse = (variant: Variant, theta: number): number[] => abilityOffsets.map((offset) => expectedTalk(variant, theta + offset));

/** The mean expected score over the conversations of a level: that of the reference form. */
export const referenceTalk = (catalogue: Catalogue, level: number, theta: number): number => mean(talksOfLevel(catalogue, level).map(({ variant }) => expectedTalk(variant, theta)));

/** Rasch information of a guidance case at an ability: of each of its steps. */
export function talkInformation(variant: Variant, theta: number): number {
  const p = chance(theta, difficultyOf(variant));
  return requiredSteps(variant).length * p * (1 - p);
}
