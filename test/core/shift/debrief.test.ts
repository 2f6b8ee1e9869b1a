import { expect } from 'chai';
import { betterActs } from '../../../src/core/shift/counterfactual.ts';
import { debriefShift } from '../../../src/core/shift/debrief.ts';
import { catalogue, close, file, person, plan, take } from './samples.ts';

describe('the debrief of a shift', () => {
  const day = plan([file('B1'), file('B2', { note: 'court-dispute' }), person('T1', 'call', 30), file('B3', { receivedOn: '2015-06-03' })]);
  const acts = [take('B1', 2), close('B1', 12, { decision: 0.3, quality: 0.2 }), take('B2', 13), close('B2', 24), take('B3', 40), close('B3', 52)];

  it('says what waited and where the minutes went', () => {
    const { lines, minutes, queue } = debriefShift(catalogue(), day, acts);
    expect(lines.find(({ arrival }) => arrival.id === 'B3')!.waited).to.equal(40);
    expect(lines.find(({ arrival }) => arrival.id === 'T1')!.spans.map(({ status }) => status)).to.deep.equal(['waiting', 'lost']);
    expect(minutes).to.deep.equal({ application: 33, inspection: 0, chat: 0, call: 0, idle: 27 });
    expect(queue).to.have.length(61);
    expect([queue[0], queue[5], queue[31], queue[45]]).to.deep.equal([3, 2, 2, 0]);
  });

  it('finds the three acts that would have helped most, each by the score of the shift itself', () => {
    const better = betterActs(catalogue(), day, acts);
    expect(better).to.have.length(3);
    expect(better.map(({ kind, job }) => `${kind} ${job}`)).to.have.members(['decide-right B1', 'heed-note B2', 'answer T1']);
    expect(better.map(({ gain }) => gain)).to.deep.equal(better.map(({ gain }) => gain).toSorted((a, b) => b - a));
    for (const { gain } of better) expect(gain).to.be.above(0);
  });

  it('names the offer taken before all else, and has nothing to say of a perfect shift', () => {
    const taken = betterActs(catalogue(), plan([file('B1')]), [take('B1', 0), close('B1', 9, { critical: true })]);
    expect(taken.map(({ kind, job }) => [kind, job])).to.deep.equal([['refuse-offer', 'B1']]);
    expect(betterActs(catalogue(), plan([file('B1')]), [take('B1', 0), close('B1', 9, { quality: 1 })])).to.deep.equal([]);
  });

  it('names the file that should have come first', () => {
    const two = plan([file('B1', { dueOn: '2015-06-12' }), file('B2')]);
    const [act] = betterActs(catalogue(), two, [take('B1', 1), close('B1', 31)]);
    expect([act!.kind, act!.job, act!.instead]).to.deep.equal(['finish-due', 'B2', 'B1']);
  });
});
