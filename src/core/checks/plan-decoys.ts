import type { Params } from '../catalogue/content.ts';
import { addDays, daysBetween } from '../shared/dates.ts';
import { type DecoyRule, listParam, numberParam, placesOf, reader, textParam, writer } from './kind.ts';
import { samenesses } from './sameness.ts';

type DecoyKind = (params: Params) => DecoyRule;

/** The same name in capitals. */
const capitals: DecoyKind = (params) => {
  const [a, b] = listParam(params, 'paths') as [string, string];
  const as = samenesses[textParam(params, 'as')];
  if (!as) throw new RangeError(`parameter "as" must be one of ${Object.keys(samenesses).join(', ')}`);
  const readA = reader(a);
  const readB = reader(b);
  const writeB = writer(b);
  return {
    where: placesOf([a, b], []),
    present(facts) {
      const left = readA(facts);
      const right = readB(facts);
      return left !== undefined && right !== undefined && left !== right && as.normal(left) === as.normal(right) && right === String(right).toUpperCase();
    },
    plantInDossier(draft) {
      const value = readB(draft);
      if (value !== undefined) writeB(draft, String(value).toUpperCase());
    },
  };
};

/** A date in the last days of the time for which a paper is good. */
const nearlyOld: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const days = numberParam(params, 'days');
  const last = numberParam(params, 'last');
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      if (typeof value !== 'string') return false;
      const age = daysBetween(value, facts.today);
      return age <= days && age >= days - last;
    },
    plantInWorld(world, today, random) {
      world.set(fact, addDays(today, -random.int(days - last, days)));
    },
  };
};

/** A paper of long ago that has no end. */
const longAgo: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const days = numberParam(params, 'days');
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && daysBetween(value, facts.today) >= days;
    },
    plantInWorld(world, today, random) {
      world.set(fact, addDays(today, -random.int(days, days + 3000)));
    },
  };
};

/** A measure exactly at its limit: `limit`, or so many percent of `per`. `is` is the fact that such a measure equals. */
const meetsLimit: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const is = textParam(params, 'is');
  const read = reader(path);
  const readLimit = reader(textParam(params, 'limit'));
  const readPer = params['per'] === undefined ? () => 100 : reader(textParam(params, 'per'));
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return value !== undefined && Math.abs(Number(value) - (Number(readLimit(facts)) * Number(readPer(facts))) / 100) < 1e-6;
    },
    plantInWorld(world) {
      world.set(fact, world.get(is));
    },
  };
};

/** Kinds of decoy on land, plans and older papers. */
export const planDecoys: Readonly<Record<string, DecoyKind>> = { capitals, 'nearly-old': nearlyOld, 'long-ago': longAgo, 'meets-limit': meetsLimit };
