import { z } from 'zod';
import { listOf } from '../../platform/request.ts';

/** Most characters of the note of a marker. */
export const longestNote = 1_000;

/** What a marker reads in a reply: acts, or none of them, which is said and not left out. */
export const markForm = z
  .object({ moves: listOf(z.string().max(80)), none: z.string().optional(), note: z.string().trim().max(longestNote).default('') })
  .superRefine(({ moves, none }, context) => {
    if ((moves.length === 0) === (none === undefined)) context.addIssue({ code: 'custom', path: ['moves'], message: moves.length === 0 ? 'replies.mark.choose' : 'replies.mark.either' });
  })
  .transform(({ moves, note }) => ({ moves, note }));
