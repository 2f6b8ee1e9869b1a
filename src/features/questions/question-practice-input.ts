import { z } from 'zod';
import { longestAnswer } from '../../core/questions/response.ts';
import { competencies } from '../../core/shared/competency.ts';

/** What to practise; what cannot be read counts as absent. */
export const wishForm = z.object({
  competency: z.enum(competencies).nullable().catch(null),
  level: z.coerce.number().int().min(1).max(5).nullable().catch(null),
  tag: z.string().trim().min(1).max(50).nullable().catch(null),
});

const answer = z.string().max(longestAnswer * 2, { error: 'questions.problem.long' });

/** The fields of an answer as they stand: letters, places, a number, a text. Which of them the question has is for `readAnswer`. */
export const answerForm = z.record(z.string().regex(/^(?:choice|number|text|(?:place|match)-[a-z0-9]{1,3}|then)$/), z.union([answer, z.array(answer).max(40)]));
