import { z } from 'zod';
import { stageIds, text } from './vocabulary.ts';

/** Where something comes in that is not the applicant's message: the courier's bag, the notes of calls, other messages to the office. */
export const eventChannels = ['courier', 'call', 'note'] as const;
export type EventChannel = (typeof eventChannels)[number];

/** What an operator can record that he did; the same list on every case, right and wrong in one, by what it is done to. */
export const integrityActs = {
  person: ['refuse', 'bargain', 'channel', 'private', 'comply'],
  thing: ['evidence', 'return-item', 'office', 'delete', 'warn'],
  file: ['hand-over', 'delay', 'first'],
} as const;
export type IntegrityAct = (typeof integrityActs)[keyof typeof integrityActs][number];
export const allIntegrityActs = Object.values(integrityActs).flat() as [IntegrityAct, ...IntegrityAct[]];

/** What makes an interest (UU 30/2014 ps. 42-45). */
export const relations = ['own-business', 'family', 'friend', 'lender', 'side-job'] as const;
export type Relation = (typeof relations)[number];

/** The steps of a right reaction; a report and a declaration are actions of their own. */
export const eventSteps = ['comply', 'refuse', 'channel', 'evidence', 'report', 'return-item', 'declare', 'hand-over'] as const;
export type EventStep = (typeof eventSteps)[number];

/** Something that comes in beside the file and tries the operator, or only looks as if it did. */
export const eventSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['pressure', 'neutral']),
  channel: z.enum(eventChannels),
  /** The dilemma of the domain design (5.2) that it plays. */
  dilemma: z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']).optional(),
  /** The kind of the catalogue of defects (domain design 2.2), where it is one: money, a gift or an official's name, or an interest of the operator. */
  defect: z.enum(['D39', 'D40']).optional(),
  levels: z.array(z.number().int().min(1).max(5)).min(1),
  /** The stage with which it comes; with the file where it is left out. */
  stage: z.enum(stageIds).optional(),
  text: z.array(text).min(2),
  /** The steps of the right reaction, in the order in which they are scored. Not to bargain, and to keep serving, go without saying. */
  wants: z.array(z.enum(eventSteps)).min(1),
  /** The critical error of whoever does what he is asked. */
  critical: z.enum(['CE1', 'CE3', 'CE4', 'CE5', 'CE6']).optional(),
  /** Whether the operator has an interest in the file. */
  conflict: z.boolean().default(false),
  clause: z.string(),
  difficulty: z.number(),
  lesson: text,
});
export type EventScript = z.infer<typeof eventSchema>;
