import { expect } from 'chai';
import fc from 'fast-check';
import { type AssignedWork, assignmentState, haltedAfter, needsAttention, type Step, stepOf } from '../../../src/core/ladder/assignment.ts';
import { addDays } from '../../../src/core/shared/dates.ts';

const today = '2015-05-28';
const untouched: AssignedWork = { startedOn: null, lastOn: null, submittedOn: null, total: null };
const begun = (lastOn: string): AssignedWork => ({ ...untouched, startedOn: '2015-05-01', lastOn });
const sent = (submittedOn: string, total: number | null = 80): AssignedWork => ({ ...begun(submittedOn), submittedOn, total });

describe('the state of assigned work', () => {
  const table: [string, AssignedWork, string | null, object, boolean][] = [
    ['nothing done on the due day', untouched, today, { kind: 'untouched', late: false }, false],
    ['nothing done the day after it', untouched, '2015-05-27', { kind: 'untouched', late: true }, true],
    ['nothing done, no due day', untouched, null, { kind: 'untouched', late: false }, false],
    ['at work today', begun(today), '2015-05-30', { kind: 'begun', late: false, idle: 0, halted: false }, false],
    ['at a halt for three days', begun('2015-05-25'), '2015-05-30', { kind: 'begun', late: false, idle: 3, halted: true }, true],
    ['at work and late', begun('2015-05-27'), '2015-05-27', { kind: 'begun', late: true, idle: 1, halted: false }, true],
    ['begun without an action', { ...untouched, startedOn: '2015-05-20' }, null, { kind: 'begun', late: false, idle: 8, halted: true }, true],
    ['handed in on the due day, long ago', sent('2015-05-01'), '2015-05-01', { kind: 'graded', late: false, total: 80 }, false],
    ['handed in a day later', sent('2015-05-02'), '2015-05-01', { kind: 'graded', late: true, total: 80 }, false],
    ['handed in and not graded', sent('2015-05-02', null), null, { kind: 'submitted', late: false }, false],
  ];
  for (const [name, work, dueOn, state, attention] of table)
    it(name, () => {
      expect(assignmentState(work, dueOn, today)).to.deep.equal(state);
      expect(needsAttention(assignmentState(work, dueOn, today))).to.equal(attention);
    });

  it('never becomes better by waiting', () => {
    const days = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(days, days, days, fc.boolean(), (since, due, wait, started) => {
        const work = started ? begun(addDays(today, -since)) : untouched;
        const at = (day: string) => needsAttention(assignmentState(work, addDays(today, due - 15), day));
        return !at(today) || at(addDays(today, wait));
      }),
    );
    expect(haltedAfter).to.be.above(0);
  });
});

describe('where open work stands', () => {
  const table: [string, [string, number][], Step][] = [
    ['nothing done', [], 'arrived'],
    ['papers opened', [['open-document', 1]], 'opened'],
    ['a paper looked at again after a finding', [['pin-finding', 2], ['open-document', 3]], 'noted'],
    ['decided, and a letter written', [['open-document', 1], ['decide', 4], ['write-letter', 5]], 'written'],
    ['a levy set before anything was noted', [['assess-levy', 2], ['pin-finding', 3]], 'levied'],
    ['sent, and new papers came, of which nothing was opened', [['decide', 4], ['send', 5], ['arrive', 6]], 'arrived'],
    ['new papers opened', [['decide', 4], ['send', 5], ['arrive', 6], ['open-document', 7]], 'opened'],
    ['sent to its end', [['decide', 4], ['send', 5]], 'sent'],
  ];
  for (const [name, last, step] of table) it(name, () => expect(stepOf(new Map(last))).to.equal(step));
});
