import { expect } from 'chai';
import fc from 'fast-check';
import type { ShiftAct } from '../../../src/core/shift/act.ts';
import { scoreShift } from '../../../src/core/shift/score.ts';
import { catalogue, close, file, park, person, plan, take } from './samples.ts';

const score = (day: Parameters<typeof scoreShift>[1], acts: readonly ShiftAct[]) => scoreShift(catalogue(), day, acts);
const verdicts = (day: Parameters<typeof scoreShift>[1], acts: readonly ShiftAct[]) => Object.fromEntries(score(day, acts).jobs.map(({ id, verdict }) => [id, verdict]));

describe('the score of a shift', () => {
  it('is worked out by head', () => {
    // A file of weight 3: .7 x .8 + .3 x (.5 x 1 + .5 x 1) = .86; a call of weight 1 answered after 3 of 2 minutes: .7 x .8 + .3 x (.5 x 1 + .5 x .5) = .785.
    const day = plan([file('B1'), person('T1', 'call', 20)]);
    const result = score(day, [take('B1', 1), close('B1', 11), take('T1', 23), close('T1', 25)]);
    expect(result.total).to.be.closeTo((100 * (3 * 0.86 + 0.785)) / 4, 1e-9);
    expect([result.accuracy, result.wkt, result.passed]).to.deep.equal([0.8, 0.875, true]);
  });

  it('counts a file left that is due, not one that is due later', () => {
    const day = plan([file('B1'), file('B2', { dueOn: '2015-06-12' }), person('T1', 'call', 1)]);
    expect(verdicts(day, [])).to.deep.equal({ B1: 'left', B2: 'open', T1: 'left' });
    expect(score(day, []).total).to.equal(0);
  });

  it('sees overtaking of an earlier file, and nothing where an instruction in writing stands', () => {
    const early = file('B1', { receivedOn: '2015-06-03' });
    const late = file('B2', { receivedOn: '2015-06-08' });
    const acts = [take('B2', 1), close('B2', 11), take('B1', 12), close('B1', 22)];
    const seen = score(plan([early, late]), acts);
    expect(seen.overtakings).to.deep.equal([{ job: 'B2', minute: 1, overtook: ['B1'] }]);
    expect(seen.total).to.be.below(score(plan([early, late]), [take('B1', 1), close('B1', 11), take('B2', 12), close('B2', 22)]).total);
    expect(score(plan([early, { ...late, instructed: true }]), acts).overtakings).to.deep.equal([]);
    expect(score(plan([early, file('B2', { dueOn: '2015-06-09' })]), acts).overtakings).to.deep.equal([]);
    // Coming back to what was begun is no overtaking.
    expect(score(plan([late, { ...early, at: 5 }]), [take('B2', 1), park('B2', 6), { type: 'resume', job: 'B2', minute: 7 }, close('B2', 12)]).overtakings).to.deep.equal([]);
  });

  it('asks for what the note on a file says', () => {
    const day = plan([file('B1', { note: 'court-dispute' }), file('B2', { note: 'own-relative' }), file('B3', { note: 'paper-promised' }), file('B4')]);
    const act = (type: 'wait' | 'escalate' | 'hand-over', job: string, minute: number): ShiftAct => ({ type, job, minute, reason: 'other' });
    const heeded = [take('B1', 1), act('escalate', 'B1', 2), take('B2', 3), act('hand-over', 'B2', 4), take('B3', 5), act('wait', 'B3', 6), take('B4', 7), close('B4', 17)];
    expect(verdicts(day, heeded)).to.deep.equal({ B1: 'right', B2: 'right', B3: 'open', B4: 'right' });
    expect(verdicts(day, [...heeded, take('B3', 20), close('B3', 30)])).to.include({ B3: 'right' });
    const ignored = ['B1', 'B2', 'B3'].flatMap((id, place) => [take(id, 10 * place), close(id, 10 * place + 9)]);
    expect(verdicts(day, ignored)).to.include({ B1: 'wrong', B2: 'wrong', B3: 'wrong', B4: 'left' });
    expect(verdicts(day, [take('B4', 1), act('escalate', 'B4', 2)])).to.include({ B4: 'pushed' });
  });

  it('fails a shift with a critical error whatever the sum', () => {
    const day = plan([file('B1')]);
    expect(score(day, [take('B1', 1), close('B1', 11)]).passed).to.equal(true);
    const taken = score(day, [take('B1', 1), close('B1', 11, { critical: true })]);
    expect([taken.passed, taken.critical]).to.deep.equal([false, 1]);
  });

  it('never pays for being quick and wrong: leaving it is never worse', () => {
    const day = plan([file('B1'), file('B2'), file('B3'), person('O1', 'chat', 4), person('T1', 'call', 9)]);
    const ids = ['B1', 'B2', 'B3', 'O1', 'T1'];
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 1 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 8 }), (order, quality, which, quick) => {
        const wrong = order[which % order.length]!;
        const done = (skip: string | null, pace: number) =>
          order.flatMap((id, place) => {
            const from = 9 + 9 * place;
            if (id === skip) return [];
            return id === wrong ? [take(id, from), close(id, from + pace, { quality: quality[place]!, decision: 0.3, minutes: pace })] : [take(id, from), close(id, from + 8, { quality: quality[place]! })];
          });
        const left = score(day, done(wrong, 8)).total;
        expect(score(day, done(null, quick)).total).to.be.at.most(left + 1e-9);
        // And quicker wrong is worth no more than slower wrong.
        expect(score(day, done(null, quick)).total).to.be.closeTo(score(day, done(null, 8)).total, 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});
