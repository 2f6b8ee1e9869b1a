import { expect } from 'chai';
import fc from 'fast-check';
import { analyseResponses } from '../../../src/core/analysis/analyse.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { abilities, difficulties, lsat, raschAnswers } from './samples.ts';

const names = (count: number) => Array.from({ length: count }, (_, item) => `Q${item + 1}`);
const ones = (count: number) => Array.from({ length: count }, () => 1);

describe('the analysis of a table of points', () => {
  it('puts the figures of LSAT section 6 together', () => {
    const steps: number[] = [];
    const { persons, test, rasch, items, flags, provisional } = analyseResponses({ items: names(5), rows: lsat, max: ones(5) }, (share) => steps.push(share));
    expect([persons, rasch!.persons, rasch!.items, rasch!.stage]).to.deep.equal([1000, 1000, 5, 'final']);
    expect(rasch!.logLikelihood).to.be.closeTo(-2466.9376, 0.0001);
    expect(items.map(({ item, p }) => [item, p])).to.deep.equal([['Q1', 0.924], ['Q2', 0.709], ['Q3', 0.553], ['Q4', 0.763], ['Q5', 0.87]]); // prettier-ignore
    // Five questions cannot make a reliable test: that is the flag of the test, and of its weaker items.
    expect(flags.map(({ key }) => key)).to.deep.equal(['alpha-low']);
    expect(items[0]!.flags.map(({ key }) => key)).to.deep.equal(['weak', 'low-discrimination']);
    expect([provisional, items[0]!.provisional, test.complete]).to.deep.equal([[], [], 1000]);
    expect(steps.at(-1)).to.equal(1);
    expect(steps).to.deep.equal(steps.toSorted((a, b) => a - b));
  });

  it('calibrates 0/1 items beside items with points, and says why others have no difficulty', () => {
    const random = randomFrom(2, 'mixed');
    const rows = raschAnswers(random, abilities(random, 60), difficulties(5)).map((row, person) => [...row, person % 4, 1, 0, null]);
    const { items, rasch, provisional } = analyseResponses({ items: names(9), rows, max: [1, 1, 1, 1, 1, 3, 1, 1, 1] });
    expect(items.map(({ uncalibrated }) => uncalibrated)).to.deep.equal([null, null, null, null, null, 'not-dichotomous', 'all-right', 'all-wrong', 'no-answers']);
    expect(items.map(({ difficulty, se, fit }) => [difficulty, se, fit].every((each) => each === null))).to.deep.equal([false, false, false, false, false, true, true, true, true]);
    expect(rasch).to.include({ items: 5, stage: 'exploratory' });
    expect(items[5]!.p).to.equal(0.5);
    expect(items[0]!.provisional).to.deep.equal(['pointBiserial', 'discrimination', 'difficulty']);
    expect(provisional).to.deep.equal([]); // one item has no answers, so there is no alpha
  });

  it('calibrates no item alone', () => {
    const { items, rasch } = analyseResponses({ items: names(2), rows: [[1, 1], [0, 1], [1, 1]], max: ones(2) }); // prettier-ignore
    expect([items.map(({ uncalibrated }) => uncalibrated), rasch]).to.deep.equal([['alone', 'all-right'], null]);
  });

  it('compares groups when it is told of them', () => {
    const random = randomFrom(4, 'groups');
    const b = difficulties(12);
    const rows = [...raschAnswers(random, abilities(random, 220), b), ...raschAnswers(random, abilities(random, 150), b.with(6, b[6]! + 1.5))];
    const { items } = analyseResponses({ items: names(12), rows, max: ones(12), focal: rows.map((_, person) => person >= 220) });
    expect(items[6]!.dif!.class).to.equal('C');
    const flag = items[6]!.flags.find(({ key }) => key === 'dif-large');
    expect(flag).to.include({ n: 150, provisional: true });
    expect(items[6]!.provisional).to.include('dif');
    expect(items.filter(({ dif }) => dif!.class === 'C')).to.have.length(1);
  });

  it('takes any table of points without a figure that is not a number', () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 12 })).chain(([k, n]) =>
      fc.array(fc.array(fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 1, 1, 2, null), { minLength: k, maxLength: k }), { minLength: n, maxLength: n }),
    );
    const numbers = (value: unknown): number[] =>
      typeof value === 'number' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbers) : [];
    fc.assert(
      fc.property(table, (rows) => {
        const k = rows[0]?.length ?? 2;
        const analysis = analyseResponses({ items: names(k), rows, max: Array.from({ length: k }, () => 2), focal: rows.map((_, person) => person % 2 === 0) });
        expect(numbers(analysis).every(Number.isFinite)).to.equal(true);
      }),
      { numRuns: Number(process.env['ANALYSIS_RUNS'] ?? 100) },
    );
  });
});
