import { type Catalogue, known } from '../catalogue/catalogue.ts';
import { gradeCase, graderVersion } from '../grading/grade.ts';
import { gradeTalk } from '../grading/talk.ts';
import { competencies } from '../shared/competency.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { chance, mean } from '../sittings/expected.ts';
import type { Calibration, Scored } from '../sittings/floors.ts';
import { mostPractice } from '../sittings/floors.ts';
import { cutAbility } from '../sittings/reference.ts';
import { scoredOf } from '../sittings/score.ts';
import { talkActions } from './converse.ts';
import { answerItem, normal, respond, type Responder } from './responder.ts';
import { type Kind, kinds, plainResponder, responderOf, sevenAbilities } from './responders.ts';
import { strategies, strategist } from './strategies.ts';
import { type Candidate, type ReadyForm, type Sat, sit, type Stock } from './sitting.ts';

const startAt = '2015-06-01T01:00:00.000Z';

/** A synthetic operator as one who sits tests. */
export function candidateOf(catalogue: Catalogue, responder: Responder): Candidate {
  return {
    play: ({ recipe, permitCase }, { random, before }) => respond(catalogue, recipe, permitCase, responder, { random, before, startAt, prefix: 'step-sim' }),
    talk: ({ script }, { random, before }) => talkActions(script, responder, { random, before, startAt, prefix: 'talk-sim' }),
    answer: (question, random) => answerItem(question, responder, random),
  };
}

/** Unassisted practice of the last 60 days: as many observations of each competency as count, at the difficulties that cases and items have. */
export const practiceOf = (responder: Responder, random: Random): Scored[] =>
  competencies.flatMap((competency) =>
    Array.from({ length: mostPractice }, () => ({ competency, score: random.chance(chance(responder.theta[competency] + responder.caseSpread * normal(random), 0.5 * normal(random))) ? 1 : 0 })),
  );

/** One person with two forms. */
interface Pair {
  theta: number;
  sat: readonly [Sat, Sat];
}

const distant = { half: 0.5, one: 1 };

/** How well tests tell who is above the cut; rates 0..1. */
export interface Classification {
  operators: number;
  accuracy: number;
  consistency: number;
  falsePass: number;
  falseFail: number;
  /** Of those at least so many logits from the cut. */
  accuracyBeyondHalf: number;
  accuracyBeyondOne: number;
  reliability: number;
  meanCases: number;
  meanItems: number;
  extended: number;
  /** Of those above the cut, who made what the machine takes for a critical error; of those below it. */
  criticalAbove: number;
  criticalBelow: number;
  /** The whole rule with floors and critical errors: how many of those above the cut fail by a floor alone. */
  floorFailedAbove: number;
  /** Who did not reach the cut on the first form and sits the second, as he is: how many, and of those below and above the cut how many then reach it. */
  retakers: number;
  retakePassBelow: number;
  retakePassAbove: number;
  /** Points by which the second form of a person differs from the first, mean over all: what a fresh form alone gives (measurement design 5: at most .3). */
  formGain: number;
}

/** What the total alone says: G1 to G6 are about the compensatory total (measurement design 6). */
const passesByTotal = ({ result }: Sat): boolean => result.total >= result.cut;

/** A population N(cut + .5, 1) of one general ability, each person with two random forms (measurement design 6). Calls back after each person. */
export function classify(catalogue: Catalogue, stock: Stock, { operators, caseSpread, seed, calibration }: { operators: number; caseSpread: number; seed: string; calibration: Calibration | null }, tick: () => void): Classification {
  const cut = cutAbility(catalogue, stock.level);
  const random = randomFrom(seed, 'population');
  const pairs = Array.from({ length: operators }, (_, at): Pair => {
    const theta = cut + 0.5 + normal(random);
    const responder = plainResponder(theta, caseSpread);
    const candidate = candidateOf(catalogue, responder);
    const practice = practiceOf(responder, random);
    const [first, second] = random.sample(stock.forms, 2) as [ReadyForm, ReadyForm];
    const one = (form: ReadyForm, which: string) => sit(catalogue, stock, form, candidate, { calibration, practice }, `${seed}/${at}/${which}`);
    const pair: Pair = { theta, sat: [one(first, 'a'), one(second, 'b')] };
    tick();
    return pair;
  });
  return summarise(pairs, cut);
}

const share = (list: readonly boolean[]): number => (list.length === 0 ? 1 : list.filter(Boolean).length / list.length);

