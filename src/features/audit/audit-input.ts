import { z } from 'zod';
import { addDays, isDate } from '../../core/shared/dates.ts';
import { momentOf } from '../../platform/local-time.ts';
import { type AuditAction, auditDetails } from './audit-events.ts';
import type { AuditFilter } from './audit-store.ts';

export const auditActions = Object.keys(auditDetails) as AuditAction[];

/** An action as it stands in an address and in a choice: `account_created`. */
export const slugOf = (action: AuditAction): string => action.replace('.', '_');
const bySlug = new Map(auditActions.map((action) => [slugOf(action), action]));

const day = z.string().refine(isDate).catch('');

/** What the log is searched for; what cannot be meant is left out. */
export const auditQuery = z.object({ who: z.string().max(100).catch(''), action: z.string().refine((slug) => bySlug.has(slug)).catch(''), from: day, until: day });

/** The days, from the first moment of `from` to the last of `until` on the wall in this time zone, as moments. */
export function filterOf({ who, action, from, until }: z.infer<typeof auditQuery>, timeZone: string): AuditFilter {
  const start = (date: string) => (date === '' ? null : momentOf(date, '00:00', timeZone));
  return { who: who.trim(), action: bySlug.get(action) ?? null, from: start(from), before: start(until && addDays(until, 1)) };
}
