import { remembering } from '../core/shared/remembering.ts';
import type { Language } from '../core/shared/text.ts';

/** Moments come as ISO-8601 text or a Date, days as `YYYY-MM-DD`, money as whole rupiah. */
export interface Formatter {
  /** 4 Mei 2015 */
  date(value: string | Date): string;
  /** 10.42 */
  time(value: string | Date): string;
  /** 4 Mei 2015, 10.42 WIB */
  dateTime(value: string | Date): string;
  /** 4 Mei 2015, 10.42-12.00 WIB; both on one day. */
  window(from: string | Date, to: string | Date): string;
  /** Rp 1.250.000 */
  money(rupiah: number): string;
  /** 1.250.000, with at most `digits` decimals */
  number(value: number, digits?: number): string;
  /** 0.7 as 70% */
  percent(share: number, digits?: number): string;
  /** A probability as 70%; an estimate is never certain, so it is >99% and <1% at the ends. */
  chance(probability: number): string;
  /** 1,50: a figure of a column, with always as many decimals. */
  figure(value: number, digits: number): string;
}

const locales = { id: 'id-ID', en: 'en-GB' } as const;

/** The forms of one language in one time zone. */
export function createFormatter(language: Language, timeZone: string): Formatter {
  const locale = locales[language];
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const days = new Intl.DateTimeFormat(locale, { ...day, timeZone });
  const calendarDays = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' });
  const hours = new Intl.DateTimeFormat(locale, { ...hour, timeZone });
  const zone = zoneName(timeZone);
  const rupiah = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'IDR',
    maximumFractionDigits: 0,
    currencyDisplay: 'narrowSymbol',
  });

  // To make a formatter takes fifty times as long as to use it.
  const kept = new Map<number, Intl.NumberFormat>();
  const numbers = (digits: number): Intl.NumberFormat => {
    const found = kept.get(digits) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
    kept.set(digits, found);
    return found;
  };

  const percent = (share: number, digits = 0) => share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: digits });
  const chance = (probability: number) => (probability >= 0.995 ? `>${percent(0.99)}` : probability < 0.005 ? `<${percent(0.01)}` : percent(probability));

  const date = (value: string | Date) =>
    typeof value === 'string' && value.length === 10
      ? calendarDays.format(new Date(value))
      : days.format(new Date(value));
  // Pages of one sitting say the same moments again and again.
  const timeOf = remembering((moment: string) => hours.format(new Date(moment)));
  const time = (value: string | Date) => (typeof value === 'string' ? timeOf(value) : hours.format(value));
  return {
    date,
    time,
    dateTime: (value) => `${date(value)}, ${time(value)} ${zone}`,
    window: (from, to) => `${date(from)}, ${time(from)}-${time(to)} ${zone}`,
    money: (value) => rupiah.format(value),
    number: (value, digits = 0) => numbers(digits).format(value),
    percent,
    chance,
    figure: (value, digits) => value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  };
}

/** WIB, WITA, WIT: Intl knows the names in Indonesian only. */
function zoneName(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' }).formatToParts(0);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}
