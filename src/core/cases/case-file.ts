import { z } from 'zod';
import { stageIds } from '../catalogue/vocabulary.ts';
import { scans } from '../checks/kind.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);
const fields = z.record(z.string(), value);

/** A case as it comes from a file: strict, so that a mistyped key is named; a `truth` beside it is never read. */
export const caseFile = z.strictObject({
  format: z.literal(1),
  contentVersion: z.string(),
  service: z.string(),
  level: z.number().int(),
  registration: z.string(),
  today: z.iso.date(),
  receivedOn: z.iso.date(),
  dueOn: z.iso.date(),
  dossier: z.strictObject({
    form: fields,
    documents: z.array(z.strictObject({ kind: z.string(), file: z.string(), scan: z.enum(scans), fields })),
  }),
  registries: z.record(z.string(), z.record(z.string(), fields)),
  conversations: z.array(
    z.strictObject({ id: z.enum(['guide', 'message']), script: z.string(), variant: z.number().int().min(0), replies: z.array(z.string()) }),
  ),
  event: z.strictObject({ script: z.string(), variant: z.number().int().min(0) }).optional(),
  minutes: z.number().positive().optional(),
  way: z.array(z.enum(stageIds)).min(1).optional(),
  rulings: z.array(z.strictObject({ check: z.string(), holds: z.boolean(), reason: z.string() })).optional(),
  truth: z.unknown().optional(),
});
