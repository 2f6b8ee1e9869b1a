import { z } from 'zod';
import { extraTimeKinds, mostExtra } from '../../core/sittings/extra-time.ts';
import { interventionKinds, interventionLimits } from '../../core/sittings/intervention.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { momentOf } from '../../platform/local-time.ts';
import type { SessionInput } from './test-session-service.ts';

/** Most characters of a reason. */
export const longestReason = 500;

/** One paragraph, counted by characters. */
const reason = z
  .string()
  .max(longestReason)
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .refine((text) => [...text].length >= interventionLimits.reason, { message: 'sessions.problem.reason' });
/** What `then` says: look at it again, change it, or send it. */
const then = z.enum(['check', 'change', 'send']).catch('check');
const id = z.coerce.number().int().min(1).max(2_147_483_647);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'sessions.problem.time');

const planForm = z.object({
  level: z.coerce.number().int().min(1, 'sessions.problem.level').max(5, 'sessions.problem.level'),
  room: z.string().trim().min(1, 'errors.field.required').max(80).refine((text) => !/[<>]/.test(text), { message: 'errors.field.invalid' }),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'sessions.problem.date'),
  from: time,
  to: time,
  groupId: z.literal('').transform(() => null).or(id).default(null),
  trainees: z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(id).max(500)),
  then,
});

export const sessionForm = planForm;
export const sessionFields = ['level', 'room', 'date', 'from', 'to', 'groupId'] as const;

/** What was typed, in moments; InvalidInputError when the day or a time does not exist. */
export function planOf(form: z.infer<typeof planForm>, timeZone: string): SessionInput {
  const opensAt = momentOf(form.date, form.from, timeZone);
  const closesAt = momentOf(form.date, form.to, timeZone);
  if (!opensAt || !closesAt) throw new InvalidInputError({ date: { key: 'sessions.problem.date' } });
  return { level: form.level, room: form.room, opensAt, closesAt, groupId: form.groupId, traineeIds: form.trainees };
}

export const cancelForm = z.object({ reason, then });

export const extraTimeForm = z
  .object({ kind: z.enum(extraTimeKinds), amount: z.coerce.number('sessions.problem.amount').int('sessions.problem.amount').min(0), reason, then })
  .refine(({ kind, amount }) => amount <= mostExtra[kind], { message: 'sessions.problem.amount', path: ['amount'] });

export const actForm = z
  .object({
    kind: z.enum(interventionKinds),
    minutes: z.coerce.number('sessions.problem.minutes').int('sessions.problem.minutes').min(1).max(interventionLimits.minutes).catch(0),
    reason,
    token: z.string().regex(/^[A-Za-z0-9-]{20,40}$/),
    then,
  })
  .refine(({ kind, minutes }) => minutes > 0 || kind === 'pause' || kind === 'resume', { message: 'sessions.problem.minutes', path: ['minutes'] });

export const kindQuery = z.object({ kind: z.enum(interventionKinds).nullable().catch(null) });

