import { addDays, daysBetween } from '../shared/dates.ts';
import { checkNik, checkNpwp, checkPlate, checkS10 } from '../shared/ids.ts';
import { balanceKinds } from './balance-kinds.ts';
import { gradedKinds } from './graded-kinds.ts';
import { capacityKinds } from './capacity-kinds.ts';
import { measureKinds } from './measure-kinds.ts';
import { pairingKinds } from './pairing-kinds.ts';
import { uploadKinds } from './upload-kinds.ts';
import { registryKinds } from './registry-kinds.ts';
import { termKinds } from './term-kinds.ts';
import { type Kind, listParam, numberParam, placesOf, reader, textParam, writer } from './kind.ts';
import { samenesses } from './sameness.ts';

/**
 * Two places of the dossier say the same, compared as a name, an address, a code... Breaking it changes the second, to one of `others` where the pack
 * lists them. `same` names places that must not stay behind when the second is changed. A file that has a slot for the paper `unless` is not looked at: a newer
 * paper decides there.
 */
const match: Kind = (params, catalogue, problems) => {
  const [a, b] = listParam(params, 'paths') as [string, string];
  const as = samenesses[textParam(params, 'as')];
  if (!as) throw new RangeError(`parameter "as" must be one of ${Object.keys(samenesses).join(', ')}`);
  const readA = reader(a);
  const readB = reader(b);
  const same = params['same'] === undefined ? [] : listParam(params, 'same');
  const others = params['others'] === undefined ? [] : listParam(params, 'others');
  const unless = params['unless'];
  if (params['as'] === 'words' && others.length < 2) throw new RangeError('parameter "others" must list at least two phrases');
  const writers = [b, ...same].map(writer);
  return {
    reads: [a, b],
    writes: [b, ...same],
    where: placesOf([a, b, ...same], problems),
    holds(facts) {
      if (unless !== undefined && facts.dossier.documents.some(({ kind }) => kind === unless)) return true;
      const left = readA(facts);
      const right = readB(facts);
      return left === undefined || right === undefined || left === right || as.normal(left) === as.normal(right);
    },
    breakIn(draft, random) {
      const value = readB(draft);
      if (value === undefined) return;
      const wrong = others.length > 0 ? random.pick(others.filter((other) => as.normal(other) !== as.normal(value))) : as.differ(value, random, catalogue);
      for (const write of writers) write(draft, wrong);
    },
  };
};

/** A date has not passed on the day of work. A word such as SEUMUR HIDUP never passes. */
const notExpired: Kind = (params, _catalogue, problems) => {
  const path = textParam(params, 'path');
  const read = reader(path);
  const write = writer(path);
  return {
    reads: [path],
    writes: [path],
    where: placesOf([path], problems),
    holds(facts) {
      const value = read(facts);
      return typeof value !== 'string' || !/^\d/.test(value) || value >= facts.today;
    },
    breakIn(draft, random) {
      write(draft, addDays(draft.today, -random.int(3, 200)));
    },
  };
};

const breakDigit = (value: string, at: number): string => value.slice(0, at) + String((Number(value[at]) + 1) % 10) + value.slice(at + 1);

const formats = {
  nik: {
    valid: (value: string) => checkNik(value).valid,
    // Month 13-19 or a serial 0000: impossible, and plain to whoever reads the number.
    corrupt: (value: string, roll: number) => (roll === 0 ? value.slice(0, 8) + '1' + String(3 + (Number(value[9]) % 7)) + value.slice(10) : roll === 1 ? value.slice(0, 12) + '0000' : value.slice(0, 15)),
  },
  npwp: {
    valid: (value: string) => checkNpwp(value).valid,
    corrupt: (value: string) => breakDigit(value, 11),
  },
  s10: { valid: (value: string) => checkS10(value).valid, corrupt: (value: string) => breakDigit(value, 10) },
  nop: {
    // Eighteen digits of the land-tax object; 32.73 is Bandung.
    valid: (value: string) => /^32\.73\.\d{3}\.\d{3}\.\d{3}-\d{4}\.\d$/.test(value),
    corrupt: (value: string, roll: number) => (roll === 0 ? value.slice(0, -2) : value.replace('-', '')),
  },
  plate: { valid: (value: string) => checkPlate(value).valid, corrupt: (value: string) => value.replace(/\d+/, (digits) => `0${digits}`) },
};

