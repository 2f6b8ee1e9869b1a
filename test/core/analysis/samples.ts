import type { Random } from '../../../src/core/shared/random.ts';

/**
 * LSAT section 6: five questions, 1,000 persons (Bock and Lieberman 1970, Psychometrika 35, 179-197), as answer patterns with their counts. The
 * reference values of the tests are those that R prints for them: ltm (Rizopoulos 2006, JSS 17(5)) and mirt (Chalmers 2012, JSS 48(6)).
 */
const lsatPatterns: Record<string, number> = {
  '00000': 3, '00001': 6, '00010': 2, '00011': 11, '00100': 1, '00101': 1, '00110': 3, '00111': 4, '01000': 1, '01001': 8, '01011': 16,
  '01101': 3, '01110': 2, '01111': 15, '10000': 10, '10001': 29, '10010': 14, '10011': 81, '10100': 3, '10101': 28, '10110': 15, '10111': 80,
  '11000': 16, '11001': 56, '11010': 21, '11011': 173, '11100': 11, '11101': 61, '11110': 28, '11111': 298,
}; // prettier-ignore

export const lsat: number[][] = Object.entries(lsatPatterns).flatMap(([pattern, count]) =>
  Array.from({ length: count }, () => [...pattern].map(Number)),
);

/** A value of N(0, 1) (Box and Muller 1958). */
export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());

/** Answers by the Rasch model: a row for each ability, a column for each difficulty, both in logits. */
export function raschAnswers(random: Random, abilities: readonly number[], b: readonly number[]): number[][] {
  return abilities.map((theta) => b.map((difficulty) => (random.chance(1 / (1 + Math.exp(difficulty - theta))) ? 1 : 0)));
}

/** Abilities of N(0, 1) for so many persons. */
export const abilities = (random: Random, persons: number, centre = 0): number[] => Array.from({ length: persons }, () => centre + normal(random));

/** So many difficulties, equally spaced from -2 to 2. */
export const difficulties = (items: number): number[] => Array.from({ length: items }, (_, item) => -2 + (4 * item) / (items - 1));
