import { z } from 'zod';
import { leastReason } from '../../core/ladder/waiver.ts';
import { passwordLength } from '../../platform/passwords.ts';
import { listOf } from '../../platform/request.ts';
import { languages } from '../../core/shared/text.ts';
import { roles } from './roles.ts';

/** Taken exactly as typed; the lower limit is checked with the other rules for new passwords. */
const password = z.string().min(1).max(passwordLength.max);

export const signInForm = z.object({
  username: z.string().trim().min(1).max(64),
  password,
  next: z.string().max(2_000).optional(),
});

export const passwordForm = z
  .object({ current: password, password, again: password })
  .refine((form) => form.password === form.again, { path: ['again'], message: 'accounts.password.different' });

export const languageForm = z.object({ language: z.enum(languages), next: z.string().max(2_000).optional() });

/** Letters, digits, dot, dash and underscore; an employee number fits. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/, 'accounts.username.form');

const personName = z
  .string()
  .trim()
  .min(2)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}<>]+$/u, 'accounts.name.form');

export const newUserForm = z.object({
  name: personName,
  username,
  language: z.enum(languages),
  roles: listOf(z.enum(roles)).refine((list) => list.length > 0, { message: 'accounts.roles.none' }),
});

export const rolesForm = z.object({ roles: listOf(z.enum(roles)) });

/** Most characters of the reason for shutting somebody out. */
export const longestReason = 500;

/** Why somebody is shut out: one paragraph, counted by characters. */
export const suspensionForm = z.object({
  reason: z
    .string()
    .max(longestReason)
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .refine((text) => [...text].length >= leastReason, { message: 'regrades.short' }),
});

/** Empty when nobody is the superior. */
export const superiorForm = z.object({
  superior: z
    .string()
    .regex(/^([1-9]\d{0,8})?$/, 'accounts.superior.unknown')
    .transform((value) => (value === '' ? null : Number(value))),
});

export const userFilter = z.object({
  q: z.string().trim().max(100).catch(''),
  role: z.enum(roles).optional().catch(undefined),
});
