import type { LevyFormula, LevyStep } from '../catalogue/content.ts';
import { computeLevy, exampleOf } from './formula.ts';

const operandsOf = (step: LevyStep): (number | string)[] => (step.op === 'weigh' ? step.of.flat() : step.op === 'bracket' || step.op === 'slices' ? [step.of] : step.of);

/**
 * What is wrong with a formula, in words for who writes the pack, or null: a name that stands twice, is not known or comes later, two versions of one
 * day, a table or bracket that a version lacks, brackets that do not rise, a divisor that can be nought, an example that does not compute.
 */
export function faultOf(formula: LevyFormula): string | null {
  const days = new Set<string>();
  for (const version of formula.versions) {
    const where = `version ${version.effective}`;
    if (days.has(version.effective)) return `${where}: stands twice`;
    days.add(version.effective);
    const twice = twiceIn([...Object.keys(version.constants), ...formula.inputs.map(({ id }) => id), ...formula.steps.map(({ id }) => id)]);
    if (twice !== undefined) return `${where}: the name "${twice}" stands twice`;
    for (const [id, rows] of Object.entries(version.brackets)) if (!rises(rows)) return `${where}: brackets "${id}" do not rise`;
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

const twiceIn = (names: readonly string[]): string | undefined => names.find((name, at) => names.indexOf(name) !== at);

/** Each bracket ends above the one before; only the last may have no end. */
const rises = (rows: readonly { upTo: number | null }[]): boolean =>
  rows.every(({ upTo }, at) => {
    const before = rows[at - 1];
    return before === undefined || (before.upTo !== null && (upTo === null || upTo > before.upTo));
  });

/** Only a number, a constant, a choice or an input that cannot be nought may divide; of a step that is not proved. */
function canBeNought(formula: LevyFormula, constants: Record<string, number>, tables: Record<string, Record<string, number>>, divisor: number | string): boolean {
  if (typeof divisor === 'number') return divisor === 0;
  if (constants[divisor] !== undefined) return constants[divisor] === 0;
  const input = formula.inputs.find(({ id }) => id === divisor);
  if (!input) return true;
  return input.kind === 'number' ? input.min <= 0 && input.max >= 0 : Object.values(tables[divisor]!).includes(0);
}
