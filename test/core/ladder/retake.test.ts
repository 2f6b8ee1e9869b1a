import { expect } from 'chai';
import fc from 'fast-check';
import { type Clearance, type Failure, knowledgeKeptUntil, retakeOf } from '../../../src/core/ladder/retake.ts';
import { content } from '../../support/content.ts';

const first = '2015-05-04T03:00:00.000Z';
const second = '2015-06-01T03:00:00.000Z';
const third = '2015-08-03T03:00:00.000Z';
const rules = content().rules.retake;
const failed = (at: string, change: Partial<Failure> = {}): Failure => ({ level: 1, at, critical: false, ...change });
const critical = (at: string, level = 1) => failed(at, { level, critical: true });
const cleared = (kind: Clearance['kind'], at: string): Clearance => ({ kind, at });

describe('retake', () => {
  it('has the numbers of the measurement design in the pack', () => expect(rules).to.deep.equal({ coolingOffDays: [14, 30, 90], criticalDays: 30, knowledgeKeptDays: 90 }));

  const pauses: [string, Failure[], string | null][] = [
    ['none failed', [], null],
    ['14 days after the first', [failed(first)], '2015-05-18T03:00:00.000Z'],
    ['30 days after the second, whatever the order', [failed(second), failed(first)], '2015-07-01T03:00:00.000Z'],
    ['90 days after the third', [failed(first), failed(second), failed(third)], '2015-11-01T03:00:00.000Z'],
    ['90 days after any later one', [failed(first), failed(first), failed(second), failed(third)], '2015-11-01T03:00:00.000Z'],
    ['of another level no pause', [failed(first, { level: 2 })], null],
    ['30 days after a critical error, not 14', [critical(first)], '2015-06-03T03:00:00.000Z'],
    ['90 days where the third failure is a critical error', [failed(first), failed(second), critical(third)], '2015-11-01T03:00:00.000Z'],
    ['also after a critical error at another level', [critical(first, 2)], '2015-06-03T03:00:00.000Z'],
  ];
  for (const [name, failures, expected] of pauses) it(name, () => expect(retakeOf(failures, [], 1, rules).from).to.equal(expected));

  const needs: [string, Failure[], Clearance[], string[]][] = [
    ['nothing after a plain failure', [failed(first)], [], []],
    ['course and interview after a critical error', [critical(first)], [], ['course', 'interview']],
    ['the other one when one is recorded', [critical(first)], [cleared('course', second)], ['interview']],
    ['nothing more when both are', [critical(first)], [cleared('course', second), cleared('interview', third)], []],
    ['both again when they were recorded before it', [critical(third)], [cleared('course', first), cleared('interview', second)], ['course', 'interview']],
    ['a decision too after the second', [critical(first), critical(second)], [cleared('course', third), cleared('interview', third)], ['reopened']],
    ['a decision on the second, not on the first', [critical(first), critical(third)], [cleared('reopened', second), cleared('course', '2015-09-01'), cleared('interview', '2015-09-01')], ['reopened']],
  ];
  for (const [name, failures, clearances, missing] of needs) it(`asks for ${name}`, () => expect(retakeOf(failures, clearances, 1, rules).missing).to.deep.equal(missing));

  it('never ends a pause earlier for one more failure, nor asks for less', () => {
    const moment = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.parse(first) + days * 86_400_000).toISOString());
    const failure = fc.record({ level: fc.constant(1), at: moment, critical: fc.boolean() });
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 6 }), failure, (failures, one) => {
        const [before, after] = [retakeOf(failures, [], 1, rules), retakeOf([...failures, one], [], 1, rules)];
        expect(after.from! >= (before.from ?? '')).to.equal(true);
        expect(after.missing).to.include.members([...before.missing]);
      }),
    );
  });
});

describe('the knowledge part of a failed test', () => {
  const cases: [string, number, string, string | null][] = [
    ['is kept for 90 days when it reaches the cut', 70.5, '2015-08-02T02:59:59.999Z', '2015-08-02T03:00:00.000Z'],
    ['is over after 90 days', 70.5, '2015-08-02T03:00:00.000Z', null],
    ['is not kept below the cut', 70.4, '2015-05-20T03:00:00.000Z', null],
  ];
  for (const [name, knowledge, at, expected] of cases) it(name, () => expect(knowledgeKeptUntil({ answeredAt: first, knowledge, cut: 70.5 }, at, rules)).to.equal(expected));
});
