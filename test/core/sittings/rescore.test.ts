import { expect } from 'chai';
import fc from 'fast-check';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { graderVersion } from '../../../src/core/grading/grade.ts';
import { grade } from '../../../src/core/grading/graders.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import type { Archetype } from '../../../src/core/operators/profile.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { type Correction, faultOf, keyOf } from '../../../src/core/sittings/correction.ts';
import { assembleForm } from '../../../src/core/sittings/assemble.ts';
import { points } from '../../../src/core/sittings/policies.ts';
import { answersOf, concerns, gradesOf, resultOf, type SittingRecord } from '../../../src/core/sittings/rescore.ts';
import { scoringPolicy } from '../../../src/core/sittings/score.ts';
import { talkName, talkOf, talksOfLevel } from '../../../src/core/sittings/talks.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const archetypes: Archetype[] = ['expert', 'hasty', 'sound', 'learning', 'rubber-stamp', 'corrupt'];
const rules = (corrections: Correction[] = []) => ({ grader: graderVersion, policy: scoringPolicy, corrections });

/** A sitting of a form with some of its cases, worked on by an operator who knows so much. */
function sitting(seed: number, cases = 3): SittingRecord {
  const form = assembleForm(catalogue, 1, `rescore-${seed % 5}`, { seenSeeds: [], seenItems: [] });
  const archetype = archetypes[seed % archetypes.length]!;
  return {
    level: 1,
    cases: form.cases.slice(0, cases).map((recipe, index) => {
      const permitCase = generateCase(catalogue, recipe);
      const actions = operate(catalogue, permitCase, { archetype, random: randomFrom(`${seed}/${index}`), startAt: '2015-05-28T01:00:00.000Z' });
      return { position: index + 1, caseId: 10 + index, permitCase, actions };
    }),
    talks: [],
    items: form.items.map((item, index) => {
      const { key, options } = catalogue.questions.get(item)!;
      const choice = (index + seed) % 3 === 0 ? options.find(({ id }) => id !== key)!.id : key;
      return { item, actions: [{ id: `answer-${index}`, type: 'answer' as const, item, choice, at: '2015-05-28T02:00:00.000Z' }] };
    }),
    cut: 70,
    practice: [],
  };
}
const score = (record: SittingRecord, corrections: Correction[] = []) => resultOf(catalogue, record, gradesOf(catalogue, record, rules(corrections)), rules(corrections));

