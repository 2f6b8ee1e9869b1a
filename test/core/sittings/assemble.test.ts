import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import { decisions } from '../../../src/core/catalogue/content.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { competencies } from '../../../src/core/shared/competency.ts';
import { assembleForm } from '../../../src/core/sittings/assemble.ts';
import { keyCounts } from '../../../src/core/sittings/draw.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const { blueprint, keyMix, services } = levelOf(catalogue, 1);
const nothing = { seenSeeds: [], seenItems: [] };
const seeds = fc.string({ minLength: 1 });

describe('assembling a form', () => {
  it('gives the same form for the same seed and another for another', () => {
    expect(assembleForm(catalogue, 1, 'a', nothing)).to.deep.equal(assembleForm(catalogue, 1, 'a', nothing));
    expect(assembleForm(catalogue, 1, 'a', nothing)).to.not.deep.equal(assembleForm(catalogue, 1, 'b', nothing));
  });

  it('keeps the blueprint for every seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { cases, talks, items } = assembleForm(catalogue, 1, seed, nothing);
        const files = cases.map((recipe) => generateCase(catalogue, recipe));
        const truths = files.map((file) => truthOf(catalogue, file));
        expect(talks).to.have.length(blueprint!.guidance);
        expect(cases).to.have.length(blueprint!.cases - blueprint!.guidance);
        for (const decision of decisions)
          expect(truths.filter((truth) => truth.decision === decision).length).to.be.closeTo(
            keyMix[decision] * cases.length,
            1,
          );
        for (const service of services)
          expect(cases.filter((recipe) => recipe.service === service).length).to.be.at.least(1);
        expect(truths.some(({ failing }) => failing.length === 0)).to.equal(true);
        expect(files.filter((file) => file.conversations.some(({ id }) => id === 'message')).length).to.be.at.least(3);
        expect(new Set(cases.map((recipe) => recipe.seed)).size).to.equal(cases.length);

        const questions = items.map((id) => catalogue.questions.get(id)!);
        expect(new Set(items).size).to.equal(blueprint!.items);
        expect(questions.filter(({ anchor }) => anchor)).to.have.length(blueprint!.anchors);
        for (const competency of competencies)
          expect(questions.filter((question) => question.competency === competency)).to.have.length(
            blueprint!.perCompetency[competency]!,
          );
      }),
      { numRuns: 60 },
    );
  });

  it('never repeats a case for a person, nor an item but anchors while there are others', () => {
    const first = assembleForm(catalogue, 1, 'first', nothing);
    const seen = { seenSeeds: first.cases.map(({ seed }) => seed), seenItems: first.items };
    expect(assembleForm(catalogue, 1, 'first', seen).cases.map(({ seed }) => seed)).to.not.have.members(seen.seenSeeds);
    const second = assembleForm(catalogue, 1, 'second', seen);
    for (const competency of competencies) {
      const bank = [...catalogue.questions.values()].filter(
        (question) => question.competency === competency && question.id.startsWith('L1-'),
      );
      const fresh = bank.filter(({ id, anchor }) => !anchor && !first.items.includes(id)).length;
      const anchors = bank.filter(({ anchor }) => anchor).length;
      const repeated = second.items.filter(
        (id) =>
          first.items.includes(id) &&
          catalogue.questions.get(id)!.competency === competency &&
          !catalogue.questions.get(id)!.anchor,
      );
      const unavoidable = Math.max(0, blueprint!.perCompetency[competency]! - anchors - fresh);
      expect(repeated, competency).to.have.length(unavoidable);
    }
  });

  it('takes the items seen longest ago when there are no others', () => {
    const bank = [...catalogue.questions.values()]
      .filter(({ id, competency, anchor }) => id.startsWith('L1-') && competency === 'ITG' && !anchor)
      .map(({ id }) => id);
    const { items } = assembleForm(catalogue, 1, 'x', { seenSeeds: [], seenItems: bank });
    const chosen = items.filter((id) => bank.includes(id));
    expect(chosen).to.have.members(bank.slice(0, blueprint!.perCompetency.ITG! - 1));
  });

  it('rounds the mix to whole cases by largest remainder', () => {
    expect(keyCounts(keyMix, 8)).to.deep.equal({ proceed: 3, return: 2, reject: 2, refer: 1 });
    expect(keyCounts(keyMix, 20)).to.deep.equal({ proceed: 6, return: 6, reject: 5, refer: 3 });
  });

  it('refuses a level without a blueprint, and a bank or services that cannot fill it', () => {
    const bare = { ...catalogue, levels: catalogue.levels.map((each) => ({ ...each, services: [] })) };
    expect(() => assembleForm(bare, 2, 'a', nothing)).to.throw(RangeError, 'no test yet');
    const poor = { ...catalogue, questions: new Map([...catalogue.questions].slice(0, 10)) };
    expect(() => assembleForm(poor, 1, 'a', nothing)).to.throw(RangeError, 'the bank of level 1');
    const [first, ...others] = catalogue.levels;
    const changed = (change: object) => ({ ...catalogue, levels: [{ ...first!, ...change }, ...others] });
    expect(() => assembleForm(changed({ blueprint: { ...blueprint!, cases: 3 } }), 1, 'a', nothing)).to.throw(
      RangeError,
      'only 2 integrity',
    );
    expect(() =>
      assembleForm(changed({ keyMix: { proceed: 0, return: 1, reject: 0, refer: 0 } }), 1, 'a', nothing),
    ).to.throw(RangeError, 'without a defect');
    const plain = [...catalogue.services].map(
      ([code, service]) =>
        [
          code,
          { ...service, checks: service.checks.filter((id) => catalogue.checks.get(id)!.consequence === 'return') },
        ] as const,
    );
    expect(() => assembleForm({ ...catalogue, services: new Map(plain) }, 1, 'a', nothing)).to.throw(
      RangeError,
      'cannot call for the decisions',
    );
  });
});
