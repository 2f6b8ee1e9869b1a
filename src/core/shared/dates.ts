/** Calendar dates as text 'YYYY-MM-DD' (Gregorian, years 0001 to 9999), without clock and without time zone: whole-number arithmetic only. */

const shape = /^\d{4}-\d{2}-\d{2}$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const lastDay = 2932896; // 9999-12-31, counted from 1970-01-01
const firstDay = -719162; // 0001-01-01

/** The number of days of a month (1..12) of a year; 0 when there is no such month. */
export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Whether the text is a date that exists, written 'YYYY-MM-DD'. */
export function isDate(text: string): boolean {
  if (!shape.test(text)) return false;
  const day = dayOf(text);
  return yearOf(text) >= 1 && day >= 1 && day <= daysInMonth(yearOf(text), monthOf(text));
}

/** The year of a date, 1..9999. */
export function yearOf(date: string): number {
  return digitsOf(date, 0, 4);
}

/** The month of a date, 1..12. */
export function monthOf(date: string): number {
  return digitsOf(date, 5, 7);
}

/** The day of the month of a date, 1..31. */
export function dayOf(date: string): number {
  return digitsOf(date, 8, 10);
}

/** The number that these digits write; every grade asks for dozens, and a cut text for each would take three times as long. */
function digitsOf(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** The date of a year, month (1..12) and day (1..31); RangeError when there is no such date. */
export function dateOf(year: number, month: number, day: number): string {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (!isDate(date)) throw new RangeError(`date: ${date} does not exist`);
  return date;
}

/** Days from 1970-01-01 (which is 0) to the date; RangeError when it is not a date. Rule: "days_from_civil" of H. Hinnant. */
export function dayNumber(date: string): number {
  if (!isDate(date)) throw new RangeError(`date: ${date} is not a date YYYY-MM-DD`);
  const month = monthOf(date);
  // The year is taken to begin in March: the leap day is then its last day and the lengths of the months follow one formula.
  const year = month > 2 ? yearOf(date) : yearOf(date) - 1;
  const century = Math.floor(year / 100);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOf(date) - 1;
  return year * 365 + Math.floor(year / 4) - century + Math.floor(century / 4) + dayOfYear - 719468;
}

/** The inverse of dayNumber; RangeError outside the years 0001..9999. Rule: "civil_from_days" of H. Hinnant. */
export function dateOfNumber(days: number): string {
  if (!Number.isInteger(days) || days < firstDay || days > lastDay)
    throw new RangeError(`days: ${days} leads outside the calendar`);
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const inEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365,
  );
  const dayOfYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return dateOf(
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  );
}

/** The date that many days later (earlier when negative); RangeError when `date` is not a date or the result leaves the calendar. */
export function addDays(date: string, days: number): string {
  return dateOfNumber(dayNumber(date) + days);
}

/** The date that many months later (earlier when negative), on the last day of a shorter month: 31 January + 1 = 28 February. RangeError as addDays. */
export function addMonths(date: string, months: number): string {
  dayNumber(date);
  const total = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dateOf(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** Days from a to b, negative when b is earlier; RangeError when one is not a date. */
export function daysBetween(a: string, b: string): number {
  return dayNumber(b) - dayNumber(a);
}

/** The day of the week, 0 = Sunday .. 6 = Saturday; RangeError when it is not a date. */
export function weekday(date: string): number {
  return weekdayOfNumber(dayNumber(date));
}

/** The day of the week of a dayNumber, 0 = Sunday .. 6 = Saturday. */
export function weekdayOfNumber(days: number): number {
  return (((days + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}