/** A number has the form and check digit of its kind. The same wrong number stands at every path. */
const validNumber: Kind = (params, _catalogue, problems) => {
  const paths = listParam(params, 'paths');
  const format = formats[textParam(params, 'format') as keyof typeof formats];
  if (!format) throw new RangeError(`parameter "format" must be one of ${Object.keys(formats).join(', ')}`);
  const readers = paths.map(reader);
  const writers = paths.map(writer);
  return {
    reads: paths,
    writes: paths,
    where: placesOf(paths, problems),
    holds: (facts) => readers.every((read) => {
      const value = read(facts);
      return value === undefined || format.valid(String(value));
    }),
    breakIn(draft, random) {
      const clean = readers.map((read) => read(draft)).find((value) => value !== undefined);
      const wrong = format.corrupt(String(clean), random.int(0, 2));
      for (const write of writers) write(draft, wrong);
    },
  };
};

/** A statement bears its stamp, its signature, and the signature crosses the stamp. Breaking it leaves one of the marks out. */
const signed: Kind = (params, _catalogue, problems) => {
  const paths = listParam(params, 'paths');
  const readers = paths.map(reader);
  const writers = paths.map(writer);
  return {
    reads: paths,
    writes: paths,
    where: placesOf(paths, problems),
    holds: (facts) => readers.every((read) => read(facts) !== false),
    breakIn(draft, random) {
      const at = random.int(0, paths.length - 1);
      writers[at]!(draft, false);
      // A signature that is not there, or a stamp that is not there, cannot be crossed.
      if (at < 2 && writers[2]) writers[2](draft, false);
    },
  };
};

/** No value from a list of forbidden ones. The same forbidden value stands at every path. */
const noneOf: Kind = (params, _catalogue, problems) => {
  const paths = listParam(params, 'paths');
  const bad = listParam(params, 'bad');
  const forbidden = new Set(bad);
  const readers = paths.map(reader);
  const writers = paths.map(writer);
  return {
    reads: paths,
    writes: paths,
    where: placesOf(paths, problems),
    holds: (facts) => readers.every((read) => !forbidden.has(read(facts) as string)),
    breakIn(draft, random) {
      const value = random.pick(bad);
      for (const write of writers) write(draft, value);
    },
  };
};

/** The activity code is in the KBLI table under this title. Breaking it writes one that does not exist, or that of another trade, at every code path. */
const activityCode: Kind = (params, { kbli }, problems) => {
  const codes = listParam(params, 'codes');
  const title = textParam(params, 'title');
  const readCode = reader(codes[0]!);
  const readTitle = reader(title);
  const writers = codes.map(writer);
  const trades = [...kbli.values()].filter((entry) => entry.trade).map((entry) => entry.code);
  return {
    reads: [codes[0]!, title],
    writes: codes,
    where: placesOf([...codes, title], problems),
    holds(facts) {
      const value = readCode(facts);
      return value === undefined || kbli.get(String(value))?.title === readTitle(facts);
    },
    breakIn(draft, random) {
      const clean = String(readCode(draft));
      const unknown = ['97', '98', '88', '77'].map((end) => clean.slice(0, 3) + end).find((code) => !kbli.has(code))!;
      const wrong = random.chance(0.5) ? unknown : random.pick(trades.filter((candidate) => candidate !== clean));
      for (const write of writers) write(draft, wrong);
    },
  };
};

/** The activity is one that this service licenses. Breaking it asks for another kind of activity, consistently at every path. */
const licensedActivity: Kind = (params, { kbli }, problems) => {
  const code = textParam(params, 'code');
  const titles = listParam(params, 'titles');
  const readCode = reader(code);
  const writers = [code, ...titles].map(writer);
  const others = [...kbli.values()].filter((entry) => entry.drawn && !entry.trade);
  return {
    reads: [code],
    writes: [code, ...titles],
    where: placesOf([code, ...titles], problems),
    holds: (facts) => kbli.get(String(readCode(facts)))?.trade !== false,
    breakIn(draft, random) {
      const entry = random.pick(others);
      writers[0]!(draft, entry.code);
      for (const write of writers.slice(1)) write(draft, entry.title);
    },
  };
};

