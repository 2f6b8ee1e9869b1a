import { expect } from 'chai';
import fc from 'fast-check';
import { flagKeys, flagsOf, type ItemFigures, leastN, raschStage, testFlags } from '../../../src/core/analysis/flags.ts';

const keys = (figures: ItemFigures) => flagsOf(figures).map(({ key, subject, provisional }) => [key, subject, provisional].filter((each) => each !== undefined).join(' '));
const line = (option: string, key: boolean, share: number, r: number | null) => ({ option, key, share, r });

describe('flags of an item (measurement design 4)', () => {
  // Each limit on both sides, each least number on both sides.
  const cases: [string, ItemFigures, string[]][] = [
    ['p .20', { p: { value: 0.2, n: 30 } }, []],
    ['p below .20', { p: { value: 0.19, n: 30 } }, ['too-hard false']],
    ['p of 29', { p: { value: 0.19, n: 29 } }, ['too-hard true']],
    ['p .95', { p: { value: 0.95, n: 30 } }, []],
    ['p above .95', { p: { value: 0.96, n: 30 } }, ['too-easy false']],
    ['r .15', { r: { value: 0.15, n: 100 } }, []],
    ['r below .15', { r: { value: 0.14, n: 100 } }, ['weak false']],
    ['r of 99', { r: { value: 0, n: 99 } }, ['weak true']],
    ['r below 0', { r: { value: -0.01, n: 100 } }, ['negative false']],
    ['D .20', { d: { value: 0.2, n: 100 } }, []],
    ['D below .20', { d: { value: 0.19, n: 99 } }, ['low-discrimination true']],
    ['infit 1.3 of 499', { fit: { n: 499, infit: 1.3, outfit: 0.7 } }, []],
    ['infit 1.3 of 500', { fit: { n: 500, infit: 1.3, outfit: 0.7 } }, ['underfit infit false', 'overfit outfit false']],
    ['infit 1.2 of 500', { fit: { n: 500, infit: 1.2, outfit: 0.8 } }, []],
    ['outfit 1.4 of 249', { fit: { n: 249, infit: null, outfit: 1.4 } }, ['underfit outfit true']],
    ['an option of 5 %', { options: { n: 100, lines: [line('a', true, 0.01, 0.4), line('b', false, 0.05, 0.05)] } }, []],
    ['a rare option', { options: { n: 100, lines: [line('b', false, 0.04, null)] } }, ['option-unused b false']],
    ['a clever distractor', { options: { n: 99, lines: [line('b', false, 0.3, 0.06)] } }, ['key-doubtful b true']],
    ['blanks', { options: { n: 100, lines: [{ option: null, key: false, share: 0.01, r: 0.3 }] } }, []],
    ['DIF', { dif: [{ group: 'sex', class: 'C', delta: -1.8, n: 200 }, { group: 'age', class: 'B', delta: 1.2, n: 199 }, { group: 'device', class: 'A', delta: 0.4, n: 900 }] }, ['dif-large sex false', 'dif-slight age true']], // prettier-ignore
    ['drift', { drift: [{ version: 2, shift: -0.31, n: 200 }, { version: 3, shift: 0.3, n: 200 }, { version: 4, shift: null, n: 0 }] }, ['drift 2 false']], // prettier-ignore
    ['exposure', { exposure: { value: 0.21, n: 30 } }, ['overexposed false']],
    ['exposure of a fifth', { exposure: { value: 0.2, n: 30 } }, []],
    ['unknown figures', { p: { value: null, n: 0 }, r: { value: null, n: 500 }, fit: { n: 5, infit: null, outfit: null } }, []],
    ['nothing', {}, []],
  ];
  for (const [what, figures, expected] of cases) it(`of ${what}: ${expected.join(', ') || 'none'}`, () => expect(keys(figures)).to.deep.equal(expected));

  it('says value, limit and numbers of persons', () => {
    expect(flagsOf({ p: { value: 0.1, n: 12 } })).to.deep.equal([{ key: 'too-hard', value: 0.1, limit: 0.2, n: 12, least: 30, provisional: true }]);
  });

  it('of a test: alpha below .80', () => {
    expect([testFlags({ value: 0.8, n: 100 }), testFlags({ value: null, n: 0 })]).to.deep.equal([[], []]);
    expect(testFlags({ value: 0.79, n: 99 })).to.deep.equal([{ key: 'alpha-low', value: 0.79, limit: 0.8, n: 99, least: 100, provisional: true }]);
  });

  it('is provisional exactly below the least number, and every key is a known one', () => {
    const figure = fc.record({ value: fc.double({ min: -1, max: 2, noNaN: true }), n: fc.integer({ min: 0, max: 400 }) });
    fc.assert(
      fc.property(figure, figure, figure, (p, r, d) => {
        for (const flag of flagsOf({ p, r, d })) {
          expect(flag.provisional).to.equal(flag.n < flag.least);
          expect(flagKeys).to.include(flag.key);
        }
      }),
    );
    expect(leastN).to.include({ p: 30, r: 100, alpha: 100, rasch: 250, dif: 200 });
  });

  it('says how far a difficulty can be trusted', () => {
    expect([29, 30, 99, 100, 249, 250].map(raschStage)).to.deep.equal(['too-few', 'exploratory', 'exploratory', 'usable', 'usable', 'final']);
  });
});
