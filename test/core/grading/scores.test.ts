import { expect } from 'chai';
import fc from 'fast-check';
import * as scores from '../../../src/core/grading/scores.ts';

const near = (actual: number, expected: number, tolerance = 1e-9) => expect(actual).to.be.closeTo(expected, tolerance);
const none = { unsent: 0, sent: 0 };
const fileA = { weights: [3, 2, 2, 1], found: [0, 1, 2], falseFlags: { unsent: 1, sent: 0 }, checkpoints: 20 };

describe('defects', () => {
  const weights = fc.array(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 6 });

  it('scores the worked file', () => {
    const { score, precision, recall, f } = scores.scoreDefects(fileA);
    near(score, 0.8125);
    near(precision, 0.875);
    near(recall, 0.875);
    near(f, 0.875);
  });

  it('gives nothing for flagging all twenty checkpoints, where F would give .619', () => {
    const all = scores.scoreDefects({ ...fileA, found: [0, 1, 2, 3], falseFlags: { unsent: 16, sent: 0 } });
    expect(all.score).to.equal(0);
    near(all.f, 0.619, 5e-4);
  });

  it('scores a clean file by its unfounded flags', () => {
    const clean = (unsent: number, sent: number) =>
      scores.scoreDefects({ weights: [], found: [], falseFlags: { unsent, sent }, checkpoints: 10 });
    expect(clean(0, 1)).to.deep.equal({ score: 0.5, precision: 0, recall: 1, f: 0 });
    expect(clean(0, 0)).to.deep.equal({ score: 1, precision: 1, recall: 1, f: 1 });
    expect(clean(1, 0).score).to.equal(0.75);
    expect(clean(3, 1).score).to.equal(0);
  });

  it('punishes harder in a small file', () => {
    // W 3, four checkpoints of which three are valid: one unfounded flag costs a third
    near(
      scores.scoreDefects({ weights: [3], found: [0], falseFlags: { unsent: 1, sent: 0 }, checkpoints: 4 }).score,
      2 / 3,
    );
    // nine checkpoints, eight valid: the half binds again
    near(
      scores.scoreDefects({ weights: [3], found: [0], falseFlags: { unsent: 1, sent: 0 }, checkpoints: 9 }).score,
      2.5 / 3,
    );
    const full = { weights: [1], found: [0], checkpoints: 1 };
    expect(scores.scoreDefects({ ...full, falseFlags: none }).score).to.equal(1);
    expect(scores.scoreDefects({ ...full, falseFlags: { unsent: 1, sent: 0 } }).score).to.equal(0);
  });

  it('counts a flag that was sent double, and a defect that was found twice once', () => {
    const sent = scores.scoreDefects({ ...fileA, falseFlags: { unsent: 0, sent: 1 } });
    near(sent.score, (7 - 1) / 8);
    expect(scores.scoreDefects({ ...fileA, found: [0, 0, 1, 2, 2] })).to.deep.equal(scores.scoreDefects(fileA));
  });

  it('has diagnostics without any flag', () => {
    const silent = scores.scoreDefects({ ...fileA, found: [], falseFlags: none });
    expect(silent).to.deep.equal({ score: 0, precision: 1, recall: 0, f: 0 });
    expect(scores.scoreDefects({ ...fileA, found: [] }).f).to.equal(0);
  });

  it('stays within 0 and 1, and more unfounded flags never pay', () => {
    const flags = fc.record({ unsent: fc.nat({ max: 12 }), sent: fc.nat({ max: 12 }) });
    fc.assert(
      fc.property(
        weights,
        fc.array(fc.nat({ max: 5 })),
        flags,
        fc.nat({ max: 30 }),
        (list, places, falseFlags, valid) => {
          const found = places.map((place) => place % list.length);
          const input = { weights: list, found, falseFlags, checkpoints: list.length + valid };
          const result = scores.scoreDefects(input);
          for (const value of Object.values(result)) expect(value).to.be.within(0, 1);
          const worse = scores.scoreDefects({ ...input, falseFlags: { ...falseFlags, sent: falseFlags.sent + 1 } });
          expect(worse.score).to.be.at.most(result.score);
        },
      ),
    );
  });

  it('gives 0 for flagging everything, whether W/m or one half binds', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 30 }), (list, valid) => {
        const { score } = scores.scoreDefects({
          weights: list,
          found: [...list.keys()],
          falseFlags: { unsent: valid, sent: 0 },
          checkpoints: list.length + valid,
        });
        near(score, 0);
      }),
    );
  });

  it('refuses a file that cannot be', () => {
    expect(() => scores.scoreDefects({ ...fileA, found: [4] })).to.throw(RangeError, 'found');
    expect(() => scores.scoreDefects({ ...fileA, weights: [3, 0, 2, 1] })).to.throw(RangeError, 'weights');
    expect(() => scores.scoreDefects({ ...fileA, checkpoints: 3 })).to.throw(RangeError, 'checkpoints');
  });
});