/** A declared class is the bracket of an amount. Breaking it declares another class. */
const bracket: Kind = (params, _catalogue, problems) => {
  const declared = textParam(params, 'declared');
  const amount = textParam(params, 'amount');
  const classes = listParam(params, 'classes');
  const upTo = listParam(params, 'upTo').map(Number);
  const readDeclared = reader(declared);
  const readAmount = reader(amount);
  const write = writer(declared);
  const classOf = (value: number) => classes[upTo.findIndex((max) => value <= max)] ?? classes[classes.length - 1]!;
  return {
    reads: [declared, amount],
    writes: [declared],
    where: placesOf([declared, amount], problems),
    holds(facts) {
      const value = readAmount(facts);
      return value === undefined || readDeclared(facts) === classOf(Number(value));
    },
    breakIn(draft, random) {
      const right = classOf(Number(readAmount(draft)));
      write(draft, random.pick(classes.filter((candidate) => candidate !== right)));
    },
  };
};

/** A period is no longer than a number of days, first and last day counted. Breaking it asks for months. */
const longestPeriod: Kind = (params, _catalogue, problems) => {
  const [start, end] = listParam(params, 'paths') as [string, string];
  const max = numberParam(params, 'max');
  const readStart = reader(start);
  const readEnd = reader(end);
  const write = writer(end);
  return {
    reads: [start, end],
    writes: [end],
    where: placesOf([start, end], problems),
    holds: (facts) => daysBetween(String(readStart(facts)), String(readEnd(facts))) + 1 <= max,
    breakIn(draft, random) {
      write(draft, addDays(String(readStart(draft)), max + random.pick([29, 60, 150, 334])));
    },
  };
};

/**
 * One date is not before another. Breaking it moves the later one to before the earlier one, or (`change: earlier`) the earlier one to after it, by so
 * many days (`by`); `same` names places that must say the changed date too.
 */
const notBefore: Kind = (params, _catalogue, problems) => {
  const [earlier, later] = listParam(params, 'paths') as [string, string];
  const changed = params['change'] === undefined ? 'later' : textParam(params, 'change');
  const readEarlier = reader(earlier);
  const readLater = reader(later);
  const same = params['same'] === undefined ? [] : listParam(params, 'same');
  const [least, most] = params['by'] === undefined ? (changed === 'earlier' ? [2, 45] : [20, 300]) : (listParam(params, 'by').map(Number) as [number, number]);
  const writes = [changed === 'earlier' ? earlier : later, ...same];
  const writers = writes.map(writer);
  return {
    reads: [earlier, later],
    writes,
    where: placesOf([earlier, later, ...same], problems),
    holds(facts) {
      const first = readEarlier(facts);
      const second = readLater(facts);
      return first === undefined || second === undefined || second >= first;
    },
    breakIn(draft, random) {
      const days = random.int(least!, most!);
      const [first, second] = [readEarlier(draft), readLater(draft)];
      const from = changed === 'earlier' ? second : first;
      if (from === undefined) return;
      for (const write of writers) write(draft, addDays(String(from), changed === 'earlier' ? days : -days));
    },
  };
};

/** Every kind of check that a content pack may use, by the name that the pack gives it. */
export const kinds: Readonly<Record<string, Kind>> = {
  ...uploadKinds,
  ...registryKinds,
  ...measureKinds,
  ...balanceKinds,
  ...gradedKinds,
  ...capacityKinds,
  ...pairingKinds,
  ...termKinds,
  match,
  'not-expired': notExpired,
  'valid-number': validNumber,
  signed,
  'none-of': noneOf,
  'activity-code': activityCode,
  'licensed-activity': licensedActivity,
  bracket,
  'longest-period': longestPeriod,
  'not-before': notBefore,
};
