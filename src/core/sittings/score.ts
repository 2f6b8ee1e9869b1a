import type { Grade } from '../grading/mark.ts';
import { testScore } from '../grading/scores.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { type Calibration, type FloorState, floorsOf, risk, type Scored } from './floors.ts';
import { roundTo } from './rounding.ts';

/** The version of the rules below, stored with each result. Before 2015.2 there were no floors and no cut of a form's own; before 2015.3 no test was extended; before 2015.4 the floors were those of tests without guidance cases. */
export const scoringPolicy = '2015.4';

/** Below this number of observations a competency is not reported (measurement design, 2.9). */
export const leastObservations = 15;

export interface TestInput {
  grades: readonly Grade[];
  /** One entry for each knowledge item of the form; an unanswered one is not right. */
  answers: readonly { competency: Competency; right: boolean }[];
  cut: number;
  /** Share of the cases in the total, 0..1. */
  caseWeight: number;
  /** The floors of the level and unassisted practice of the last 60 days, newest last; without them no floor is applied. */
  floors?: { calibration: Calibration; practice: readonly Scored[] };
}

/** A test that has been scored: whose it is, what came out, and when. */
export interface ScoredTest {
  sittingId: number;
  traineeId: number;
  level: number;
  /** The short form by which a level that was reached is renewed. */
  renewal: boolean;
  result: TestResult;
  at: Date;
}

export interface TestResult {
  /** 0..100, to one decimal; this rounded value is what is compared with the cut. */
  total: number;
  sem: number;
  cut: number;
  passed: boolean;
  /** Mean of the cases and percentage of right items, 0..100. */
  cases: number;
  knowledge: number;
  critical: readonly string[];
  /** 0..100, or null where there are too few observations. */
  profile: readonly { competency: Competency; score: number | null; observations: number }[];
  /** Kinds of defect (D01...) that were missed in at least one case. */
  missedDefects: readonly string[];
  /** The total lies within 1.645 standard errors of the cut. */
  near?: boolean;
  /** Where the person stands against each floor; absent where none was applied. */
  floors?: readonly FloorState[];
}

/**
 * The result of a test (measurement design 1.5 and 2.9): T with its standard error; passed when T reaches the cut, no competency is below its floor and there is no
 * critical error (which is provisional until two people have confirmed it); and the profile: for each competency the points won of the points that could be won in
 * cases and items, each weighed as in T. Floors are applied to augmented sub-scores, never to those of the profile. RangeError without a case or without an item.
 */
export function scoreTest({ grades, answers, cut, caseWeight, floors: rules }: TestInput): TestResult {
  const right = answers.filter((answer) => answer.right).length;
  const { total, sem } = testScore({
    caseScores: grades.map((grade) => grade.total),
    knowledgeRight: right,
    knowledgeTotal: answers.length,
    caseWeight,
  });
  const critical = [...new Set(grades.flatMap((grade) => grade.critical.map(({ code }) => code)))].sort();
  const rounded = roundTo(total, 1);
  const floors = rules && floorsOf(scoredOf(grades, answers), rules.practice, rules.calibration);
  return {
    total: rounded,
    sem: roundTo(sem, 1),
    cut,
    passed: rounded >= cut && critical.length === 0 && !floors?.some(({ failed }) => failed),
    cases: roundTo(grades.reduce((sum, grade) => sum + grade.total, 0) / grades.length, 1),
    knowledge: roundTo((100 * right) / answers.length, 1),
    critical,
    profile: competencies.map((competency) => profileOf(competency, grades, answers, caseWeight)),
    missedDefects: [
      ...new Set(grades.flatMap((grade) => grade.defects.filter(({ found }) => !found).map(({ defect }) => defect))),
    ].sort(),
    ...(floors && { near: Math.abs(total - cut) < risk * sem, floors }),
  };
}

/** Every observation of a test: those of its cases, and one for each item. */
export const scoredOf = (grades: readonly Grade[], answers: TestInput['answers']): Scored[] => [
  ...grades.flatMap((grade) => grade.observations.map(({ competency, score }) => ({ competency, score }))),
  ...answers.map(({ competency, right }) => ({ competency, score: right ? 1 : 0 })),
];

function profileOf(
  competency: Competency,
  grades: readonly Grade[],
  answers: TestInput['answers'],
  caseWeight: number,
): TestResult['profile'][number] {
  const marks = grades.flatMap((grade) => grade.marks.filter((mark) => mark.competency === competency));
  const items = answers.filter((answer) => answer.competency === competency);
  const caseUnit = caseWeight / grades.length;
  const itemUnit = (100 * (1 - caseWeight)) / answers.length;
  const won =
    caseUnit * marks.reduce((sum, mark) => sum + mark.points, 0) + itemUnit * items.filter(({ right }) => right).length;
  const most = caseUnit * marks.reduce((sum, mark) => sum + mark.outOf, 0) + itemUnit * items.length;
  const observed = grades.reduce(
    (sum, grade) => sum + grade.observations.filter((each) => each.competency === competency).length,
    0,
  );
  const observations = observed + items.length;
  const score = observations < leastObservations || most <= 0 ? null : roundTo((100 * Math.max(0, won)) / most, 1);
  return { competency, score, observations };
}
