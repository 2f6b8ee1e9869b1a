import { z } from 'zod';
import { commands } from '../../core/desk/action.ts';
import { competencies } from '../../core/shared/competency.ts';
import { inboxStates } from './inbox-store.ts';

const actionId = commands.submit.shape.id;

/** Beginning a practice: a service, a competency to train, or none of them for the proposed one. */
export const practiceForm = z.object({
  service: z.string().trim().max(8).default(''),
  competency: z.enum(competencies).optional(),
});

/** Beginning a chain of permits. */
export const chainForm = z.object({ chain: z.string().trim().max(40).default('') });

/** What to do with the help that comes with a practice file. */
export const helpForm = z.object({ choice: z.enum(['taken', 'declined']) });

/** The filter of the inbox; what cannot be read counts as absent. */
export const inboxFilter = z.object({
  state: z.enum(inboxStates).catch('todo'),
  service: z.string().trim().max(8).catch(''),
  q: z.string().trim().max(40).catch(''),
});

const answerText = z.string().max(600);

/** The id of the newest answer that the page knew. */
const seen = z.string().max(64).optional();

/** As `itemForm`, for a question of the bank: with the fields of its kind. */
export const triedForm = z
  .object({ id: actionId, seen, flag: z.enum(['true', 'false']).optional(), then: z.enum(['stay', 'next', 'previous', 'clear']).default('stay') })
  .catchall(z.union([answerText, z.array(answerText).max(40)]));

const draftText = z.string().max(5_000);

/** The fields of a draft as they stand; nothing in them is judged before they are saved. */
export const draftFields = z
  .record(z.string().max(60), z.union([draftText, z.array(draftText).max(100)]))
  .refine((fields) => Object.keys(fields).length <= 100);

/** A typed reply in the making: the number that it is to have, and the words so far. */
export const sayingDraft = z.object({ turn: z.string().max(4), text: draftText });

/**
 * One item: the chosen letter, empty to clear, absent when only the flag was pressed. Two ids, because answer and flag are two actions.
 * `then` says where the person wants to go.
 */
export const itemForm = z.object({
  id: actionId,
  seen,
  choice: z.string('sittings.refused.choice').max(1, 'sittings.refused.choice').optional(),
  flag: z.enum(['true', 'false']).optional(),
  then: z.enum(['stay', 'next', 'previous', 'clear']).default('stay'),
});
