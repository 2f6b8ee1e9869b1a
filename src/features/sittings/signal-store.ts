import type { Knex } from 'knex';

/**
 * Things that a person should look at, never an accusation: each has an innocent reading.
 * `gap`: an action waited in the browser; `clock`: the clock of the computer was moved; `other-screen`, `taken-over`: a second screen;
 * `stale-form`: an old tab; `late`: after the end; `foreign-sitting`, `foreign-place`: what does not exist for this person; `edited-form`: a choice
 * that no page offered.
 */
export const signalKinds = [
  'gap',
  'clock',
  'other-screen',
  'taken-over',
  'stale-form',
  'late',
  'foreign-sitting',
  'foreign-place',
  'edited-form',
] as const;
export type SignalKind = (typeof signalKinds)[number];

export interface Signal {
  userId: number;
  sittingId: number | null;
  kind: SignalKind;
  detail: Readonly<Record<string, string | number>>;
  /** ISO-8601 UTC. */
  at: string;
}

export async function insertSignal(db: Knex, { userId, sittingId, kind, detail, at }: Signal): Promise<void> {
  await db('signals').insert({ user_id: userId, sitting_id: sittingId, kind, detail: JSON.stringify(detail), at });
}
