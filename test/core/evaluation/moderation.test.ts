import { expect } from 'chai';
import fc from 'fast-check';
import type { Recommendation } from '../../../src/core/evaluation/decision.ts';
import { judge, type Points } from '../../../src/core/evaluation/judge.ts';
import { markersNeeded, type Opening, reasonsForTwo } from '../../../src/core/evaluation/markers.ts';
import { disagreements, type Marking, moderate } from '../../../src/core/evaluation/moderation.ts';
import { content } from '../../support/content.ts';

const { rubric } = content();
const ids = rubric.dimensions.map(({ id }) => id);

/** Points in the order of the rubric: verification, legal, letter, guidance, integrity, control. */
function marking(points: string, recommendation: Recommendation = 'promote', change: Partial<Marking> = {}): Marking {
  const values = [...points].map(Number) as Points[];
  const rating = (value: Points, index: number) => ({ points: value, evidence: [{ case: 1, step: index + 1 }], comment: `c${value}` });
  return {
    evaluatorId: 1,
    asSuperior: false,
    ratings: Object.fromEntries(ids.map((id, index) => [id, rating(values[index]!, index)])),
    mean: values.reduce<number>((sum, value) => sum + value, 0) / values.length,
    recommendation,
    reasons: '',
    plan: [],
    ...change,
  };
}

describe('who is marked twice', () => {
  // A seed whose draw calls nobody.
  const opening = (change: Partial<Opening> = {}): Opening => ({ level: 1, total: 82, cut: 70, sem: 4, critical: false, seed: 'undrawn', ...change });
  const table: [string, Partial<Opening>, string[]][] = [
    ['nobody who is far above the cut of level 1', {}, []],
    ['levels 4 and 5', { level: 4 }, ['level']],
    ['a total within one standard error above the cut', { total: 74, sem: 4 }, ['near-cut']],
    ['as rounded figures say it', { total: 74.3, sem: 4.3 }, ['near-cut']],
    ['not one a tenth beyond', { total: 74.1, sem: 4 }, []],
    ['a critical error that was reviewed', { critical: true }, ['critical']],
    ['all at once', { level: 5, total: 71, critical: true }, ['level', 'near-cut', 'critical']],
  ];
  for (const [name, change, expected] of table) it(name, () => expect(reasonsForTwo(rubric, opening(change))).to.deep.equal(expected));

  it('and a fifth of levels 1 to 3 by a draw that its seed repeats', () => {
    const drawn = (seed: string) => reasonsForTwo(rubric, opening({ seed })).includes('random');
    const seeds = Array.from({ length: 4_000 }, (_, index) => `seed-${index}`);
    const share = seeds.filter(drawn).length / seeds.length;
    expect(share).to.be.within(0.18, 0.22);
    expect(seeds.map(drawn)).to.deep.equal(seeds.map(drawn));
    expect(reasonsForTwo({ ...rubric, doubleMarking: { ...rubric.doubleMarking, randomRate: 1 } }, opening())).to.deep.equal(['random']);
    expect(seeds.some((seed) => reasonsForTwo(rubric, opening({ level: 4, seed })).includes('random'))).to.equal(false);
  });

  it('whoever is held, and whoever his line superior marks', () => {
    const one = { recommendation: 'promote' as const, asSuperior: false };
    expect([markersNeeded([], []), markersNeeded([], [one]), markersNeeded(['random'], [])]).to.deep.equal([1, 1, 2]);
    expect([markersNeeded([], [{ ...one, recommendation: 'hold' }]), markersNeeded([], [{ ...one, asSuperior: true }])]).to.deep.equal([2, 2]);
  });
});

describe('where two markers differ too much', () => {
  const kinds = (a: Marking, b: Marking) => disagreements(rubric, a, b).map(({ kind, dimension }) => dimension ?? kind);
  const table: [string, Marking, Marking, string[]][] = [
    ['nowhere, when they are the same', marking('333333'), marking('333333'), []],
    ['nowhere, one apart in two dimensions', marking('333333'), marking('443333'), []],
    ['two apart in one dimension', marking('242333'), marking('333333'), []],
    ['two apart', marking('432333'), marking('232333'), ['verification']],
    ['a mean that is half a point apart is not more than half', marking('333333'), marking('444333'), []],
    ['a mean that is more than half a point apart', marking('333333'), marking('444433'), ['mean']],
    ['one promotes, one holds', marking('333333'), marking('333333', 'hold'), ['outcome']],
    ['with and without a plan is no difference', marking('333333'), marking('333333', 'promote-with-plan'), []],
  ];
  for (const [name, a, b, expected] of table)
    it(name, () => {
      expect(kinds(a, b)).to.deep.equal(expected);
      expect(kinds(b, a)).to.deep.equal(expected);
    });
});

