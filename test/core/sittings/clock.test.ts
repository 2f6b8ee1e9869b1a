import { expect } from 'chai';
import { deadlineOf, isOpen, isOverdue, isPaused, minutesLeft } from '../../../src/core/sittings/clock.ts';

const deadlineAt = '2015-05-28T03:50:00.000Z';

describe('the clock of a sitting', () => {
  it('adds minutes to the start', () => expect(deadlineOf('2015-05-28T02:00:00.000Z', 110)).to.equal(deadlineAt));

  const table: [string, string | null, string | null, string, boolean, boolean][] = [
    ['a millisecond before the deadline', deadlineAt, null, '2015-05-28T03:49:59.999Z', true, false],
    ['at the deadline', deadlineAt, null, deadlineAt, false, true],
    ['a millisecond after', deadlineAt, null, '2015-05-28T03:50:00.001Z', false, true],
    ['handed in before', deadlineAt, '2015-05-28T03:00:00.000Z', '2015-05-28T03:10:00.000Z', false, false],
    ['without a limit', null, null, '2099-01-01T00:00:00.000Z', true, false],
  ];
  for (const [name, deadline, submittedAt, at, open, overdue] of table)
    it(name, () => {
      const sitting = { deadlineAt: deadline, submittedAt, pausedAt: null };
      expect(isOpen(sitting, at)).to.equal(open);
      expect(isOverdue(sitting, at)).to.equal(overdue);
    });

  it('stands still while the sitting is paused: nothing is taken, no deadline passes', () => {
    const paused = { deadlineAt, submittedAt: null, pausedAt: '2015-05-28T03:00:00.000Z' };
    for (const at of ['2015-05-28T03:10:00.000Z', '2015-05-28T05:00:00.000Z'])
      expect([isOpen(paused, at), isOverdue(paused, at), isPaused(paused)]).to.deep.equal([false, false, true]);
    expect(isPaused({ ...paused, submittedAt: deadlineAt })).to.equal(false);
  });

  it('counts whole minutes, rounded up, to nought', () => {
    expect(minutesLeft(deadlineAt, '2015-05-28T03:48:30.000Z')).to.equal(2);
    expect(minutesLeft(deadlineAt, '2015-05-28T04:00:00.000Z')).to.equal(0);
    expect(minutesLeft(null, deadlineAt)).to.equal(null);
  });
});
