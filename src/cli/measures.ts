import { z } from 'zod';
import { decisions, scoreDecision, scoreDefects, scoreFee, scoreTime } from '../core/grading/scores.ts';
import { foldAbility } from '../core/mastery/ability.ts';
import { isDate } from '../core/shared/dates.ts';
import { checkNik, checkNpwp, checkPlate, checkS10, type IdCheck } from '../core/shared/ids.ts';
import { dueDate, type Holidays } from '../core/shared/working-days.ts';
import { usage, UsageError } from './usage-error.ts';

/** The formulas on the command line: parsed JSON or text in, plain JSON out. Every function throws UsageError when the input is wrong. */

const count = z.number().int().min(0);
const rupiah = z.number().int().min(0);
const share = z.number().min(0).max(1);
const codes = z.array(z.string().min(1));

const idKind = z.enum(['nik', 'npwp', 's10', 'plate']);
const idChecks: Record<z.infer<typeof idKind>, (value: string) => IdCheck> = {
  nik: (value) => checkNik(value),
  npwp: checkNpwp,
  s10: checkS10,
  plate: checkPlate,
};

const defectInput = z.strictObject({
  weights: z.array(z.number().positive()),
  found: z.array(count),
  falseFlags: z.strictObject({ unsent: count, sent: count }),
  checkpoints: count,
});
const decisionInput = z.strictObject({
  key: z.enum(decisions),
  response: z.enum(decisions),
  keyReasons: codes,
  reasons: codes,
  keyTarget: z.string().min(1).optional(),
  target: z.string().min(1).optional(),
  mandatory: z.boolean().optional(),
  outsideAuthority: z.boolean().optional(),
});
const feeInput = z.strictObject({
  expected: rupiah,
  given: rupiah,
  oneWrongInput: z.array(rupiah).default([]),
});
const timeInput = z
  .strictObject({
    minutes: z.number().min(0),
    sla: z.number().positive(),
    satisfied: count,
    applicable: count,
    decision: share,
  })
  .refine((input) => input.satisfied <= input.applicable, { path: ['satisfied'], message: 'is more than applicable' });
const abilityInput = z.strictObject({
  theta: z.number(),
  variance: z.number().positive(),
  answers: z.array(z.strictObject({ difficulty: z.number(), score: share, days: z.number().min(0) })),
});

const scoreKind = z.enum(['defects', 'decision', 'fee', 'time']);
const scorers: Record<z.infer<typeof scoreKind>, (input: unknown) => object> = {
  defects: (input) => scoreDefects(parse(defectInput, input)),
  decision: (input) => scoreDecision(parse(decisionInput, input)),
  fee: (input) => scoreFee(parse(feeInput, input)),
  time: (input) => scoreTime(parse(timeInput, input)),
};

/** Checks an identifier. In: 'nik', 'npwp', 's10' or 'plate', and the number as text. */
export function idCommand(kind: string, value: string): IdCheck {
  return idChecks[parse(idKind, kind, 'kind')](value);
}

/** Last day of a term. In: date on which the file was complete, term in working days (a number or its digits), table of holidays. */
export function dueCommand(from: string, days: number | string, holidays: Holidays): { due: string } {
  const start = parse(z.string().refine(isDate, 'is not a date YYYY-MM-DD'), from, 'from');
  const term = parse(z.coerce.number().int().min(1), days, 'days');
  return { due: usage(() => dueDate(start, term, holidays)) };
}

/** Score of one part of a case, numbers rounded to six decimals. In: 'defects', 'decision', 'fee' or 'time', and the input of that formula. */
export function scoreCommand(kind: string, input: unknown): object {
  const scorer = scorers[parse(scoreKind, kind, 'kind')];
  return rounded(
    usage(() => scorer(input)),
    6,
  );
}

/** Ability after the answers, rounded to four decimals. In: {theta, variance, answers: [{difficulty, score, days}]}. */
export function abilityCommand(input: unknown): { theta: number; variance: number } {
  const { theta, variance, answers } = parse(abilityInput, input);
  return rounded(foldAbility({ theta, variance }, answers), 4);
}

/** The parsed value; the first fault becomes a UsageError that names the field (`name` for a value without fields). */
function parse<T>(schema: z.ZodType<T>, value: unknown, name = 'input'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  throw new UsageError(`${path.join('.') || name}: ${issue.message}`);
}

/** Numbers rounded so that no noise of binary fractions is shown; other values stay. */
function rounded<T extends object>(result: T, decimals: number): T {
  const unit = 10 ** decimals;
  const entries = Object.entries(result).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value * unit) / unit : value,
  ]);
  return Object.fromEntries(entries) as T;
}
