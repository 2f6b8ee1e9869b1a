import { z } from 'zod';
import { reasons } from '../../core/shift/act.ts';

export const beginForm = z.object({ level: z.coerce.number('shifts.unknownLevel').int('shifts.unknownLevel').min(1, 'shifts.unknownLevel').max(5, 'shifts.unknownLevel') });

/** What every act brings: the number that it is to have, and the minute that the page showed. */
const shown = { number: z.coerce.number().int().min(1).max(100_000), minute: z.coerce.number().min(0).max(1_000_000) };
const job = z.string().max(8);
const reason = z.enum(reasons, 'shifts.refused.reason');

export const actForm = z.discriminatedUnion('type', [
  z.object({ ...shown, type: z.literal('take'), job }),
  z.object({ ...shown, type: z.literal('resume'), job }),
  z.object({ ...shown, type: z.literal('park'), job, reason }),
  z.object({ ...shown, type: z.literal('wait'), job, reason }),
  z.object({ ...shown, type: z.literal('escalate'), job, reason }),
  z.object({ ...shown, type: z.literal('hand-over'), job, reason }),
  z.object({ ...shown, type: z.literal('pause') }),
  z.object({ ...shown, type: z.literal('continue') }),
  z.object({ ...shown, type: z.literal('end') }),
]);
