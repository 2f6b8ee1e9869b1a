import { z } from 'zod';
import { leastReason } from '../../core/ladder/waiver.ts';
import { correctionKinds } from '../../core/sittings/correction.ts';

/** Most characters of a written reason. */
export const longestReason = 500;

/** One paragraph, counted by characters. */
export const reasonText = z
  .string()
  .max(longestReason)
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .refine((text) => [...text].length >= leastReason, { message: 'regrades.short' });

/** What is to be corrected. */
export const correctionForm = z.object({
  kind: z.enum(correctionKinds),
  subject: z.string().trim().min(1).max(64),
  answer: z
    .string()
    .trim()
    .max(40)
    .default('')
    .transform((text) => text || null),
});

export const applyForm = correctionForm.extend({ reason: reasonText, seen: z.string().max(64) });

export const rulingForm = z.object({ ruling: z.enum(['keep', 'revoke'], { message: 'regrades.rulingMissing' }), reason: reasonText });
