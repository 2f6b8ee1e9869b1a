import { known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { LevyFormula, LevyInput, LevyStep, LevyVersion } from '../../core/catalogue/content.ts';
import { computeLevy, versionOn } from '../../core/levies/formula.ts';
import { parseNumber } from '../../core/shared/number.ts';
import type { Problems } from '../../platform/errors.ts';
import { type DeskRequest, presentFrame } from './desk-frame.ts';
import type { DeskFrame } from './desk-view.ts';

/** The levy calculator: the formula with blanks, the tariff of the day, and what follows from what was typed; never a value of the file. */
export interface LevyPage extends DeskFrame {
  /** Null for a free service. */
  calculator: {
    name: string;
    clause: { title: string; text: string; training: boolean };
    steps: { id: string; name: string; formula: string }[];
    /** Null when no tariff was in force on the day. */
    tariff: { since: string; source: string; training: boolean; tables: { id: string; name: string; rows: { name: string; value: string }[] }[] } | null;
    fields: { id: string; name: string; hint: string; value: string; options: { value: string; label: string }[] | null }[];
    result: { given: { name: string; value: string }[]; steps: { name: string; value: string }[]; amount: string } | null;
  } | null;
  decisionPath: string;
}

/** Fields have a prefix, so that an input of the pack never takes the id of a part of the page. */
const fieldOf = (id: string): string => `in-${id}`;

/** The calculator of a case for what stands in the query; `problems` is empty when there was nothing to object to. */
export function presentLevy(request: DeskRequest, query: Readonly<Record<string, unknown>>): LevyPage {
  const { catalogue, permitCase, language, basePath } = request;
  const { levy } = serviceOf(catalogue, permitCase.service);
  const decisionPath = `${basePath}/decision#levy`;
  if (levy.kind === 'free') return { ...presentFrame(request), calculator: null, decisionPath };
  const formula = known(catalogue.levies, levy.formula, 'levy');
  const clause = known(catalogue.clauses, levy.clause, 'clause');
  const version = versionOf(formula, permitCase.receivedOn);
  const typed = new Map(formula.inputs.map(({ id }) => [id, textOf(query[fieldOf(id)])]));
  const asked = formula.inputs.length === 0 || formula.inputs.some(({ id }) => query[fieldOf(id)] !== undefined);
  const { result, problems } = version && asked ? resultOf(request, formula, version, typed) : { result: null, problems: {} };
  return {
    ...presentFrame({ ...request, problems }),
    calculator: {
      name: formula.name[language],
      clause: { title: clause.title[language], text: clause.text[language], training: clause.confidence === 'training' },
      steps: formula.steps.map((step) => ({ id: step.id, name: step.name[language], formula: formulaOf(request, formula, version, step) })),
      tariff: version && tariffOf(request, formula, version),
      fields: formula.inputs.map((input) => fieldView(request, input, typed.get(input.id)!)),
      result,
    },
    decisionPath,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : '');

function versionOf(formula: LevyFormula, date: string): LevyVersion | null {
  try {
    return versionOn(formula, date);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A step in words: `Lebar × Tinggi`; constants as numbers, inputs and earlier steps by name. */
function formulaOf({ language, t, format }: DeskRequest, { inputs, steps }: LevyFormula, version: LevyVersion | null, step: LevyStep): string {
  const say = (operand: number | string): string => {
    const value = typeof operand === 'number' ? operand : version?.constants[operand];
    if (value !== undefined) return format.number(value, 6);
    return [...inputs, ...steps].find(({ id }) => id === operand)?.name[language] ?? '…';
  };
  switch (step.op) {
    case 'product':
      return step.of.map(say).join(' × ');
    case 'sum':
      // Nothing is added by a nought.
      return step.of.filter((operand) => operand !== 0).map(say).join(' + ');
    case 'weigh':
      return step.of.map(([weight, value]) => `(${say(weight)} × ${say(value)})`).join(' + ');
    case 'quotient':
      return step.of.map(say).join(' ÷ ');
    case 'bracket':
      return t('levy.bracket', { of: say(step.of) });
    case 'slices':
      return t('levy.slices', { of: say(step.of) });
  }
}

function tariffOf({ language, t, format }: DeskRequest, { inputs, steps }: LevyFormula, version: LevyVersion) {
  const number = (value: number) => format.number(value, 6);
  const choices = inputs.flatMap((input) =>
    input.kind === 'choice' ? [{ id: input.id, name: input.name[language], rows: input.options.map(({ id, name }) => ({ name: name[language], value: number(version.tables[input.id]![id]!) })) }] : [],
  );
  const brackets = steps.flatMap((step) => {
    if (step.op !== 'bracket' && step.op !== 'slices') return [];
    const rows = version.brackets[step.table]!;
    const before = (at: number) => number(rows[at - 1]?.upTo ?? 0);
    return [{ id: step.id, name: step.name[language], rows: rows.map(({ upTo, rate }, at) => ({ name: upTo === null ? t('levy.above', { from: before(at) }) : t('levy.upTo', { to: number(upTo) }), value: number(rate) })) }];
  });
  return { since: format.date(version.effective), source: version.source, training: version.confidence === 'training', tables: [...choices, ...brackets] };
}

function fieldView({ language, t, format }: DeskRequest, input: LevyInput, value: string) {
  const id = fieldOf(input.id);
  const name = input.name[language];
  if (input.kind === 'choice') return { id, name, hint: '', value, options: input.options.map((option) => ({ value: option.id, label: option.name[language] })) };
  const unit = input.unit ? ` ${input.unit}` : '';
  return { id, name, hint: `${t('levy.range', { min: format.number(input.min, 6), max: format.number(input.max, 6) })}${unit}`, value, options: null };
}

/** What was typed as the formula takes it, or the problem with each field. */
function resultOf(request: DeskRequest, formula: LevyFormula, version: LevyVersion, typed: ReadonlyMap<string, string>) {
  const { language, format } = request;
  const problems: Problems = {};
  const values: Record<string, number | string> = {};
  const given: { name: string; value: string }[] = [];
  for (const input of formula.inputs) {
    const name = input.name[language];
    const text = typed.get(input.id)!.trim();
    const vars = { name };
    if (input.kind === 'choice') {
      const option = input.options.find(({ id }) => id === text);
      if (!option) problems[fieldOf(input.id)] = { key: 'levy.wrong.choice', vars };
      else {
        values[input.id] = option.id;
        given.push({ name, value: option.name[language] });
      }
      continue;
    }
    const value = parseNumber(text, language);
    if (value === null || value < input.min || value > input.max) {
      const range = { min: format.number(input.min, 6), max: format.number(input.max, 6) };
      problems[fieldOf(input.id)] = { key: text === '' ? 'levy.wrong.empty' : 'levy.wrong.number', vars: { ...vars, ...range } };
    } else {
      values[input.id] = value;
      given.push({ name, value: `${format.number(value, 6)}${input.unit ? ` ${input.unit}` : ''}` });
    }
  }
  if (Object.keys(problems).length > 0) return { result: null, problems };
  try {
    const { amount, steps } = computeLevy(formula, version, values);
    const names = new Map(formula.steps.map(({ id, name }) => [id, name[language]]));
    const rows = steps.slice(0, -1).map(({ id, value }) => ({ name: names.get(id)!, value: format.number(value, 6) }));
    return { result: { given, steps: rows, amount: format.money(amount) }, problems };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Beyond the last bracket, or an amount that no ledger holds.
    const first = formula.inputs[0];
    return { result: null, problems: { [first ? fieldOf(first.id) : 'calculator']: { key: 'levy.wrong.beyond' } } };
  }
}
