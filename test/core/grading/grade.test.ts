import { expect } from 'chai';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { gradeCase, graderVersion } from '../../../src/core/grading/grade.ts';
import * as scores from '../../../src/core/grading/scores.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { type Draft } from '../../support/actions.ts';
import { content } from '../../support/content.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';
import { rightForBanner, rightForFalseAlarm, rightForVehicle } from './right-answers.ts';
import { before, change, grade, letter, lost, mark, near, phone, without, worth } from './slips.ts';

describe('grade: everything right', () => {
  const all: [string, () => PermitCase, readonly Draft[]][] = [
    ['C01, proceed past a false alarm', falseAlarmOnly, rightForFalseAlarm],
    ['C02, return a banner on a tree', bannerOnTree, rightForBanner],
    ['C03, return a vehicle with both faults', twoFaultsOnVehicle, rightForVehicle],
  ];
  for (const [what, permitCase, drafts] of all)
    it(`is 100 in ${what}`, () => {
      const result = grade(permitCase(), drafts);
      expect(lost(result)).to.deep.equal([]);
      near(result.total, 100);
      expect(result).to.deep.include({ version: graderVersion, critical: [], decisionRight: true });
      expect(result.defects.every(({ found }) => found)).to.equal(true);
      expect(result.observations.every(({ score }) => score === 1)).to.equal(true);
    });
});

