import { z } from 'zod';
import { formatNames } from '../../core/questions/formats.ts';
import { kinds } from '../../core/questions/question.ts';
import { competencies } from '../../core/shared/competency.ts';
import { languages } from '../../core/shared/text.ts';
import { stateFilter } from '../authoring/work-input.ts';

/** A new question: its kind, and its code, empty for the next free one. */
export const newQuestionForm = z.object({
  kind: z.enum(kinds, 'questions.problem.kind'),
  code: z.string().trim().regex(/^(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,59})?$/, 'questions.problem.code').default(''),
});

/** What is asked of the list; what cannot be read counts as absent. */
export const questionsQuery = stateFilter.extend({
  kind: z.enum(kinds).nullable().catch(null),
  competency: z.enum(competencies).nullable().catch(null),
  level: z.coerce.number().int().min(1).max(5).nullable().catch(null),
  tag: z.string().trim().max(50).catch(''),
});

export const packQuery = z.object({ q: z.string().trim().max(100).catch(''), competency: z.enum(competencies).nullable().catch(null) });

export const exportQuery = questionsQuery.extend({ format: z.enum(formatNames).catch('csv') });

/** A file to bring in, chosen or pasted. */
export const importForm = z.object({
  format: z.enum(formatNames, 'questions.problem.format'),
  language: z.enum(languages).catch('id'),
  text: z.string().max(6_000_000).default(''),
});
export const answersQuery = z.object({ show: z.enum(['all', 'refused', 'noted']).catch('all') });

export const pictureForm = z.object({ words: z.string().trim().min(3, 'questions.problem.words').max(200), work: z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null) });
