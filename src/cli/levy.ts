import { type Catalogue, known, serviceOf } from '../core/catalogue/catalogue.ts';
import type { LevyFormula } from '../core/catalogue/content.ts';
import { computeLevy, exampleOf, type LevyInputs, versionOn } from '../core/levies/formula.ts';
import { isDate } from '../core/shared/dates.ts';
import type { Text } from '../core/shared/text.ts';
import { usage, UsageError } from './usage-error.ts';

export interface LevyAnswer {
  /** Whole rupiah. */
  amount: number;
  steps: { id: string; name: Text; value: number }[];
}

/** The formula of a service; null where it is free. UsageError for an unknown service. */
export function levyFormulaOf(catalogue: Catalogue, code: string): LevyFormula | null {
  const { levy } = usage(() => serviceOf(catalogue, code));
  return levy.kind === 'free' ? null : known(catalogue.levies, levy.formula, 'levy');
}

/** `levy --example`: an input to start from. */
export const levyExample = (catalogue: Catalogue, code: string): LevyInputs => {
  const formula = levyFormulaOf(catalogue, code);
  return formula ? exampleOf(formula) : {};
};

function inputsOf(formula: LevyFormula, input: unknown): LevyInputs {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new UsageError('input: an object with a value for each input expected');
  const names = formula.inputs.map(({ id }) => id);
  for (const name of Object.keys(input))
    if (!names.includes(name)) throw new UsageError(`${name}: is no input of "${formula.id}"; known: ${names.join(', ') || 'none'}`);
  for (const name of names) if (!Object.hasOwn(input, name)) throw new UsageError(`${name}: missing`);
  return input as LevyInputs;
}

/**
 * `levy`: the amount and every step by the tariff in force on a day. In: the service, the inputs of its formula as JSON, the day. UsageError names the input
 * that is missing, unknown or out of its range. A free service asks for nothing.
 */
export function levyCommand(catalogue: Catalogue, code: string, readInput: () => unknown, date: string): LevyAnswer {
  if (!isDate(date)) throw new UsageError('date: is not a date YYYY-MM-DD');
  const formula = levyFormulaOf(catalogue, code);
  if (!formula) return { amount: 0, steps: [] };
  const { amount, steps } = usage(() => {
    const version = versionOn(formula, date);
    return computeLevy(formula, version, inputsOf(formula, readInput()));
  });
  return { amount, steps: steps.map(({ id, value }) => ({ id, name: formula.steps.find((step) => step.id === id)!.name, value })) };
}
