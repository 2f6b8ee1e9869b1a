import { type Catalogue, known, levelOf } from '../catalogue/catalogue.ts';
import type { Level, Question } from '../catalogue/content.ts';
import type { Variant } from '../conversations/format.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { generateCase } from '../cases/generate.ts';
import { type Truth, truthOf } from '../checks/truth.ts';
import type { Form } from './assemble.ts';
import { abilityOffsets, chance, expectedCase, expectedItems, priors } from './expected.ts';
import { cutAbility } from './reference.ts';
import { roundTo } from './rounding.ts';
import { expectedTalk, talkInformation, talkOf } from './talks.ts';

/** A case of a form with its truth, from which its expected score follows. */
interface Known {
  permitCase: PermitCase;
  truth: Truth;
}

/** What an operator of an ability is expected to score in all on these cases and items, 0..100, by the weight of the level. */
function expectedTotal(catalogue: Catalogue, { blueprint }: Level, cases: readonly Known[], talks: readonly Variant[], items: readonly Question[], theta: number): number {
  const weight = blueprint!.caseWeight;
  const permits = cases.reduce((sum, { permitCase, truth }) => sum + expectedCase(catalogue, permitCase, truth, theta), 0);
  const score = talks.reduce((sum, variant) => sum + expectedTalk(variant, theta), permits) / (cases.length + talks.length);
  return weight * score + (1 - weight) * expectedItems(items, theta);
}

const knownCases = (catalogue: Catalogue, form: Form): Known[] =>
  form.cases.map((recipe) => {
    const permitCase = generateCase(catalogue, recipe);
    return { permitCase, truth: truthOf(catalogue, permitCase) };
  });

const variantsOf = (catalogue: Catalogue, { talks = [] }: Form): Variant[] => talks.map((talk) => talkOf(catalogue, talk).script.variant);

const questionsOf = (catalogue: Catalogue, ids: readonly string[]): Question[] => ids.map((id) => known(catalogue.questions, id, 'question'));

/** The characteristic curve of a form and what follows from it. */
export interface FormMeasures {
  /** The ability at the cut, logits. */
  cutAbility: number;
  /** Expected totals at abilities from one logit below the cut to one above. */
  curve: { theta: number; expected: number }[];
  /** The form's own cut: its expected total at the ability of the cut, 0..100 to one decimal. */
  rawCut: number;
  /** Rasch information at the ability of the cut, per logit squared: the sum of p(1-p) over all opportunities. */
  information: number;
  cases: { expected: number; information: number }[];
  /** Of its guidance cases. */
  talks: { expected: number; information: number }[];
}

/** Measures a form of a level (measurement design 1.5, 5). The same form and content give the same numbers. */
export function measureForm(catalogue: Catalogue, level: number, form: Form): FormMeasures {
  const rules = levelOf(catalogue, level);
  const cut = cutAbility(catalogue, level);
  const cases = knownCases(catalogue, form);
  const variants = variantsOf(catalogue, form);
  const items = questionsOf(catalogue, form.items);
  const informations = cases.map((each) => caseInformation(catalogue, each, cut));
  const talks = variants.map((variant) => ({ expected: expectedTalk(variant, cut), information: talkInformation(variant, cut) }));
  const total = (theta: number) => expectedTotal(catalogue, rules, cases, variants, items, theta);
  return {
    cutAbility: cut,
    curve: abilityOffsets.map((offset) => ({ theta: cut + offset, expected: total(cut + offset) })),
    rawCut: roundTo(total(cut), 1),
    information: [...informations, ...talks.map((each) => each.information)].reduce((sum, each) => sum + each, 0) + items.reduce((sum, { difficulty }) => sum + informationOf(cut, difficulty), 0),
    cases: cases.map(({ permitCase, truth }, at) => ({ expected: expectedCase(catalogue, permitCase, truth, cut), information: informations[at]! })),
    talks,
  };
}

/** The cut of a form, 0..100 to one decimal: its expected total at the ability of the cut. */
export const rawCutOf = (catalogue: Catalogue, level: number, form: Form): number =>
  roundTo(expectedTotal(catalogue, levelOf(catalogue, level), knownCases(catalogue, form), variantsOf(catalogue, form), questionsOf(catalogue, form.items), cutAbility(catalogue, level)), 1);

const informationOf = (theta: number, b: number): number => chance(theta, b) * (1 - chance(theta, b));

/** The information of a case as it arrives: of its defects and their clauses, decoys, class, levy, decision, reasons, letter, order, time and conversations. */
function caseInformation(catalogue: Catalogue, { permitCase, truth }: Known, theta: number): number {
  const service = known(catalogue.services, permitCase.service, 'service');
  const difficulties = [
    ...truth.failing.flatMap(({ difficulty }) => [difficulty, difficulty]),
    ...truth.decoys.map(({ difficulty }) => difficulty),
    ...(truth.class === null ? [] : [service.classification!.difficulty]),
    ...(truth.levy === null ? [] : [service.levy.kind === 'free' ? priors.free : service.levy.difficulty]),
    priors.decision, priors.letter, priors.order, priors.time,
    ...permitCase.conversations.map(({ id, script }) => (id === 'guide' ? known(catalogue.guides, script, 'guide script') : known(catalogue.messages, script, 'message script')).difficulty),
  ]; // prettier-ignore
  return difficulties.reduce((sum, b) => sum + informationOf(theta, b), 0);
}
