import { type Catalogue, known, levelOf } from '../catalogue/catalogue.ts';
import type { Question } from '../catalogue/content.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { generateCase } from '../cases/generate.ts';
import { truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { gradeCase, graderVersion } from '../grading/grade.ts';
import type { Grade } from '../grading/mark.ts';
import { gradeTalk, type TestTalk } from '../grading/talk.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { assembleForm, drawCases, type Form } from '../sittings/assemble.ts';
import { chance, expectedCase, mean } from '../sittings/expected.ts';
import { blocksFor, extensionRules, needOf } from '../sittings/extension.ts';
import type { Calibration, Scored } from '../sittings/floors.ts';
import { cutAbility } from '../sittings/reference.ts';
import { expectedTalk, talkOf } from '../sittings/talks.ts';
import { roundTo } from '../sittings/rounding.ts';
import { points } from '../sittings/policies.ts';
import { scoringPolicy, type TestResult } from '../sittings/score.ts';

/** A case that is made ahead, with its expected score at the ability of the cut. */
export interface ReadyCase {
  recipe: Recipe;
  permitCase: PermitCase;
  atCut: number;
}

/** A guidance case with its expected score at the ability of the cut. */
export interface ReadyTalk {
  talk: TestTalk;
  atCut: number;
}

export interface ReadyForm {
  cases: ReadyCase[];
  talks: ReadyTalk[];
  items: string[];
}

const untouched = { seenSeeds: [], seenItems: [] };

function ready(catalogue: Catalogue, level: number, recipe: Recipe): ReadyCase {
  // Frozen, because many people play it: its truth, and what arrives on it, are made once.
  const permitCase = Object.freeze(generateCase(catalogue, recipe));
  return { recipe, permitCase, atCut: expectedCase(catalogue, permitCase, truthOf(catalogue, permitCase), cutAbility(catalogue, level)) };
}

const readyForm = (catalogue: Catalogue, level: number, { cases, talks = [], items }: Form): ReadyForm => ({
  cases: cases.map((recipe) => ready(catalogue, level, recipe)),
  talks: talks.map((recipe) => {
    const talk = talkOf(catalogue, recipe);
    return { talk, atCut: expectedTalk(talk.script.variant, cutAbility(catalogue, level)) };
  }),
  items,
});

/** Forms and blocks of cases made ahead, so that many people can be tested without making each anew. */
export interface Stock {
  level: number;
  forms: ReadyForm[];
  /** Blocks of cases for extensions, made when a size is first asked for. */
  block(size: number, random: Random): ReadyCase[];
}

/** Makes so many forms of a level ahead, and as many blocks of every size that comes to be asked for. */
export function stockOf(catalogue: Catalogue, level: number, seed: string, count: number): Stock {
  const forms = Array.from({ length: count }, (_, at) => readyForm(catalogue, level, assembleForm(catalogue, level, `${seed}/form-${at}`, untouched)));
  const blocks = new Map<number, ReadyCase[][]>();
  return {
    level,
    forms,
    block(size, random) {
      let made = blocks.get(size);
      if (!made)
        blocks.set(size, (made = Array.from({ length: count }, (_, at) =>
          drawCases(catalogue, levelOf(catalogue, level), size, `${seed}/block-${size}-${at}`, new Set()).map(({ recipe }) => ready(catalogue, level, recipe)))));
      return random.pick(made);
    },
  };
}

/** Whoever sits a test: how he plays a case and holds a conversation, and which option of an item he chooses (empty: none). */
export interface Candidate {
  play(each: ReadyCase, turn: { random: Random; before: number }): Action[];
  talk(talk: TestTalk, turn: { random: Random; before: number }): Action[];
  answer(question: Question, random: Random): string;
}

/** A sat test: the result as it stands after the extensions, and how long it was. */
export interface Sat {
  base: TestResult;
  result: TestResult;
  cases: number;
  items: number;
  extensions: number;
  cut: number;
}

export interface Rules {
  /** Without it no floor is applied and no extension follows. */
  calibration: Calibration | null;
  practice: readonly Scored[];
}

/**
 * One person sits one form through the real engine: cases are played, graded and scored as those of a trainee, and extended as the rule says. The same arguments
 * give the same result.
 */
export function sit(catalogue: Catalogue, stock: Stock, form: ReadyForm, candidate: Candidate, { calibration, practice }: Rules, seed: string): Sat {
  const { level } = stock;
  const random = randomFrom(seed, 'sitting');
  const { caseWeight } = levelOf(catalogue, level).blueprint!;
  const ability = cutAbility(catalogue, level);
  const cases: { atCut: number }[] = [];
  const grades: Grade[] = [];
  const questions: Question[] = [];
  const rights: boolean[] = [];
  const add = (part: ReadyForm): TestResult => {
    for (const each of part.cases) {
      grades.push(gradeCase(catalogue, each.permitCase, candidate.play(each, { random, before: cases.length })));
      cases.push(each);
    }
    for (const each of part.talks) {
      grades.push(gradeTalk(each.talk, candidate.talk(each.talk, { random, before: cases.length }), graderVersion));
      cases.push(each);
    }
    for (const id of part.items) {
      const question = known(catalogue.questions, id, 'question');
      questions.push(question);
      rights.push(candidate.answer(question, random) === question.key);
    }
    const knowledge = 100 * mean(questions.map(({ difficulty }) => chance(ability, difficulty)));
    const input = {
      grades,
      answers: questions.map(({ competency }, at) => ({ competency, right: rights[at]! })),
      cut: roundTo(caseWeight * mean(cases.map(({ atCut }) => atCut)) + (1 - caseWeight) * knowledge, 1),
      caseWeight,
      ...(calibration && { floors: { calibration, practice } }),
    };
    return points(input, scoringPolicy);
  };
  const base = add(form);
  let result = base;
  let extensions = 0;
  for (; extensions < extensionRules(catalogue, level).rounds; extensions++) {
    const need = needOf(result);
    if (!need) break;
    const { cases: count, items } = blocksFor(catalogue, level, need, `${seed}/extension-${extensions + 1}`, questions.map(({ id }) => id));
    if (count === 0 && items.length === 0) break;
    result = add({ cases: count === 0 ? [] : stock.block(count, random), talks: [], items });
  }
  return { base, result, cases: cases.length, items: questions.length, extensions, cut: result.cut };
}
