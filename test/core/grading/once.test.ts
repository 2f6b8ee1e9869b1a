import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import type { Recipe } from '../../../src/core/cases/dossier.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { caseNow } from '../../../src/core/desk/way.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { arrivalAfter } from '../../../src/core/way/arrival.ts';
import { acted, returned } from '../../properties/way-examiner.ts';
import { content } from '../../support/content.ts';

const at = '2015-05-28T02:00:00.000Z';
const recipe: Recipe = { service: 'KPS', level: 3, seed: 'once-2', breaks: ['stnk-present', 'kir-current'], later: { payment: [] } };
const permitCase = generateCase(content(), recipe);
const checks = checksOf(content(), 'KPS');

/** The first letter names these faults; the second upload then proceeds or is returned as it deserves. */
function twice(ids: string[]) {
  const actions: Action[] = returned(ids.map((id) => checks.find((check) => check.id === id)!));
  actions.push({ ...arrivalAfter(content(), recipe, permitCase, actions, 'send-0000')!, at });
  const { decision, reasons } = truthOf(content(), caseNow(permitCase, actions));
  actions.push(...acted({ type: 'decide', id: 'decide-02', decision, reasons: [...reasons] }));
  return { actions, grade: gradeCase(content(), permitCase, actions) };
}

describe('return once, list all', () => {
  it('is kept when the first letter named every fault, also where the applicant did not cure one', () => {
    const mark = twice(recipe.breaks!).grade.marks.find(({ id }) => id === 'resubmission/ONCE/return')!;
    expect(mark).to.include({ part: 'ONCE', stage: 'resubmission', points: mark.outOf });
    expect(mark.evidence).to.deep.equal(['decide-02']);
  });

  it('is broken when a fault that could be seen the first time has still to be asked for', () => {
    const { grade } = twice(['stnk-present']);
    const mark = grade.marks.find(({ part }) => part === 'ONCE')!;
    expect(mark.points).to.equal(0);
    expect(mark.done).to.deep.equal({ key: 'grading.twice', vars: { count: 1 } });
    expect(grade.observations).to.deep.include({ competency: 'KEP', opportunity: 'return-once', difficulty: 0.2, score: 0 });
  });

  it('is no part of a stage that is not a second upload', () => {
    expect(gradeCase(content(), permitCase, returned([])).marks.some(({ part }) => part === 'ONCE')).to.equal(false);
  });
});

describe('the grade of several stages', () => {
  const shareOf = (stage: 'verification' | 'resubmission' | 'payment') => content().stages.get(stage)!.share;
  const actions = operate(content(), permitCase, { archetype: 'expert', random: randomFrom('stages'), startAt: at, recipe });
  const grade = gradeCase(content(), permitCase, actions);

  it('weighs each stage by its share, in proportion, and is the sum of its marks', () => {
    const stages = ['verification', 'resubmission', 'payment'] as const;
    const all = stages.reduce((sum, stage) => sum + shareOf(stage), 0);
    for (const stage of stages) {
      const outOf = grade.marks.filter((mark) => mark.stage === stage).reduce((sum, mark) => sum + mark.outOf, 0);
      expect(outOf, stage).to.be.closeTo((100 * shareOf(stage)) / all, 1e-9);
    }
    expect(grade.marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(grade.total, 1e-9);
    expect(grade.total).to.be.closeTo(100, 1e-9);
  });

  it('names the stage in the id of every mark but those of the first, which keep theirs', () => {
    for (const { id, stage } of grade.marks) expect(id.startsWith(`${stage}/`), id).to.equal(stage !== 'verification');
    expect(gradeCase(content(), permitCase, returned([])).marks.every(({ stage }) => stage === undefined)).to.equal(true);
  });

  it('has class and levy only where the file is examined, conversations once, and a letter only where one is due', () => {
    const parts = (stage: string) => [...new Set(grade.marks.filter((mark) => mark.stage === stage).map(({ part }) => part))];
    expect(parts('payment')).to.have.members(['DF', 'DEC', 'WKT']);
    expect(parts('resubmission')).to.include.members(['FEE', 'COR', 'ONCE']).and.not.include.members(['PMD']);
    expect(grade.marks.filter(({ part }) => part === 'PMD')).to.have.length(1);
  });

  it('takes class and levy over where they were set before and not again', () => {
    const once = actions.filter((action, index) => action.type !== 'assess-levy' || index === actions.findIndex(({ type }) => type === 'assess-levy'));
    expect(once.length).to.be.below(actions.length);
    expect(gradeCase(content(), permitCase, once).marks.filter(({ part }) => part === 'FEE').every(({ points, outOf }) => points === outOf)).to.equal(true);
  });

  it('counts a reply of a later stage with the conversation', () => {
    const late = [...actions.filter(({ type }) => type !== 'reply')];
    const reply = actions.find((action) => action.type === 'reply' && action.conversation === 'guide')!;
    late.splice(-1, 0, reply);
    expect(gradeCase(content(), permitCase, late).marks.find(({ id }) => id === 'PMD/reply')!.points).to.be.above(0);
  });

  it('earns nothing for papers that were in order and not opened', () => {
    const blind = actions.filter((action) => action.type !== 'open-document' || !['SKRD', 'BAYAR'].includes(action.document));
    const none = (list: readonly Action[]) => gradeCase(content(), permitCase, list).marks.find(({ id }) => id === 'payment/DF/none')!;
    expect(none(blind)).to.deep.include({ points: 0, done: { key: 'grading.done.unread' } });
    const half = actions.filter((action) => action.type !== 'open-document' || action.document !== 'SKRD');
    expect(none(half).points).to.be.closeTo(none(half).outOf / 2, 1e-9);
    expect(none(actions).points).to.equal(none(actions).outOf);
  });

  it('asks for a letter where a later stage returns, and only there', () => {
    const wrong: Recipe = { ...recipe, seed: 'letter', breaks: [], later: { payment: ['payment-code'] } };
    const file = generateCase(content(), wrong);
    const played = operate(content(), file, { archetype: 'expert', random: randomFrom('letter'), startAt: at, recipe: wrong });
    const own = gradeCase(content(), file, played);
    expect(own.marks.some(({ id }) => id === 'payment/COR/gaps')).to.equal(true);
    expect(own.total).to.be.closeTo(100, 1e-9);
    const silent = played.filter(({ type }, index) => type !== 'write-letter' || index < played.findIndex((action) => action.type === 'arrive'));
    expect(gradeCase(content(), file, silent).marks.find(({ id }) => id === 'payment/COR/none')).to.include({ points: 0 });
  });

  it('counts a critical error of any stage', () => {
    const wrong: Recipe = { ...recipe, seed: 'critical', breaks: [], later: { payment: ['payment-known'] } };
    const file = generateCase(content(), wrong);
    const played = operate(content(), file, { archetype: 'rubber-stamp', random: randomFrom('stamp'), startAt: at, recipe: wrong });
    const own = gradeCase(content(), file, played);
    expect(own.critical.map(({ code }) => code)).to.deep.equal(['CE2']);
    expect(own.decisionRight).to.equal(false);
  });
});