describe('decision', () => {
  const decide = (key: scores.Decision, response: scores.Decision, more: Partial<scores.DecisionInput> = {}) =>
    scores.scoreDecision({ key, response, keyReasons: ['a'], reasons: [], ...more });

  it('scores the worked decision', () => {
    const { score, critical } = decide('return', 'return', { keyReasons: ['a', 'b', 'c'], reasons: ['a', 'b', 'e'] });
    near(score, 0.8);
    expect(critical).to.equal(null);
  });

  it('follows the whole matrix, without reasons .6 of it', () => {
    const matrix = [
      [1, 0, 0, 0.25],
      [0, 1, 0.3, 0.3],
      [0, 0.3, 1, 0.3],
      [0, 0.3, 0.3, 1],
    ];
    for (const [row, key] of scores.decisions.entries()) {
      for (const [column, response] of scores.decisions.entries()) {
        near(decide(key, response).score, matrix[row]![column]! * 0.6);
      }
    }
  });

  it('pays the constant strategies as little as designed', () => {
    const mix = { proceed: 0.3, return: 0.3, reject: 0.25, refer: 0.15 };
    const mean = (response: scores.Decision) =>
      scores.decisions.reduce((total, key) => total + mix[key] * decide(key, response).score, 0);
    expect(scores.decisions.map((response) => Number(mean(response).toFixed(2)))).to.deep.equal([
      0.18, 0.25, 0.23, 0.23,
    ]);
  });

  it('counts reasons only for a decision worth at least half', () => {
    near(decide('return', 'reject', { reasons: ['a'] }).score, 0.18);
    near(decide('return', 'return', { reasons: ['a'] }).score, 1);
    near(decide('return', 'return', { reasons: ['a', 'a'], keyReasons: ['a', 'a'] }).score, 1);
    near(decide('proceed', 'proceed', { keyReasons: [] }).score, 1);
    near(decide('proceed', 'proceed', { keyReasons: [], reasons: ['x'] }).score, 0.6);
  });

  it('finds the critical error of issuing what must not be issued', () => {
    expect(decide('reject', 'proceed').critical).to.equal('CE2');
    expect(decide('return', 'proceed').critical).to.equal('CE2');
    expect(decide('return', 'proceed', { mandatory: false }).critical).to.equal(null);
    expect(decide('refer', 'proceed').critical).to.equal(null);
    expect(decide('refer', 'proceed', { outsideAuthority: true }).critical).to.equal('CE2');
    expect(decide('proceed', 'proceed', { outsideAuthority: true }).critical).to.equal(null);
    expect(decide('reject', 'return').critical).to.equal(null);
  });

  it('halves a referral to the wrong place', () => {
    const reasons = ['a'];
    near(decide('refer', 'refer', { reasons, keyTarget: 'province', target: 'province' }).score, 1);
    near(decide('refer', 'refer', { reasons, keyTarget: 'province', target: 'Cimahi' }).score, 0.5);
    near(decide('refer', 'refer', { reasons, keyTarget: 'province' }).score, 0.5);
    near(decide('refer', 'refer', { reasons, target: 'Cimahi' }).score, 1);
    near(decide('refer', 'reject', { reasons, keyTarget: 'province' }).score, 0.18);
  });

  it('stays within 0 and 1', () => {
    const decision = fc.constantFrom(...scores.decisions);
    const reasons = fc.array(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(decision, decision, reasons, reasons, (key, response, keyReasons, given) => {
        const { score } = scores.scoreDecision({ key, response, keyReasons, reasons: given });
        expect(score).to.be.within(0, 1);
        if (key === response) expect(score).to.be.at.least(0.6);
      }),
    );
  });
});

