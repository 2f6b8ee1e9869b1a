import type { LevyFormula, LevyInput, LevyStep, LevyVersion } from '../catalogue/content.ts';
import { dividedBy, type Fraction, fractionOf, isMore, minus, plus, shownOf, times, wholeOf } from './fraction.ts';

/** What goes into a formula: a number, or the id of an option, by the id of the input. */
export type LevyInputs = Readonly<Record<string, number | string>>;

export interface LevyResult {
  /** Whole rupiah. */
  amount: number;
  /** Every step in order: rupiah are whole, indices have at most six decimals. */
  steps: { id: string; value: number }[];
}

/** The version in force on a day; RangeError when the day is before the first. */
export function versionOn(formula: LevyFormula, date: string): LevyVersion {
  const version = formula.versions.filter(({ effective }) => effective <= date).reduce<LevyVersion | undefined>((last, next) => (last && last.effective > next.effective ? last : next), undefined);
  if (!version) throw new RangeError(`levy "${formula.id}": no tariff in force on ${date}`);
  return version;
}

const nought: Fraction = { over: 0n, under: 1n };
const one: Fraction = { over: 1n, under: 1n };

// Tariffs do not change, and every grade of a case with a levy asks for them.
const constants = new WeakMap<LevyVersion, readonly [string, Fraction][]>();

function constantsOf(version: LevyVersion): readonly [string, Fraction][] {
  let known = constants.get(version);
  if (!known) constants.set(version, (known = Object.entries(version.constants).map(([id, constant]) => [id, fractionOf(constant)])));
  return known;
}

/** The number behind an input: itself, or what the version's table has for the chosen option. */
function inputNumber(input: LevyInput, version: LevyVersion, given: number | string | undefined): Fraction {
  if (given === undefined) throw new RangeError(`${input.id}: missing`);
  if (input.kind === 'number') {
    if (typeof given !== 'number' || !(given >= input.min && given <= input.max)) throw new RangeError(`${input.id}: a number from ${input.min} to ${input.max} expected`);
    return fractionOf(given);
  }
  const table = version.tables[input.id];
  if (!input.options.some(({ id }) => id === given) || table?.[given] === undefined)
    throw new RangeError(`${input.id}: one of ${input.options.map(({ id }) => id).join(', ')} expected`);
  return fractionOf(table[given]);
}

function stepNumber(step: LevyStep, version: LevyVersion, read: (operand: number | string) => Fraction): Fraction {
  switch (step.op) {
    case 'product':
      return step.of.map(read).reduce(times, one);
    case 'sum':
      return step.of.map(read).reduce(plus, nought);
    case 'weigh':
      return step.of.map(([weight, value]) => times(read(weight), read(value))).reduce(plus, nought);
    case 'quotient':
      return dividedBy(read(step.of[0]), read(step.of[1]));
    case 'bracket': {
      const value = read(step.of);
      const row = version.brackets[step.table]!.find(({ upTo }) => upTo === null || !isMore(value, fractionOf(upTo)));
      if (!row) throw new RangeError(`${step.id}: beyond the last bracket`);
      return fractionOf(row.rate);
    }
    case 'slices': {
      const value = read(step.of);
      let sum = nought;
      let from = nought;
      for (const { upTo, rate } of version.brackets[step.table]!) {
        const top = upTo === null || !isMore(value, fractionOf(upTo)) ? value : fractionOf(upTo);
        if (isMore(top, from)) sum = plus(sum, times(minus(top, from), fractionOf(rate)));
        if (top === value) return sum;
        from = top;
      }
      throw new RangeError(`${step.id}: beyond the last bracket`);
    }
  }
}

/**
 * Computes a levy. In: the formula, the version in force, and every input. Out: the amount in whole rupiah (half up) and the value of each step.
 * RangeError names the input that is missing or out of its range. The source of a formula stands in its clause, that of its numbers in the version.
 */
export function computeLevy(formula: LevyFormula, version: LevyVersion, inputs: LevyInputs): LevyResult {
  const values = new Map(constantsOf(version));
  for (const input of formula.inputs) values.set(input.id, inputNumber(input, version, inputs[input.id]));
  const read = (operand: number | string) => (typeof operand === 'number' ? fractionOf(operand) : values.get(operand)!);
  const steps = formula.steps.map((step) => {
    const value = stepNumber(step, version, read);
    values.set(step.id, value);
    return { id: step.id, value };
  });
  const last = steps[steps.length - 1]!;
  const amount = wholeOf(last.value);
  return { amount, steps: steps.map(({ id, value }) => ({ id, value: id === last.id ? amount : shownOf(value) })) };
}

/** Inputs to start from: the example of each. */
export const exampleOf = (formula: LevyFormula): Record<string, number | string> => Object.fromEntries(formula.inputs.map(({ id, example }) => [id, example]));

/** Amounts that come out when exactly one input is taken wrong: another option, or a typical slip; without the right amount. */
export function oneWrongInput(formula: LevyFormula, version: LevyVersion, inputs: LevyInputs, right: number): number[] {
  const amounts = new Set<number>();
  for (const input of formula.inputs) {
    const given = inputs[input.id];
    const wrong =
      input.kind === 'choice'
        ? input.options.map(({ id }) => id).filter((id) => id !== given)
        : input.slips.map((slip) => ('set' in slip ? slip.set : Number(given) + slip.add)).filter((slip) => slip >= input.min && slip <= input.max);
    for (const value of wrong) {
      try {
        amounts.add(computeLevy(formula, version, { ...inputs, [input.id]: value }).amount);
      } catch (error) {
        // A slip beyond the last bracket has no amount, so nobody can have arrived at one.
        if (!(error instanceof RangeError)) throw error;
      }
    }
  }
  amounts.delete(right);
  return [...amounts];
}