describe('grades and points', () => {
  it('say which versions they know when asked for another', () => {
    const { permitCase, actions } = sitting(0).cases[0]!;
    expect(() => grade(catalogue, permitCase, actions, '1999.1')).to.throw(RangeError, `unknown grader version "1999.1"; known: 2015.1, ${graderVersion}`);
    expect(() => points({ grades: [], answers: [], cut: 70, caseWeight: 0.6 }, '1999.1')).to.throw(RangeError, `unknown policy version "1999.1"; known: 2015.1, 2015.2, 2015.3, ${scoringPolicy}`);
  });

  it('come out the same to the last bit from a log that was written down and read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (seed) => {
        const record = sitting(seed, 2);
        const kept = JSON.parse(JSON.stringify(record)) as SittingRecord;
        expect(JSON.stringify(gradesOf(catalogue, kept, rules()))).to.equal(JSON.stringify(gradesOf(catalogue, record, rules())));
        expect(JSON.stringify(score(kept))).to.equal(JSON.stringify(score(record)));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a correction', () => {
  const record = sitting(6);
  const wrong = answersOf(catalogue, record, []).find(({ right }) => !right)!.item;
  const right = answersOf(catalogue, record, []).find((answer) => answer.right)!.item;
  const chosen = (item: string) => (record.items.find((each) => each.item === item)!.actions[0] as { choice: string }).choice;
  const newKey = (item: string): Correction => ({ kind: 'item-key', subject: item, answer: chosen(item) });
  const excluded = (item: string): Correction => ({ kind: 'item-excluded', subject: item, answer: null });

  it('of a key gives the point to who chose it and takes it from who did not', () => {
    expect(score(record, [newKey(wrong)]).knowledge).to.be.above(score(record).knowledge);
    const other = catalogue.questions.get(right)!.options.find(({ id }) => id !== chosen(right))!.id;
    expect(score(record, [{ kind: 'item-key', subject: right, answer: other }]).knowledge).to.be.below(score(record).knowledge);
  });

  it('that excludes an item counts it for nobody', () => {
    expect(answersOf(catalogue, record, [excluded(wrong)])).to.have.length(39);
    expect(score(record, [excluded(wrong)]).knowledge).to.be.above(score(record).knowledge);
  });

  it('is undone or replaced by a later one of the same item', () => {
    expect(keyOf(catalogue, wrong, [excluded(wrong), newKey(wrong)])).to.equal(chosen(wrong));
    expect(keyOf(catalogue, wrong, [newKey(wrong), excluded(wrong)])).to.equal(null);
    expect(keyOf(catalogue, wrong, [excluded(right)])).to.equal(catalogue.questions.get(wrong)!.key);
  });

  it('that excludes a case leaves the others, and refuses to leave none', () => {
    const result = score(record, [{ kind: 'case-excluded', subject: '11', answer: null }]);
    const totals = gradesOf(catalogue, record, rules()).filter(({ position }) => position !== 2).map((each) => each.grade.total);
    expect(result.cases).to.be.closeTo(totals.reduce((sum, total) => sum + total, 0) / 2, 0.051);
    const all = record.cases.map(({ caseId }): Correction => ({ kind: 'case-excluded', subject: String(caseId), answer: null }));
    expect(() => score(record, all)).to.throw(RangeError);
  });

  it('that excludes a conversation leaves the cases and other conversations, and concerns who has it', () => {
    const [first, second] = talksOfLevel(catalogue, 1).map(({ situation, variant }) => ({ situation: situation.id, variant: variant.id, seed: 'a' }));
    const talks = [first!, second!].map((recipe, at) => ({ position: 8 + at, talk: talkOf(catalogue, recipe), actions: [] }));
    const correction: Correction = { kind: 'talk-excluded', subject: talkName(first!), answer: null };
    expect(score({ ...record, talks }, [correction])).to.deep.equal(score({ ...record, talks: talks.slice(1) }));
    expect(score({ ...record, talks }, [correction])).to.not.deep.equal(score({ ...record, talks }));
    const has = (names: string[]) => concerns(catalogue, correction, { cases: [], items: [], talks: names });
    expect([has([talkName(first!), talkName(second!)]), has([talkName(second!)]), has([])]).to.deep.equal([true, false, false]);
  });

  it('that excludes a check lets nobody lose, and lets who overlooked it win', () => {
    let won = 0;
    const graded = (cases: SittingRecord['cases'], corrections: Correction[]) => gradesOf(catalogue, { cases, talks: [] }, rules(corrections))[0]!.grade;
    for (let seed = 0; seed < 12; seed++)
      for (const one of sitting(seed, 8).cases) {
        const { failing } = truthOf(catalogue, one.permitCase);
        if (failing.length !== 1) continue;
        const correction: Correction = { kind: 'check-excluded', subject: failing[0]!.id, answer: null };
        const [before, after] = [graded([one], []), graded([one], [correction])];
        expect(after.critical.length < before.critical.length || (after.critical.length === before.critical.length && after.total >= before.total)).to.equal(true);
        const passedOver = one.actions.some((action) => action.type === 'decide' && action.decision === 'proceed');
        if (!passedOver) continue;
        expect(after.critical.some(({ code }) => code === 'CE2')).to.equal(false);
        expect(after.total).to.be.above(before.total);
        won += 1;
      }
    expect(won).to.be.above(3);
  });

  const faults: [string, Correction, object | null][] = [
    ['an unknown item', { kind: 'item-key', subject: 'nothing', answer: 'a' }, { field: 'subject', fault: 'unknown' }],
    ['an unknown check', { kind: 'check-excluded', subject: 'nothing', answer: null }, { field: 'subject', fault: 'unknown' }],
    ['what cannot be a case', { kind: 'case-excluded', subject: '-1', answer: null }, { field: 'subject', fault: 'unknown' }],
    ['what cannot be a conversation', { kind: 'talk-excluded', subject: 'G1', answer: null }, { field: 'subject', fault: 'unknown' }],
    ['an option that the item has not', { kind: 'item-key', subject: wrong, answer: 'zz' }, { field: 'answer', fault: 'option' }],
    ['no option', { kind: 'item-key', subject: wrong, answer: null }, { field: 'answer', fault: 'option' }],
    ['the key as it is', { kind: 'item-key', subject: wrong, answer: catalogue.questions.get(wrong)!.key }, { field: 'answer', fault: 'same' }],
    ['nothing of an item that is there', excluded(wrong), null],
  ];
  for (const [name, correction, fault] of faults) it(`is refused for ${name}`, () => expect(faultOf(catalogue, correction)).to.deep.equal(fault));
});
