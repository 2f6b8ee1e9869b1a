/** Between moments (ISO-8601 UTC) and what a clock on the wall shows in a time zone: what people type into a form. */

// To make a formatter takes fifty times as long as to use it.
const kept = new Map<string, Intl.DateTimeFormat>();

function parts(moment: Date, timeZone: string): Record<string, string> {
  const formatter = kept.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  kept.set(timeZone, formatter);
  return Object.fromEntries(formatter.formatToParts(moment).map(({ type, value }) => [type, value]));
}

/** The day as `YYYY-MM-DD` and the time as `HH:MM`. */
export function wallTime(moment: string | Date, timeZone: string): { date: string; time: string } {
  const { year, month, day, hour, minute } = parts(new Date(moment), timeZone);
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

/** The moment at which the wall shows this day and time, or null when there is no such day or time. */
export function momentOf(date: string, time: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(asUtc)) return null;
  const shown = wallTime(new Date(asUtc), timeZone);
  const found = new Date(asUtc - (Date.parse(`${shown.date}T${shown.time}:00.000Z`) - asUtc)).toISOString();
  const back = wallTime(found, timeZone);
  return back.date === date && back.time === time ? found : null;
}
