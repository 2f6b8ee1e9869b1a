import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import { requiredSteps } from '../../../src/core/conversations/required.ts';
import { fullMarksPath } from '../../../src/core/conversations/search.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { graderVersion } from '../../../src/core/grading/grade.ts';
import { gradeTalk, talkRefusal } from '../../../src/core/grading/talk.ts';
import { stockOf } from '../../../src/core/operators/sitting.ts';
import { talkActions } from '../../../src/core/operators/converse.ts';
import { plainResponder } from '../../../src/core/operators/responders.ts';
import { respond } from '../../../src/core/operators/responder.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { competencies } from '../../../src/core/shared/competency.ts';
import { cutAbility } from '../../../src/core/sittings/reference.ts';
import { drawTalks, expectedTalk, talkName, talkOf, talksOfLevel } from '../../../src/core/sittings/talks.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const at = '2015-06-01T02:00:00.000Z';
const cards = (list: readonly number[]): Action[] => list.map((card, index) => ({ id: `say-0000${index}`, type: 'say', turn: index + 1, reply: { kind: 'card', card }, at }));
/** The shares of measurement design 1.2, in the order of `competencies`. */
const shares = [[32, 19, 14, 15, 5, 10, 5], [30, 18, 14, 17, 7, 8, 6], [28, 16, 13, 19, 9, 8, 7], [26, 15, 12, 20, 10, 9, 8], [24, 15, 11, 21, 11, 10, 8]]; // prettier-ignore

describe('guidance cases of a form', () => {
  it('are drawn by the seed from the conversations of the level, of different situations, each with eight steps at least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.string({ minLength: 1 }), (level, seed) => {
        const draw = () => drawTalks(catalogue, level, 2, randomFrom(seed, 'talks'), []);
        const talks = draw();
        expect(draw()).to.deep.equal(talks);
        expect(new Set(talks.map(({ situation }) => situation)).size).to.equal(2);
        for (const talk of talks) {
          const { variant } = talkOf(catalogue, talk).script;
          expect(variant.levels).to.include(level);
          expect(requiredSteps(variant).length).to.be.at.least(8);
        }
      }),
    );
  });

  it('are none that the person has met, as long as there are others; then those met longest ago', () => {
    for (const level of [1, 5]) {
      const all = talksOfLevel(catalogue, level).map(({ situation, variant }) => talkName({ situation: situation.id, variant: variant.id }));
      const left = all[4]!;
      const met = all.filter((name) => name !== left);
      expect(drawTalks(catalogue, level, 1, randomFrom('x', 'talks'), met).map(talkName)).to.deep.equal([left]);
      expect(drawTalks(catalogue, level, 1, randomFrom('x', 'talks'), [...met, left]).map(talkName)).to.deep.equal([met[0]]);
    }
    expect(() => drawTalks(catalogue, 1, 99, randomFrom('x', 'talks'), [])).to.throw(RangeError, 'of 99 conversations');
  });

  for (const { level } of catalogue.levels)
    it(`leave every competency within 3 points of its share at level ${level}`, () => {
      const stock = stockOf(catalogue, level, 'shares', 2);
      const { blueprint } = levelOf(catalogue, level);
      const responder = plainResponder(cutAbility(catalogue, level) + 1, 0.5);
      const random = randomFrom('shares', 'x');
      const turn = { random, startAt: at, prefix: 'step-share', before: 0 };
      const marks = stock.forms.flatMap(({ cases, talks }) => [
        ...cases.flatMap(({ recipe, permitCase }) => gradeCase(catalogue, permitCase, respond(catalogue, recipe, permitCase, responder, turn)).marks),
        ...talks.flatMap(({ talk }) => gradeTalk(talk, talkActions(talk.script, responder, turn), graderVersion).marks),
      ]);
      const { caseWeight, cases, items, perCompetency } = blueprint!;
      competencies.forEach((competency, index) => {
        const ofCases = marks.filter((mark) => mark.competency === competency).reduce((sum, { outOf }) => sum + outOf, 0) / stock.forms.length / cases;
        const share = caseWeight * ofCases + (100 * (1 - caseWeight) * (perCompetency[competency] ?? 0)) / items;
        expect(share, competency).to.be.closeTo(shares[level - 1]![index]!, 3);
      });
    }).timeout(20_000);

  it('are expected to be worth what synthetic operators around the cut reach, within 6 points on average', () => {
    for (const level of [1, 3]) {
      const theta = cutAbility(catalogue, level);
      const random = randomFrom('expected', 'x');
      const off = talksOfLevel(catalogue, level).slice(0, 12).map(({ situation, variant }) => {
        const script = { situation, variant, bank: catalogue.guideWords, seed: 'x' };
        const totals = Array.from({ length: 12 }, () => gradeTalk({ script }, talkActions(script, plainResponder(theta, 0.5), { random, startAt: at, prefix: 'step-talk', before: 0 }), graderVersion).total);
        return totals.reduce((sum, total) => sum + total, 0) / totals.length - expectedTalk(variant, theta);
      });
      expect(Math.abs(off.reduce((sum, each) => sum + each, 0) / off.length), `level ${level}`).to.be.below(6);
    }
  }).timeout(20_000);
});

