import { addDays } from '../shared/dates.ts';
import { type Facts, type Kind, listParam, placesOf, reader, textParam } from './kind.ts';
import { registryKey } from '../shared/registry-key.ts';
import { samenesses } from './sameness.ts';

const recordOf = (facts: Facts, registry: string, key: unknown) =>
  typeof key === 'string' ? facts.registries[registry]?.[registryKey(key)] : undefined;

/** What a registry says under the number on the dossier is what the dossier says. Only a lookup shows the difference. */
const registryAgrees: Kind = (params, catalogue, problems) => {
  const registry = textParam(params, 'registry');
  const key = textParam(params, 'key');
  const field = textParam(params, 'field');
  const path = textParam(params, 'path');
  const shown = params['shown'] === undefined ? path : textParam(params, 'shown');
  const as = samenesses[textParam(params, 'as')];
  if (!as) throw new RangeError(`parameter "as" must be one of ${Object.keys(samenesses).join(', ')}`);
  const readKey = reader(key);
  const read = reader(path);
  return {
    reads: [key, path],
    writes: [`@${registry}.${field}`],
    where: placesOf([...new Set([key, path, shown])], problems),
    holds(facts) {
      const record = recordOf(facts, registry, readKey(facts));
      const value = read(facts);
      return record === undefined || value === undefined || record[field] === value || as.normal(record[field]!) === as.normal(value);
    },
    breakIn(draft, random) {
      const record = recordOf(draft, registry, readKey(draft));
      if (record) record[field] = as.differ(record[field]!, random, catalogue);
    },
  };
};

/** No permit of this service is in force for the same holder or vehicle (D29). */
const noPermitInForce: Kind = (params, _catalogue, problems) => {
  const key = textParam(params, 'key');
  const holder = textParam(params, 'holder');
  const service = textParam(params, 'service');
  const readKey = reader(key);
  const readHolder = reader(holder);
  return {
    reads: [key],
    writes: ['@permits'],
    where: placesOf([key, holder], problems),
    holds(facts) {
      const record = recordOf(facts, 'permits', readKey(facts));
      return record === undefined || record['service'] !== service || String(record['validUntil']) < facts.today;
    },
    breakIn(draft, random) {
      const permits = (draft.registries.permits ??= {});
      permits[registryKey(String(readKey(draft)))] = {
        service,
        number: `${String(random.int(100, 999)).padStart(4, '0')}/${service}/BPPT/${random.int(2012, 2014)}`,
        holder: String(readHolder(draft)),
        status: 'Berlaku',
        validUntil: addDays(draft.today, random.int(120, 900)),
      };
    },
  };
};

/** What a registry says is none of these values: the zone does not forbid, the route is not closed, no arrears. Only a lookup shows it. */
const registryAllows: Kind = (params, _catalogue, problems) => {
  const registry = textParam(params, 'registry');
  const key = textParam(params, 'key');
  const field = textParam(params, 'field');
  const bad = listParam(params, 'bad');
  const shown = params['shown'] === undefined ? [] : listParam(params, 'shown');
  const readKey = reader(key);
  return {
    reads: [key],
    writes: [`@${registry}.${field}`],
    where: placesOf([...new Set([key, ...shown])], problems),
    holds(facts) {
      const record = recordOf(facts, registry, readKey(facts));
      return record === undefined || !bad.includes(String(record[field]));
    },
    breakIn(draft, random) {
      const record = recordOf(draft, registry, readKey(draft));
      if (record) record[field] = random.pick(bad);
    },
  };
};

/** A registry knows the number at all. Breaking it takes the record away, as when a receipt was made up. */
const registryKnows: Kind = (params, _catalogue, problems) => {
  const registry = textParam(params, 'registry');
  const key = textParam(params, 'key');
  const shown = params['shown'] === undefined ? [] : listParam(params, 'shown');
  const readKey = reader(key);
  return {
    reads: [key],
    writes: [`@${registry}`],
    where: placesOf([...new Set([key, ...shown])], problems),
    holds(facts) {
      const value = readKey(facts);
      return value === undefined || recordOf(facts, registry, value) !== undefined;
    },
    breakIn(draft) {
      const records = draft.registries[registry];
      if (records) delete records[registryKey(String(readKey(draft)))];
    },
  };
};

/** Kinds of check that need a lookup. */
export const registryKinds: Readonly<Record<string, Kind>> = {
  'registry-agrees': registryAgrees,
  'no-permit-in-force': noPermitInForce,
  'registry-allows': registryAllows,
  'registry-knows': registryKnows,
};
