import { expect } from 'chai';
import { abilityCommand, dueCommand, idCommand, scoreCommand } from '../../src/cli/measures.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

const defects = { weights: [3, 2, 2, 1], found: [0, 1, 2], falseFlags: { unsent: 1, sent: 0 }, checkpoints: 20 };
const decision = { key: 'return', response: 'return', keyReasons: ['a', 'b', 'c'], reasons: ['a', 'b', 'e'] };
const time = { minutes: 45, sla: 30, satisfied: 9, applicable: 10, decision: 0.8 };
const ability = { theta: 0.3, variance: 1, answers: [{ difficulty: -0.2, score: 1, days: 0 }] };
const holidays = new Set(['2015-06-02', '2016-01-01']);

describe('measures on the command line', () => {
  it('checks identifiers', () => {
    expect(idCommand('nik', '3273121704780003')).to.deep.equal({ valid: true, reasons: [] });
    expect(idCommand('npwp', '02.145.637.2-424.000')).to.deep.equal({ valid: false, reasons: ['check-digit'] });
    expect(idCommand('s10', 'EE473124829ID').valid).to.equal(true);
    expect(idCommand('plate', 'D 1942 AH').valid).to.equal(true);
  });

  it('counts terms', () => {
    expect(dueCommand('2015-05-28', 3, holidays)).to.deep.equal({ due: '2015-06-03' });
    expect(dueCommand('2015-05-28', '3', holidays)).to.deep.equal({ due: '2015-06-03' });
  });

  it('scores the worked examples without noise in the decimals', () => {
    expect(scoreCommand('defects', defects)).to.deep.equal({
      score: 0.8125,
      precision: 0.875,
      recall: 0.875,
      f: 0.875,
    });
    expect(scoreCommand('decision', decision)).to.deep.equal({ score: 0.8, critical: null });
    expect(scoreCommand('fee', { expected: 2_160_000, given: 1_800_000, oneWrongInput: [1_800_000] })).to.deep.equal({
      score: 0.5,
      overcharge: false,
      undercharge: true,
    });
    expect(scoreCommand('fee', { expected: 2_160_000, given: 2_600_000 })).to.include({ score: 0, overcharge: true });
    expect(scoreCommand('time', time)).to.deep.equal({ time: 0.5, sequence: 0.9, score: 0.7 });
    expect(scoreCommand('decision', { ...decision, response: 'proceed', mandatory: true })).to.include({
      critical: 'CE2',
    });
  });

  it('follows abilities', () => {
    expect(abilityCommand(ability)).to.deep.equal({ theta: 0.6057, variance: 0.8097 });
  });

  const wrong: [string, () => unknown][] = [
    ['kind', () => idCommand('nib', '1')],
    ['from', () => dueCommand('2015-02-30', 3, holidays)],
    ['days', () => dueCommand('2015-05-28', 0, holidays)],
    ['days', () => dueCommand('2015-05-28', 'three', holidays)],
    ['date', () => dueCommand('2016-12-30', 3, holidays)],
    ['kind', () => scoreCommand('letter', {})],
    ['input', () => scoreCommand('defects', 'text')],
    ['falseFlags.sent', () => scoreCommand('defects', { ...defects, falseFlags: { unsent: 1, sent: -1 } })],
    ['weights.1', () => scoreCommand('defects', { ...defects, weights: [3, 'two'] })],
    ['found', () => scoreCommand('defects', { ...defects, found: [4] })],
    ['checkpoints', () => scoreCommand('defects', { ...defects, checkpoints: 3 })],
    ['lambda', () => scoreCommand('defects', { ...defects, lambda: 1 })],
    ['response', () => scoreCommand('decision', { ...decision, response: 'issue' })],
    ['reasons', () => scoreCommand('decision', { ...decision, reasons: undefined })],
    ['given', () => scoreCommand('fee', { expected: 1, given: 0.5 })],
    ['satisfied', () => scoreCommand('time', { ...time, satisfied: 11 })],
    ['sla', () => scoreCommand('time', { ...time, sla: 0 })],
    ['variance', () => abilityCommand({ ...ability, variance: 0 })],
    ['answers.0.days', () => abilityCommand({ ...ability, answers: [{ difficulty: 0, score: 1 }] })],
    ['answers.0.day', () => abilityCommand({ ...ability, answers: [{ difficulty: 0, score: 1, days: 1, day: 1 }] })],
  ];
  for (const [at, [field, run]] of wrong.entries()) {
    it(`names the wrong field ${field} (${at + 1})`, () => {
      expect(run).to.throw(UsageError, new RegExp(`^${field.replaceAll('.', '\\.')}: `));
    });
  }

  it('does not hide a fault of the program behind a usage error', () => {
    const broken = {
      has: () => {
        throw new TypeError('broken');
      },
      keys: () => ['2015-01-01'],
    };
    expect(() => dueCommand('2015-05-28', 3, broken)).to.throw(TypeError, 'broken');
  });
});
