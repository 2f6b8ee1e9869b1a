import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { DecoyDefinition, Service, StageId } from '../catalogue/content.ts';
import { EntryError } from '../catalogue/entry-error.ts';
import { paramsFor } from './check.ts';
import { addDays, daysBetween, yearOf } from '../shared/dates.ts';
import { registryKey } from '../shared/registry-key.ts';
import { type DecoyRule, type Kind, listParam, numberParam, placesOf, reader, textParam, writer } from './kind.ts';
import { planDecoys } from './plan-decoys.ts';
import { samenesses } from './sameness.ts';

export type Decoy = DecoyDefinition & DecoyRule;

type DecoyKind = (params: Parameters<Kind>[0]) => DecoyRule;

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

/** The same name or address written another way (D08 and its like). */
const variant: DecoyKind = (params) => {
  const [a, b] = listParam(params, 'paths') as [string, string];
  const as = samenesses[textParam(params, 'as')];
  if (!as) throw new RangeError(`parameter "as" must be one of ${Object.keys(samenesses).join(', ')}`);
  const forms = listParam(params, 'forms');
  const readA = reader(a);
  const readB = reader(b);
  const writeB = writer(b);
  return {
    where: placesOf([a, b], []),
    present(facts) {
      const left = readA(facts);
      const right = readB(facts);
      return left !== undefined && right !== undefined && left !== right && as.normal(left) === as.normal(right);
    },
    plantInDossier(draft, random) {
      const value = readB(draft);
      if (value === undefined) return;
      const [from, to] = random.pick(forms).split('=>') as [string, string];
      writeB(draft, from === '' ? to.replace('*', String(value)) : String(value).replace(from, to));
    },
  };
};

/** A date in the last days of its validity. */
const lastDays: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const days = numberParam(params, 'days');
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && /^\d/.test(value) && value >= facts.today && daysBetween(facts.today, value) <= days;
    },
    plantInWorld(world, today, random) {
      world.set(fact, addDays(today, random.int(0, days)));
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

/** A name or title in capitals. */
const writtenLarge: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const read = reader(path);
  const write = writer(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && value === value.toUpperCase() && value !== value.toLowerCase();
    },
    plantInDossier(draft) {
      const value = read(draft);
      if (typeof value === 'string') write(draft, value.toUpperCase());
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

/** A paper of long ago that never ends: an old tax card, an old deed. */
const oldDate: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const fact = textParam(params, 'fact');
  const days = numberParam(params, 'days');
  const read = reader(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && value < addDays(facts.today, -days);
    },
    plantInWorld(world, today, random) {
      world.set(fact, addDays(today, -days - random.int(30, 900)));
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

const decoyKinds: Readonly<Record<string, DecoyKind>> = {
  'past-date': pastDate,
  'foreign-nik': foreignNik,
  variant,
  'last-days': lastDays,
  'at-limit': atLimit,
  'longest-allowed': longestAllowed,
  ...planDecoys,
  'written-large': writtenLarge,
  'oldest-year': oldestYear,
  'old-date': oldDate,
  'allowed-here': allowedHere,
};

const made = new WeakMap<Catalogue, Map<string, readonly Decoy[]>>();

/** The false alarms that a stage of a service knows, in the order of the pack; RangeError for an unknown decoy, kind or parameter. */
export function decoysOf(catalogue: Catalogue, code: string, stage: StageId = 'verification'): readonly Decoy[] {
  let services = made.get(catalogue);
  if (!services) made.set(catalogue, (services = new Map()));
  const ofService = stage === 'verification' || stage === 'resubmission';
  const key = ofService ? code : `${code}/${stage}`;
  let decoys = services.get(key);
  if (!decoys) {
    const service = serviceOf(catalogue, code);
    decoys = (ofService ? service.decoys : known(catalogue.stages, stage, 'stage').decoys).map((id) => makeDecoy(catalogue, service, id));
    services.set(key, decoys);
  }
  return decoys;
}

function makeDecoy(catalogue: Catalogue, service: Service, id: string): Decoy {
  const definition = known(catalogue.decoys, id, 'decoy');
  const kind = decoyKinds[definition.kind];
  if (!kind) throw new EntryError(definition, ['kind'], `decoy "${id}": unknown kind "${definition.kind}"`);
  try {
    return { ...definition, ...kind(paramsFor(definition.params, service)) };
  } catch (error) {
    throw new EntryError(definition, ['params'], `decoy "${id}": ${(error as Error).message}`, { cause: error });
  }
}