function summarise(pairs: readonly Pair[], cut: number): Classification {
  const sittings = pairs.flatMap(({ theta, sat }) => sat.map((each) => ({ theta, each, able: theta >= cut, pass: passesByTotal(each) })));
  const accuracy = (beyond: number) => share(sittings.filter(({ theta }) => Math.abs(theta - cut) >= beyond).map(({ able, pass }) => able === pass));
  const critical = (able: boolean) => share(sittings.filter((entry) => entry.able === able).map(({ each }) => each.result.critical.length > 0));
  return {
    operators: pairs.length,
    accuracy: accuracy(0),
    consistency: share(pairs.map(({ sat }) => passesByTotal(sat[0]) === passesByTotal(sat[1]))),
    falsePass: share(sittings.map(({ able, pass }) => pass && !able)),
    falseFail: share(sittings.map(({ able, pass }) => able && !pass)),
    accuracyBeyondHalf: accuracy(distant.half),
    accuracyBeyondOne: accuracy(distant.one),
    reliability: correlation(pairs.map(({ sat }) => sat[0].result.total), pairs.map(({ sat }) => sat[1].result.total)),
    meanCases: mean(sittings.map(({ each }) => each.cases)),
    meanItems: mean(sittings.map(({ each }) => each.items)),
    extended: share(sittings.map(({ each }) => each.extensions > 0)),
    criticalAbove: critical(true),
    criticalBelow: critical(false),
    ...retakesOf(pairs, cut),
    floorFailedAbove: share(sittings.filter(({ able }) => able).map(({ each, pass }) => pass && (each.result.floors ?? []).some(({ failed }) => failed))),
  };
}

function retakesOf(pairs: readonly Pair[], cut: number): Pick<Classification, 'retakers' | 'retakePassBelow' | 'retakePassAbove' | 'formGain'> {
  const failed = pairs.filter(({ sat }) => !passesByTotal(sat[0]));
  const passed = (list: readonly Pair[]) => (list.length === 0 ? 0 : share(list.map(({ sat }) => passesByTotal(sat[1]))));
  return {
    retakers: failed.length / pairs.length,
    retakePassBelow: passed(failed.filter(({ theta }) => theta < cut)),
    retakePassAbove: passed(failed.filter(({ theta }) => theta >= cut)),
    formGain: mean(pairs.map(({ sat }) => sat[1].result.total - sat[0].result.total)),
  };
}

/** Pearson's correlation of two lists. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (at: number) => number) => x.reduce((total, _, at) => total + f(at), 0);
  return sum((at) => (x[at]! - mx) * (y[at]! - my)) / Math.sqrt(sum((at) => (x[at]! - mx) ** 2) * sum((at) => (y[at]! - my) ** 2));
}

/** How the operators of measurement design 6 fare, each so many times. */
export function byKind(catalogue: Catalogue, stock: Stock, { each, seed, calibration }: { each: number; seed: string; calibration: Calibration | null }, tick: () => void) {
  return kinds.map((kind: Kind) => {
    const responder = responderOf(kind, cutAbility(catalogue, stock.level), 0.5);
    const candidate = candidateOf(catalogue, responder);
    const random = randomFrom(seed, `kind/${kind}`);
    const sat = Array.from({ length: each }, (_, at) => {
      const done = sit(catalogue, stock, random.pick(stock.forms), candidate, { calibration, practice: practiceOf(responder, random) }, `${seed}/${kind}/${at}`);
      tick();
      return done;
    });
    return {
      kind,
      mean: mean(sat.map(({ result }) => result.total)),
      passed: share(sat.map(({ result }) => result.passed)),
      critical: share(sat.map(({ result }) => result.critical.length > 0)),
      floor: share(sat.map(({ result }) => (result.floors ?? []).some(({ failed }) => failed))),
      meanCases: mean(sat.map(({ cases }) => cases)),
    };
  });
}

/** How people fare who follow a strategy instead of working, each strategy so many times (G7). */
export function byStrategy(catalogue: Catalogue, stock: Stock, { each, seed, calibration }: { each: number; seed: string; calibration: Calibration | null }, tick: () => void) {
  return strategies.map((strategy) => {
    const candidate = strategist(catalogue, strategy);
    const random = randomFrom(seed, `strategy/${strategy}`);
    const sat = Array.from({ length: each }, (_, at) => {
      const done = sit(catalogue, stock, random.pick(stock.forms), candidate, { calibration, practice: [] }, `${seed}/${strategy}/${at}`);
      tick();
      return done;
    });
    const totals = sat.map(({ result }) => result.total);
    return { strategy, tests: each, mean: mean(totals), most: Math.max(...totals), passed: sat.filter(({ result }) => result.passed).length, byTotal: sat.filter(passesByTotal).length };
  });
}

