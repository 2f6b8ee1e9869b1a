import { expect } from 'chai';
import { distractorTable } from '../../../src/core/analysis/distractors.ts';
import { correlation } from '../../../src/core/analysis/numbers.ts';

const choices = [
  ...(['c', 'c', 'b', 'a', null] as const).map((option) => ({ option, rest: 0.2 })),
  ...(['a', 'a', 'a', 'a', 'b'] as const).map((option) => ({ option, rest: 0.8 })),
];

describe('the table of options', () => {
  const table = distractorTable(choices, ['a', 'b', 'c', 'd'], 'a');

  it('counts who chose what, blanks on a line of their own', () => {
    expect(table.map(({ option, key, count, share }) => [option, key, count, share])).to.deep.equal([
      ['a', true, 5, 0.5],
      ['b', false, 2, 0.2],
      ['c', false, 2, 0.2],
      ['d', false, 0, 0],
      [null, false, 1, 0.1],
    ]);
  });

  it('correlates each option with the rest of the test', () => {
    const rest = choices.map((choice) => choice.rest);
    expect(table[0]!.r).to.be.closeTo(correlation(choices.map(({ option }) => (option === 'a' ? 1 : 0)), rest)!, 1e-12);
    expect(table[0]!.r).to.be.closeTo(0.6, 1e-12); // 1 of 5 below, 4 of 5 above: phi = .6
    expect(table[1]!.r).to.be.closeTo(0, 1e-12);
    expect(table[2]!.r).to.be.closeTo(-0.5, 1e-12);
    expect(table[3]!.r).to.equal(null);
  });

  it('gives the shares in fifths, tied persons in fractions', () => {
    const near = (line: (number | null)[], expected: number[]) => line.forEach((each, at) => expect(each).to.be.closeTo(expected[at]!, 1e-12));
    near(table[0]!.fifths, [0.2, 0.2, 0.5, 0.8, 0.8]);
    near(table[2]!.fifths, [0.4, 0.4, 0.2, 0, 0]);
    for (let fifth = 0; fifth < 5; fifth++) expect(table.reduce((sum, line) => sum + line.fifths[fifth]!, 0)).to.be.closeTo(1, 1e-12);
  });

  it('refuses what is no option, and knows nothing of nobody', () => {
    expect(() => distractorTable(choices, ['a', 'b', 'c'], 'e')).to.throw(RangeError, /^key: /);
    expect(() => distractorTable(choices, ['a', 'b'], 'a')).to.throw(RangeError, /^option: 'c'/);
    expect(distractorTable([], ['a'], 'a')).to.deep.equal([{ option: 'a', key: true, count: 0, share: 0, r: null, fifths: [null, null, null, null, null] }]);
  });
});
