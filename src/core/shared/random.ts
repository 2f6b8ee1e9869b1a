import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of pseudo-random values: the same seed and stream give the same values on every machine. */
export interface Random {
  /** A whole number, min and max included, each exactly equally likely. RangeError unless both are safe integers and min <= max. */
  int(min: number, max: number): number;
  /** True with probability p, 0..1. */
  chance(p: number): boolean;
  /** One element of the list; RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T;
  /** n elements of different places of the list, in random order; RangeError unless 0 <= n <= length. */
  sample<T>(list: readonly T[], n: number): T[];
  /** A new list with the same elements in random order. */
  shuffle<T>(list: readonly T[]): T[];
  /** A number in [0, 1) with 53 random bits. */
  float(): number;
}

const two32 = 2 ** 32;
const two53 = 2 ** 53;

/** The last step of MurmurHash3: every bit of the input moves about half of the bits of the output. */
function avalanche(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** 128-bit hash of a text (cyrb128 of bryc, public domain) as four signed 32-bit words. Not for secrets. */
function hash128(text: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    h1 = h2 ^ Math.imul(h1 ^ code, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ code, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ code, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ code, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  // The first draw is a plain sum of two words, so neighbouring seeds ("form-1", "form-2") need well mixed words.
  return [avalanche(h1), avalanche(h2), avalanche(h3), avalanche(h4)];
}

/**
 * Seeded randomness for cases, forms and simulations: the generator is xoroshiro128+, its whole state is the hash of seed and stream.
 * In: seed (1 and "1" are the same seed) and the name of a stream; streams of one seed are independent, so that a new draw in one
 * (say "names") does not move the values of another (say "defects"). Out: a stream at its start.
 */
export function randomFrom(seed: string | number, stream = ''): Random {
  const generator = xoroshiro128plusFromState(hash128(`${seed}\u0000${stream}`));

  /** 53 random bits from the high bits of two draws: the lowest bits of xoroshiro128+ are its weak ones. */
  const bits53 = () => (generator.next() >>> 5) * 0x4000000 + (generator.next() >>> 6);

  /** A whole number in [0, size): equal slices of the whole span, and a new draw for the rest that fills no slice, so no bias. */
  const below = (size: number): number => {
    if (size <= two32) {
      const slice = Math.floor(two32 / size);
      for (;;) {
        const value = Math.floor((generator.next() >>> 0) / slice);
        if (value < size) return value;
      }
    }
    const slice = Math.floor(two53 / size);
    for (;;) {
      const value = Math.floor(bits53() / slice);
      if (value < size) return value;
    }
  };

  const sample = <T>(list: readonly T[], n: number): T[] => {
    if (!Number.isInteger(n) || n < 0 || n > list.length) throw new RangeError(`n: cannot take ${n} of ${list.length}`);
    const rest = list.slice();
    for (let at = 0; at < n; at++) {
      const from = at + below(rest.length - at);
      const taken = rest[from] as T;
      rest[from] = rest[at] as T;
      rest[at] = taken;
    }
    rest.length = n;
    return rest;
  };

  return {
    int(min, max) {
      const size = max - min + 1;
      if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || size < 1 || size > two53) {
        throw new RangeError(`int: no whole number between ${min} and ${max}`);
      }
      return min + below(size);
    },
    chance: (p) => bits53() / two53 < p,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('pick: the list is empty');
      return list[below(list.length)] as T;
    },
    sample,
    shuffle: (list) => sample(list, list.length),
    float: () => bits53() / two53,
  };
}

/** 32 random hexadecimal digits: a seed. */
export const hex128 = (random: Random): string =>
  Array.from({ length: 4 }, () =>
    random
      .int(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
