import { z } from 'zod';
import { decisions } from '../../core/catalogue/content.ts';
import type { Recipe } from '../../core/cases/dossier.ts';
import { listOf } from '../../platform/request.ts';
import type { Recipient } from './case-service.ts';

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const serviceCode = z.string().regex(/^[A-Z]{2,8}$/);

export const caseFilter = z.object({
  service: serviceCode.nullable().catch(null),
  decision: z.enum(decisions).nullable().catch(null),
  trainee: id.nullable().catch(null),
});

export const documentQuery = z.object({ document: z.string().regex(/^[A-Z]+$/).nullable().catch(null) });

const level = z.coerce.number().int().min(1).max(5);

export const serviceQuery = z.object({ service: serviceCode.nullable().catch(null), level: level.catch(1) });

/** How a case is to be made: drawn as the level draws, or with these checks broken. */
const recipeFields = {
  service: serviceCode,
  level: level.default(1),
  how: z.enum(['draw', 'choose']),
  breaks: listOf(z.string().regex(/^[a-z0-9-]{1,60}$/)),
  seed: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._-]{0,64}$/, 'trainer.problem.seed')
    .default(''),
};

export const recipeForm = z.object(recipeFields);
export type RecipeForm = z.infer<typeof recipeForm>;

const dueDay = z.string().trim().regex(/^\d{4}-\d{2}-\d{2}$/, 'assignments.problem.day');

export const dueForm = z.object({ due: dueDay });

export const issueForm = z.object({
  ...recipeFields,
  seed: recipeFields.seed.refine((seed) => seed !== '', 'errors.field.required'),
  token: z.string().regex(/^[A-Za-z0-9_-]{20,40}$/),
  due: dueDay.or(z.literal('').transform(() => null)).default(null),
  to: z
    .string()
    .regex(/^(trainee|group)-[1-9]\d{0,9}$/, 'trainer.problem.to')
    .transform((text): Recipient => ({ kind: text.startsWith('group') ? 'group' : 'trainee', id: Number(text.split('-')[1]) })),
});

/** The recipe of a form whose seed is known. */
export const recipeOf = ({ service, level: number, how, breaks, seed }: RecipeForm): Recipe => ({
  service,
  level: number,
  seed,
  event: 'level',
  ...(how === 'choose' ? { breaks } : {}),
});

export const groupForm = z.object({ name: z.string().trim().min(2).max(80) });
export const memberForm = z.object({ traineeId: z.coerce.number('trainer.problem.trainee').int('trainer.problem.trainee').min(1, 'trainer.problem.trainee').max(2_147_483_647) });

/** A note beside a mark: where, and what. */
export const noteForm = z.object({
  position: z.coerce.number().int().min(1).max(99),
  mark: z.string().min(1).max(160),
  text: z.string().trim().min(3, 'notes.problem.short').max(2000),
});

/** The last note that stood on the page. */
export const readForm = z.object({ position: z.coerce.number().int().min(1).max(99), last: id });
