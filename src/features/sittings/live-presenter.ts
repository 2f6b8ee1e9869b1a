/** What a page of a test tells its script: where the events come from, and what the page knows. */
export interface LiveView {
  events: string;
  now: string;
  state: string;
}

interface Clock {
  id: number;
  deadlineAt: string | null;
  pausedAt: string | null;
  submittedAt: string | null;
}

export const presentLive = ({ id, deadlineAt, pausedAt, submittedAt }: Clock, now: Date): LiveView => ({
  events: `/sittings/${id}/events`,
  now: now.toISOString(),
  state: JSON.stringify({ deadlineAt, pausedAt, submittedAt }),
});
