import { addDays, daysBetween, yearOf } from '../shared/dates.ts';
import type { Random } from '../shared/random.ts';
import { type DecoyKind, listParam, numberParam, placesOf, reader, textParam } from './kind.ts';

/** A date that looks odd: whether it does on the day of the case, and how such a one is drawn; both take the numbers of these parameters. */
const oddDate = (
  names: readonly string[],
  isOdd: (date: string, today: string, ...numbers: number[]) => boolean,
  draw: (today: string, random: Random, ...numbers: number[]) => string,
): DecoyKind => (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const numbers = names.map((name) => numberParam(params, name));
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && isOdd(value, facts.today, ...numbers);
    },
    plantInWorld(world, today, random) {
      world.set(fact, draw(today, random, ...numbers));
    },
  };
};

/** A date in the last days of its validity. */
const lastDays = oddDate(
  ['days'],
  (date, today, days) => /^\d/.test(date) && date >= today && daysBetween(today, date) <= days!,
  (today, random, days) => addDays(today, random.int(0, days!)),
);

/** A date as far ahead as it may be: a renewal on the first days on which it is taken. */
const firstDays = oddDate(
  ['days', 'first'],
  (date, today, days, first) => /^\d/.test(date) && daysBetween(today, date) <= days! && daysBetween(today, date) > days! - first!,
  (today, random, days, first) => addDays(today, random.int(days! - first! + 1, days!)),
);

/** A date far ahead on an application of a kind that need not wait for it: an amendment comes at any time. */
const anyTime: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const of = textParam(params, 'of');
  const among = listParam(params, 'among');
  const days = numberParam(params, 'days');
  const read = reader(path);
  const readKind = reader(of);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return among.includes(String(readKind(facts))) && typeof value === 'string' && /^\d/.test(value) && daysBetween(facts.today, value) > days;
    },
  };
};

/** A date in the last days of the time for which a paper is good. */
const nearlyOld = oddDate(
  ['days', 'last'],
  (date, today, days, last) => daysBetween(date, today) <= days! && daysBetween(date, today) >= days! - last!,
  (today, random, days, last) => addDays(today, -random.int(days! - last!, days!)),
);

/** A paper of long ago that never ends: an old tax card, an old deed. */
const oldDate = oddDate(
  ['days'],
  (date, today, days) => date < addDays(today, -days!),
  (today, random, days) => addDays(today, -days! - random.int(30, 900)),
);

/** The same of papers that may be older than a working life: plans and land. */
const longAgo = oddDate(
  ['days'],
  (date, today, days) => daysBetween(date, today) >= days!,
  (today, random, days) => addDays(today, -random.int(days!, days! + 3000)),
);

/** A KTP-el shows a past date; it is valid for life all the same (D05). */
const pastDate: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const read = reader(path);
  const readCard = reader(textParam(params, 'unless'));
  const valid = textParam(params, 'is');
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && /^\d/.test(value) && value < facts.today && readCard(facts) === valid;
    },
    plantInWorld(world, today, random) {
      world.set(fact, addDays(today, -random.int(30, 700)));
    },
  };
};

/** A period of exactly the allowed length. */
const longestAllowed: DecoyKind = (params) => {
  const [start, end] = listParam(params, 'paths') as [string, string];
  const days = numberParam(params, 'days');
  const fact = textParam(params, 'fact');
  const from = textParam(params, 'from');
  const readStart = reader(start);
  const readEnd = reader(end);
  return {
    where: placesOf([start, end], []),
    present: (facts) => daysBetween(String(readStart(facts)), String(readEnd(facts))) + 1 === days,
    plantInWorld(world) {
      world.set(fact, addDays(String(world.get(from)), days - 1));
    },
  };
};

/** A year that is the last one allowed: a vehicle of exactly the highest age. */
const oldestYear: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const back = numberParam(params, 'back');
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present: (facts) => read(facts) === yearOf(facts.today) - back,
    plantInWorld(world, today) {
      world.set(fact, yearOf(today) - back);
    },
  };
};

/** Kinds of decoy about days and years. */
export const dateDecoys: Readonly<Record<string, DecoyKind>> = {
  'past-date': pastDate,
  'last-days': lastDays,
  'first-days': firstDays,
  'any-time': anyTime,
  'nearly-old': nearlyOld,
  'old-date': oldDate,
  'long-ago': longAgo,
  'longest-allowed': longestAllowed,
  'oldest-year': oldestYear,
};
