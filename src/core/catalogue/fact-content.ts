import { z } from 'zod';
import { condition, factId, field, registryId, text, value } from './vocabulary.ts';

/**
 * The facts behind a case as data. Each is drawn from a random stream of its own, so that a new fact in the pack moves no other.
 * `=person.name` in a value stands for the value of that fact.
 */
export const draw = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), is: value }),
  /** A number min <= x <= max in steps (whole numbers unless the step says otherwise). */
  z.strictObject({ kind: z.literal('number'), min: z.number(), max: z.number(), step: z.number().positive().default(1) }),
  z.strictObject({ kind: z.literal('pick'), from: z.array(value).min(1) }),
  /** A date so many days after (or, below nought, before) the day of work or another fact; `workday` moves it on to the next working day. */
  z.strictObject({ kind: z.literal('date'), from: z.union([z.literal('today'), factId]).default('today'), min: z.number().int(), max: z.number().int(), workday: z.boolean().default(false) }),
  /** The year of a date, so many years later (below nought, before), as a number. */
  z.strictObject({ kind: z.literal('year'), of: z.union([z.literal('today'), factId]).default('today'), min: z.number().int(), max: z.number().int() }),
  /**
   * A pattern: `{person.name}` a fact, `{#4}` four digits (the first not 0), `{A2}` two capitals, `{year:licence.date}` and `{roman:licence.date}`
   * year and Roman month of a date (`today` is one), `{upper:business.name}` capitals.
   */
  z.strictObject({ kind: z.literal('text'), pattern: z.string().min(1) }),
  /** The value beside the first condition that holds; the last case needs none. */
  z.strictObject({ kind: z.literal('case'), of: z.array(z.strictObject({ when: condition.optional(), is: value })).min(1) }),
  /** The value of the bracket into which a number falls: the first whose `max` it does not exceed. The last bracket has no end. */
  z.strictObject({ kind: z.literal('bracket'), of: factId, upTo: z.array(z.strictObject({ max: z.number().nullable(), is: value })).min(2) }),
  /** Numbers of other facts: their sum, product (each a fact or a number), the first less the others, or the first divided by the second; in steps. */
  z.strictObject({ kind: z.enum(['sum', 'product', 'difference', 'quotient']), of: z.array(z.union([factId, z.number()])).min(2), step: z.number().positive().default(1) }),
]);
export type Draw = z.infer<typeof draw>;

/** Several facts that belong together, made by code: `director.name`, `director.nik`... */
export const makers = ['person', 'place', 'entityTax'] as const;
export const fact = z.union([
  z.strictObject({ id: factId, draw }),
  z.strictObject({ id: z.string().regex(/^[a-z][a-zA-Z]*$/), make: z.enum(makers) }),
]);

/** How a condition on a fact is said: its name and its values, as they follow "only if". */
export const conditionWords = z.strictObject({ fact: factId, name: text, values: z.record(z.string(), text) });

/** A simulated registry: what it is asked by, and the records that a clean case has in it. */
export const registry = z.strictObject({
  id: registryId,
  name: text,
  keyName: text,
  /** Fields of the form, or data of papers (`SKRD.code`), that may hold the key; the first that a file has is filled in. */
  ask: z.array(z.string()).min(1),
  fields: z.array(field.omit({ from: true })).min(1),
  /** A clean case's records: the fact that is the key, and the fact behind each field; none where only a defect puts one in. */
  records: z.array(z.strictObject({ key: factId, when: condition.optional(), fields: z.record(z.string(), z.string()) })),
});