describe('the grade of a guidance case', () => {
  const talk = talkOf(catalogue, { situation: 'G1', variant: 'meatball-cart', seed: 'grade' });
  const best = cards(fullMarksPath(talk.script).replies.map((reply) => (reply.kind === 'card' ? reply.card : -1)));

  it('is 100 for the best path, each mark with the reply that proves it, and the same again', () => {
    const grade = gradeTalk(talk, best, graderVersion);
    expect(grade.total).to.be.closeTo(100, 1e-9);
    expect(grade.decisionRight).to.equal(true);
    expect(grade.critical).to.deep.equal([]);
    for (const mark of grade.marks.filter(({ part }) => part === 'PMD')) expect(mark.evidence, mark.id).to.have.length(1);
    expect(JSON.stringify(gradeTalk(talk, best, graderVersion))).to.equal(JSON.stringify(grade));
  });

  it('has marks that sum to its total, never below 0 nor above 100, and unique, whatever was said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 }), (which, wanted) => {
        const all = talksOfLevel(catalogue, 3);
        const { situation, variant } = all[which % all.length]!;
        const one = talkOf(catalogue, { situation: situation.id, variant: variant.id, seed: String(which) });
        const actions: Action[] = [];
        for (const card of wanted) {
          const next = cards([...actions.map(() => 0), card]).at(-1)!;
          if (next.type === 'say' && talkRefusal(one, actions, next) === null) actions.push(next);
        }
        const { total, marks, observations } = gradeTalk(one, actions, graderVersion);
        expect(total).to.be.within(-1e-9, 100 + 1e-9);
        expect(marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(total, 1e-9);
        expect(marks.reduce((sum, { outOf }) => sum + outOf, 0)).to.be.closeTo(100, 1e-9);
        expect(new Set(marks.map(({ id }) => id)).size).to.equal(marks.length);
        expect(observations.filter(({ competency }) => competency === 'PMD').length).to.be.at.least(8);
      }),
    );
  });

  it('makes a fatal flag a provisional critical error by its kind', () => {
    const codes = new Set<string>();
    for (const { situation, variant } of talksOfLevel(catalogue, 2)) {
      const script = { situation, variant, bank: catalogue.guideWords, seed: 'critical' };
      const actions = talkActions(script, { ...plainResponder(2, 0.5), takes: 1 }, { random: randomFrom('critical', variant.id), startAt: at, prefix: 'step-talk', before: 0 });
      for (const { code, evidence } of gradeTalk({ script }, actions, graderVersion).critical) {
        codes.add(code);
        expect(actions.map(({ id }) => id)).to.include(evidence[0]);
      }
    }
    expect([...codes]).to.include('CE1');
  });

  it('refuses what is not its turn, not its way of replying, or after the end', () => {
    const say = (turn: number, reply: object) => talkRefusal(talk, best.slice(0, 1), { id: 'say-9999', type: 'say', turn, reply } as never)?.key ?? null;
    expect(say(2, { kind: 'card', card: 0 })).to.equal(null);
    expect(say(1, { kind: 'card', card: 0 })).to.equal('guide.refused.behind');
    expect(say(2, { kind: 'card', card: 19 })).to.equal('guide.refused.unknown');
    expect(say(2, { kind: 'typed', text: 'Halo', language: 'id' })).to.equal('guide.refused.unknown');
    expect(say(2, { kind: 'end' })).to.equal(null);
    expect(talkRefusal(talk, best, { id: 'say-9999', type: 'say', turn: best.length + 1, reply: { kind: 'end' } })?.key).to.equal('guide.refused.over');
    expect(talkRefusal(talk, best, { id: 'say-9999', type: 'submit' })?.key).to.equal('desk.refused.item');
    expect(talkRefusal(talk, best, { id: 'say-9999', type: 'flag', on: true })).to.equal(null);
  });
});