describe('grade: one slip in C02 costs what the formula says', () => {
  const slips: [string, readonly Draft[], number, string[]][] = [
    ['an unfounded flag that stays on the desk: half of weight 1 of 2', before(rightForBanner, 'decide', phone), 0.25 * worth('DF'), ['DF/unfounded/phone-0001']],
    [
      'an unfounded flag that is sent: double, and the letter invents a gap and is capped at half',
      letter(before(rightForBanner, 'decide', phone), {}, { findings: ['tree-0001', 'phone-0001'] }),
      0.5 * worth('DF') + 0.5 * worth('COR'),
      ['DF/unfounded/phone-0001', 'COR/gaps', 'COR/cap'],
    ],
    ['the levy with another road class carried forward: half of its share', change(rightForBanner, 'assess-levy', { amount: 420_000 }), 0.25 * worth('FEE'), ['FEE/levy']],
    ['a levy beyond one input: its share', change(rightForBanner, 'assess-levy', { amount: 300_000 }), 0.5 * worth('FEE'), ['FEE/levy']],
    ['no levy', without(rightForBanner, 'assess-levy'), 0.5 * worth('FEE'), ['FEE/levy']],
    ['another class', change(rightForBanner, 'classify', { class: 'A' }), 0.5 * worth('FEE'), ['FEE/class']],
    ['no class', without(rightForBanner, 'classify'), 0.5 * worth('FEE'), ['FEE/class']],
    ['a wrong reason beside the right one: J = 1/2', change(rightForBanner, 'decide', { reasons: ['ad-tree-pole', 'ad-text'] }), 0.2 * worth('DEC'), ['DEC/reasons']],
    ['no reason', change(rightForBanner, 'decide', { reasons: [] }), 0.4 * worth('DEC'), ['DEC/reasons']],
    ['a module of the letter that fits another decision', letter(rightForBanner, { deadline: 'ready-by' }), (2 / 14) * worth('COR'), ['COR/deadline']],
    ['a letter that says the service is free', letter(rightForBanner, { fee: 'free-of-charge' }), (2 / 14) * worth('COR'), ['COR/fee']],
    ['officialese', letter(rightForBanner, { closing: 'officialese' }), (1 / 14) * worth('COR'), ['COR/plain']],
    ['no legal basis', letter(rightForBanner, {}, { basis: false }), (2 / 14) * worth('COR'), ['COR/basis']],
    ['an invitation to the office: capped at half', letter(rightForBanner, { closing: 'meet-official' }), 0.5 * worth('COR'), ['COR/neutral', 'COR/cap', 'COR/plain']],
    ['a slot left empty: not neutral', letter(rightForBanner, { fee: undefined }), 0.5 * worth('COR'), ['COR/neutral', 'COR/fee', 'COR/cap']],
    ['a forbidden phrase in the note', letter(rightForBanner, {}, { note: 'Silakan datang ke kantor.' }), 0.5 * worth('COR'), ['COR/neutral', 'COR/cap']],
    ['a sentence of more than 25 words', letter(rightForBanner, {}, { note: 'satu '.repeat(26) }), (1 / 14) * worth('COR'), ['COR/plain']],
    ['a letter without the gap: capped at half', letter(rightForBanner, {}, { findings: [] }), 0.5 * worth('COR'), ['COR/gaps', 'COR/cap']],
    ['no letter: all of it, and one of nine pairs of order', without(rightForBanner, 'write-letter'), worth('COR') + (0.5 / 9) * worth('WKT'), ['COR/none', 'WKT/sequence']],
    ['a document not opened', without(rightForBanner, 'open-document', (draft) => 'document' in draft && draft.document === 'SPM'), (0.5 / 9) * worth('WKT'), ['WKT/sequence']],
    ['a registry not asked', without(rightForBanner, 'look-up', (draft) => 'registry' in draft && draft.registry === 'tax'), (0.5 / 9) * worth('WKT'), ['WKT/sequence']],
    ['a clumsy answer to the citizen', change(rightForBanner, 'reply', {}).map((draft) => (draft.type === 'reply' && draft.conversation === 'guide' ? { ...draft, reply: 'c' } : draft)), 0.5 * worth('PMD'), ['PMD/reply']],
    ['no answer at all', without(rightForBanner, 'reply'), worth('PMD') + 0.5 * worth('ITG'), ['PMD/reply', 'ITG/reply']],
    ['an offer that is refused and not reported', without(rightForBanner, 'report-gratification'), 0.5 * worth('ITG'), ['ITG/report']],
    [
      'a defect that is not found: all of it, and the letter is capped',
      letter(without(rightForBanner, 'pin-finding'), {}, { findings: [] }),
      worth('DF') + 0.5 * worth('COR'),
      ['DF/ad-support-allowed', 'COR/gaps', 'COR/cap'],
    ],
    [
      'the decision wrong: M = .3 without reasons, and no mark for order and time',
      letter(change(rightForBanner, 'decide', { decision: 'reject' }), { deadline: 'objection-21' }),
      (1 - 0.18) * worth('DEC') + worth('WKT'),
      ['DEC/decision', 'DEC/reasons', 'WKT/time', 'WKT/sequence'],
    ],
  ];
  for (const [what, drafts, cost, ids] of slips)
    it(what, () => {
      const result = grade(bannerOnTree(), drafts);
      near(100 - result.total, cost);
      expect(lost(result)).to.have.members(ids);
    });

  it('late by half of the allowed 24 minutes: half of the time', () => {
    // 16 gaps of two minutes are 32 minutes; two more steps of flagging make 36
    const late = before(rightForBanner, 'submit', { type: 'flag', on: true }, { type: 'flag', on: false });
    expect(late.length - 1).to.equal(18);
    const result = grade(bannerOnTree(), late, 120);
    near(100 - result.total, 0.25 * worth('WKT'));
    expect(mark(result, 'WKT/time').done).to.deep.equal({ key: 'grading.time', vars: { minutes: 36, sla: 24 } });
  });

  it('of two unfounded flags the one that was sent costs double', () => {
    const address: Draft = { ...phone, id: 'address-1', field: 'address' } as Draft;
    const result = grade(bannerOnTree(), letter(before(rightForBanner, 'decide', phone, address), {}, { findings: ['tree-0001', 'phone-0001'] }));
    near(mark(result, 'DF/unfounded/phone-0001').points, -0.5 * worth('DF'));
    near(mark(result, 'DF/unfounded/address-1').points, -0.25 * worth('DF'));
  });

  it('a letter before the decision misses a pair of order', () => {
    const written = rightForBanner.find(({ type }) => type === 'write-letter')!;
    near(100 - grade(bannerOnTree(), before(without(rightForBanner, 'write-letter'), 'decide', written)).total, (0.5 / 9) * worth('WKT'));
  });

  it('counts two minutes of a longer pause', () => near(grade(bannerOnTree(), rightForBanner, 3600).total, grade(bannerOnTree(), rightForBanner, 120).total));

  it('no decision: nothing for decision, reasons, letter, order and time', () => {
    const result = grade(bannerOnTree(), without(rightForBanner, 'decide'));
    near(100 - result.total, worth('DEC') + worth('COR') + worth('WKT'));
    expect(mark(result, 'DEC/decision').done).to.deep.equal({ key: 'grading.noDecision' });
    expect(result.decisionRight).to.equal(false);
  });

  it('nothing done: nothing won', () => {
    const result = grade(bannerOnTree(), []);
    near(result.total, 0);
    expect(result.critical).to.deep.equal([]);
    expect(mark(result, 'WKT/time').evidence).to.deep.equal([]);
  });

  it('the later action of a kind counts, and a withdrawn finding is gone', () => {
    const again = before(rightForBanner, 'decide', phone, { type: 'withdraw-finding', finding: 'phone-0001' });
    near(grade(bannerOnTree(), before(again, 'assess-levy', { type: 'assess-levy', amount: 1 })).total, 100);
  });

  it('of two findings of one defect the letter may list either', () => {
    const twice = before(rightForVehicle, 'assess-levy', { type: 'pin-finding', id: 'plate-0002', document: 'form', field: 'plate', problem: 'mismatch', clause: 'vehicle-plate' });
    near(grade(twoFaultsOnVehicle(), letter(twice, {}, { findings: ['plate-0002', 'kir-000001'] })).total, 100);
  });
});

