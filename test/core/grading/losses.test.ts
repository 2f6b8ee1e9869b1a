import { expect } from 'chai';
import { lossesOf, markKind } from '../../../src/core/grading/losses.ts';
import type { Mark } from '../../../src/core/grading/mark.ts';

const mark = (id: string, points: number, outOf: number, stage?: Mark['stage']): Mark => ({
  id,
  part: 'DF',
  ...(stage && { stage }),
  competency: 'VER',
  points,
  outOf,
  expected: { key: 'x' },
  done: { key: 'x' },
  clause: null,
  where: null,
  evidence: [],
});

describe('marks lost most', () => {
  it('are of the same kind in every stage, and unfounded findings are one kind', () => {
    expect(markKind(mark('recommendation/DF/nik-match', 0, 1, 'recommendation'))).to.equal('DF/nik-match');
    expect(markKind(mark('DF/nik-match', 0, 1, 'verification'))).to.equal('DF/nik-match');
    expect(markKind(mark('DF/unfounded/abc-1', -1, 0))).to.equal('DF/unfounded');
    expect(markKind(mark('payment/DF/unfounded/abc-1', -1, 0, 'payment'))).to.equal('DF/unfounded');
  });

  it('are summed by kind, count a case once, and leave out what lost nothing', () => {
    const first = [mark('DF/a', 0, 10), mark('DF/unfounded/x', -2, 0), mark('DF/unfounded/y', -3, 0), mark('DEC/decision', 20, 20)];
    const second = [mark('DF/a', 10, 10), mark('DEC/decision', 20, 20)];
    const third = [mark('DF/a', 4, 10), mark('DF/b', 9.5, 10)];
    const losses = lossesOf([first, second, third]);
    expect(losses.map(({ kind, times, of, lost }) => [kind, times, of, lost])).to.deep.equal([
      ['DF/a', 2, 3, 16],
      ['DF/unfounded', 1, 1, 5],
      ['DF/b', 1, 1, 0.5],
    ]);
    expect(losses[0]!.last).to.deep.equal({ at: 2, mark: third[0] });
    expect(lossesOf([])).to.deep.equal([]);
  });

  it('together are what the totals lack', () => {
    const cases = [[mark('DF/a', 3, 10), mark('COR/deadline', 0, 2), mark('DF/unfounded/x', -1, 0)], [mark('WKT/time', 1, 4)]];
    const all = cases.flat().reduce((sum, each) => sum + each.outOf - each.points, 0);
    expect(lossesOf(cases).reduce((sum, { lost }) => sum + lost, 0)).to.be.closeTo(all, 1e-9);
  });
});
