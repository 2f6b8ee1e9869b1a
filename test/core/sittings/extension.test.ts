import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { competencies, type Competency } from '../../../src/core/shared/competency.ts';
import { assembleForm } from '../../../src/core/sittings/assemble.ts';
import { rawCutOf } from '../../../src/core/sittings/curve.ts';
import { beginBy, extensionAfter, extensionRules, isWaiting, needOf, wholeForm } from '../../../src/core/sittings/extension.ts';
import type { FloorState } from '../../../src/core/sittings/floors.ts';
import { content } from '../../support/content.ts';

const form = assembleForm(content(), 1, 'base', { seenSeeds: [], seenItems: [] });
const seen = { seenSeeds: form.cases.map(({ seed }) => seed), seenItems: form.items };
const after = (need: { near: boolean; risk: Competency[] } | null, before = 0) => extensionAfter(content(), 1, { seed: 'base', before, need, seen });
const floors = (...risk: Competency[]) =>
  competencies.map((competency): FloorState => ({ competency, estimate: 0.8, floor: 0.5, observations: 40, practice: 0, decided: true, failed: false, atRisk: risk.includes(competency), open: false }));

describe('the extension of a test', () => {
  it('is asked for near the cut with all that is at risk by the test, above it with what practice leaves open, and below it not', () => {
    const need = (near: boolean, total: number, states = floors('ITG', 'KLS')) => needOf({ near, total, cut: 70, floors: states });
    expect(need(true, 69)).to.deep.equal({ near: true, risk: ['KLS', 'ITG'] });
    expect(need(true, 71, floors())).to.deep.equal({ near: true, risk: [] });
    expect(need(false, 85)).to.equal(null);
    expect(need(false, 85, floors('ITG', 'KLS').map((state) => ({ ...state, open: state.competency === 'ITG' })))).to.deep.equal({ near: false, risk: ['ITG'] });
    expect(need(false, 40, floors().map((state) => ({ ...state, open: true })))).to.equal(null);
    expect(needOf({ total: 70, cut: 70 })).to.equal(null);
  });

  const rules = extensionRules(content(), 1);

  it('is cases and items in the proportions of the test when near, fresh items of a competency at risk, and cases for one that items cannot show', () => {
    const near = after({ near: true, risk: [] })!;
    expect([near.round, near.cases.length, near.items.length]).to.deep.equal([1, rules.cases, rules.items]);
    const kinds = new Set(near.items.map((id) => content().questions.get(id)!.competency));
    expect([...kinds]).to.include.members(['VER', 'REG', 'KLS', 'ITG']);
    const items = after({ near: false, risk: ['VER'] })!;
    expect(items.cases).to.deep.equal([]);
    expect(items.items).to.have.length(rules.itemsAtRisk);
    for (const id of items.items) expect(content().questions.get(id)).to.include({ competency: 'VER', anchor: false });
    expect(after({ near: false, risk: ['KEP', 'WKT'] })!.cases).to.have.length(rules.casesAtRisk);
    expect(after({ near: true, risk: ['KEP'] })!.cases).to.have.length(rules.cases);
  });

  it('takes nothing that the person has had, is the same for the same arguments, and another in the second round', () => {
    const first = after({ near: true, risk: ['VER', 'REG'] })!;
    expect(first.items.filter((id) => form.items.includes(id))).to.deep.equal([]);
    expect(new Set(first.items).size).to.equal(first.items.length);
    expect(first.cases.filter(({ seed }) => seen.seenSeeds.includes(seed))).to.deep.equal([]);
    expect(after({ near: true, risk: ['VER', 'REG'] })).to.deep.equal(first);
    const second = after({ near: true, risk: [] }, 1)!;
    expect(second.round).to.equal(2);
    expect(second.cases.map(({ seed }) => seed)).to.not.have.members(first.cases.map(({ seed }) => seed));
  });

  it('takes fewer items where the bank has no more that are fresh', () => {
    const all = [...content().questions.keys()];
    const part = extensionAfter(content(), 1, { seed: 'base', before: 0, need: { near: true, risk: ['VER'] }, seen: { ...seen, seenItems: all } })!;
    expect([part.items.length, part.cases.length]).to.deep.equal([0, rules.cases]);
  });

  it('follows as often as the level says at most, and not when nothing is open', () => {
    expect(after({ near: true, risk: [] }, rules.rounds)).to.equal(null);
    expect(after(null)).to.equal(null);
    expect(after({ near: false, risk: [] })).to.equal(null);
  });

  it('has minutes in proportion to the test, cases that the generator makes, and a cut of the whole', () => {
    const part = after({ near: true, risk: ['VER'] })!;
    expect(part.minutes).to.equal(Math.ceil((part.cases.length * (110 - 40)) / 8 + part.items.length));
    for (const recipe of part.cases) expect(generateCase(content(), recipe).level).to.equal(1);
    expect(rawCutOf(content(), 1, wholeForm(form, [part]))).to.be.closeTo(70, 1.5);
  });

  it('waits from the closing that it belongs to until its moment, which is too late', () => {
    const offer = { after: '2015-06-01T02:00:00.000Z', beginBy: '2015-06-02T02:00:00.000Z' };
    const table: [string, string | null, string, boolean][] = [
      ['at once', offer.after, offer.after, true],
      ['a moment before', offer.after, '2015-06-02T01:59:59.999Z', true],
      ['at the moment', offer.after, offer.beginBy, false],
      ['when the test is open again', null, offer.after, false],
      ['after another closing', '2015-06-01T03:00:00.000Z', '2015-06-01T03:00:01.000Z', false],
    ];
    for (const [name, submittedAt, at, waits] of table) expect(isWaiting(offer, submittedAt, at), name).to.equal(waits);
    expect(isWaiting(null, offer.after, offer.after)).to.equal(false);
    const hours = { hours: 24, sessionMinutes: 60 };
    expect([beginBy(hours, false, offer.after), beginBy(hours, true, offer.after)]).to.deep.equal([offer.beginBy, '2015-06-01T03:00:00.000Z']);
  });
});
