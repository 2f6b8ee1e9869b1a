import { addDays, dateOfNumber, dayNumber, weekdayOfNumber, yearOf } from './dates.ts';

/** The days off besides Saturday and Sunday, by ISO date: a Map or a Set. A year is covered when it has at least one. */
export interface Holidays {
  has(date: string): boolean;
  keys(): Iterable<string>;
}

// The years of one table are asked for at every deadline; a table is a value that never changes.
const yearsOf = new WeakMap<Holidays, ReadonlySet<number>>();

/** The years that the table covers. */
export function coveredYears(holidays: Holidays): ReadonlySet<number> {
  let years = yearsOf.get(holidays);
  if (!years) {
    years = new Set(Array.from(holidays.keys(), yearOf));
    yearsOf.set(holidays, years);
  }
  return years;
}

function isWorkingNumber(day: number, date: string, holidays: Holidays): boolean {
  const inWeek = weekdayOfNumber(day);
  return inWeek !== 0 && inWeek !== 6 && !holidays.has(date);
}

/** The date of a day number, refused where the table does not know the holidays: a count over such a day would be a guess. */
function coveredDate(day: number, holidays: Holidays): string {
  const date = dateOfNumber(day);
  if (!coveredYears(holidays).has(yearOf(date)))
    throw new RangeError(`date: the table of holidays does not cover ${date}`);
  return date;
}

/**
 * Whether the office works on that date: Monday to Friday, neither a national holiday nor collective leave (working-day rule of the domain).
 * Outside the covered years it knows weekends only, which is enough for the dates of old papers. RangeError when it is not a date.
 */
export function isWorkingDay(date: string, holidays: Holidays): boolean {
  return isWorkingNumber(dayNumber(date), date, holidays);
}

/** That day (`YYYY-MM-DD`), or the first working day after it. */
export function firstWorkingDay(date: string, holidays: Holidays): string {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addDays(day, 1);
  return day;
}

/**
 * The last day of a term. In: the date on which the file was complete, the term in working days (>= 1). Out: the date of that working day,
 * where day 1 is the first working day after `from` (working-day rule of the domain). RangeError when `from` is not a date, the term is not
 * a whole number >= 1, or the count reaches a year that the table does not cover.
 */
export function dueDate(from: string, days: number, holidays: Holidays): string {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`days: ${days} is not a whole number of at least 1`);
  let day = dayNumber(from);
  for (let left = days; ;) {
    const date = coveredDate(++day, holidays);
    if (isWorkingNumber(day, date, holidays) && --left === 0) return date;
  }
}

/**
 * Working days after `a` up to and including `b`, so that the count from a file's date to its due date is the term; negative when `b` is
 * earlier. RangeError when one is not a date or a counted day lies in a year that the table does not cover.
 */
export function workingDaysBetween(a: string, b: string, holidays: Holidays): number {
  const first = dayNumber(a);
  const last = dayNumber(b);
  if (last < first) return -workingDaysBetween(b, a, holidays);
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (isWorkingNumber(day, coveredDate(day, holidays), holidays)) count++;
  return count;
}
