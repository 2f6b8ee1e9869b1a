import { dayOf, isDate, monthOf, yearOf } from '../../core/shared/dates.ts';
import type { Formatter } from '../../platform/format.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A date as cards print it: '04-05-2015'; text such as SEUMUR HIDUP stays as it is. */
export const cardDate = (text: string): string =>
  isDate(text) ? `${two(dayOf(text))}-${two(monthOf(text))}-${yearOf(text)}` : text;

/** A date in words, or the text as it stands when it is none. */
export const dateOrText = (format: Formatter, text: string): string => (isDate(text) ? format.date(text) : text);
