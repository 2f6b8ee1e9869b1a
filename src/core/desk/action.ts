import { z } from 'zod';
import { decisions, problems, targets } from '../catalogue/content.ts';

const code = z.string().min(1).max(60);
const base = { id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) };

/**
 * What an operator does to a case. Append-only, each validated by one schema, idempotent by the client-made id.
 * `at` (ISO-8601 UTC) is set by the server when it records the action.
 */
export const commands = {
  'open-document': z.strictObject({ ...base, type: z.literal('open-document'), document: code }),
  'look-up': z.strictObject({ ...base, type: z.literal('look-up'), registry: code, key: z.string().trim().min(1).max(120) }),
  'pin-finding': z.strictObject({
    ...base,
    type: z.literal('pin-finding'),
    document: code,
    field: z.string().max(60),
    problem: z.enum(problems),
    clause: code.or(z.literal('')),
  }),
  'withdraw-finding': z.strictObject({ ...base, type: z.literal('withdraw-finding'), finding: code }),
  classify: z.strictObject({ ...base, type: z.literal('classify'), class: code }),
  'assess-levy': z.strictObject({ ...base, type: z.literal('assess-levy'), amount: z.number().int().min(0).max(1e12) }),
  decide: z.strictObject({
    ...base,
    type: z.literal('decide'),
    decision: z.enum(decisions),
    target: z.enum(targets).optional(),
    reasons: z.array(code).max(40).default([]),
  }),
  'write-letter': z.strictObject({
    ...base,
    type: z.literal('write-letter'),
    findings: z.array(code).max(60),
    slots: z.record(z.string().max(40), z.string().max(40)),
    basis: z.boolean(),
    note: z.string().max(2000),
  }),
  reply: z.strictObject({ ...base, type: z.literal('reply'), conversation: z.enum(['guide', 'message']), reply: code }),
  'report-gratification': z.strictObject({ ...base, type: z.literal('report-gratification'), note: z.string().max(1000) }),
  answer: z.strictObject({ ...base, type: z.literal('answer'), item: code, choice: z.string().max(10) }),
  flag: z.strictObject({ ...base, type: z.literal('flag'), on: z.boolean() }),
  submit: z.strictObject({ ...base, type: z.literal('submit') }),
} as const;

export const command = z.discriminatedUnion('type', [
  commands['open-document'],
  commands['look-up'],
  commands['pin-finding'],
  commands['withdraw-finding'],
  commands.classify,
  commands['assess-levy'],
  commands.decide,
  commands['write-letter'],
  commands.reply,
  commands['report-gratification'],
  commands.answer,
  commands.flag,
  commands.submit,
]);

/** An action as the client sends it. */
export type Command = z.infer<typeof command>;
export type CommandType = Command['type'];
/** An action as it is recorded. */
export type Action = Command & { at: string };
export type ActionOf<T extends CommandType> = Extract<Action, { type: T }>;

/** The list that `case grade --actions` reads. */
export const actionList = z.array(command.and(z.object({ at: z.iso.datetime() })));
