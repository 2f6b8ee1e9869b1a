import { z } from 'zod';
import { leastReason } from '../../core/ladder/waiver.ts';

export const traineeFilter = z.object({ q: z.string().trim().max(100).catch('') });

/** Most characters of a reason; it stands in the list of conditions that the trainee reads. */
export const longestReason = 500;

/** A reason is one paragraph and counted by characters. What `then` says: look at it again, change it, or send it. */
export const waiverForm = z.object({
  reason: z
    .string()
    .max(longestReason)
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .refine((text) => [...text].length >= leastReason, { message: 'levels.waiver.short' }),
  then: z.enum(['check', 'change', 'send']).catch('check'),
});

export const clearanceForm = z.object({ kind: z.enum(['course', 'interview']), reason: waiverForm.shape.reason });

export const reopeningForm = z.object({ reason: waiverForm.shape.reason, confirmed: z.literal('yes', { message: 'levels.reopening.confirmMissing' }) });

/** Beginning a test; `keep` keeps the knowledge part of the last one. */
export const startForm = z.object({ keep: z.literal('yes').optional() });
