import { expect } from 'chai';
import type { ShiftAct } from '../../../src/core/shift/act.ts';
import { boardAt, refusalOf } from '../../../src/core/shift/board.ts';
import { catalogue, close, file, park, person, plan, take } from './samples.ts';

const at = (board: ReturnType<typeof boardAt>, id: string) => board.jobs.get(id)!.status;

describe('the board of a shift', () => {
  it('follows from the acts alone', () => {
    const day = plan([file('B1'), person('T1', 'call', 5)]);
    const acts: ShiftAct[] = [take('B1', 1), park('B1', 6), take('T1', 6), close('T1', 8), { type: 'resume', job: 'B1', minute: 8.5 }, close('B1', 20)];
    expect(at(boardAt(catalogue(), day, acts, 0.5), 'T1')).to.equal('coming');
    const after = boardAt(catalogue(), day, acts.slice(0, 3), 7);
    expect([after.hand, at(after, 'B1'), at(after, 'T1')]).to.deep.equal(['T1', 'parked', 'working']);
    const end = boardAt(catalogue(), day, acts, 60);
    expect([end.over, at(end, 'B1'), at(end, 'T1')]).to.deep.equal([true, 'closed', 'closed']);
    const spans = end.jobs.get('B1')!.spans.map(({ status, from, to }) => `${status} ${from}-${to}`);
    expect(spans).to.deep.equal(['waiting 0-1', 'working 1-6', 'parked 6-8.5', 'working 8.5-20', 'closed 20-60']);
  });

  it('lets citizens give up and applicants answer, each after his minutes', () => {
    const day = plan([person('T1', 'call', 5), person('O1', 'chat', 5), file('B1')]);
    const acts: ShiftAct[] = [take('B1', 1), { type: 'wait', job: 'B1', reason: 'paper-missing', minute: 2 }];
    expect(at(boardAt(catalogue(), day, acts, 9.9), 'T1')).to.equal('waiting');
    const later = boardAt(catalogue(), day, acts, 12);
    expect([at(later, 'T1'), at(later, 'O1'), at(later, 'B1')]).to.deep.equal(['lost', 'waiting', 'waiting']);
    expect(later.jobs.get('B1')!.waited).to.equal(true);
    expect(at(boardAt(catalogue(), day, acts, 14), 'O1')).to.equal('lost');
  });

  it('lets a colleague take what lies parked, but not while he is away', () => {
    const arrivals = [file('B1', { wanted: true }), file('B2')];
    const acts = [take('B1', 1), park('B1', 2)];
    expect(at(boardAt(catalogue(), plan(arrivals), acts, 21), 'B1')).to.equal('parked');
    expect(at(boardAt(catalogue(), plan(arrivals), acts, 22), 'B1')).to.equal('taken');
    const absent = plan(arrivals, { absence: { from: 20, to: 30 } });
    expect(at(boardAt(catalogue(), absent, acts, 29), 'B1')).to.equal('parked');
    expect(at(boardAt(catalogue(), absent, acts, 30), 'B1')).to.equal('taken');
    expect(refusalOf(catalogue(), plan(arrivals), acts, { type: 'resume', job: 'B1', minute: 25 })).to.equal('taken');
  });

  it('refuses what cannot be done, and says why', () => {
    const day = plan([file('B1'), file('B2'), person('T1', 'call', 5), file('B3', { at: 40 })], { outage: { from: 30, to: 35 }, absence: { from: 10, to: 15 } });
    const held = [take('B1', 1)];
    const why = (acts: readonly ShiftAct[], act: ShiftAct) => refusalOf(catalogue(), day, acts, act);
    expect(why([], take('B9', 1))).to.equal('unknown');
    expect(why([], take('B3', 1))).to.equal('unknown');
    expect(why(held, take('B2', 2))).to.equal('busy');
    expect(why(held, take('B1', 2))).to.equal(null);
    expect(why([], close('B1', 2))).to.equal('not-in-hand');
    expect(why([], { type: 'resume', job: 'B1', minute: 2 })).to.equal('not-parked');
    expect(why([...held, close('B1', 3)], take('B1', 4))).to.equal('not-waiting');
    expect(why([], take('T1', 20))).to.equal('lost');
    expect(why([], take('B1', 31))).to.equal('outage');
    expect(why(held, { type: 'hand-over', job: 'B1', reason: 'conflict', minute: 12 })).to.equal('absent');
    expect(why([take('T1', 6)], { type: 'wait', job: 'T1', reason: 'other', minute: 7 })).to.equal('person');
    expect(why(held, take('B1', 0.5))).to.equal('clock');
    expect(why([], take('B1', 60))).to.equal('over');
    expect(why([{ type: 'end', minute: 3 }], take('B1', 4))).to.equal('over');
    expect(why([{ type: 'pause', minute: 3 }], take('B1', 3))).to.equal('paused');
    expect(why([], { type: 'continue', minute: 3 })).to.equal('running');
  });

  it('drops an act that could not be done', () => {
    const day = plan([file('B1'), file('B2')]);
    const good = [take('B1', 1), close('B1', 9)];
    const withBad = [take('B1', 1), take('B2', 2), close('B2', 3), close('B1', 9)];
    expect(boardAt(catalogue(), day, withBad, 60)).to.deep.equal(boardAt(catalogue(), day, good, 60));
  });
});
