import type { Catalogue } from '../catalogue/catalogue.ts';
import { addDays } from '../shared/dates.ts';
import type { Random } from '../shared/random.ts';
import { remembering } from '../shared/remembering.ts';
import type { Value } from './kind.ts';

/** How two values are compared, and how one is changed so that they truly differ. */
export interface Sameness {
  normal(value: Value): Value;
  differ(value: Value, random: Random, catalogue: Catalogue): Value;
}

const title = /^(h|hj|rd|r|drs|dra|ir|dr)\.? |,? ?(s\.?e|s\.?t|s\.?h|s\.?sos|s\.?pd|m\.?m|m\.?si)\.?$/gi;

const upper = remembering((value: Value): string => String(value).toUpperCase().replace(/\s+/g, ' ').trim());

/** Academic, noble and haji titles, case and spacing make no other person (D08). */
const personName = remembering((value: Value): string => {
  let name = String(value).trim();
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.replace(title, '').trim();
  }
  return name.toUpperCase().replace(/[^A-Z]/g, '');
});

/** "Jalan" and "Jl." are one word. */
const address = remembering((value: Value): string => String(value).toUpperCase().replace(/\bJALAN\b/g, 'JL').replace(/\bNOMOR\b/g, 'NO').replace(/[^A-Z0-9]/g, ''));

const code = remembering((value: Value): string => String(value).toUpperCase().replace(/[^A-Z0-9]/g, ''));

/** Another digit at one of the last places, never all zero, so that a number keeps its form. */
function changeDigit(value: string, random: Random): string {
  const digits = [...value.matchAll(/\d/g)].map((match) => match.index);
  const at = digits[digits.length - 1 - random.int(0, Math.min(2, digits.length - 1))]!;
  const digit = String((Number(value[at]) + random.int(1, 8)) % 9 + 1);
  return value.slice(0, at) + (digit === value[at] ? (digit === '9' ? '1' : String(Number(digit) + 1)) : digit) + value.slice(at + 1);
}

const other = <T>(list: readonly T[], isSame: (entry: T) => boolean, random: Random): T => random.pick(list.filter((entry) => !isSame(entry)));

function mistyped(value: string, random: Random): string {
  if (/\d/.test(value) && random.chance(0.6)) return changeDigit(value, random);
  const swaps = [...value].flatMap((letter, at) => (/[a-z]/i.test(letter) && /[a-z]/i.test(value[at + 1] ?? '') && letter.toUpperCase() !== value[at + 1]!.toUpperCase() ? [at] : []));
  if (swaps.length === 0) return /\d/.test(value) ? changeDigit(value, random) : `${value}${value.at(-1) ?? 'a'}`;
  const at = random.pick(swaps);
  return value.slice(0, at) + value[at + 1]! + value[at]! + value.slice(at + 2);
}

export const samenesses: Record<string, Sameness> = {
  exact: {
    normal: (value) => value,
    differ: (value, random) => (typeof value === 'number' ? value + random.int(1, 3) : changeDigit(String(value), random)),
  },
  number: { normal: (value) => value, differ: (value, random) => Number(value) + random.int(1, 3) },
  /** A measure in metres or square metres: another one that a person could have written. */
  measure: {
    normal: (value) => value,
    differ: (value, random) => {
      const step = Number.isInteger(value) ? 1 : 0.5;
      const changed = Math.max(step, Math.round((Number(value) * random.pick([0.7, 0.8, 1.2, 1.35, 1.5])) / step) * step);
      return Number((changed === value ? changed + step : changed).toFixed(2));
    },
  },
  /** A text as somebody retypes it: one digit changed, or two neighbouring letters swapped. */
  typed: { normal: upper, differ: (value, random) => mistyped(String(value), random) },
  /** A word or phrase; the check lists `others`. */
  words: {
    normal: upper,
    differ: () => {
      throw new RangeError('words: what they may be changed to stands in the check');
    },
  },
  code: { normal: code, differ: (value, random) => changeDigit(String(value), random) },
  name: {
    normal: personName,
    differ: (value, random, { names }) =>
      other([...names.men, ...names.women], (entry) => personName(entry) === personName(value), random),
  },
  company: {
    normal: upper,
    differ: (value, random, { names }) => {
      const words = String(value).split(' ');
      const word = other(names.companyWords, (entry) => words.some((each) => upper(each) === upper(entry)), random);
      return [...words.slice(0, -1), word].join(' ');
    },
  },
  address: { normal: address, differ: (value, random) => String(value).replace(/No\. (\d+)/, (_, number) => `No. ${Number(number) + random.int(2, 40)}`) },
  street: {
    normal: address,
    differ: (value, random, { places }) => other(places.streets, (entry) => address(entry.name) === address(value), random).name,
  },
  date: {
    normal: (value) => value,
    differ: (value, random) => addDays(String(value), random.pick([-1, 1]) * (random.chance(0.5) ? 365 * random.int(1, 3) : random.int(9, 28))),
  },
  money: {
    normal: (value) => value,
    differ: (value, random) => {
      // A levy of some thousands stays one; a capital of millions stays one.
      const step = Number(value) < 10_000_000 ? 500 : 1_000_000;
      const factor = random.pick([0.5, 0.6, 0.7, 1.4, 1.6, 2]);
      const changed = Math.max(step, Math.round((Number(value) * factor) / step) * step);
      return changed === value ? changed + 10 * step : changed;
    },
  },
  title: {
    normal: upper,
    differ: (value, random, { names }) => other(names.adTitles, (entry) => upper(entry) === upper(value), random),
  },
  activity: {
    normal: upper,
    differ: (value, random, { kbli }) => other([...kbli.values()].filter((entry) => entry.trade), (entry) => upper(entry.title) === upper(value), random).title,
  },
};
