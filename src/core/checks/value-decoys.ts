import { registryKey } from '../shared/registry-key.ts';
import { type DecoyKind, listParam, numberParam, placesOf, reader, textParam } from './kind.ts';
import { samenesses } from './sameness.ts';

/** A NIK that begins with another region's head: it keeps the place of first registration (D07). */
const foreignNik: DecoyKind = (params) => {
  const paths = listParam(params, 'paths');
  const heads = listParam(params, 'heads');
  const read = reader(paths[0]!);
  return {
    where: placesOf(paths, []),
    present: (facts) => {
      const nik = read(facts);
      return nik !== undefined && !String(nik).startsWith('3273');
    },
    plantInWorld(world, _today, random) {
      world.set('person.nik', random.pick(heads) + String(world.get('person.nik')).slice(6));
    },
  };
};

/** An amount exactly at a limit. */
const atLimit: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const amount = numberParam(params, 'amount');
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present: (facts) => read(facts) === amount,
    plantInWorld(world) {
      world.set(fact, amount);
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

/** What is forbidden elsewhere and allowed here: tobacco advertised on a road that is no protocol road. */
const allowedHere: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const value = textParam(params, 'is');
  const registry = textParam(params, 'registry');
  const key = textParam(params, 'key');
  const field = textParam(params, 'field');
  const place = textParam(params, 'place');
  const not = listParam(params, 'not');
  const read = reader(path);
  const readKey = reader(key);
  return {
    where: placesOf([path], []),
    present(facts) {
      const record = facts.registries[registry]?.[registryKey(String(readKey(facts)))];
      return read(facts) === value && record !== undefined && !not.includes(String(record[field]));
    },
    plantInWorld(world) {
      if (!not.includes(String(world.get(place)))) world.set(fact, value);
    },
  };
};

/**
 * An older paper says something else and the newer one what the form says: a deed names a director who has left. `from` is the fact of the other value; it is
 * written where a file has both papers, that is where `when` has the value `has`.
 */
const superseded: DecoyKind = (params) => {
  const [form, older, newer] = listParam(params, 'paths') as [string, string, string];
  const fact = textParam(params, 'fact');
  const from = textParam(params, 'from');
  const when = textParam(params, 'when');
  const has = textParam(params, 'has');
  const as = samenesses[textParam(params, 'as')];
  if (!as) throw new RangeError(`parameter "as" must be one of ${Object.keys(samenesses).join(', ')}`);
  const [readForm, readOlder, readNewer] = [form, older, newer].map(reader) as [ReturnType<typeof reader>, ReturnType<typeof reader>, ReturnType<typeof reader>];
  return {
    where: placesOf([older, newer], []),
    present(facts) {
      const [now, before, after] = [readForm(facts), readOlder(facts), readNewer(facts)];
      return now !== undefined && before !== undefined && after !== undefined && as.normal(now) === as.normal(after) && as.normal(now) !== as.normal(before);
    },
    plantInWorld(world) {
      if (world.get(when) === has) world.set(fact, world.get(from));
    },
  };
};

/** Kinds of decoy about numbers, measures and what is allowed where. */
export const valueDecoys: Readonly<Record<string, DecoyKind>> = { 'foreign-nik': foreignNik, 'at-limit': atLimit, 'meets-limit': meetsLimit, 'allowed-here': allowedHere, superseded };
