import { expect } from 'chai';
import { type Draft, evidenceId, evidenceOf, faultsOf, type PlanItem, type Rating, ratingIn, verdictOf } from '../../../src/core/evaluation/decision.ts';
import { content } from '../../support/content.ts';

const { rubric } = content();
const steps = [5, 0, 17];
const today = '2015-05-28';
const line: PlanItem = { competency: 'VER', action: 'Latihan cek silang.', until: '2015-06-30' };
const sound: Rating = { points: 3, evidence: [{ case: 1, step: 5 }], comment: '' };

function draft(change: Partial<Draft> = {}, ratings: Record<string, Partial<Rating>> = {}): Draft {
  const all = Object.fromEntries(rubric.dimensions.map(({ id }) => [id, { ...sound, ...ratings[id] }]));
  return { ratings: all, recommendation: 'promote', reasons: '', plan: [], ...change };
}

describe('what keeps an evaluation from being sent', () => {
  const hold: Partial<Draft> = { recommendation: 'hold', reasons: 'Belum memeriksa register.', plan: [line] };
  const table: [string, Draft, [string, string | null][]][] = [
    ['nothing, for sound work', draft(), []],
    ['a dimension without points', draft({}, { legal: { points: null } }), [['points-missing', 'legal']]],
    ['a dimension without evidence', draft({}, { legal: { evidence: [] } }), [['evidence-missing', 'legal']]],
    ['evidence of a step that was not made', draft({}, { legal: { evidence: [{ case: 1, step: 6 }] } }), [['evidence-unknown', 'legal']]],
    ['evidence of a case without steps', draft({}, { legal: { evidence: [{ case: 2, step: 1 }] } }), [['evidence-unknown', 'legal']]],
    ['evidence of a case that is not there', draft({}, { legal: { evidence: [{ case: 4, step: 1 }] } }), [['evidence-unknown', 'legal']]],
    ['evidence of step 0', draft({}, { legal: { evidence: [{ case: 1, step: 0 }] } }), [['evidence-unknown', 'legal']]],
    ['a 4 without comment', draft({}, { legal: { points: 4, comment: '  ' } }), [['comment-missing', 'legal']]],
    ['a 1 without comment', draft(hold, { legal: { points: 1 } }), [['comment-missing', 'legal']]],
    ['nothing, for a 4 with comment', draft({}, { legal: { points: 4, comment: 'Menimbang kewenangan.' } }), []],
    ['no recommendation', draft({ recommendation: null }), [['recommendation-missing', null]]],
    ['a hold without reasons and plan', draft({ recommendation: 'hold', reasons: ' ' }), [['reasons-missing', null], ['plan-missing', null]]],
    ['nothing, for a hold of ratings that would carry a promotion', draft(hold), []],
    ['a plan that is not written', draft({ recommendation: 'promote-with-plan' }), [['plan-missing', null]]],
    ['nothing, for a plan that is written', draft({ recommendation: 'promote-with-plan', plan: [line] }), []],
    ['a line of the plan without competency', draft({ ...hold, plan: [line, { ...line, competency: null }] }), [['plan-incomplete', null]]],
    ['a line of the plan without a day', draft({ ...hold, plan: [{ ...line, until: null }] }), [['plan-incomplete', null]]],
    ['a line of the plan that says nothing', draft({ ...hold, plan: [{ ...line, action: ' ' }] }), [['plan-incomplete', null]]],
    ['a plan until today', draft({ ...hold, plan: [{ ...line, until: today }] }), [['plan-day', null]]],
    ['nothing, for a plan until tomorrow', draft({ ...hold, plan: [{ ...line, until: '2015-05-29' }] }), []],
    ['a promotion that the ratings do not carry', draft({}, { integrity: { points: 2 } }), [['not-carried', null]]],
    ['a promotion with plan that the ratings do not carry', draft({ recommendation: 'promote-with-plan', plan: [line] }, { integrity: { points: 2 } }), [['not-carried', null]]],
    ['only the missing points while they are missing', draft({}, { integrity: { points: 2 }, legal: { points: null } }), [['points-missing', 'legal']]],
  ];
  for (const [name, given, expected] of table)
    it(name, () => expect(faultsOf(rubric, given, steps, today).map(({ kind, dimension }) => [kind, dimension])).to.deep.equal(expected));

  it('names every part of an empty form', () => {
    const faults = faultsOf(rubric, { ratings: {}, recommendation: null, reasons: '', plan: [] }, steps, today);
    expect(faults).to.have.length(2 * rubric.dimensions.length + 1);
  });
});

describe('verdictOf', () => {
  it('is null while points are missing, then the verdict', () => {
    expect(verdictOf(rubric, draft({}, { legal: { points: null } }))).to.equal(null);
    expect(verdictOf(rubric, draft())).to.deep.equal({ passed: true, mean: 3, reasons: [] });
  });

  it('takes nothing from a prototype', () => {
    expect(ratingIn(draft(), 'constructor')).to.deep.equal({ points: null, evidence: [], comment: '' });
  });
});

describe('the id of an event', () => {
  it('is read back as it was written', () => expect(evidenceOf(evidenceId({ case: 2, step: 17 }))).to.deep.equal({ case: 2, step: 17 }));
  for (const wrong of ['', '2', '2:', '0:1', '1:0', '2:17:3', '2.17', '-1:2', '100:1', '1:10000', ' 1:2'])
    it(`refuses '${wrong}'`, () => expect(evidenceOf(wrong)).to.equal(null));
});
