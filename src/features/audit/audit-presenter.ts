import type { Speech } from '../../platform/i18n.ts';
import type { AuditRow, ChainState } from './audit-store.ts';

/** An entry as the table shows it. */
export interface EntryView {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  detail: string;
}

/** `names` gives the names of the persons who acted, by id. */
export function presentEntries(rows: AuditRow[], names: Map<number, string>, { t, format }: Speech): EntryView[] {
  return rows.map((row) => ({
    id: row.id,
    at: format.dateTime(row.at),
    actor: row.actorId === null ? t('audit.system') : (names.get(row.actorId) ?? `#${row.actorId}`),
    action: t(`audit.action.${row.action}`),
    subject: [t(`audit.subject.${row.subjectType}`), row.subjectId ?? ''].join(' ').trim(),
    detail: row.detail === '{}' ? '' : plainDetail(row.detail),
  }));
}

/** The state of the chain as one sentence, and whether it is a good one. */
export function presentChain(chain: ChainState, { t, format }: Speech): { ok: boolean; text: string } {
  const text = chain.ok
    ? t('audit.intact', { id: format.number(chain.rows) })
    : t('audit.broken', { id: format.number(chain.firstBroken ?? 0) });
  return { ok: chain.ok, text };
}

function plainDetail(json: string): string {
  const entries = Object.entries(JSON.parse(json) as Record<string, unknown>);
  return entries
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
