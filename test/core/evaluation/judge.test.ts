import { expect } from 'chai';
import fc from 'fast-check';
import { judge } from '../../../src/core/evaluation/judge.ts';
import { content } from '../../support/content.ts';

const { rubric } = content();
const dimensions = rubric.dimensions.map(({ id }) => id);
const sound = Object.fromEntries(dimensions.map((id) => [id, 3]));

describe('judge', () => {
  const table: [string, Record<string, number>, [string, string | null][]][] = [
    ['passes sound work', {}, []],
    ['passes a mean of 2.83 with one weak habit', { letter: 2 }, []],
    ['holds a mean of 2.67', { legal: 2, letter: 2 }, [['mean', null]]],
    ['holds one unsafe habit under a high mean', { verification: 4, legal: 4, letter: 4, control: 1 }, [['unsafe', 'control']]],
    ['holds an integrity of 2 under a high mean', { verification: 4, legal: 4, integrity: 2 }, [['integrity', 'integrity']]],
    ['names an integrity of 1 once, as unsafe', { verification: 4, legal: 4, letter: 4, integrity: 1 }, [['unsafe', 'integrity']]],
    ['names everything at once', { verification: 1, legal: 1, integrity: 2 }, [['mean', null], ['unsafe', 'verification'], ['unsafe', 'legal'], ['integrity', 'integrity']]],
  ];
  for (const [name, change, reasons] of table)
    it(name, () => {
      const verdict = judge(rubric, { ...sound, ...change });
      expect(verdict.reasons.map(({ kind, dimension }) => [kind, dimension])).to.deep.equal(reasons);
      expect(verdict.passed).to.equal(reasons.length === 0);
    });

  it('gives the figures that were reached and those that are asked for', () => {
    const verdict = judge(rubric, { ...sound, legal: 2, letter: 1 });
    expect(verdict.mean).to.be.closeTo(15 / 6, 1e-9);
    expect(verdict.reasons).to.deep.equal([
      { kind: 'mean', dimension: null, value: 2.5, least: 2.75 },
      { kind: 'unsafe', dimension: 'letter', value: 1, least: 2 },
    ]);
  });

  it('passes a mean of exactly 2.75', () => {
    const four = { ...rubric, dimensions: rubric.dimensions.slice(1, 5) };
    expect(judge(four, { legal: 2, letter: 3, guidance: 3, integrity: 3 })).to.deep.equal({ passed: true, mean: 2.75, reasons: [] });
  });

  it('takes its numbers from the rubric', () => {
    expect(judge({ ...rubric, passMean: 3.5 }, sound).passed).to.equal(false);
    expect(judge({ ...rubric, integrityMin: 4 }, sound).reasons.map(({ kind }) => kind)).to.deep.equal(['integrity']);
    expect(judge({ ...rubric, integrity: 'legal' }, { ...sound, legal: 2, integrity: 4 }).reasons[0]?.dimension).to.equal('legal');
  });

  it('refuses a missing dimension and points outside 1 to 4', () => {
    const { control: _, ...incomplete } = sound;
    expect(() => judge(rubric, incomplete)).to.throw(RangeError, 'rating of "control"');
    for (const wrong of [0, 5, 2.5, Number.NaN]) expect(() => judge(rubric, { ...sound, legal: wrong })).to.throw(RangeError, '"legal"');
  });

  it('passes exactly when mean, lowest rating and integrity are high enough, and never punishes a better rating', () => {
    const rated = fc.record(Object.fromEntries(dimensions.map((id) => [id, fc.integer({ min: 1, max: 4 })])));
    fc.assert(
      fc.property(rated, fc.constantFrom(...dimensions), (ratings, better) => {
        const values = Object.values(ratings) as number[];
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const { passed } = judge(rubric, ratings);
        expect(passed).to.equal(mean >= 2.75 && Math.min(...values) > 1 && (ratings.integrity as number) >= 3);
        const raised = { ...ratings, [better]: Math.min(4, (ratings[better] as number) + 1) };
        if (passed) expect(judge(rubric, raised).passed).to.equal(true);
      }),
    );
  });
});
