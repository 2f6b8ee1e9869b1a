import { z } from 'zod';
import { text } from '../shared/text.ts';

/** Words that every part of the content pack shares. */
export { text };

export const confidence = z.enum(['seen', 'high', 'middle', 'low', 'training']);
/** Where a rule comes from and how sure that is; `training` is shown to users as a training rule. */
export const provenance = { source: z.string().min(1), confidence };

/** A datum of a dossier: `form.name` or `KTP.nik`. */
export const path = z.string().regex(/^(form|[A-Z]+)\.[a-zA-Z]+$/, 'expected document.field');
export const documentId = z.string().regex(/^[A-Z]+$/);
/** A fact of a case's world: `person.name`. */
export const factId = z.string().regex(/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z0-9]*$/, 'expected subject.fact');
export const registryId = z.string().regex(/^[a-z][a-zA-Z]*$/);

export const value = z.union([z.string(), z.number(), z.boolean()]);

/** All of these facts have one of these values. */
export const condition = z.record(z.string(), z.array(z.string()).min(1));
export type Condition = z.infer<typeof condition>;

export const fieldType = z.enum(['text', 'date', 'money', 'number', 'mark', 'code']);
export type FieldType = z.infer<typeof fieldType>;

/** A field takes its clean value from one fact of the case's world. */
export const field = z.strictObject({ id: z.string().regex(/^[a-zA-Z]+$/), name: text, type: fieldType.default('text'), from: z.string() });

export const problems = [
  'missing-document',
  'missing-signature',
  'expired',
  'mismatch',
  'invalid-number',
  'unreadable',
  'wrong-document',
  'outside-authority',
  'breaks-rule',
] as const;
export type Problem = (typeof problems)[number];

export const decisions = ['proceed', 'return', 'reject', 'refer'] as const;
export type Decision = (typeof decisions)[number];

/** The four fields of services. */
export const serviceFields = ['trade', 'building', 'roads', 'routes'] as const;

/** The stages of a file in which an operator works, in their order. Receiving, signing and archiving happen between them. */
export const stageIds = ['verification', 'resubmission', 'recommendation', 'payment', 'permit', 'dispatch'] as const;
export type StageId = (typeof stageIds)[number];

export const targets = ['technical-team', 'other-service', 'other-authority', 'supervisor', 'gratification-unit'] as const;
export type Target = (typeof targets)[number];