describe('grade: other slips', () => {
  it('a clean file: a quarter of the part for each flag, a half when it was sent, never below nought', () => {
    const flag = (...drafts: Draft[]) => before(rightForFalseAlarm, 'decide', ...drafts);
    const past: Draft = { type: 'pin-finding', id: 'past-0001', document: 'KTP', field: 'validUntil', problem: 'expired', clause: '' };
    const fooled = grade(falseAlarmOnly(), flag(past));
    near(100 - fooled.total, 0.25 * worth('DF'));
    expect(mark(fooled, 'DF/unfounded/past-0001')).to.deep.include({ expected: { key: 'grading.decoy', vars: { decoy: 'ktp-past-date' } }, clause: 'ktp-lifetime', outOf: 0 });
    expect(fooled.observations.find(({ opportunity }) => opportunity === 'ktp-past-date')!.score).to.equal(0);
    const sent = grade(falseAlarmOnly(), letter(change(flag(phone), 'decide', { decision: 'return', reasons: [] }), { deadline: 'complete-online' }, { findings: ['phone-0001'] }));
    near(100 - sent.total, 0.5 * worth('DF') + worth('DEC') + 0.5 * worth('COR') + worth('WKT'));
    const many = ['name', 'nik', 'birthDate', 'address', 'phone'].map((field, at): Draft => ({ type: 'pin-finding', id: `many-000${at}`, document: 'form', field, problem: 'unreadable', clause: '' }));
    near(100 - grade(falseAlarmOnly(), flag(...many)).total, worth('DF'));
  });

  it('the wrong target of a referral halves the decision, and leaves order and time', () => {
    const permitCase = generateCase(content(), { service: 'RKLI', level: 1, seed: 'target', breaks: ['ad-in-city'] });
    const right = operate(content(), permitCase, { archetype: 'expert', random: randomFrom('target'), startAt: '2015-05-28T01:00:00.000Z' });
    near(gradeCase(content(), permitCase, right).total, 100);
    const wrong = right.map((action) => (action.type === 'decide' ? { ...action, target: 'other-service' as const } : action));
    const result = gradeCase(content(), permitCase, wrong);
    near(100 - result.total, 0.5 * worth('DEC'));
    expect(result.decisionRight).to.equal(false);
    const none = right.map((action) => (action.type === 'decide' ? { ...action, target: undefined } : action));
    near(100 - gradeCase(content(), permitCase, none).total, 0.5 * worth('DEC'));
  });

  it('any target of several defects is right', () => {
    const permitCase = generateCase(content(), { service: 'RKLI', level: 1, seed: 'targets', breaks: ['ad-in-city', 'ad-period-temporary'] });
    const right = operate(content(), permitCase, { archetype: 'expert', random: randomFrom('target'), startAt: '2015-05-28T01:00:00.000Z' });
    for (const target of ['other-authority', 'other-service'] as const)
      near(gradeCase(content(), permitCase, right.map((action) => (action.type === 'decide' ? { ...action, target } : action))).total, 100);
  });

  it('re-normalises when class and levy cannot be judged, or the case has no conversation', () => {
    const permitCase = generateCase(content(), { service: 'RKLI', level: 1, seed: 'street', breaks: ['ad-street-match'] });
    const result = gradeCase(content(), permitCase, operate(content(), permitCase, { archetype: 'expert', random: randomFrom(1), startAt: '2015-05-28T01:00:00.000Z' }));
    expect(result.marks.some(({ part }) => part === 'FEE')).to.equal(false);
    near(result.total, 100);
    near(mark(result, 'DEC/decision').outOf, (0.6 * 25) / 0.9);
    const silent = { ...bannerOnTree(), conversations: [] };
    const six = grade(silent, rightForBanner);
    near(six.total, 100);
    near(six.marks.filter(({ part }) => part === 'DF').reduce((sum, { outOf }) => sum + outOf, 0), 35 / 0.95);
  });

  it('a harmless message is not to be reported', () => {
    const neutral = bannerOnTree();
    neutral.conversations[1]!.script = 'M02';
    const right = rightForBanner.map((draft): Draft => (draft.type === 'reply' && draft.conversation === 'message' ? { ...draft, reply: 'b' } : draft));
    near(100 - grade(neutral, right).total, 0.5 * worth('ITG'));
    near(grade(neutral, without(right, 'report-gratification')).total, 100);
  });

  it('an unknown reply is no reply', () => {
    const result = grade(bannerOnTree(), change(rightForBanner, 'reply', { reply: 'z' }));
    expect(mark(result, 'PMD/reply')).to.deep.include({ points: 0, done: { key: 'grading.noReply' } });
  });
});

describe('grade: the worked case of the design', () => {
  it('is 76.1 by the formulas', () => {
    const defects = scores.scoreDefects({ weights: [3, 2, 2, 1], found: [0, 1, 2], falseFlags: { unsent: 1, sent: 0 }, checkpoints: 20 }).score;
    const decision = scores.scoreDecision({ key: 'return', response: 'return', keyReasons: ['a', 'b', 'c'], reasons: ['a', 'b', 'e'] }).score;
    const fee = scores.scoreFee({ expected: 2_160_000, given: 1_800_000, oneWrongInput: [1_800_000] }).score;
    const time = scores.scoreTime({ minutes: 45, sla: 30, satisfied: 9, applicable: 10, decision }).score;
    const total = scores.caseScore({ DF: defects, DEC: decision, FEE: fee, COR: 0.8, WKT: time, ITG: 1 }, scores.permitWeights);
    expect(total.toFixed(1)).to.equal('76.1');
  });
});
