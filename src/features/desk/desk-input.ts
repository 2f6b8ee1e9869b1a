import { z } from 'zod';
import { decisions, targets } from '../../core/catalogue/content.ts';
import { type Command, command, commands } from '../../core/desk/action.ts';
import { parseRupiah } from '../../core/shared/money.ts';
import type { Problems } from '../../platform/errors.ts';
import type { Entered } from './desk-frame.ts';

/** `edited`: something was sent that no page of ours offers or makes. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problems; edited?: boolean };

const object = z.record(z.string(), z.unknown());
const actionId = commands.submit.shape.id;

/** Fields of forms that are not part of a command. */
const meta = new Set(['_csrf', 'back', 'seen']);
/** Fields with a text of their own for what is missing in them. */
const named = new Set([
  'problem',
  'clause',
  'key',
  'reply',
  'act',
  'relation',
  'decision',
  'target',
  'class',
  'amount',
  'note',
  'reasons',
  'findings',
]);

/** What a form sent as text: kept to fill the form again. */
export function enteredFrom(body: unknown): Entered {
  const entries = Object.entries(object.safeParse(body).data ?? {}).filter(([name]) => name !== '_csrf');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.map(textOf) : textOf(value)]),
  );
}

/** What is no text, as only a program sends it, fills no field. */
const textOf = (value: unknown): string => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '');

/** One command from a form or from JSON; money may be text ('280.000'), marks may be 'true'. Problems are named by field. */
export function actionInput(body: unknown): Parsed<Command> {
  const given = object.safeParse(body);
  if (!given.success) return { ok: false, problems: { type: { key: 'desk.invalid.type' } }, edited: true };
  const fields = Object.fromEntries(Object.entries(given.data).filter(([name]) => !meta.has(name)));
  if (typeof fields.amount === 'string') fields.amount = parseRupiah(fields.amount) ?? fields.amount;
  for (const name of ['on', 'basis']) if (typeof fields[name] === 'string') fields[name] = fields[name] === 'true';
  for (const name of ['reasons', 'findings']) if (typeof fields[name] === 'string') fields[name] = [fields[name]];
  for (const name of ['target', 'other']) if (fields[name] === '') delete fields[name];
  const parsed = command.safeParse(fields);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problems: problemsOf(parsed.error), edited: isEdited(parsed.error, fields) };
}

/** Chosen from a list or made by the page; all else is typed, or left out. */
const offeredOnly = new Set(['invalid_union', 'invalid_value', 'invalid_format', 'unrecognized_keys']);

/** Whether a value is wrong that people choose and do not type: an empty choice is only forgotten. */
const isEdited = ({ issues }: z.ZodError, fields: Record<string, unknown>): boolean =>
  issues.some(({ code, path }) => offeredOnly.has(code) && (path.length === 0 || (typeof fields[String(path[0])] === 'string' && fields[String(path[0])] !== '')));

function problemsOf(error: z.ZodError): Problems {
  const problems: Problems = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'type');
    problems[field] ??= { key: `desk.invalid.${named.has(field) ? field : 'type'}` };
  }
  return problems;
}

const list = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(60)).max(60),
);
const decisionForm = z.looseObject({
  id: actionId,
  decision: z.enum(decisions),
  target: z.enum(targets).or(z.literal('')).default(''),
  reasons: list,
  class: z.string().max(60).default(''),
  amount: z.string().trim().max(40).default(''),
  findings: list,
  basis: z.string().optional(),
  note: z.string().max(2000).default(''),
});

/**
 * The commands of the decision page, in the order in which they must be recorded: class and levy when given, then the
 * decision, then the letter. Their ids derive from the form's id, so that sending the form twice changes nothing.
 */
export function decisionInput(body: unknown): Parsed<Command[]> {
  const parsed = decisionForm.safeParse(body);
  const problems = parsed.success ? {} : problemsOf(parsed.error);
  const form = parsed.data;
  const amount = form?.amount ? parseRupiah(form.amount) : null;
  if (form?.amount && (amount === null || amount > 1e12)) problems.amount = { key: 'desk.invalid.amount' };
  if (form?.decision === 'refer' && form.target === '') problems.target = { key: 'desk.invalid.target' };
  if (!form || Object.keys(problems).length > 0) return { ok: false, problems, edited: !parsed.success && isEdited(parsed.error, object.safeParse(body).data ?? {}) };

  const id = (part: string) => `${form.id}-${part}`;
  const list: Command[] = [];
  if (form.class) list.push({ id: id('c'), type: 'classify', class: form.class });
  if (amount !== null) list.push({ id: id('l'), type: 'assess-levy', amount });
  const target = form.decision === 'refer' && form.target !== '' ? { target: form.target } : {};
  list.push({ id: id('d'), type: 'decide', decision: form.decision, ...target, reasons: form.reasons.slice(0, 40) });
  const { findings, note } = form;
  list.push({
    id: id('w'),
    type: 'write-letter',
    findings,
    slots: slotsFrom(form),
    basis: form.basis === 'true',
    note,
  });
  return { ok: true, value: list };
}

/** `slot-greeting=plain` as { greeting: 'plain' }; a slot without a choice is left out. */
function slotsFrom(form: Record<string, unknown>): Record<string, string> {
  const chosen = Object.entries(form).filter(
    (entry): entry is [string, string] =>
      entry[0].startsWith('slot-') && typeof entry[1] === 'string' && entry[1] !== '',
  );
  return Object.fromEntries(chosen.map(([name, option]) => [name.slice(5, 45), option.slice(0, 40)]));
}
