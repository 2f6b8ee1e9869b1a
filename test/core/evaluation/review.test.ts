import { expect } from 'chai';
import fc from 'fast-check';
import { criticalState, isSettled, rescored } from '../../../src/core/evaluation/critical.ts';
import { type ResultFacts, resultState } from '../../../src/core/evaluation/result-state.ts';
import { nextFor } from '../../../src/core/evaluation/spread.ts';
import type { TestResult } from '../../../src/core/sittings/score.ts';

describe('a provisional critical error', () => {
  const state = (...votes: boolean[]) => criticalState(votes.map((confirmed, reviewerId) => ({ reviewerId, confirmed })));
  const table: [string, boolean[], string][] = [
    ['nobody has looked', [], 'open'],
    ['one is not enough', [true], 'open'],
    ['two that agree confirm it', [true, true], 'confirmed'],
    ['two that agree reject it', [false, false], 'rejected'],
    ['two that differ', [true, false], 'disputed'],
    ['a third decides for it', [true, false, true], 'confirmed'],
    ['a third decides against it', [true, false, false], 'rejected'],
  ];
  for (const [name, votes, expected] of table) it(name, () => expect(state(...votes)).to.equal(expected));

  it('is settled by three at the latest, whoever comes first', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (votes) => void expect(isSettled(state(...votes))).to.equal(true)));
  });

  const result = { total: 80, sem: 3, cut: 70, passed: false, cases: 80, knowledge: 80, critical: ['CE1', 'CE2'], profile: [], missedDefects: [] } as TestResult;
  it('that is not confirmed no longer fails the test, and all the rest stays', () => {
    expect(rescored(result, [])).to.deep.equal({ ...result, critical: [], passed: true });
    expect(rescored(result, ['CE2', 'CE2'])).to.deep.equal({ ...result, critical: ['CE2'], passed: false });
    expect(rescored({ ...result, total: 69.9 }, [])!.passed).to.equal(false);
    expect(rescored(result, ['CE2', 'CE1'])).to.equal(null);
  });
});

describe('the state of a result', () => {
  const facts = (change: Partial<ResultFacts> = {}): ResultFacts => ({
    submitted: true,
    extended: false,
    marking: false,
    result: { passed: true },
    critical: { open: 0, begun: false },
    evaluation: { begun: false, promoted: null },
    appeal: 'none',
    ...change,
  });
  const failed = { result: { passed: false }, evaluation: null };
  const table: [string, Partial<ResultFacts>, string, boolean | null][] = [
    ['still working', { submitted: false, result: null, evaluation: null }, 'in_progress', null],
    ['it waits for its next part', { extended: true, result: null, evaluation: null }, 'extended', null],
    ['its typed replies are being marked', { marking: true, result: null, evaluation: null }, 'under_review', null],
    ['the grader could not mark it', { result: null, evaluation: null }, 'ungraded', null],
    ['passed, nobody has begun', {}, 'scored', null],
    ['passed, somebody marks', { evaluation: { begun: true, promoted: null } }, 'under_review', null],
    ['promoted', { evaluation: { begun: true, promoted: true } }, 'final', true],
    ['held', { evaluation: { begun: true, promoted: false } }, 'final', false],
    ['failed by points', failed, 'final', false],
    ['failed by a critical error that nobody has reviewed', { ...failed, critical: { open: 1, begun: false } }, 'scored', null],
    ['failed by one that a first reviewer has seen', { ...failed, critical: { open: 2, begun: true } }, 'under_review', null],
    ['under appeal the result stands', { ...failed, appeal: 'open' }, 'appealed', false],
    ['after it', { evaluation: { begun: true, promoted: true }, appeal: 'decided' }, 'final', true],
  ];
  for (const [name, change, state, passed] of table) it(name, () => expect(resultState(facts(change))).to.deep.include({ state, passed }));

  it('is never a pass without a passed test and a promotion, and never final while anything is open', () => {
    const any = fc.record({
      submitted: fc.boolean(),
      extended: fc.boolean(),
      marking: fc.boolean(),
      result: fc.option(fc.record({ passed: fc.boolean() })),
      critical: fc.record({ open: fc.integer({ min: 0, max: 2 }), begun: fc.boolean() }),
      evaluation: fc.option(fc.record({ begun: fc.boolean(), promoted: fc.option(fc.boolean()) })),
      appeal: fc.constantFrom('none' as const, 'open' as const, 'decided' as const),
    });
    fc.assert(
      fc.property(any, (given) => {
        const { state, passed } = resultState(given);
        if (passed) expect(given.submitted && given.result?.passed && given.evaluation?.promoted).to.equal(true);
        expect(passed !== null).to.equal(state === 'final' || state === 'appealed');
        if (given.critical.open > 0) expect(passed).to.equal(null);
      }),
    );
  });
});

describe('the next file', () => {
  const now = new Date('2015-05-28T03:00:00Z');
  const day = 86_400_000;
  const file = (id: number, eligible: number[], hoursAgo = 1) => ({ id, openedAt: new Date(now.getTime() - hoursAgo * 3_600_000).toISOString(), eligible });
  const next = (who: number, files: ReturnType<typeof file>[], loads: [number, number][] = []) => nextFor(who, files, new Map(loads), now, day);

  it('is the longest waiting one, for whoever asks first among equals', () => {
    expect(next(7, [file(1, [7, 8]), file(2, [7, 8])])).to.deep.equal({ id: 1, kept: false });
    expect(next(8, [file(1, [7, 8]), file(2, [7, 8])])).to.deep.equal({ id: 1, kept: false });
  });

  it('goes to who has fewer: the other gets the one after it, or none', () => {
    expect(next(7, [file(1, [7, 8]), file(2, [7, 8])], [[7, 1]]).id).to.equal(2);
    expect(next(7, [file(1, [7, 8])], [[7, 1]])).to.deep.equal({ id: null, kept: true });
    expect(next(8, [file(1, [7, 8])], [[7, 1]]).id).to.equal(1);
  });

  it('waits for nobody longer than a day', () => expect(next(7, [file(1, [7, 8], 25)], [[7, 9]]).id).to.equal(1));

  it('is never one that he may not take', () => {
    expect(next(7, [file(1, [8], 90), file(2, [7], 80), file(3, [])])).to.deep.equal({ id: 2, kept: false });
    expect(next(7, [file(1, [8], 90)])).to.deep.equal({ id: null, kept: false });
  });

  it('leaves nobody far behind: evaluators who ask in any order end within one of each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 30, maxLength: 60 }), (asks) => {
        const loads = new Map([[1, 0], [2, 0], [3, 0]]); // prettier-ignore
        for (const who of asks) {
          const { id } = nextFor(who, [file(1, [1, 2, 3])], loads, now, day);
          if (id !== null) loads.set(who, loads.get(who)! + 1);
        }
        const counts = [...loads.values()];
        expect(Math.max(...counts) - Math.min(...counts)).to.be.lessThan(2);
      }),
    );
  });
});
