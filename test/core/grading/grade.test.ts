import { expect } from 'chai';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { type Action } from '../../../src/core/desk/action.ts';
import { gradeCase, graderVersion } from '../../../src/core/grading/grade.ts';
import { type Grade } from '../../../src/core/grading/mark.ts';
import * as scores from '../../../src/core/grading/scores.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { type Draft, record } from '../../support/actions.ts';
import { content } from '../../support/content.ts';
import { deepFreeze } from '../../support/freeze.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';
import { rightForBanner, rightForFalseAlarm, rightForVehicle } from './right-answers.ts';

const grade = (permitCase: PermitCase, drafts: readonly Draft[], seconds?: number) => gradeCase(content(), permitCase, record(drafts, seconds));
const near = (actual: number, expected: number) => expect(actual).to.be.closeTo(expected, 1e-9);
const mark = ({ marks }: Grade, id: string) => marks.find((candidate) => candidate.id === id)!;
const lost = ({ marks }: Grade) => marks.filter(({ points, outOf }) => Math.abs(points - outOf) > 1e-9).map(({ id }) => id);

/** Points of 100 that a part is worth when all seven parts are there (their weights sum to 1.05). */
const worth = (part: scores.CasePart) => (100 * scores.permitWeights[part]) / 1.05;

/** The drafts with every step of a type changed. */
const change = (drafts: readonly Draft[], type: Draft['type'], by: object): Draft[] =>
  drafts.map((draft) => (draft.type === type ? ({ ...draft, ...by } as Draft) : draft));
const without = (drafts: readonly Draft[], type: Draft['type'], more: (draft: Draft) => boolean = () => true) =>
  drafts.filter((draft) => draft.type !== type || !more(draft));
const before = (drafts: readonly Draft[], type: Draft['type'], ...added: Draft[]): Draft[] =>
  drafts.flatMap((draft) => (draft.type === type ? [...added, draft] : [draft]));
const letter = (drafts: readonly Draft[], slots: object, more: object = {}) =>
  drafts.map((draft) => (draft.type === 'write-letter' ? { ...draft, slots: { ...draft.slots, ...slots }, ...more } : draft));

