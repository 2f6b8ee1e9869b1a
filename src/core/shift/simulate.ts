import { type Catalogue, known } from '../catalogue/catalogue.ts';
import { type Kind, plainResponder, responderOf } from '../operators/responders.ts';
import type { Responder } from '../operators/responder.ts';
import { competencies, type Competency } from '../shared/competency.ts';
import { randomFrom } from '../shared/random.ts';
import { cutAbility } from '../sittings/reference.ts';
import { type Cases, caseOf } from './cases.ts';
import { playShift } from './operate.ts';
import { planShift } from './plan.ts';
import { scoreShift } from './score.ts';

/** The twelve operators of a shift: those of measurement design 6 whose ability differs, and one who takes every offer (`corrupt`). */
export const shiftKinds = ['expert', 'corrupt', 'solid', 'slow-careful', 'fatigued', 'weak-guide', 'borderline-above', 'borderline-below', 'careless-fast', 'law-not-letters', 'copier', 'guesser'] as const satisfies readonly (Kind | 'corrupt')[];
export type ShiftKind = (typeof shiftKinds)[number];

/** One of them at a level. */
export function shiftOperator(catalogue: Catalogue, level: number, kind: ShiftKind): Responder {
  const cut = cutAbility(catalogue, level);
  // In a shift everybody decides by what he noted: one oversight costs finding, decision and letter at once.
  return { ...responderOf(kind === 'corrupt' ? 'expert' : kind, cut, caseSpread), linked: true, ...(kind === 'corrupt' && { takes: 1 }) };
}
const caseSpread = 0.5;
/** The share of the allowed time that operators with nothing peculiar need. */
const usualPace = plainResponder(0, 0).pace;

/**
 * True ability of an operator: the share of opportunities as hard as the cut of the level that he gets right, over the competencies by their shares of the level (measurement
 * design 1.2), with what is peculiar to him: guessing, fatigue by the middle of the shift, offers taken, slowness. It knows nothing of how a shift is scored.
 */
export function trueAbility(catalogue: Catalogue, level: number, { theta, guess, fatigue, takes, pace }: Responder): number {
  const cut = cutAbility(catalogue, level);
  const shares = shareOf[level as 3 | 4 | 5];
  const chance = (competency: Competency): number => {
    const right = 1 / (1 + Math.exp(cut - theta[competency] + fatigue / 2));
    const sober = guess * 0.25 + (1 - guess) * right;
    return competency === 'ITG' ? sober * (1 - takes) : sober;
  };
  // A shift is laid out for the usual pace: who needs longer gets less done, however well.
  return Math.min(1, usualPace / pace) * competencies.reduce((sum, competency) => sum + (shares[competency] / 100) * chance(competency), 0);
}

/** Shares of the total score by competency, measurement design 1.2. */
const shareOf: Record<3 | 4 | 5, Record<Competency, number>> = {
  3: { VER: 28, REG: 16, KLS: 13, KEP: 19, PMD: 9, ITG: 8, WKT: 7 },
  4: { VER: 26, REG: 15, KLS: 12, KEP: 20, PMD: 10, ITG: 9, WKT: 8 },
  5: { VER: 24, REG: 15, KLS: 11, KEP: 21, PMD: 11, ITG: 10, WKT: 8 },
};

export interface KindOutcome {
  kind: ShiftKind;
  ability: number;
  mean: number;
  passed: number;
  accuracy: number;
  wkt: number;
}

export interface ShiftSimulation {
  shifts: number;
  spearman: number;
  kinds: KindOutcome[];
}

/** Files of so many seeds for each service are made once and come again in other shifts; every shift draws anew among them. */
const filesOfService = 12;

/** Many shifts, the same for all twelve operators. `tick` is called after each. */
export function simulateShifts(catalogue: Catalogue, level: number, shifts: number, seed: string, tick: () => void): ShiftSimulation {
  const made = new Map<string, ReturnType<Cases>>();
  const cases: Cases = (at, file) => {
    const key = `${file.service}/${file.seed}`;
    let found = made.get(key);
    if (!found) made.set(key, (found = caseOf(catalogue, at, { service: file.service, seed: file.seed })));
    return found;
  };
  const sums = new Map(shiftKinds.map((kind) => [kind, { total: 0, passed: 0, accuracy: 0, wkt: 0 }]));
  const random = randomFrom(seed, 'files');
  for (let at = 0; at < shifts; at++) {
    const plan = planShift(catalogue, level, `${seed}/${at}`, () => `stock-${random.int(1, filesOfService)}`);
    for (const kind of shiftKinds) {
      const score = scoreShift(catalogue, plan, playShift(catalogue, plan, shiftOperator(catalogue, level, kind), `${seed}/${at}/${kind}`, cases));
      const sum = known(sums, kind, 'operator');
      sum.total += score.total;
      sum.passed += score.passed ? 1 : 0;
      sum.accuracy += score.accuracy ?? 0;
      sum.wkt += score.wkt ?? 0;
    }
    tick();
  }
  const kinds = shiftKinds.map((kind): KindOutcome => {
    const { total, passed, accuracy, wkt } = sums.get(kind)!;
    return { kind, ability: trueAbility(catalogue, level, shiftOperator(catalogue, level, kind)), mean: total / shifts, passed, accuracy: accuracy / shifts, wkt: wkt / shifts };
  });
  return { shifts, spearman: spearman(kinds.map(({ ability }) => ability), kinds.map(({ mean }) => mean)), kinds };
}

/** Ranks from 1, ties sharing the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

/** Spearman's rank correlation of two lists of the same length, -1..1: Pearson's of their ranks. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length + 1) / 2;
  const product = (left: readonly number[], right: readonly number[]) => left.reduce((sum, value, at) => sum + (value - middle) * (right[at]! - middle), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

