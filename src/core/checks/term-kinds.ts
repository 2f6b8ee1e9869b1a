import { addDays, daysBetween } from '../shared/dates.ts';
import { type Facts, type Kind, listParam, numberParam, placesOf, reader, textParam, writer } from './kind.ts';

/**
 * A date lies at most (at least) so many days after the day of work, asked of some applications only: those that say one of `among` at `of`. A permit that
 * is renewed ends soon; one that must be renewed months before does not end too soon. Breaking it moves the date by `by` days beyond the limit.
 */
const ends = (side: 'soon' | 'later'): Kind => (params, _catalogue, problems) => {
  const path = textParam(params, 'path');
  const of = textParam(params, 'of');
  const among = listParam(params, 'among');
  const days = numberParam(params, 'days');
  const [least, most] = listParam(params, 'by').map(Number) as [number, number];
  const read = reader(path);
  const readKind = reader(of);
  const write = writer(path);
  const asked = (facts: Facts): boolean => among.includes(String(readKind(facts)));
  return {
    reads: [path, of],
    writes: [path],
    where: placesOf([path], problems),
    holds(facts) {
      const value = read(facts);
      // A word such as "selama usaha berjalan" is no date.
      if (!asked(facts) || typeof value !== 'string' || !/^\d/.test(value)) return true;
      return side === 'soon' ? daysBetween(facts.today, value) <= days : daysBetween(facts.today, value) >= days;
    },
    breakIn(draft, random) {
      const by = random.int(least!, most!);
      write(draft, addDays(draft.today, side === 'soon' ? days + by : days - by));
    },
  };
};

/** Kinds of check on the time that a permit still has to run. */
export const termKinds: Readonly<Record<string, Kind>> = { 'ends-soon': ends('soon'), 'ends-later': ends('later') };
