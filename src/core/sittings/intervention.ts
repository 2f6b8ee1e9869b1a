import { isOpen, isPaused, type Running } from './clock.ts';

/** What an invigilator may do to a sitting; each with a reason, as a record that stays. */
export const interventionKinds = ['pause', 'resume', 'extend', 'reopen'] as const;
export type InterventionKind = (typeof interventionKinds)[number];

/** Fewest characters of a reason, and the most minutes of one extension or reopening. */
export const interventionLimits = { reason: 10, minutes: 240 } as const;

export interface RunningTest extends Running {
  deadlineAt: string;
}

/** An act with the minutes that it gives; minutes count for `extend` and `reopen` only. */
export interface Intervention {
  kind: InterventionKind;
  minutes: number;
}

/**
 * The clock of a test after an intervention at this moment (ISO-8601 UTC), or null when it does not apply now: only what is open is paused, only what is
 * paused goes on, only what is not over is extended, only what is over is opened again. A pause moves the deadline by its own length when it ends, so
 * that nobody loses or wins a second by it; a sitting that is opened again gets its minutes from now.
 */
export function intervene(test: RunningTest, { kind, minutes }: Intervention, at: string): RunningTest | null {
  if (kind === 'pause') return isOpen(test, at) ? { ...test, pausedAt: at } : null;
  if (kind === 'reopen') return test.submittedAt === null ? null : { deadlineAt: later(at, minutes * 60_000), submittedAt: null, pausedAt: null };
  if (kind === 'extend') return isOpen(test, at) || isPaused(test) ? { ...test, deadlineAt: later(test.deadlineAt, minutes * 60_000) } : null;
  if (!isPaused(test)) return null;
  return { ...test, deadlineAt: later(test.deadlineAt, Math.max(0, Date.parse(at) - Date.parse(test.pausedAt!))), pausedAt: null };
}

const later = (moment: string, ms: number): string => new Date(Date.parse(moment) + ms).toISOString();
