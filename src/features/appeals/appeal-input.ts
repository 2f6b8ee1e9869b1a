import { z } from 'zod';
import { appealKinds, remedies } from '../../core/evaluation/appeal.ts';
import { leastReason } from '../../core/ladder/waiver.ts';

/** Most characters of an appeal and of an opinion on it. */
export const longestAppeal = 2_000;

const text = z
  .string()
  .max(longestAppeal)
  .transform((value) => value.replaceAll('\r\n', '\n').trim())
  .refine((value) => [...value.replaceAll(/\s+/g, ' ')].length >= leastReason, { message: 'appeals.short' });

export const appealForm = z.object({ kind: z.enum(appealKinds, { message: 'appeals.kindMissing' }), reason: text });

export const voteForm = z.object({ vote: z.enum(['uphold', 'reject'], { message: 'appeals.voteMissing' }), remedy: z.enum(remedies).catch('none'), reason: text });
