import { type Catalogue, known, levelOf, serviceOf } from '../core/catalogue/catalogue.ts';
import { decisions } from '../core/catalogue/content.ts';
import { generateCase } from '../core/cases/generate.ts';
import { truthOf } from '../core/checks/truth.ts';
import { competencies } from '../core/shared/competency.ts';
import { assembleForm, type Form, tolerance } from '../core/sittings/assemble.ts';
import { type FormMeasures, measureForm } from '../core/sittings/curve.ts';
import { keyCounts } from '../core/sittings/draw.ts';
import { optionOrder } from '../core/sittings/items.ts';
import { guidanceShare, referenceCourse, referenceItems } from '../core/sittings/reference.ts';
import { talkOf, type TalkRecipe, testMode } from '../core/sittings/talks.ts';
import { requiredSteps } from '../core/conversations/required.ts';
import { expectedItems } from '../core/sittings/expected.ts';
import { usage, UsageError } from './usage-error.ts';

export interface FormOptions {
  level: string;
  seed: string;
  withTruth?: boolean;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** A level given as text; UsageError unless it is one of the pack's. */
export function levelFrom(catalogue: Catalogue, text: string): number {
  const level = Number(text);
  if (!Number.isInteger(level)) throw new UsageError(`level: "${text}" is not a whole number`);
  usage(() => levelOf(catalogue, level));
  return level;
}

/** `form assemble`: the form of a seed for somebody who has seen nothing, its measures and its constraints; keys and right decisions only when asked for. */
export function assembleCommand(catalogue: Catalogue, options: FormOptions): object {
  const level = levelFrom(catalogue, options.level);
  const form = usage(() => assembleForm(catalogue, level, options.seed, { seenSeeds: [], seenItems: [] }));
  const measures = measureForm(catalogue, level, form);
  return {
    level,
    seed: options.seed,
    contentVersion: catalogue.version,
    rawCut: measures.rawCut,
    cutAbility: round(measures.cutAbility),
    curve: measures.curve.map(({ theta, expected }) => ({ theta: round(theta), expected: round(expected) })),
    information: round(measures.information),
    constraints: constraintsOf(catalogue, level, form, measures),
    cases: form.cases.map((recipe, at) => ({
      ...(options.withTruth ? recipe : { service: recipe.service, level: recipe.level }),
      expected: round(measures.cases[at]!.expected),
      information: round(measures.cases[at]!.information),
      ...(options.withTruth && caseTruth(catalogue, recipe)),
    })),
    talks: (form.talks ?? []).map((talk, at) => ({
      ...talkSummary(catalogue, level, talk, options.withTruth ?? false),
      expected: round(measures.talks[at]!.expected),
      information: round(measures.talks[at]!.information),
    })),
    items: form.items.map((id) => {
      const question = known(catalogue.questions, id, 'question');
      const { competency, difficulty, anchor, stem, key, explanation } = question;
      const choices = optionOrder(question, options.seed).map((option) => ({ key: option.key, text: question.options.find((each) => each.id === option.option)!.text }));
      return { id, competency, difficulty, anchor, stem, options: choices, ...(options.withTruth && { right: optionOrder(question, options.seed).find((option) => option.option === key)!.key, explanation }) };
    }),
  };
}

function caseTruth(catalogue: Catalogue, recipe: Form['cases'][number]): object {
  const { decision, failing, decoys } = truthOf(catalogue, generateCase(catalogue, recipe));
  return { decision, failing: failing.map(({ id }) => id), decoys: decoys.map(({ id }) => id) };
}

/** A guidance case: the channel, the citizen and how he is found; which conversation it is, and its steps, only when the truth was asked for. */
function talkSummary(catalogue: Catalogue, level: number, recipe: TalkRecipe, withTruth: boolean): object {
  const { script, mode } = talkOf(catalogue, recipe, testMode(catalogue, level));
  const { variant } = script;
  const shown = { channel: variant.channel, citizen: variant.citizen.name, setting: variant.setting, mode };
  return withTruth ? { ...recipe, ...shown, steps: requiredSteps(variant), tempts: variant.tempts?.flag ?? null } : shown;
}

interface Constraint {
  id: string;
  have: unknown;
  need: unknown;
  met: boolean;
}

/** What the blueprint asks of every form (measurement design 1.4, 5), and whether this one has it. */
function constraintsOf(catalogue: Catalogue, level: number, form: Form, measures: FormMeasures): Constraint[] {
  const rules = levelOf(catalogue, level);
  const blueprint = rules.blueprint!;
  const cases = form.cases.map((recipe) => generateCase(catalogue, recipe));
  const truths = cases.map((permitCase) => truthOf(catalogue, permitCase));
  const items = form.items.map((id) => known(catalogue.questions, id, 'question'));
  const mix = Object.fromEntries(decisions.map((decision) => [decision, truths.filter((truth) => truth.decision === decision).length]));
  const permits = blueprint.cases - blueprint.guidance;
  const talks = form.talks ?? [];
  const steps = talks.map((talk) => requiredSteps(talkOf(catalogue, talk).script.variant).length);
  const wanted = keyCounts(rules.keyMix, permits);
  const fields = (codes: readonly string[]) => [...new Set(codes.map((code) => serviceOf(catalogue, code).field))].sort();
  const per = Object.fromEntries(competencies.map((competency) => [competency, items.filter((item) => item.competency === competency).length]));
  const anchors = items.filter(({ anchor }) => anchor).length;
  const clean = truths.filter(({ failing }) => failing.length === 0).length;
  const messages = cases.filter(({ conversations }) => conversations.some(({ id }) => id === 'message')).length;
  const off = Math.max(...measures.curve.map(({ theta, expected }, at) => Math.abs(expected - referenceTotal(catalogue, level, theta, at))));
  const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
  return [
    { id: 'cases', have: cases.length, need: permits, met: cases.length === permits },
    { id: 'guidance', have: talks.length, need: blueprint.guidance, met: talks.length === blueprint.guidance },
    { id: 'guidance-steps', have: steps, need: 8, met: steps.every((count) => count >= 8) },
    { id: 'decisions', have: mix, need: wanted, met: same(mix, wanted) },
    { id: 'fields', have: fields(cases.map(({ service }) => service)), need: fields(rules.services), met: same(fields(cases.map(({ service }) => service)), fields(rules.services)) },
    { id: 'zero-defect', have: clean, need: 1, met: clean >= 1 },
    { id: 'integrity', have: messages, need: 3, met: messages >= 3 },
    { id: 'items', have: per, need: blueprint.perCompetency, met: competencies.every((each) => per[each] === (blueprint.perCompetency[each] ?? 0)) },
    { id: 'anchors', have: anchors, need: blueprint.anchors, met: anchors === blueprint.anchors },
    { id: 'curve', have: round(off), need: tolerance, met: off <= tolerance },
  ];
}

/** The expected total of the reference at the ability that stands at this place of the curve. */
function referenceTotal(catalogue: Catalogue, level: number, theta: number, at: number): number {
  const rules = levelOf(catalogue, level);
  const { caseWeight, items } = rules.blueprint!;
  const knowledge = referenceItems(catalogue, rules).reduce((sum, group) => sum + group.count * expectedItems(group.items, theta), 0) / items;
  return caseWeight * referenceCourse(catalogue, rules, guidanceShare(rules))[at]! + (1 - caseWeight) * knowledge;
}
