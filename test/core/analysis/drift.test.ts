import { expect } from 'chai';
import fc from 'fast-check';
import { linkCalibrations, type VersionedAnswer, versionFigures } from '../../../src/core/analysis/drift.ts';
import { checkFigures, usageOf } from '../../../src/core/analysis/usage.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { abilities } from './samples.ts';

const close = (value: number | null | undefined, expected: number, by = 1e-12) => expect(value).to.be.closeTo(expected, by);
const chance = (logit: number) => 1 / (1 + Math.exp(-logit));

describe('drift by version', () => {
  it('tells a harder version from weaker persons', () => {
    const random = randomFrom(1, 'drift');
    const answers = (version: number, centre: number, b: number): VersionedAnswer[] =>
      abilities(random, 1_500, centre).map((theta) => ({ version, share: random.chance(chance(theta - b)) ? 1 : 0, rest: chance(theta) }));
    const [first, weaker, harder] = versionFigures([...answers(3, -0.6, 0.8), ...answers(1, 0, 0), ...answers(2, -0.6, 0)]);
    expect([first!.version, weaker!.version, harder!.version, first!.shift, first!.comparedN]).to.deep.equal([1, 2, 3, null, 0]);
    expect(weaker!.p).to.be.below(first!.p - 0.08);
    close(weaker!.shift, 0, 0.25);
    close(harder!.shift, 0.8, 0.25);
    expect(harder!.se).to.be.within(0.05, 0.12);
    expect(harder!.r).to.be.above(0.3);
    expect(harder!.comparedN).to.equal(1_500);
  });

  it('says nothing of a version that shares no level of ability with the one before', () => {
    const answers = [{ version: 1, share: 1, rest: 0.1 }, { version: 1, share: 0, rest: 0.1 }, { version: 2, share: 1, rest: 1 }]; // prettier-ignore
    expect(versionFigures(answers)[1]).to.deep.equal({ version: 2, n: 1, p: 1, r: null, shift: null, se: null, comparedN: 1 });
    expect(versionFigures([])).to.deep.equal([]);
  });
});

describe('the link of two calibrations', () => {
  const common = (drifts: number[], shift: number) => drifts.map((drift, at) => ({ item: `Q${at}`, before: at / 4 - 1, after: at / 4 - 1 + drift - shift }));

  it('is the mean shift of the anchors, without those that moved by more than half a logit', () => {
    const link = linkCalibrations(common([0, 0, 0, 0, 0, 0, 0, 0, 0, 1.2], 0.4))!;
    close(link.shift, 0.4);
    expect(link.items.map(({ anchor }) => anchor).indexOf(false)).to.equal(9);
    close(link.items[9]!.drift, 1.2);
    expect(link.drifted).to.equal(false);
  });

  it('reports a drift when more than a fifth of the items moved by more than .3', () => {
    expect(linkCalibrations(common([0, 0, 0, 0, 0, 0, 0, 0, 0.45, -0.45], 0))!.drifted).to.equal(false);
    expect(linkCalibrations(common([0, 0, 0, 0, 0, 0, 0, 0.45, 0.45, -0.9], 0))!.drifted).to.equal(true);
    expect(linkCalibrations([])).to.equal(null);
    close(linkCalibrations(common([0, 3], 0))!.shift, -1.5); // two items cannot tell which of them moved
  });

  it('brings back any shift of the whole scale', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 1, max: 20 }), (shift, items) => {
        const link = linkCalibrations(common(Array.from({ length: items }, () => 0), shift))!;
        close(link.shift, shift, 1e-9);
        for (const { drift, anchor } of link.items) expect(anchor && Math.abs(drift) < 1e-9).to.equal(true);
      }),
    );
  });
});

describe('use', () => {
  it('counts times, persons, exposure and the middle half of the minutes', () => {
    const uses = [[1, 4], [1, 2], [2, null], [3, 10], [4, 6], [5, 8]].map(([person, minutes]) => ({ person: person!, minutes: minutes ?? null })); // prettier-ignore
    expect(usageOf(uses, 24)).to.deep.equal({ times: 6, persons: 5, exposure: 0.25, minutes: { lower: 4, median: 6, upper: 8 } });
    expect(usageOf([{ person: 1, minutes: 3 }, { person: 1, minutes: 4 }], 2).minutes).to.deep.equal({ lower: 3.25, median: 3.5, upper: 3.75 }); // prettier-ignore
    expect(usageOf([], 0)).to.deep.equal({ times: 0, persons: 0, exposure: null, minutes: null });
  });

  it('gives the rates of a check', () => {
    expect(checkFigures({ hits: 3, misses: 1, falseAlarms: 1, correctRejections: 9 })).to.include({ hitRate: 0.75, falseAlarmRate: 0.1, hits: 3 });
    expect(checkFigures({ hits: 0, misses: 0, falseAlarms: 0, correctRejections: 0 })).to.include({ hitRate: null, falseAlarmRate: null });
  });
});
