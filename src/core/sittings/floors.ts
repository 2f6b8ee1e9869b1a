import { type Competency, competencies } from '../shared/competency.ts';
import { augment, type Matrix } from './augment.ts';

/** What synthetic operators say about the sub-scores of a level, in the order of `competencies`; shares 0..1. */
export interface Calibration {
  /** Means of the population. */
  mean: readonly number[];
  /** Expected sub-scores of an operator whose every ability is at the cut. */
  cut: readonly number[];
  /** Covariance of the true sub-scores: that of the observed ones less their mean error variances. */
  covariance: Matrix;
}

/** What was scored of a competency: 0..1 each. */
export interface Scored {
  competency: Competency;
  score: number;
}

/** A floor of one competency and where this person stands. Shares 0..1. */
export interface FloorState {
  competency: Competency;
  /** Augmented sub-score of test and practice together. */
  estimate: number;
  floor: number;
  /** Observations of the test, and of practice beside them. */
  observations: number;
  practice: number;
  /** There are enough observations to decide on this floor. */
  decided: boolean;
  failed: boolean;
  /** The test alone cannot tell on which side of the floor the person is. */
  atRisk: boolean;
  /** Test and practice together cannot tell it either. */
  open: boolean;
}

/** The floor lies so far below the expected sub-score at the cut. */
const belowCut = 0.15;
/** Observations are less independent than draws: their error is larger by this factor. */
const errorFactor = 1.15;
export const risk = 1.645;
/** No floor is decided on fewer observations, of which so many from the test itself; verification asks for more. */
const leastForFloor = { all: 30, test: 10, verification: 40 };
/** So many observations of practice count at most. */
export const mostPractice = 60;

const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
const mean = (list: readonly number[], none: number) => (list.length === 0 ? none : sum(list) / list.length);

/** Error variance of a share of n observations; of none it is beyond measure. */
const errorOf = (share: number, n: number): number => (n === 0 ? 1e6 : (errorFactor ** 2 * Math.max(0.01, share * (1 - share))) / n);

/**
 * Where a person stands against the floors (measurement design 1.5). In: every observation of the test, those of unassisted practice in the last 60 days, newest
 * last (the newest 60 of a competency count), and the calibration of the level. A floor is never applied to a raw sub-score: it is failed when the augmented one of
 * test and practice together is below it, and there are enough observations.
 */
export function floorsOf(test: readonly Scored[], practice: readonly Scored[], calibration: Calibration): FloorState[] {
  const scores = (list: readonly Scored[], competency: Competency) => list.filter((each) => each.competency === competency).map(({ score }) => score);
  const own = competencies.map((competency, at) => {
    const observed = scores(test, competency);
    const pooled = [...observed, ...scores(practice, competency).slice(-mostPractice)];
    return { observed, pooled, share: mean(pooled, calibration.mean[at]!) };
  });
  const errors = own.map(({ pooled }, at) => errorOf(calibration.mean[at]!, pooled.length));
  const estimates = augment(own.map(({ share }) => share), errors, calibration.mean, calibration.covariance);
  return competencies.map((competency, at) => {
    const { observed, pooled } = own[at]!;
    const floor = Math.max(0, calibration.cut[at]! - belowCut);
    const decided = pooled.length >= (competency === 'VER' ? leastForFloor.verification : leastForFloor.all) && observed.length >= leastForFloor.test;
    const share = mean(observed, calibration.mean[at]!);
    return {
      competency,
      estimate: estimates[at]!,
      floor,
      observations: observed.length,
      practice: pooled.length - observed.length,
      decided,
      failed: decided && estimates[at]! < floor,
      atRisk: Math.abs(share - floor) < risk * Math.sqrt(errorOf(share, observed.length)),
      open: Math.abs(own[at]!.share - floor) < risk * Math.sqrt(errorOf(own[at]!.share, pooled.length)),
    };
  });
}
