import { balanceKinds } from './balance-kinds.ts';
import { type Facts, type Kind, listParam, placesOf, reader, textParam, writer } from './kind.ts';

/**
 * A declared class is the higher of the brackets of two measures, as for a warehouse by area and by volume. `upTo` belongs to the first of `amounts`,
 * `andUpTo` to the second; each has one limit fewer than `classes`. Breaking it declares another class, at every path of `same` too; where the two
 * measures give different classes it declares the lower one, which is the likely slip.
 */
const higherBracket: Kind = (params, _catalogue, problems) => {
  const declared = textParam(params, 'declared');
  const amounts = listParam(params, 'amounts');
  const classes = listParam(params, 'classes');
  const same = params['same'] === undefined ? [] : listParam(params, 'same');
  const limits = [listParam(params, 'upTo').map(Number), listParam(params, 'andUpTo').map(Number)];
  if (amounts.length !== 2 || limits.some((list) => list.length !== classes.length - 1)) throw new RangeError('parameters "amounts", "upTo" and "andUpTo" must fit "classes"');
  const readDeclared = reader(declared);
  const readers = amounts.map(reader);
  const writers = [declared, ...same].map(writer);
  const placesIn = (facts: Facts): number[] | undefined => {
    const values = readers.map((read) => read(facts));
    if (values.some((value) => typeof value !== 'number')) return undefined;
    return values.map((value, at) => {
      const found = limits[at]!.findIndex((max) => Number(value) <= max);
      return found < 0 ? classes.length - 1 : found;
    });
  };
  return {
    reads: [declared, ...amounts],
    writes: [declared, ...same],
    where: placesOf([declared, ...same, ...amounts], problems),
    holds(facts) {
      const places = placesIn(facts);
      const value = readDeclared(facts);
      return places === undefined || value === undefined || value === classes[Math.max(...places)];
    },
    breakIn(draft, random) {
      const places = placesIn(draft);
      if (places === undefined) return;
      const right = Math.max(...places);
      const lower = Math.min(...places);
      const wrong = lower < right ? classes[lower]! : random.pick(classes.filter((_, at) => at !== right));
      for (const write of writers) write(draft, wrong);
    },
  };
};

/**
 * A total is the product of its factors, to half a unit. Breaking it changes the last factor, at every path of `same` too, so that the total keeps the
 * class that follows from it.
 */
const product: Kind = (params, _catalogue, problems) => {
  const factors = listParam(params, 'factors');
  const total = textParam(params, 'total');
  const same = params['same'] === undefined ? [] : listParam(params, 'same');
  const last = factors.at(-1)!;
  const readers = factors.map(reader);
  const readTotal = reader(total);
  const readLast = reader(last);
  const writers = [last, ...same].map(writer);
  return {
    reads: [...factors, total],
    writes: [last, ...same],
    where: placesOf([...factors, total, ...same], problems),
    holds(facts) {
      const values = readers.map((read) => read(facts));
      const value = readTotal(facts);
      if (typeof value !== 'number' || values.some((each) => typeof each !== 'number')) return true;
      return Math.abs(values.reduce<number>((a, b) => a * Number(b), 1) - value) <= 0.5;
    },
    breakIn(draft, random) {
      const value = readLast(draft);
      if (typeof value !== 'number') return;
      const wrong = Math.max(0.5, Math.round(value * random.pick([0.7, 0.8, 1.25, 1.4]) * 2) / 2);
      for (const write of writers) write(draft, wrong === value ? value + 0.5 : wrong);
    },
  };
};

/**
 * A value keeps the limit of an authority, as in `balanced-at-most`. Breaking it also declares at `declared` the class `as` that goes with such a value,
 * so that nothing but the authority is wrong.
 */
const authorityLimit: Kind = (params, catalogue, problems) => {
  const plain = balanceKinds['balanced-at-most']!(params, catalogue, problems);
  const declared = textParam(params, 'declared');
  const as = textParam(params, 'as');
  const write = writer(declared);
  return {
    ...plain,
    writes: [...plain.writes, declared],
    breakIn(draft, random) {
      plain.breakIn(draft, random);
      write(draft, as);
    },
  };
};

/** Kinds of check on measures that go together: the class of a warehouse and its volume, an investment and its authority. */
export const capacityKinds: Readonly<Record<string, Kind>> = { 'higher-bracket': higherBracket, product, 'authority-limit': authorityLimit };
