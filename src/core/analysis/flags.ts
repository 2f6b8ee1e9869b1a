import type { DifClass } from './dif.ts';

/** Limits and least numbers of persons of the measurement design, 4. Below its least number a figure is shown, and is provisional. */
export const leastN = { p: 30, r: 100, d: 100, alpha: 100, options: 100, rasch: 250, dif: 200, drift: 200, exposure: 30 } as const;

/** Each has a text by this key. */
export const flagKeys = [
  'too-hard', 'too-easy', 'weak', 'negative', 'low-discrimination', 'option-unused', 'key-doubtful', 'underfit', 'overfit', 'dif-slight', 'dif-large',
  'drift', 'overexposed', 'alpha-low',
] as const; // prettier-ignore
export type FlagKey = (typeof flagKeys)[number];

export interface Flag {
  key: FlagKey;
  /** What it is about where an item has several: an option, a group, a version. */
  subject?: string;
  value: number;
  /** The limit that was passed. */
  limit: number;
  n: number;
  least: number;
  /** True below the least number of persons: look, but decide nothing. */
  provisional: boolean;
}

/** A figure and the number of persons behind it; null where it could not be computed. */
export interface Measured {
  value: number | null;
  n: number;
}

/** What is known of an item; whatever is left out raises no flag. */
export interface ItemFigures {
  p?: Measured;
  r?: Measured;
  d?: Measured;
  options?: { n: number; lines: readonly { option: string | null; key: boolean; share: number; r: number | null }[] };
  fit?: { n: number; infit: number | null; outfit: number | null };
  /** By name of the comparison; n is that of the smaller group. */
  dif?: readonly { group: string; class: DifClass; delta: number; n: number }[];
  drift?: readonly { version: number; shift: number | null; n: number }[];
  exposure?: Measured;
}

const limits = { hard: 0.2, easy: 0.95, weak: 0.15, d: 0.2, option: 0.05, distractorR: 0.05, drift: 0.3, exposure: 0.2, alpha: 0.8 };
/** Mean squares: the more persons, the closer to 1 (design 4). */
const fitLimits = (n: number): readonly [number, number] => (n < 500 ? [0.7, 1.3] : [0.8, 1.2]);

/** Everything about an item that a trainer should look at, the gravest kind of each figure only. In: its figures. Out: flags in the order of the figures. */
export function flagsOf({ p, r, d, options, fit, dif, drift, exposure }: ItemFigures): Flag[] {
  const flags: Flag[] = [];
  const raise = (key: FlagKey, value: number, limit: number, n: number, least: number, subject?: string) =>
    flags.push({ key, ...(subject !== undefined && { subject }), value, limit, n, least, provisional: n < least });
  const measured = (figure: Measured | undefined, check: (value: number, n: number) => void) => {
    if (figure && figure.value !== null) check(figure.value, figure.n);
  };
  measured(p, (value, n) => {
    if (value < limits.hard) raise('too-hard', value, limits.hard, n, leastN.p);
    if (value > limits.easy) raise('too-easy', value, limits.easy, n, leastN.p);
  });
  measured(r, (value, n) => {
    if (value < 0) raise('negative', value, 0, n, leastN.r);
    else if (value < limits.weak) raise('weak', value, limits.weak, n, leastN.r);
  });
  measured(d, (value, n) => {
    if (value < limits.d) raise('low-discrimination', value, limits.d, n, leastN.d);
  });
  for (const { option, key, share, r: optionR } of options?.lines ?? []) {
    if (option === null || key) continue;
    if (share < limits.option) raise('option-unused', share, limits.option, options!.n, leastN.options, option);
    if (optionR !== null && optionR > limits.distractorR) raise('key-doubtful', optionR, limits.distractorR, options!.n, leastN.options, option);
  }
  for (const figure of ['infit', 'outfit'] as const) {
    const value = fit?.[figure] ?? null;
    if (value === null) continue;
    const [low, high] = fitLimits(fit!.n);
    if (value < low) raise('overfit', value, low, fit!.n, leastN.rasch, figure);
    if (value > high) raise('underfit', value, high, fit!.n, leastN.rasch, figure);
  }
  for (const { group, class: size, delta, n } of dif ?? []) {
    if (size === 'C') raise('dif-large', delta, 1.5, n, leastN.dif, group);
    if (size === 'B') raise('dif-slight', delta, 1, n, leastN.dif, group);
  }
  for (const { version, shift, n } of drift ?? [])
    if (shift !== null && Math.abs(shift) > limits.drift) raise('drift', shift, limits.drift, n, leastN.drift, String(version));
  measured(exposure, (value, n) => {
    if (value > limits.exposure) raise('overexposed', value, limits.exposure, n, leastN.exposure);
  });
  return flags;
}

/** The flag of a whole test. In: alpha and the persons behind it. */
export function testFlags(alpha: Measured): Flag[] {
  if (alpha.value === null || alpha.value >= limits.alpha) return [];
  return [{ key: 'alpha-low', value: alpha.value, limit: limits.alpha, n: alpha.n, least: leastN.alpha, provisional: alpha.n < leastN.alpha }];
}

/** How far a Rasch difficulty can be trusted (Linacre): 'too-few' below 30 persons, 'exploratory' (about 1 logit) below 100, 'usable' (half a logit) below 250, then 'final'. */
export type RaschStage = 'too-few' | 'exploratory' | 'usable' | 'final';

/** In: persons behind a calibration. */
export function raschStage(n: number): RaschStage {
  return n < 30 ? 'too-few' : n < 100 ? 'exploratory' : n < leastN.rasch ? 'usable' : 'final';
}