describe('fee', () => {
  const fee = (given: number, expected = 2_160_000, oneWrongInput = [1_800_000]) =>
    scores.scoreFee({ expected, given, oneWrongInput });
  const fair = { overcharge: false, undercharge: false };

  it('scores the worked amounts', () => {
    expect(fee(120 * 1.2 * 15_000)).to.deep.equal({ score: 1, ...fair });
    expect(fee(1_800_000)).to.deep.equal({ score: 0.5, overcharge: false, undercharge: true });
    expect(fee(2_170_000)).to.deep.equal({ score: 0.5, ...fair });
    expect(fee(2_600_000)).to.deep.equal({ score: 0, overcharge: true, undercharge: false });
  });

  it('ends rounding at Rp1,000 and tolerance at 1 %', () => {
    expect([2_161_000, 2_159_000, 2_161_001, 2_158_999].map((given) => fee(given).score)).to.deep.equal([
      1, 1, 0.5, 0.5,
    ]);
    expect(fee(2_181_600)).to.deep.equal({ score: 0.5, ...fair });
    expect(fee(2_181_601)).to.deep.equal({ score: 0, overcharge: true, undercharge: false });
    expect(fee(2_138_399)).to.deep.equal({ score: 0, overcharge: false, undercharge: true });
    expect(fee(0)).to.deep.equal({ score: 0, overcharge: false, undercharge: true });
  });

  it('reports every charge on a free service', () => {
    expect(fee(0, 0, [])).to.deep.equal({ score: 1, ...fair });
    expect(fee(50_000, 0, [])).to.deep.equal({ score: 0, overcharge: true, undercharge: false });
    expect(fee(500, 0, []).overcharge).to.equal(true);
  });
});

describe('letter', () => {
  const letter = (...missing: scores.LetterItem[]) =>
    scores.scoreLetter(
      Object.fromEntries(scores.letterItems.map((item) => [item, !missing.includes(item)])) as Record<
        scores.LetterItem,
        boolean
      >,
    );

  it('scores the worked letter', () => {
    const { score, ...points } = letter('deadline', 'plain');
    near(score, 0.786, 5e-4);
    expect(points).to.deep.equal({ got: 11, outOf: 14, capped: false });
    expect(letter().score).to.equal(1);
  });

  it('weighs every item', () => {
    const lost = scores.letterItems.map((item) => 14 - letter(item).got);
    expect(Object.fromEntries(scores.letterItems.map((item, at) => [item, lost[at]]))).to.deep.equal({
      addressee: 1,
      decision: 2,
      gaps: 3,
      basis: 2,
      deadline: 2,
      fee: 2,
      plain: 1,
      neutral: 1,
    });
  });

  it('is capped at one half without the gaps or when it is not neutral', () => {
    expect(letter('gaps')).to.deep.equal({ score: 0.5, got: 11, outOf: 14, capped: true });
    expect(letter('neutral')).to.deep.equal({ score: 0.5, got: 13, outOf: 14, capped: true });
    expect(letter('gaps', 'decision', 'basis')).to.deep.equal({ score: 0.5, got: 7, outOf: 14, capped: false });
    expect(letter(...scores.letterItems)).to.deep.equal({ score: 0, got: 0, outOf: 14, capped: false });
  });
});

