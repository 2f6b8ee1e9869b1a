/** The clock of a sitting. Server time alone counts, read inside the transaction that saves; there is no grace after the deadline. */

/** The deadline: start plus minutes. In and out: ISO-8601 UTC. */
export function deadlineOf(startedAt: string, minutes: number): string {
  return new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
}

export interface Running {
  /** ISO-8601 UTC; null for a sitting without a limit. */
  deadlineAt: string | null;
  submittedAt: string | null;
  /** Since when an invigilator has paused it; null while it runs. */
  pausedAt: string | null;
}

/** Whether work is still taken at this moment: not handed in, not paused, and before the deadline; at the very deadline it is over. */
export function isOpen(sitting: Running, at: string): boolean {
  return sitting.submittedAt === null && sitting.pausedAt === null && !isOverdue(sitting, at);
}

/** Whether the sitting waits for its invigilator: nothing is taken, and its time stands still. */
export function isPaused({ submittedAt, pausedAt }: Running): boolean {
  return submittedAt === null && pausedAt !== null;
}

/** Whether the deadline has passed without the sitting having been handed in; while it is paused no deadline passes. */
export function isOverdue({ deadlineAt, submittedAt, pausedAt }: Running, at: string): boolean {
  return submittedAt === null && pausedAt === null && deadlineAt !== null && at >= deadlineAt;
}

/** Whole minutes that are left, rounded up; 0 after the deadline, null without one. For a paused sitting give the moment of the pause. */
export function minutesLeft(deadlineAt: string | null, at: string): number | null {
  return deadlineAt === null ? null : Math.max(0, Math.ceil((Date.parse(deadlineAt) - Date.parse(at)) / 60_000));
}
