import { expect } from 'chai';
import { type Params } from '../../../src/core/catalogue/content.ts';
import { type Facts, type Value } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const facts = (form: Record<string, Value>): Facts => ({ today: '2015-05-28', dossier: { form: { ...form }, documents: [] }, registries: {} });
const rule = (kind: string, params: Params) => kinds[kind]!(params, content(), ['breaks-rule']);

const opening: Params = { value: 'form.width', by: 'form.use', words: ['Rumah tinggal', 'Tempat usaha'], limits: ['4', '8'], step: 0.1, same: ['form.drawn'] };
const planting: Params = { value: 'form.replacements', per: 'form.count', by: 'form.diameter', upTo: ['9', '30'], limits: ['5', '10', '20'] };

describe('limits graded by another datum', () => {
  const rows: [what: string, kind: string, params: Params, form: Record<string, Value>, kept: boolean][] = [
    ['a dwelling at its limit', 'at-most-by', opening, { width: 4, use: 'Rumah tinggal' }, true],
    ['a dwelling beyond it', 'at-most-by', opening, { width: 4.1, use: 'Rumah tinggal' }, false],
    ['the same width for a business', 'at-most-by', opening, { width: 4.1, use: 'Tempat usaha' }, true],
    ['a business beyond its limit', 'at-most-by', opening, { width: 8.5, use: 'Tempat usaha' }, false],
    ['a use without a limit', 'at-most-by', opening, { width: 20, use: 'Gudang' }, true],
    ['no use at all', 'at-most-by', opening, { width: 20 }, true],
    ['two small trees', 'at-least-by', planting, { replacements: 10, count: 2, diameter: 9 }, true],
    ['two middle trees with too few', 'at-least-by', planting, { replacements: 19, count: 2, diameter: 10 }, false],
    ['a middle tree at the edge of its bracket', 'at-least-by', planting, { replacements: 10, count: 1, diameter: 30 }, true],
    ['a large tree beyond the last bracket', 'at-least-by', planting, { replacements: 19, count: 1, diameter: 31 }, false],
    ['a diameter that is not there', 'at-least-by', planting, { replacements: 0, count: 1 }, true],
  ];
  for (const [what, kind, params, form, kept] of rows) it(`${kept ? 'keeps' : 'breaks'} it: ${what}`, () => expect(rule(kind, params).holds(facts(form))).to.equal(kept));

  it('is broken beyond the limit that applies, at every place that says the same', () => {
    for (let seed = 0; seed < 50; seed++) {
      const draft = facts({ width: 7, drawn: 7, use: 'Tempat usaha' });
      const { breakIn, holds } = rule('at-most-by', opening);
      breakIn(draft, randomFrom(seed));
      expect(draft.dossier.form['width']).to.be.above(8);
      expect(draft.dossier.form['drawn']).to.equal(draft.dossier.form['width']);
      expect(holds(draft)).to.equal(false);
    }
  });

  it('reads what its limit depends on, and shows it as a place', () => {
    const { reads, writes, where } = rule('at-least-by', planting);
    expect(reads).to.have.members(['form.replacements', 'form.count', 'form.diameter']);
    expect(writes).to.deep.equal(['form.replacements']);
    expect(where[0]!.fields).to.include('diameter');
  });

  it('changes nothing where no limit applies', () => {
    const draft = facts({ width: 7, use: 'Gudang' });
    rule('at-most-by', opening).breakIn(draft, randomFrom(1));
    expect(draft.dossier.form['width']).to.equal(7);
  });

  for (const [what, params] of [
    ['words', { ...opening, limits: ['4'] }],
    ['brackets', { ...planting, limits: ['5', '10'] }],
  ] as [string, Params][])
    it(`refuses ${what} and limits that do not fit together`, () => expect(() => rule('at-most-by', params)).to.throw(RangeError, 'parameter "limits" must have one limit'));
});
