import type { Card } from '../../core/ladder/cards.ts';
import { addDays, weekday } from '../../core/shared/dates.ts';
import type { Speech } from '../../platform/i18n.ts';
import { wallTime } from '../../platform/local-time.ts';

/** A kind of defect as the schedule lists it. */
export interface KindView {
  name: string;
  state: 'new' | 'missed' | 'due' | 'soon' | 'kept';
  words: string;
  chance: string;
  lastAt: string;
  dueAt: string;
}

/** A day of the calendar; `count` kinds fall due on it. */
interface DayView {
  date: string;
  number: number;
  count: number;
  today: boolean;
}

export interface ScheduleView {
  now: { due: number; fresh: number; kept: number; all: number };
  weeks: (DayView | null)[][];
  /** Days on which something falls due, with the names. */
  days: { date: string; kinds: string[] }[];
  kinds: KindView[];
  forecast: { days: { date: string; kept: number; due: number }[]; picture: { width: number; height: number; line: string; need: number; ticks: { label: string; y: number }[]; from: string; to: string }; summary: string };
}

/** So many days are looked ahead. */
const ahead = 28;
const box = { width: 600, height: 200 };

/** What is due when, as it would be if nothing were practised from now on: a calendar, the same as a list, a forecast of what is kept, and every kind. */
export function presentSchedule(cards: readonly Card[], now: Date, timeZone: string, { t, format }: Speech): ScheduleView {
  const dayOf = (moment: string | Date) => wallTime(moment, timeZone).date;
  const today = dayOf(now);
  const dates = Array.from({ length: ahead }, (_, at) => addDays(today, at));
  const nameOf = ({ kind }: Card) => t(`grading.defect.${kind}`);
  const met = cards.filter(({ dueAt }) => dueAt !== null);
  // What fell due before waits for today, with what was never found.
  const dueOn = (date: string) => cards.filter((card) => (date === today ? card.dueAt === null || !card.found || dayOf(card.dueAt) <= today : card.found && card.dueAt !== null && dayOf(card.dueAt) === date));
  const keptOn = (date: string) => met.filter(({ fadesAt }) => dayOf(fadesAt!) > date).length;
  const due = new Map(dates.map((date) => [date, dueOn(date)]));
  const forecast = dates.map((date) => ({ date: format.date(date), kept: keptOn(date), due: due.get(date)!.length }));
  const last = dates.at(-1)!;
  return {
    now: {
      due: cards.filter(({ found, urgency }) => found && urgency > 0).length,
      fresh: cards.filter(({ found }) => !found).length,
      kept: cards.filter(({ found, urgency }) => found && urgency === 0).length,
      all: cards.length,
    },
    weeks: weeksOf(dates, (date) => ({ date: format.date(date), number: Number(date.slice(8)), count: due.get(date)!.length, today: date === today })),
    days: dates.flatMap((date) => (due.get(date)!.length > 0 ? [{ date: date === today ? t('schedule.today') : format.date(date), kinds: due.get(date)!.map(nameOf) }] : [])),
    kinds: cards
      .map((card) => ({ card, view: presentKind(card, { t, format }) }))
      .sort((a, b) => b.card.urgency - a.card.urgency || (a.card.dueAt ?? '').localeCompare(b.card.dueAt ?? ''))
      .map(({ view }) => view),
    forecast: {
      days: forecast,
      picture: { ...drawForecast(forecast.map(({ kept }) => kept), cards.length), from: format.date(today), to: format.date(last) },
      summary: t('schedule.forecast.summary', { now: forecast[0]!.kept, later: forecast.at(-1)!.kept, all: cards.length, date: format.date(last) }),
    },
  };
}

function presentKind(card: Card, { t, format }: Pick<Speech, 't' | 'format'>): KindView {
  const state = card.reviews === 0 ? 'new' : !card.found ? 'missed' : card.urgency === 1 ? 'due' : card.urgency > 0 ? 'soon' : 'kept';
  return {
    name: t(`grading.defect.${card.kind}`),
    state,
    words: t(`schedule.state.${state}`),
    chance: card.retrievability === null ? '' : format.chance(card.retrievability),
    lastAt: card.lastAt ? format.date(card.lastAt) : t('schedule.never'),
    dueAt: card.dueAt === null || !card.found ? t('schedule.nextFile') : format.date(card.dueAt),
  };
}

/** Whole weeks from Monday on; days outside the span are empty. */
function weeksOf<T>(dates: readonly string[], view: (date: string) => T): (T | null)[][] {
  const monday = addDays(dates[0]!, -((weekday(dates[0]!) + 6) % 7));
  const weeks: (T | null)[][] = [];
  for (let from = monday; from <= dates.at(-1)!; from = addDays(from, 7))
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(from, at)).map((date) => (dates.includes(date) ? view(date) : null)));
  return weeks;
}

/** The number that is kept from day to day as a falling stair, against all that there are. */
function drawForecast(kept: readonly number[], all: number) {
  const most = Math.max(1, all);
  const y = (count: number) => Math.round((10 * box.height * (most - count)) / most) / 10;
  const step = box.width / kept.length;
  const corners = kept.map((count, at) => `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${y(count)}h${step.toFixed(1)}`);
  return { ...box, line: corners.join(''), need: y(all), ticks: [most, Math.round(most / 2), 0].map((value) => ({ label: String(value), y: y(value) })) };
}