describe('the one result of all markings', () => {
  const published = (planned: 'random'[], ...given: Marking[]) => {
    const outcome = moderate(rubric, planned, given);
    if (outcome.kind !== 'published') throw new Error(`awaiting ${outcome.needed}`);
    return outcome;
  };
  const pointsOf = (outcome: ReturnType<typeof published>) => ids.map((id) => outcome.ratings[id]!.points);

  it('waits for the second and for the third', () => {
    expect(moderate(rubric, [], [])).to.include({ kind: 'awaiting', needed: 1 });
    expect(moderate(rubric, ['random'], [marking('333333')])).to.include({ kind: 'awaiting', needed: 2 });
    expect(moderate(rubric, [], [marking('333222', 'hold')])).to.include({ kind: 'awaiting', needed: 2 });
    const apart = moderate(rubric, ['random'], [marking('333333'), marking('333233', 'hold')]);
    expect(apart).to.deep.equal({ kind: 'awaiting', needed: 3, disagreements: [{ kind: 'outcome', dimension: null }] });
  });

  it('is the only one as it is', () => {
    const outcome = published([], marking('343333'));
    expect([outcome.rule, pointsOf(outcome), outcome.recommendation]).to.deep.equal(['single', [3, 4, 3, 3, 3, 3], 'promote']);
  });

  it('is the mean of two that agree, with the more careful recommendation, and everything that both wrote', () => {
    const outcome = published(['random'], marking('343333', 'promote', { reasons: 'A' }), marking('333333', 'promote-with-plan', { reasons: 'B' }));
    expect([outcome.rule, pointsOf(outcome), outcome.recommendation]).to.deep.equal(['agreed', [3, 3.5, 3, 3, 3, 3], 'promote-with-plan']);
    expect([outcome.mean, outcome.reasons, outcome.ratings.legal!.comment]).to.deep.equal([18.5 / 6, 'A\n\nB', 'c4\n\nc3']);
    expect(outcome.ratings.legal!.evidence).to.deep.equal([{ case: 1, step: 2 }]);
  });

  it('is the median of three, by dimension', () => {
    const outcome = published(['random'], marking('223322', 'hold'), marking('343333'), marking('432333', 'hold'));
    expect([outcome.rule, pointsOf(outcome), outcome.recommendation]).to.deep.equal(['median', [3, 3, 3, 3, 3, 3], 'hold']);
  });

  it('has the words and the plan of those who stand on its side, each line once', () => {
    const line = { competency: 'KEP' as const, action: 'Latihan surat.', until: '2015-07-01' };
    const hold = (reasons: string, until: string) => marking('223322', 'hold', { reasons, plan: [{ ...line, until }] });
    const outcome = published([], hold('A', '2015-07-01'), marking('343333', 'promote', { reasons: 'B' }), hold('C', '2015-07-02'));
    expect([outcome.reasons, outcome.plan]).to.deep.equal(['A\n\nC', [line]]);
  });

  it('is no promotion that the medians do not carry', () => {
    const outcome = published(['random'], marking('233333'), marking('413333'), marking('411333', 'hold'));
    expect(pointsOf(outcome)).to.deep.equal([4, 1, 3, 3, 3, 3]);
    expect(outcome.recommendation).to.equal('hold');
  });

  it('over random markings: is always reached with three, lies between them, and never promotes against the rubric or the most', () => {
    const points = fc.integer({ min: 1, max: 4 }) as fc.Arbitrary<Points>;
    // What a marker can send: a promotion only when his ratings carry it.
    const sent = fc.tuple(fc.array(points, { minLength: 6, maxLength: 6 }), fc.constantFrom<Recommendation>('promote', 'promote-with-plan', 'hold')).map(([values, wish]) => {
      const carried = judge(rubric, Object.fromEntries(ids.map((id, index) => [id, values[index]!]))).passed;
      return marking(values.join(''), carried ? wish : 'hold');
    });
    fc.assert(
      fc.property(fc.array(sent, { minLength: 3, maxLength: 3 }), fc.boolean(), (three, planned) => {
        const outcome = published(planned ? ['random'] : [], ...three);
        const used = three.slice(0, { single: 1, agreed: 2, median: 3 }[outcome.rule]);
        const holds = used.filter(({ recommendation }) => recommendation === 'hold').length;
        if (outcome.recommendation !== 'hold') expect(holds).to.be.lessThan((used.length + 1) / 2);
        if (outcome.rule !== 'median') expect(outcome.recommendation === 'hold').to.equal(holds > 0);
        if (outcome.rule === 'median' && outcome.recommendation !== 'hold') expect(judge(rubric, Object.fromEntries(ids.map((id) => [id, outcome.ratings[id]!.points]))).passed).to.equal(true);
        for (const id of ids) {
          const given = used.map(({ ratings }) => ratings[id]!.points!);
          expect(outcome.ratings[id]!.points).to.be.within(Math.min(...given), Math.max(...given));
        }
      }),
      { numRuns: 500 },
    );
  });
});
