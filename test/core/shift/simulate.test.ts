import { expect } from 'chai';
import { shiftCommand, shiftMeasureCommand } from '../../../src/cli/shift-commands.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { respond } from '../../../src/core/operators/responder.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { boardAt, refusalOf } from '../../../src/core/shift/board.ts';
import { caseOf } from '../../../src/core/shift/cases.ts';
import { playShift } from '../../../src/core/shift/operate.ts';
import { planShift } from '../../../src/core/shift/plan.ts';
import { shiftKinds, shiftOperator, simulateShifts, spearman } from '../../../src/core/shift/simulate.ts';
import { content } from '../../support/content.ts';

/** SHIFTS=1000 runs the whole count of the issue. */
const shifts = Number(process.env.SHIFTS ?? 2);

describe('synthetic operators at a shift', function () {
  this.timeout(20_000 + 10_000 * shifts);

  it('do only what can be done, and the same for the same arguments', () => {
    const plan = planShift(content(), 4, '3', () => 'stock-1');
    const acts = playShift(content(), plan, shiftOperator(content(), 4, 'solid'), '3');
    expect(playShift(content(), plan, shiftOperator(content(), 4, 'solid'), '3')).to.deep.equal(acts);
    acts.forEach((act, at) => expect(refusalOf(content(), plan, acts.slice(0, at), act)).to.equal(null));
    expect(boardAt(content(), plan, acts, 60).over).to.equal(true);
    expect(acts.filter(({ type }) => type === 'close').length).to.be.above(5);
  });

  it('decide half by what they know of the law and half by how they decide (measurement design 2.9)', () => {
    const files = [1, 2, 3, 4].map((at) => caseOf(content(), 4, { service: 'SIUP', seed: `stock-${at}` }));
    const rightOf = (REG: number, KEP: number): number => {
      const responder = { ...shiftOperator(content(), 4, 'expert'), caseSpread: 0 };
      const able = { ...responder, theta: { ...responder.theta, REG, KEP } };
      return Array.from({ length: 24 }, (_, at) => {
        const { recipe, permitCase } = files[at % 4]!;
        const acts = respond(content(), recipe, permitCase, able, { random: randomFrom(`law-${at}`), startAt: '2015-06-10T06:00:00.000Z', prefix: 'S1', before: 0 });
        return gradeCase(content(), permitCase, acts).marks.some(({ id, points, outOf }) => id.endsWith('DEC/decision') && points === outOf);
      }).filter(Boolean).length;
    };
    const [both, law, word, neither] = [rightOf(4, 4), rightOf(4, -4), rightOf(-4, 4), rightOf(-4, -4)];
    expect(both).to.be.above(law);
    expect(law).to.be.above(neither + 4);
    expect(word).to.be.above(neither + 4);
  });

  it('score by their true ability; whoever takes offers never passes', () => {
    const { spearman: order, kinds } = simulateShifts(content(), 4, shifts, 'bar', () => undefined);
    expect(kinds.map(({ kind }) => kind)).to.deep.equal([...shiftKinds]);
    expect(kinds.find(({ kind }) => kind === 'corrupt')!.passed).to.equal(0);
    expect(order).to.be.at.least(shifts >= 100 ? 0.95 : 0.6);
  });

  it('tell their shift on the command line, and what is wrong with an argument', () => {
    const told = shiftCommand(content(), { level: '3', seed: '3', as: 'solid' }) as { total: number; acts: unknown[]; better: unknown[] };
    expect(told.total).to.be.within(0, 100);
    expect(told.better.length).to.be.at.most(3);
    expect(() => shiftCommand(content(), { level: '2', seed: '3', as: 'solid' })).to.throw('level: "2" has no shift; known: 3, 4, 5');
    expect(() => shiftCommand(content(), { level: '4', seed: '3', as: 'saint' })).to.throw('as: unknown "saint"; known: expert, corrupt');
    expect(() => shiftMeasureCommand(content(), { level: '4', seed: '3', shifts: 'all' })).to.throw('shifts: "all"');
  });

  it('are ordered by ranks, ties sharing theirs', () => {
    expect(spearman([1, 2, 3], [10, 20, 30])).to.equal(1);
    expect(spearman([1, 2, 3], [3, 2, 1])).to.equal(-1);
    expect(spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).to.be.closeTo(0.8, 1e-9);
    expect(spearman([1, 1, 2], [1, 2, 3])).to.be.closeTo(0.866, 1e-3);
  });
});
