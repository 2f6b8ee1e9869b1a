/** An exact number: money and indices are never floating point between the input and the last rounding. */
export interface Fraction {
  over: bigint;
  /** Above nought. */
  under: bigint;
}

/** In: a decimal number as written (0.3275). Out: the same number exactly. RangeError when it is not finite or too small or large to be written plainly. */
export function fractionOf(value: number): Fraction {
  // Most numbers are whole, and need not be taken apart.
  if (Number.isSafeInteger(value)) return { over: BigInt(value), under: 1n };
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new RangeError(`number: ${value} is not a plain decimal`);
  const decimals = match[3] ?? '';
  const over = BigInt(match[2]! + decimals);
  return { over: match[1] ? -over : over, under: 10n ** BigInt(decimals.length) };
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.under === b.under ? { over: a.over + b.over, under: a.under } : { over: a.over * b.under + b.over * a.under, under: a.under * b.under };

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });

export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

/** RangeError when b is nought. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  if (b.over === 0n) throw new RangeError('division by zero');
  return b.over < 0n ? { over: -a.over * b.under, under: a.under * -b.over } : { over: a.over * b.under, under: a.under * b.over };
}

export const isMore = (a: Fraction, b: Fraction): boolean => a.over * b.under > b.over * a.under;

/** The greatest whole number that is not above over/under; big integers divide towards nought. */
const floorOf = (over: bigint, under: bigint): bigint => over / under - (over < 0n && over % under !== 0n ? 1n : 0n);

/** Rounded half up to a whole number; RangeError beyond the safe integers. */
export function wholeOf({ over, under }: Fraction): number {
  const rounded = floorOf(2n * over + under, 2n * under);
  const whole = Number(rounded);
  if (!Number.isSafeInteger(whole)) throw new RangeError(`amount: ${rounded} is too large`);
  return whole;
}

/** Rounded half up to six decimals as a floating-point number, for showing an index such as 0.3275; never for money. */
export function shownOf({ over, under }: Fraction): number {
  const millionths = floorOf(2n * over * 1_000_000n + under, 2n * under);
  return Number(millionths) / 1_000_000;
}