const phone: Draft = { type: 'pin-finding', id: 'phone-0001', document: 'form', field: 'phone', problem: 'invalid-number', clause: '' };

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
    expect(result.critical).to.be.empty;
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
    const right = operate(content(), permitCase, 'expert', randomFrom('target'), '2015-05-28T01:00:00.000Z');
    near(gradeCase(content(), permitCase, right).total, 100);
    const wrong = right.map((action) => (action.type === 'decide' ? { ...action, target: 'other-service' as const } : action));
    const result = gradeCase(content(), permitCase, wrong);
    near(100 - result.total, 0.5 * worth('DEC'));
    expect(result.decisionRight).to.equal(false);
    const none = right.map((action) => (action.type === 'decide' ? (({ target: _target, ...rest }) => rest)(action) as Action : action));
    near(100 - gradeCase(content(), permitCase, none).total, 0.5 * worth('DEC'));
  });

  it('any target of several defects is right', () => {
    const permitCase = generateCase(content(), { service: 'RKLI', level: 1, seed: 'targets', breaks: ['ad-in-city', 'ad-period-temporary'] });
    const right = operate(content(), permitCase, 'expert', randomFrom('target'), '2015-05-28T01:00:00.000Z');
    for (const target of ['other-authority', 'other-service'] as const)
      near(gradeCase(content(), permitCase, right.map((action) => (action.type === 'decide' ? { ...action, target } : action))).total, 100);
  });

  it('re-normalises when class and levy cannot be judged, or the case has no conversation', () => {
    const permitCase = generateCase(content(), { service: 'RKLI', level: 1, seed: 'street', breaks: ['ad-street-match'] });
    const result = gradeCase(content(), permitCase, operate(content(), permitCase, 'expert', randomFrom(1), '2015-05-28T01:00:00.000Z'));
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

describe('grade: critical errors', () => {
  const codes = (result: Grade) => result.critical.map(({ code }) => code);
  const reply = (conversation: string, id: string) =>
    rightForBanner.map((draft): Draft => (draft.type === 'reply' && draft.conversation === conversation ? { ...draft, reply: id } : draft));

  it('CE1: taking an offer', () => {
    const result = grade(bannerOnTree(), reply('message', 'c'));
    expect(result.critical).to.deep.equal([{ code: 'CE1', phrase: { key: 'grading.critical.CE1' }, evidence: ['step-0015'] }]);
    expect(result.total).to.be.above(90);
  });

  it('CE4: a private channel, in a reply or as a module of the letter', () => {
    expect(codes(grade(bannerOnTree(), reply('message', 'd')))).to.deep.equal(['CE4']);
    expect(codes(grade(bannerOnTree(), reply('guide', 'd')))).to.deep.equal(['CE4']);
    expect(codes(grade(bannerOnTree(), letter(rightForBanner, { fee: 'pay-officer', closing: 'private-number' })))).to.deep.equal(['CE4', 'CE4']);
  });

  it('CE5: a password', () => {
    const permitCase = bannerOnTree();
    permitCase.conversations[0]!.script = 'G2';
    expect(codes(grade(permitCase, reply('guide', 'b')))).to.deep.equal(['CE5']);
  });

  const proceed = (service: string, ...breaks: string[]) => {
    const permitCase = generateCase(content(), { service, level: 1, seed: 'issue', breaks });
    return codes(grade(permitCase, [{ type: 'decide', decision: 'proceed', reasons: [] }]));
  };
  const issued: [string, string, string[], string[]][] = [
    ['a rejection', 'SIUP', ['no-siup-in-force'], ['CE2']],
    ['a missing document (weight 3)', 'SIUP', ['ktp-present'], ['CE2']],
    ['another authority', 'SIUP', ['business-in-city'], ['CE2']],
    ['a suspicion of forgery', 'SIUP', ['tax-registry-agrees'], ['CE2']],
    ['another service of this office', 'SIUP', ['trade-activity'], []],
    ['a gap of lesser weight', 'SIUP', ['domicile-current'], []],
    ['nothing', 'SIUP', [], []],
  ];
  for (const [what, service, breaks, expected] of issued)
    it(`CE2: ${expected.length === 0 ? 'not ' : ''}for issuing against ${what}`, () => expect(proceed(service, ...breaks)).to.deep.equal(expected));
});

describe('grade: what holds of every grade', () => {
  const cases = ['SIUP', 'TDP', 'KPS', 'RKLI'].flatMap((service) => [0, 1, 2, 3, 4].map((seed) => generateCase(content(), { service, level: 1, seed: `all-${seed}` })));
  const played = cases.flatMap((permitCase) =>
    (['expert', 'learning', 'hasty', 'reject-all', 'corrupt'] as const).map((archetype) => ({
      permitCase,
      actions: operate(content(), permitCase, archetype, randomFrom(archetype, permitCase.registration), '2015-05-28T01:00:00.000Z'),
    })),
  );

  it('the total is the sum of the marks, the marks are out of 100 together, and lost points say why', () => {
    for (const { permitCase, actions } of played) {
      const { total, marks, observations } = gradeCase(content(), permitCase, actions);
      near(total, marks.reduce((sum, { points }) => sum + points, 0));
      expect(total).to.be.within(-1e-9, 100 + 1e-9);
      near(marks.reduce((sum, { outOf }) => sum + outOf, 0), 100);
      expect(new Set(marks.map(({ id }) => id)).size).to.equal(marks.length);
      for (const { id, points, outOf, expected, done, clause } of marks) {
        expect(points, id).to.be.at.most(outOf + 1e-9);
        expect(expected.key, id).to.match(/^grading\./);
        expect(done.key, id).to.match(/^grading\./);
        if (outOf - points > 1e-9) expect(done, id).to.not.deep.equal(expected);
        if (clause !== null) expect(content().clauses.has(clause), clause).to.equal(true);
      }
      for (const { score } of observations) expect(score).to.be.within(0, 1);
    }
  });

  it('evidence is an action of the list', () => {
    for (const { permitCase, actions } of played) {
      const ids = new Set(actions.map(({ id }) => id));
      const { marks, critical } = gradeCase(content(), permitCase, actions);
      for (const { evidence } of [...marks, ...critical]) for (const id of evidence) expect(ids.has(id), id).to.equal(true);
    }
  });

  it('every place of a mark is on the dossier', () => {
    for (const { permitCase, actions } of played)
      for (const { where } of gradeCase(content(), permitCase, actions).marks)
        if (where && where.document !== 'form') expect(permitCase.dossier.documents.map(({ kind }) => kind)).to.include(where.document);
  });

  it('is the same twice and changes nothing that it was given', () => {
    for (const { permitCase, actions } of played) {
      const frozen = [deepFreeze(structuredClone(permitCase)), deepFreeze(structuredClone(actions))] as const;
      expect(gradeCase(content(), ...frozen)).to.deep.equal(gradeCase(content(), permitCase, actions));
      expect(gradeCase(content(), ...frozen)).to.deep.equal(gradeCase(content(), ...frozen));
    }
  });

  it('refuses a case of a service, level or script that the catalogue does not know', () => {
    const change = (by: (permitCase: PermitCase) => void) => {
      const permitCase = bannerOnTree();
      by(permitCase);
      return () => grade(permitCase, rightForBanner);
    };
    expect(change((permitCase) => (permitCase.service = 'XXX'))).to.throw(RangeError, 'unknown service "XXX"');
    expect(change((permitCase) => (permitCase.level = 9))).to.throw(RangeError, 'unknown level 9');
    expect(change((permitCase) => (permitCase.conversations[0]!.script = 'G99'))).to.throw(RangeError, 'unknown guide script "G99"');
    expect(change((permitCase) => (permitCase.conversations[1]!.script = 'M99'))).to.throw(RangeError, 'unknown message script "M99"');
  });

  it('finds no defect beyond the truth', () => {
    for (const { permitCase, actions } of played)
      expect(gradeCase(content(), permitCase, actions).defects.map(({ check }) => check)).to.deep.equal(truthOf(content(), permitCase).failing.map(({ id }) => id));
  });
});