/** Spread over forms of the expected total of one operator at the cut (G6). Cases by playing them so many times, items by exact expectation. */
export function formSpread(catalogue: Catalogue, stock: Stock, { replications, seed, caseWeight }: { replications: number; seed: string; caseWeight: number }, tick: () => void) {
  const cut = cutAbility(catalogue, stock.level);
  const candidate = candidateOf(catalogue, plainResponder(cut, 0.5));
  let noise = 0;
  const totals = stock.forms.map(({ cases, talks, items }, at) => {
    const plays = [
      ...cases.map((each) => (random: Random) => gradeCase(catalogue, each.permitCase, candidate.play(each, { random, before: 0 })).total),
      ...talks.map(({ talk }) => (random: Random) => gradeTalk(talk, candidate.talk(talk, { random, before: 0 }), graderVersion).total),
    ];
    const means = plays.map((play, place) => {
      const random = randomFrom(seed, `spread/${at}/${place}`);
      const scores = Array.from({ length: replications }, () => play(random));
      const centre = mean(scores);
      noise += (caseWeight / plays.length) ** 2 * (scores.reduce((sum, score) => sum + (score - centre) ** 2, 0) / (replications - 1) / replications);
      return centre;
    });
    tick();
    return caseWeight * mean(means) + 100 * (1 - caseWeight) * mean(items.map((id) => chance(cut, known(catalogue.questions, id, 'question').difficulty)));
  });
  const centre = mean(totals);
  const variance = totals.reduce((sum, total) => sum + (total - centre) ** 2, 0) / (totals.length - 1);
  return {
    forms: totals.length,
    replications,
    mean: centre,
    sd: Math.sqrt(variance),
    /** Without what comes from playing each case a limited number of times. */
    sdWithoutNoise: Math.sqrt(Math.max(0, variance - noise / totals.length)),
    range: Math.max(...totals) - Math.min(...totals),
  };
}

/**
 * The calibration of a level's floors from synthetic operators with seven abilities that correlate by .72, N(cut + .5, 1). Each sits two forms: what the sub-scores of
 * one have in common with those of the other is the covariance of the true ones, free of error. Three sittings are made for each operator.
 */
export function calibrate(catalogue: Catalogue, stock: Stock, { operators, seed }: { operators: number; seed: string }, tick: () => void): Calibration {
  const cut = cutAbility(catalogue, stock.level);
  const random = randomFrom(seed, 'calibration');
  const people = Array.from({ length: operators }, (_, at) => {
    const responder = { ...plainResponder(0, 0.5), theta: sevenAbilities(cut + 0.5, 0.72, random) };
    return ['a', 'b'].map((which) => subScores(catalogue, stock, responder, randomFrom(seed, `person-${at}-${which}`), tick)) as [number[], number[]];
  });
  const atCut = Array.from({ length: operators }, (_, at) => subScores(catalogue, stock, plainResponder(cut, 0.5), randomFrom(seed, `cut-${at}`), tick));
  const meanOf = (form: 0 | 1, at: number) => mean(people.map((person) => person[form][at]!));
  const across = (a: number, b: number) => {
    const [ma, mb] = [meanOf(0, a), meanOf(1, b)];
    return people.reduce((sum, person) => sum + (person[0][a]! - ma) * (person[1][b]! - mb), 0) / (operators - 1);
  };
  return {
    mean: competencies.map((_, at) => (meanOf(0, at) + meanOf(1, at)) / 2),
    cut: competencies.map((_, at) => mean(atCut.map((person) => person[at]!))),
    covariance: competencies.map((_, a) => competencies.map((__, b) => (across(a, b) + across(b, a)) / 2)),
  };
}

/** The raw sub-scores of one sitting of a random form, 0..1. */
function subScores(catalogue: Catalogue, stock: Stock, responder: Responder, random: Random, tick: () => void): number[] {
  const candidate = candidateOf(catalogue, responder);
  const form = random.pick(stock.forms);
  const grades = [
    ...form.cases.map((each) => gradeCase(catalogue, each.permitCase, candidate.play(each, { random, before: 0 }))),
    ...form.talks.map(({ talk }) => gradeTalk(talk, candidate.talk(talk, { random, before: 0 }), graderVersion)),
  ];
  const answers = form.items.map((id) => {
    const question = known(catalogue.questions, id, 'question');
    return { competency: question.competency, right: candidate.answer(question, random) === question.key };
  });
  const scored = scoredOf(grades, answers);
  tick();
  return competencies.map((competency) => mean(scored.filter((each) => each.competency === competency).map(({ score }) => score)));
}
