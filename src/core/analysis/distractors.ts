import { correlation, sliceMeans } from './numbers.ts';

/** One answer to a question with options: what was chosen (null for a blank), and the share of the rest of the test that this person got, 0..1. */
export interface Choice {
  option: string | null;
  rest: number;
}

export interface OptionFigures {
  option: string | null;
  key: boolean;
  count: number;
  /** Share of all who were asked, 0..1. */
  share: number;
  /** Correlation of choosing it with the rest of the test: above 0 for a good key, below 0 for a good distractor. */
  r: number | null;
  /** Share of choosers in each fifth of the persons by the rest of the test, the weakest fifth first, ties in fractions. */
  fifths: (number | null)[];
}

const fifths = [0, 1, 2, 3, 4].map((at) => [at / 5, (at + 1) / 5] as const);

/**
 * The table of options (measurement design 4). In: the answers of all who were asked, the options in their order and the key. Out: a line for each
 * option, and one for blanks when there are any. RangeError when an answer or the key is none of the options.
 */
export function distractorTable(choices: readonly Choice[], options: readonly string[], key: string): OptionFigures[] {
  if (!options.includes(key)) throw new RangeError(`key: '${key}' is no option`);
  const strange = choices.find(({ option }) => option !== null && !options.includes(option));
  if (strange) throw new RangeError(`option: '${strange.option}' is no option`);
  const sorted = choices.toSorted((a, b) => a.rest - b.rest);
  const rest = sorted.map((choice) => choice.rest);
  const lines = sorted.some(({ option }) => option === null) ? [...options, null] : options;
  return lines.map((option) => {
    const chosen = sorted.map((choice) => (choice.option === option ? 1 : 0));
    const count = chosen.filter((each) => each === 1).length;
    return {
      option,
      key: option === key,
      count,
      share: sorted.length === 0 ? 0 : count / sorted.length,
      r: correlation(chosen, rest),
      fifths: sliceMeans(sorted.map((choice, at) => ({ rank: choice.rest, value: chosen[at]! })), fifths),
    };
  });
}
