import { expect } from 'chai';
import fc from 'fast-check';
import { isOpen, isOverdue } from '../../../src/core/sittings/clock.ts';
import { extraMinutes } from '../../../src/core/sittings/extra-time.ts';
import { intervene, type InterventionKind, type RunningTest } from '../../../src/core/sittings/intervention.ts';

const start = Date.parse('2015-06-02T02:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const running: RunningTest = { deadlineAt: at(3_600), submittedAt: null, pausedAt: null };

describe('what an invigilator does to a test', () => {
  const act = (test: RunningTest, kind: InterventionKind, when: string, minutes = 10) => intervene(test, { kind, minutes }, when);
  const paused = { ...running, pausedAt: at(600) };
  const handedIn = { ...running, submittedAt: at(600) };
  const table: [string, RunningTest | null, RunningTest | null][] = [
    ['a pause stops the clock', act(running, 'pause', at(600)), paused],
    ['a pause moves the deadline by its length when it ends', act(paused, 'resume', at(900)), { ...running, deadlineAt: at(3_900) }],
    ['an extension adds minutes', act(running, 'extend', at(10), 15), { ...running, deadlineAt: at(4_500) }],
    ['an extension is given during a pause too', act(paused, 'extend', at(9_000), 15), { ...paused, deadlineAt: at(4_500) }],
    ['a reopened test gets its minutes from now', act(handedIn, 'reopen', at(9_000), 20), { ...running, deadlineAt: at(10_200) }],
    ['what is paused is not paused again', act(paused, 'pause', at(700)), null],
    ['what is over is not paused', act(running, 'pause', at(3_600)), null],
    ['what is over is not extended', act(running, 'extend', at(3_600)), null],
    ['what is handed in is not extended', act(handedIn, 'extend', at(700)), null],
    ['what runs does not resume', act(running, 'resume', at(700)), null],
    ['what is open is not reopened', act(running, 'reopen', at(700)), null],
  ];
  for (const [name, got, wanted] of table) it(name, () => expect(got).to.deep.equal(wanted));

  it('never takes a second of work: open time is the time of the test plus what was given, whatever pauses there are', () => {
    const steps = fc.array(fc.record({ kind: fc.constantFrom<InterventionKind>('pause', 'resume', 'extend'), wait: fc.integer({ min: 1, max: 2_000 }), minutes: fc.integer({ min: 1, max: 30 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (list) => {
        let test = running;
        let now = 0;
        let worked = 0;
        let given = 3_600;
        for (const { kind, wait, minutes } of list) {
          for (let second = 0; second < wait; second++) if (isOpen(test, at(now + second))) worked += 1;
          now += wait;
          const after = act(test, kind, at(now), minutes);
          if (after && kind === 'extend') given += minutes * 60;
          test = after ?? test;
        }
        if (test.pausedAt) test = act(test, 'resume', at((now += 77)))!;
        while (isOpen(test, at(now))) {
          worked += 1;
          now += 1;
        }
        expect(worked).to.equal(given);
        expect(isOverdue(test, at(now))).to.equal(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('extra time', () => {
  const table: [number, Parameters<typeof extraMinutes>[1], number][] = [
    [120, null, 0],
    [120, { kind: 'percent', amount: 25 }, 30],
    [110, { kind: 'percent', amount: 33 }, 37],
    [120, { kind: 'minutes', amount: 30 }, 30],
    [120, { kind: 'minutes', amount: 0 }, 0],
  ];
  for (const [minutes, extra, wanted] of table)
    it(`of ${extra ? `${extra.amount} ${extra.kind}` : 'nobody'} in ${minutes} minutes is ${wanted}`, () => expect(extraMinutes(minutes, extra)).to.equal(wanted));
});
