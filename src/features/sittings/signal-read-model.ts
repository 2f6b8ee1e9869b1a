import type { Knex } from 'knex';
import type { Speech } from '../../platform/i18n.ts';
import type { SignalKind } from './signal-store.ts';

/** Something that happened in a sitting and that a person should look at. Moments are ISO-8601 UTC. */
export interface NotedSignal {
  kind: SignalKind;
  at: string;
  /** Of a gap, or of a clock that was moved. */
  seconds: number | null;
  /** Number of the case or item; null for the test as a whole. */
  position: number | null;
}

const most = 100;

/** The newest signals of a sitting, oldest first, at most a hundred. */
export async function signalsOf(db: Knex, sittingId: number): Promise<NotedSignal[]> {
  const rows: { kind: SignalKind; detail: string; at: string }[] = await db('signals')
    .where({ sitting_id: sittingId })
    .orderBy('id', 'desc')
    .limit(most)
    .select('kind', 'detail', 'at');
  return rows.reverse().map(({ kind, detail, at }) => {
    const { seconds = null, position = null } = JSON.parse(detail) as { seconds?: number; position?: number };
    return { kind, at, seconds, position };
  });
}

/** When and what, in words that accuse nobody. */
export const saySignals = (signals: readonly NotedSignal[], { t, format }: Speech): { at: string; words: string }[] =>
  signals.map(({ kind, at, seconds, position }) => ({
    at: format.dateTime(at),
    words: [t(`sittings.signal.${kind}`, { minutes: Math.round((seconds ?? 0) / 60), count: seconds ?? 0 }), position === null ? '' : t('sittings.signal.place', { number: position })].filter(Boolean).join(' '),
  }));
