import { z } from 'zod';
import { type Fields, type Registries, scans, type Upload } from '../checks/kind.ts';
import { response } from '../questions/response.ts';
import { mostPhrases, mostTurns } from '../conversations/vocabulary.ts';
import { languages } from '../shared/text.ts';
import { allIntegrityActs, decisions, problems, relations, type StageId, stageIds, targets } from '../catalogue/content.ts';

const code = z.string().min(1).max(60);
/** A reply in a guided conversation; its text is measured by the conversation itself. */
const saying = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('card'), card: z.number().int().min(0).max(20) }),
  z.strictObject({ kind: z.literal('phrases'), phrases: z.array(code).max(2 * mostPhrases) }),
  z.strictObject({ kind: z.literal('typed'), text: z.string().max(5_000), language: z.enum(languages) }),
  z.strictObject({ kind: z.literal('end') }),
]);
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
    /** The datum that it disagrees with, `form.nik`, where the operator pointed at both. */
    other: z.string().max(120).regex(/^(form|[A-Z]+)\.[a-zA-Z]+$/).optional(),
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
  /** What was done about something that came in; taken back by `withdraw-integrity`, while the file is open. */
  integrity: z.strictObject({ ...base, type: z.literal('integrity'), act: z.enum(allIntegrityActs) }),
  'withdraw-integrity': z.strictObject({ ...base, type: z.literal('withdraw-integrity'), act: code }),
  'declare-conflict': z.strictObject({ ...base, type: z.literal('declare-conflict'), relation: z.enum(relations) }),
  answer: z.strictObject({ ...base, type: z.literal('answer'), item: code, choice: z.string().max(10) }),
  /** The answer to a question of the bank; null takes it away. */
  respond: z.strictObject({ ...base, type: z.literal('respond'), item: code, response: response.nullable() }),
  /** A reply in a guidance case, with the number that it is to have. */
  say: z.strictObject({ ...base, type: z.literal('say'), turn: z.number().int().min(1).max(mostTurns + 20), reply: saying }),
  flag: z.strictObject({ ...base, type: z.literal('flag'), on: z.boolean() }),
  /** Ends a stage after which the file goes on; `submit` ends the case. */
  send: z.strictObject({ ...base, type: z.literal('send') }),
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
  commands.integrity,
  commands['withdraw-integrity'],
  commands['declare-conflict'],
  commands.answer,
  commands.respond,
  commands.say,
  commands.flag,
  commands.send,
  commands.submit,
]);

/** An action as the client sends it. */
export type Command = z.infer<typeof command>;
export type CommandType = Command['type'];
/** What reaches the desk after a stage was sent: the applicant's second upload, or the papers of the next stage. Only the simulation makes it. */
export interface Arrival {
  id: string;
  type: 'arrive';
  stage: Exclude<StageId, 'verification'>;
  /** The simulated day, and the day by which this stage is due. */
  today: string;
  dueOn: string;
  /** The form as it is now, and the uploads that are new or changed. */
  form: Fields;
  documents: Upload[];
  registries: Registries;
}
/** An action as it is recorded; `at` is ISO-8601 UTC. */
export type Action = (Command | Arrival) & { at: string };
export type ActionType = Action['type'];
export type ActionOf<T extends ActionType> = Extract<Action, { type: T }>;

const value = z.union([z.string(), z.number(), z.boolean()]);
const fields = z.record(z.string(), value);
const arrival = z.strictObject({
  id: z.string().min(1).max(80),
  type: z.literal('arrive'),
  stage: z.enum(stageIds).exclude(['verification']),
  today: z.iso.date(),
  dueOn: z.iso.date(),
  form: fields,
  documents: z.array(z.strictObject({ kind: z.string(), file: z.string(), scan: z.enum(scans), fields })),
  registries: z.record(z.string(), z.record(z.string(), fields)),
});

/** The list that `case grade --actions` reads. */
export const actionList = z.array(z.union([command.and(z.object({ at: z.iso.datetime() })), arrival.extend({ at: z.iso.datetime() })]));
