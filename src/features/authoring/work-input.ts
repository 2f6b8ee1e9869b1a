import { z } from 'zod';
import { workStates } from '../../core/authoring/lifecycle.ts';

/** Longest reason or comment, in characters, and the shortest reason of whoever publishes, sends back or retires. */
export const longestText = 2_000;
export const leastReason = 10;

const version = z.coerce.number().int().min(1).max(2_147_483_647);
const reason = z.string().trim().min(leastReason).max(longestText);

/** The revision on which a draft was written; the rest of the form is read by its kind. */
export const revisionOf = z.object({ revision: version, then: z.enum(['stay', 'go']).catch('stay') });

export const submissionForm = z.object({ revision: version, reason });
export const decisionForm = z.object({ version, decision: z.enum(['publish', 'return'], 'authoring.problem.decision'), reason });
export const actForm = z.object({ version, reason });
/** The place of a comment stands in its form with strokes, which no other name of ours has. */
export const commentForm = z.object({ path: z.string().max(200).default('').transform((path) => path.replaceAll('/', '.')), body: z.string().trim().min(1).max(longestText) });

export const stateFilter = z.object({ state: z.enum(workStates).nullable().catch(null), q: z.string().trim().max(100).catch('') });

export const historyQuery = z.object({ from: z.coerce.number().int().min(0).max(100_000).nullable().catch(null), to: z.coerce.number().int().min(0).max(100_000).nullable().catch(null) });
