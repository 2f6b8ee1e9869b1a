import { z } from 'zod';
import { provenance, text } from './vocabulary.ts';

/** A number, an input, a constant, a table looked up by the input of the same name, or an earlier step. */
const operand = z.union([z.number(), z.string().regex(/^[a-zA-Z]+$/)]);
const stepHead = { id: z.string().regex(/^[a-zA-Z]+$/), name: text };

const input = z.discriminatedUnion('kind', [
  z.strictObject({
    id: z.string(),
    name: text,
    kind: z.literal('number'),
    unit: z.string(),
    min: z.number(),
    max: z.number(),
    example: z.number(),
    /** Typical slips: what comes out when this input alone is taken so wrong earns half (measurement design 2.5). */
    slips: z.array(z.union([z.strictObject({ set: z.number() }), z.strictObject({ add: z.number() })])).default([]),
  }),
  z.strictObject({ id: z.string(), name: text, kind: z.literal('choice'), options: z.array(z.strictObject({ id: z.string(), name: text })).min(2), example: z.string() }),
]);

const step = z.discriminatedUnion('op', [
  z.strictObject({ ...stepHead, op: z.literal('product'), of: z.array(operand).min(2) }),
  z.strictObject({ ...stepHead, op: z.literal('sum'), of: z.array(operand).min(2) }),
  /** The sum of products: weight and value of each pair. */
  z.strictObject({ ...stepHead, op: z.literal('weigh'), of: z.array(z.tuple([operand, operand])).min(2) }),
  z.strictObject({ ...stepHead, op: z.literal('quotient'), of: z.tuple([operand, operand]) }),
  /** The rate of the bracket into which the value falls. */
  z.strictObject({ ...stepHead, op: z.literal('bracket'), of: operand, table: z.string() }),
  /** Each slice of the value at the rate of its bracket. */
  z.strictObject({ ...stepHead, op: z.literal('slices'), of: operand, table: z.string() }),
]);

const bracketTable = z.array(z.strictObject({ upTo: z.number().nullable(), rate: z.number() })).min(1);

/** The numbers in force from a day on. A new tariff is a new version; the old one stays for the files of its time. */
const version = z.strictObject({
  effective: z.iso.date(),
  constants: z.record(z.string(), z.number()).default({}),
  /** By the id of a choice: the number for each option. */
  tables: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  brackets: z.record(z.string(), bracketTable).default({}),
  ...provenance,
});

/** How a levy is computed, as data; the last step is the amount in whole rupiah. */
export const levyFormula = z.strictObject({
  id: z.string(),
  name: text,
  clause: z.string(),
  inputs: z.array(input),
  steps: z.array(step).min(1),
  versions: z.array(version).min(1),
});
export type LevyFormula = z.infer<typeof levyFormula>;
export type LevyVersion = LevyFormula['versions'][number];
export type LevyInput = LevyFormula['inputs'][number];
export type LevyStep = LevyFormula['steps'][number];
