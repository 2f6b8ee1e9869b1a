import { addDays, daysBetween } from '../shared/dates.ts';
import type { Random } from '../shared/random.ts';
import { registryKey } from '../shared/registry-key.ts';
import { type Facts, type Kind, listParam, numberParam, placesOf, reader, textParam, writer } from './kind.ts';
import { samenesses } from './sameness.ts';

/** A value that is forbidden under a condition, where it stands, and how it is written there. */
function forbidden(params: Parameters<Kind>[0]) {
  const path = textParam(params, 'path');
  const same = params['same'] === undefined ? [] : listParam(params, 'same');
  const bad = listParam(params, 'bad');
  const read = reader(path);
  return { paths: [path, ...same], bad, isBad: (facts: Facts) => bad.includes(String(read(facts))), writers: [path, ...same].map(writer) };
}

/** What a registry says under a key of the dossier, and whether that is one of some values. */
function place(params: Parameters<Kind>[0], values: readonly string[]) {
  const registry = textParam(params, 'registry');
  const key = textParam(params, 'key');
  const field = textParam(params, 'field');
  const readKey = reader(key);
  const record = (facts: Facts) => facts.registries[registry]?.[registryKey(String(readKey(facts)))];
  const isThere = (facts: Facts) => values.includes(String(record(facts)?.[field]));
  return {
    key,
    write: `@${registry}.${field}`,
    isThere,
    /** Lets the registry say so. */
    move(draft: Facts, random: Random) {
      const found = record(draft);
      if (found && !isThere(draft)) found[field] = random.pick(values);
    },
  };
}

/**
 * A value is allowed, but not where a registry says one of these things: tobacco is not advertised on a protocol road. Breaking it writes the value at
 * every path, and lets the registry say so.
 */
const notWhere: Kind = (params, _catalogue, problems) => {
  const { paths, bad, isBad, writers } = forbidden(params);
  const { key, write: registryPath, isThere, move } = place(params, listParam(params, 'where'));
  return {
    reads: [paths[0]!, key],
    writes: [...paths, registryPath],
    where: placesOf([...paths, key], problems),
    holds: (facts) => !isBad(facts) || !isThere(facts),
    breakIn(draft, random) {
      const value = random.pick(bad);
      for (const write of writers) write(draft, value);
      move(draft, random);
    },
  };
};

/**
 * A value is allowed where a registry says one of these things, but not on more than so many square metres. Breaking it writes the value, and a width
 * beyond the limit at every path of `wide`.
 */
const notOver: Kind = (params, _catalogue, problems) => {
  const { paths, bad, isBad, writers } = forbidden(params);
  const { key, write: registryPath, isThere, move } = place(params, listParam(params, 'where'));
  const [width, height] = listParam(params, 'area') as [string, string];
  const wide = params['wide'] === undefined ? [] : listParam(params, 'wide');
  const limit = numberParam(params, 'limit');
  const readWidth = reader(width);
  const readHeight = reader(height);
  const wideners = [width, ...wide].map(writer);
  return {
    reads: [paths[0]!, width, height, key],
    writes: [...paths, width, ...wide, registryPath],
    where: placesOf([...paths, width, height], problems),
    holds: (facts) => !isBad(facts) || !isThere(facts) || Number(readWidth(facts)) * Number(readHeight(facts)) <= limit,
    breakIn(draft, random) {
      const value = random.pick(bad);
      for (const write of writers) write(draft, value);
      move(draft, random);
      const wrong = Math.floor(limit / Number(readHeight(draft))) + random.int(1, 4);
      for (const write of wideners) write(draft, wrong);
    },
  };
};

/** A period is at least so many days, first and last day counted. Breaking it asks for a few weeks. */
const shortestPeriod: Kind = (params, _catalogue, problems) => {
  const [start, end] = listParam(params, 'paths') as [string, string];
  const min = numberParam(params, 'min');
  const readStart = reader(start);
  const readEnd = reader(end);
  const write = writer(end);
  return {
    reads: [start, end],
    writes: [end],
    where: placesOf([start, end], problems),
    holds: (facts) => daysBetween(String(readStart(facts)), String(readEnd(facts))) + 1 >= min,
    breakIn(draft, random) {
      write(draft, addDays(String(readStart(draft)), random.int(Math.floor(min / 4), min - 2)));
    },
  };
};

/**
 * Two papers bear numbers of their own: a letter number that stands on both was copied from one to the other (D38). Breaking it writes the first number on
 * the second paper.
 */
const distinctNumbers: Kind = (params, _catalogue, problems) => {
  const [a, b] = listParam(params, 'paths') as [string, string];
  const readA = reader(a);
  const readB = reader(b);
  const write = writer(b);
  return {
    reads: [a, b],
    writes: [b],
    where: placesOf([a, b], problems),
    holds(facts) {
      const left = readA(facts);
      const right = readB(facts);
      return left === undefined || right === undefined || samenesses['code']!.normal(left) !== samenesses['code']!.normal(right);
    },
    breakIn(draft) {
      const number = readA(draft);
      if (number !== undefined) write(draft, number);
    },
  };
};

/** Kinds of check on two things that are each allowed, and not together. */
export const pairingKinds: Readonly<Record<string, Kind>> = { 'not-where': notWhere, 'not-over': notOver, 'shortest-period': shortestPeriod, 'distinct-numbers': distinctNumbers };