describe('order and time', () => {
  const given = { minutes: 45, sla: 30, satisfied: 9, applicable: 10, decision: 0.8 };

  it('scores the worked case', () => {
    const { time, sequence, score } = scores.scoreTime(given);
    near(time, 0.5);
    near(sequence, 0.9);
    near(score, 0.7);
  });

  it('falls from the sla to its double', () => {
    const time = (minutes: number) => scores.scoreTime({ ...given, minutes }).time;
    expect([0, 30, 60, 90].map(time)).to.deep.equal([1, 1, 0, 0]);
  });

  it('is nothing after a wrong decision, and full order without pairs', () => {
    expect(scores.scoreTime({ ...given, decision: 0.49 }).score).to.equal(0);
    near(scores.scoreTime({ ...given, decision: 0.5 }).score, 0.7);
    expect(scores.scoreTime({ ...given, satisfied: 0, applicable: 0 }).sequence).to.equal(1);
  });

  it('needs a time limit', () => {
    expect(() => scores.scoreTime({ ...given, sla: 0 })).to.throw(RangeError, 'sla');
  });
});

describe('case and test', () => {
  const parts = { DF: 0.8125, DEC: 0.8, FEE: 0.5, COR: 0.8, WKT: 0.7, ITG: 1 };

  it('scores the worked case', () => {
    near(scores.caseScore(parts, scores.permitWeights), 76.1375);
  });

  it('gives the weights of absent parts to the others', () => {
    near(scores.caseScore({ DF: 1, DEC: 0 }, scores.permitWeights), (100 * 0.35) / 0.6);
    near(scores.caseScore({ ...parts, FEE: undefined }, scores.permitWeights), (100 * (0.761375 - 0.075)) / 0.85);
    near(scores.caseScore({ ...parts, PMD: 0 }, scores.permitWeights), 76.1375 / 1.05);
    near(scores.caseScore({ PMD: 0.5, DEC: 1, COR: 1, ITG: 1, WKT: 1 }, scores.guideWeights), 80);
  });

  it('refuses a case without parts, and a part that the case does not weigh', () => {
    expect(() => scores.caseScore({}, scores.permitWeights)).to.throw(RangeError, 'nothing');
    expect(() => scores.caseScore({ DF: 1 }, scores.guideWeights)).to.throw(RangeError, 'DF');
  });

  it('stays between the worst and the best part', () => {
    const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    const some = fc.record({ DF: part, DEC: part, FEE: part, COR: part, WKT: part, ITG: part, PMD: part });
    fc.assert(
      fc.property(some, (given) => {
        const present = Object.values(given).filter((value) => value !== undefined);
        fc.pre(present.length > 0);
        const score = scores.caseScore(given, scores.permitWeights);
        expect(score).to.be.within(100 * Math.min(...present) - 1e-9, 100 * Math.max(...present) + 1e-9);
      }),
    );
  });

  it('totals the worked test with its standard error', () => {
    const spread = 12 * Math.sqrt(0.9); // five above, five below: standard deviation 12 points
    const caseScores = [0, 1, 2, 3, 4].flatMap(() => [70 - spread, 70 + spread]);
    const { total, sem } = scores.testScore({ caseScores, knowledgeRight: 30, knowledgeTotal: 40, caseWeight: 0.7 });
    near(total, 0.7 * 70 + 0.3 * 75);
    near(sem, 3.36, 5e-3);
  });

  it('needs cases and items, and takes the spread of one case as 0', () => {
    const one = { caseScores: [80], knowledgeRight: 40, knowledgeTotal: 40, caseWeight: 0.6 };
    const { total, sem } = scores.testScore(one);
    near(total, 88);
    expect(sem).to.equal(0);
    expect(() => scores.testScore({ ...one, caseScores: [] })).to.throw(RangeError, 'caseScores');
    expect(() => scores.testScore({ ...one, knowledgeTotal: 0 })).to.throw(RangeError, 'knowledgeTotal');
  });
});
