import { expect } from 'chai';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { gradeCase, graderVersion } from '../../../src/core/grading/grade.ts';
import { type Grade } from '../../../src/core/grading/mark.ts';
import { clauseOfMark } from '../../../src/core/grading/mark-clause.ts';
import { markClauses, recordedClauses } from '../../../src/core/catalogue/mark-clauses.ts';
import { gradeTalk } from '../../../src/core/grading/talk.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { type Draft } from '../../support/actions.ts';
import { content } from '../../support/content.ts';
import { deepFreeze } from '../../support/freeze.ts';
import { bannerOnTree } from '../../support/hand-made.ts';
import { rightForBanner } from './right-answers.ts';
import { grade, letter, near } from './slips.ts';

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
      actions: operate(content(), permitCase, { archetype, random: randomFrom(archetype, permitCase.registration), startAt: '2015-05-28T01:00:00.000Z' }),
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

  it('no mark with points lost, and no other, is without the clause that it rests on', () => {
    const marks = played.flatMap(({ permitCase, actions }) => gradeCase(content(), permitCase, actions).marks);
    const talks = [...content().situations.values()].flatMap((situation) => gradeTalk({ script: { situation, variant: situation.variants[0]!, bank: content().guideWords, seed: 'none' } }, [], graderVersion).marks);
    for (const mark of [...marks, ...talks]) expect(content().clauses.has(clauseOfMark(mark) ?? ''), mark.id).to.equal(true);
    for (const kind of ['WKT/time', 'WKT/sequence', 'DF/unfounded', 'DEC/decision', 'COR/gaps'])
      expect(marks.some(({ id, points, outOf }) => id.startsWith(kind) && outOf - points > 1e-9), kind).to.equal(true);
  });

  it('the clause is that of the rule: of the entry of the pack, else of the kind of mark in any stage', () => {
    const shown = (id: string, clause: string | null = null, stage?: 'payment') => clauseOfMark({ id: stage ? `${stage}/${id}` : id, clause, ...(stage && { stage }) });
    expect([shown('WKT/time'), shown('WKT/time', 'return-once'), shown('WKT/sequence', null, 'payment')]).to.deep.equal(['work-time', 'work-time', 'work-order']);
    expect([shown('COR/addressee', 'return-once'), shown('COR/basis', 'return-once'), shown('COR/gaps', 'return-once')]).to.deep.equal(['letter-plain', 'decision-reasons', 'return-once']);
    expect([shown('DF/unfounded/pin-1'), shown('DF/unfounded/pin-1', 'ktp-lifetime'), shown('DF/none')]).to.deep.equal(['finding-ground', 'ktp-lifetime', 'finding-ground']);
    expect([shown('DEC/decision', 'ktp-el'), shown('DEC/decision'), shown('DF/kir-current', 'vehicle-kir')]).to.deep.equal(['ktp-el', 'finding-ground', 'vehicle-kir']);
    expect(Object.values(markClauses).every((id) => content().clauses.has(id))).to.equal(true);
  });

  it('records the clauses that grades of this version have always had, to the byte', () => {
    for (const { permitCase, actions } of played)
      for (const { id, clause } of gradeCase(content(), permitCase, actions).marks) {
        if (id === 'WKT/time' || id === 'WKT/sequence') expect([null, 'return-once'], id).to.include(clause);
        if (id.startsWith('COR/')) expect(clause, id).to.equal(recordedClauses[id as keyof typeof recordedClauses]);
      }
    const old = ['COR/addressee', 'COR/decision', 'COR/basis', 'COR/plain', 'COR/none', 'COR/cap', 'WKT/time', 'WKT/sequence'] as const;
    expect(new Set(old.map((id) => recordedClauses[id]))).to.deep.equal(new Set(['return-once']));
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
