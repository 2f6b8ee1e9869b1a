/** A pause or its end, at a moment (ISO-8601 UTC). */
export interface Halt {
  type: string;
  at: string;
}

/** Minutes of the simulated clock from the beginning to a moment, pauses left out, cut to hundredths: the clock is only ever reckoned from moments that the server has noted. */
export function clockMinute(begunAt: string, acts: readonly Halt[], at: string): number {
  let paused = 0;
  let since: string | null = null;
  for (const act of acts) {
    if (act.type === 'pause') since ??= act.at;
    if (act.type === 'continue' && since !== null) {
      paused += Date.parse(act.at) - Date.parse(since);
      since = null;
    }
  }
  const until = since !== null && since < at ? since : at;
  return Math.max(0, Math.floor((Date.parse(until) - Date.parse(begunAt) - paused) / 600) / 100);
}
