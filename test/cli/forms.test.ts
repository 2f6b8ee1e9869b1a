import { expect } from 'chai';
import { assembleCommand } from '../../src/cli/forms.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { content } from '../support/content.ts';

interface Answer {
  rawCut: number;
  curve: { theta: number; expected: number }[];
  information: number;
  constraints: { id: string; met: boolean }[];
  cases: Record<string, unknown>[];
  items: Record<string, unknown>[];
}

describe('forms on the command line', () => {
  const assemble = (options: { level: string; seed: string; withTruth?: boolean }) => assembleCommand(content(), options) as Answer;

  for (const level of ['1', '2', '3', '4', '5'])
    it(`level ${level}: a form meets its constraints, and has a cut of its own on its own curve`, () => {
      const { rawCut, curve, constraints, information } = assemble({ level, seed: '11' });
      expect(constraints.filter(({ met }) => !met)).to.deep.equal([]);
      expect(rawCut).to.be.closeTo(content().levels.find((each) => String(each.level) === level)!.cut, 1);
      expect(curve.map(({ expected }) => expected)).to.deep.equal(curve.map(({ expected }) => expected).toSorted((a, b) => a - b));
      expect(rawCut).to.be.closeTo(curve[2]!.expected, 0.051);
      expect(information).to.be.above(5);
    });

  it('gives the same form for the same arguments, another for another seed, and the truth only when it is asked for', () => {
    const form = assemble({ level: '2', seed: '11' });
    expect(assemble({ level: '2', seed: '11' })).to.deep.equal(form);
    expect(assemble({ level: '2', seed: '12' }).items).to.not.deep.equal(form.items);
    expect(JSON.stringify(form)).to.not.match(/"(right|explanation|seed":"[0-9a-f]{32}|breaks|decision|failing|decoys)"/);
    const whole = assemble({ level: '2', seed: '11', withTruth: true });
    expect(whole.cases[0]).to.include.keys('seed', 'breaks', 'decision', 'failing', 'decoys');
    expect(whole.items[0]).to.include.keys('right', 'explanation');
  });

  it('says what is wrong with an argument', () => {
    expect(() => assemble({ level: 'two', seed: '1' })).to.throw(UsageError, 'level: "two"');
    expect(() => assemble({ level: '7', seed: '1' })).to.throw(UsageError, 'unknown level 7');
  });
});
