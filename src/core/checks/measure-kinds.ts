import type { Params } from '../catalogue/content.ts';
import { addDays, yearOf } from '../shared/dates.ts';
import type { Random } from '../shared/random.ts';
import { registryKey } from '../shared/registry-key.ts';
import { type Facts, type Kind, listParam, numberParam, placesOf, reader, textParam, writer } from './kind.ts';

const optionalText = (params: Params, name: string): string | undefined => (params[name] === undefined ? undefined : textParam(params, name));
const optionalList = (params: Params, name: string): string[] => (params[name] === undefined ? [] : listParam(params, name));
const optionalNumber = (params: Params, name: string, otherwise: number): number => (params[name] === undefined ? otherwise : numberParam(params, name));

const numberAt = (path: string) => {
  const read = reader(path);
  return (facts: Facts): number | undefined => {
    const value = read(facts);
    return typeof value === 'number' ? value : undefined;
  };
};

/** A limit: a number, a datum, or what a registry has under a key of the dossier, times a factor. */
function limitOf(params: Params): { reads: string[]; read(facts: Facts): number | undefined } {
  const factor = optionalNumber(params, 'factor', 1);
  const scaled = (read: (facts: Facts) => number | undefined) => (facts: Facts) => {
    const value = read(facts);
    return value === undefined ? undefined : value * factor;
  };
  if (typeof params['limit'] === 'number') return { reads: [], read: scaled(() => params['limit'] as number) };
  if (params['limit'] !== undefined) return { reads: [textParam(params, 'limit')], read: scaled(numberAt(textParam(params, 'limit'))) };
  const registry = textParam(params, 'registry');
  const key = textParam(params, 'key');
  const field = textParam(params, 'field');
  const readKey = reader(key);
  return {
    reads: [key, `@${registry}`],
    read: scaled((facts) => {
      const value = readKey(facts);
      const record = value === undefined ? undefined : facts.registries[registry]?.[registryKey(String(value))];
      return typeof record?.[field] === 'number' ? record[field] : undefined;
    }),
  };
}

/** Decimals of a step such as 0.5, so that a broken value looks like a clean one. */
const inSteps = (value: number, step: number, up: boolean): number => Number(((up ? Math.ceil(value / step) : Math.floor(value / step)) * step).toFixed(6));

/**
 * A value, or its share of another (`per`, as a percentage with `scale: 100`), keeps a limit. Breaking it writes a value beyond the limit at `value` and at
 * every path of `same`; `step` is how finely such values are written, `by` from and to how many percent beyond the limit a broken value lies (6 to 35).
 */
const limit = (side: 'most' | 'least'): Kind => (params, _catalogue, problems) => {
  const path = textParam(params, 'value');
  const per = optionalText(params, 'per');
  const same = optionalList(params, 'same');
  const scale = optionalNumber(params, 'scale', 1);
  const step = optionalNumber(params, 'step', 1);
  const [least, most] = (params['by'] === undefined ? ['6', '35'] : listParam(params, 'by')).map(Number) as [number, number];
  const bound = limitOf(params);
  const readValue = numberAt(path);
  const readPer = per === undefined ? () => scale : numberAt(per);
  const writers = [path, ...same].map(writer);
  const paths = [path, ...(per === undefined ? [] : [per])];
  // The highest (lowest) value that keeps the limit.
  const edge = (facts: Facts): number | undefined => {
    const at = bound.read(facts);
    const base = readPer(facts);
    return at === undefined || base === undefined ? undefined : (at * base) / scale;
  };
  return {
    reads: [...paths, ...bound.reads],
    writes: [path, ...same],
    where: placesOf([...paths, ...same, ...bound.reads.filter((read) => !read.startsWith('@'))], problems),
    holds(facts) {
      const value = readValue(facts);
      const at = edge(facts);
      return value === undefined || at === undefined || (side === 'most' ? value <= at + 1e-9 : value >= at - 1e-9);
    },
    breakIn(draft, random) {
      const at = edge(draft);
      if (at === undefined) return;
      const by = 1 + random.int(least, most) / 100;
      const wrong = side === 'most' ? inSteps(Math.max(at * by, at + step), step, true) : Math.max(0, inSteps(Math.min(at / by, at - step), step, false));
      for (const write of writers) write(draft, wrong);
    },
  };
};

/** A total is the sum of its parts. Breaking it changes the total at every path. */
const sums: Kind = (params, _catalogue, problems) => {
  const parts = listParam(params, 'parts');
  const totals = listParam(params, 'total');
  const step = optionalNumber(params, 'step', 1);
  const readParts = parts.map(numberAt);
  const readTotal = numberAt(totals[0]!);
  const writers = totals.map(writer);
  return {
    reads: [...parts, ...totals],
    writes: totals,
    where: placesOf([...parts, ...totals], problems),
    holds(facts) {
      const total = readTotal(facts);
      const values = readParts.map((read) => read(facts));
      return total === undefined || values.some((value) => value === undefined) || Math.abs(values.reduce<number>((a, b) => a + b!, 0) - total) < 1e-9;
    },
    breakIn(draft, random) {
      const total = readTotal(draft);
      if (total === undefined) return;
      const by = Math.max(step, inSteps((total * random.int(8, 30)) / 100, step, true));
      const wrong = random.chance(0.5) && total > by ? total - by : total + by;
      for (const write of writers) write(draft, Number(wrong.toFixed(6)));
    },
  };
};

/** Every one of several marks is there: a neighbour of each side has signed. Breaking it leaves one out. */
const allMarked: Kind = (params, _catalogue, problems) => {
  const paths = listParam(params, 'paths');
  const readers = paths.map(reader);
  const writers = paths.map(writer);
  return {
    reads: paths,
    writes: paths,
    where: placesOf(paths, problems),
    holds: (facts) => readers.every((read) => read(facts) !== false),
    breakIn: (draft, random) => random.pick(writers)(draft, false),
  };
};

/** A date is at most so many days before the day of work. */
const recent: Kind = (params, _catalogue, problems) => {
  const path = textParam(params, 'path');
  const days = numberParam(params, 'days');
  const read = reader(path);
  const write = writer(path);
  return {
    reads: [path],
    writes: [path],
    where: placesOf([path], problems),
    holds(facts) {
      const value = read(facts);
      return typeof value !== 'string' || value >= addDays(facts.today, -days);
    },
    breakIn(draft: Facts, random: Random) {
      write(draft, addDays(draft.today, -days - random.int(4, 240)));
    },
  };
};

/** A year is at most so many years ago: last year's tax, the age of a vehicle. */
const recentYear: Kind = (params, _catalogue, problems) => {
  const path = textParam(params, 'path');
  const same = optionalList(params, 'same');
  const back = numberParam(params, 'back');
  const read = numberAt(path);
  const writers = [path, ...same].map(writer);
  return {
    reads: [path],
    writes: [path, ...same],
    where: placesOf([path, ...same], problems),
    holds(facts) {
      const value = read(facts);
      return value === undefined || value >= yearOf(facts.today) - back;
    },
    breakIn(draft, random) {
      const wrong = yearOf(draft.today) - back - random.int(1, 4);
      for (const write of writers) write(draft, wrong);
    },
  };
};

/** Kinds of check that measure: limits, sums, marks and ages. */
export const measureKinds: Readonly<Record<string, Kind>> = {
  'at-most': limit('most'),
  'at-least': limit('least'),
  sums,
  'all-marked': allMarked,
  recent,
  'recent-year': recentYear,
};
