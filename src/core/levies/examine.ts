import type { LevyFormula, LevyStep } from '../catalogue/content.ts';
import { computeLevy, exampleOf } from './formula.ts';

const operandsOf = (step: LevyStep): (number | string)[] => (step.op === 'weigh' ? step.of.flat() : step.op === 'bracket' || step.op === 'slices' ? [step.of] : step.of);

/**
 * What is wrong with a formula, in words for who writes the pack, or null: a name that is not known or comes later, a table or bracket that a version
 * lacks, a divisor that can be nought, an example that does not compute.
 */
export function faultOf(formula: LevyFormula): string | null {
  for (const version of formula.versions) {
    const where = `version ${version.effective}`;
    const known = new Set([...Object.keys(version.constants), ...formula.inputs.map(({ id }) => id)]);
    for (const input of formula.inputs) {
      if (input.kind !== 'choice') continue;
      const table = version.tables[input.id];
      for (const { id } of input.options) if (table?.[id] === undefined) return `${where}: table "${input.id}" lacks "${id}"`;
    }
    for (const step of formula.steps) {
      for (const operand of operandsOf(step)) if (typeof operand === 'string' && !known.has(operand)) return `${where}: step "${step.id}" uses "${operand}", which is not known before it`;
      if ((step.op === 'bracket' || step.op === 'slices') && !version.brackets[step.table]) return `${where}: step "${step.id}" uses brackets "${step.table}", which are missing`;
      if (step.op === 'quotient' && canBeNought(formula, version.constants, version.tables, step.of[1])) return `${where}: step "${step.id}" may divide by zero`;
      known.add(step.id);
    }
    try {
      computeLevy(formula, version, exampleOf(formula));
    } catch (error) {
      return `${where}: the example does not compute: ${(error as Error).message}`;
    }
  }
  return null;
}

/** Only a number, a constant, a choice or an input that cannot be nought may divide; of a step that is not proved. */
function canBeNought(formula: LevyFormula, constants: Record<string, number>, tables: Record<string, Record<string, number>>, divisor: number | string): boolean {
  if (typeof divisor === 'number') return divisor === 0;
  if (constants[divisor] !== undefined) return constants[divisor] === 0;
  const input = formula.inputs.find(({ id }) => id === divisor);
  if (!input) return true;
  return input.kind === 'number' ? input.min <= 0 && input.max >= 0 : Object.values(tables[divisor] ?? {}).includes(0);
}
