import { expect } from 'chai';
import type { Params } from '../../../src/core/catalogue/content.ts';
import type { Facts, Fields } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const facts = (form: Fields, plan: Fields = {}): Facts => ({
  today: '2015-05-28',
  dossier: { form, documents: [{ kind: 'DENAH', file: 'DENAH', scan: 'clear', fields: plan }] },
  registries: {},
});
const rule = (kind: string, params: Params) => kinds[kind]!(params, content(), ['mismatch']);

describe('checks on measures that go together', () => {
  describe('the higher of two brackets', () => {
    const params = { declared: 'form.class', amounts: ['form.area', 'form.volume'], classes: ['A', 'B', 'C'], upTo: ['1000', '2500'], andUpTo: ['3600', '9000'] };
    const right: [what: string, area: number, volume: number, is: string][] = [
      ['both in the first', 950, 3600, 'A'],
      ['the volume decides', 950, 4100, 'B'],
      ['the area decides', 1001, 3500, 'B'],
      ['both at the end of the second', 2500, 9000, 'B'],
      ['the volume is beyond the last', 400, 9001, 'C'],
      ['the area is beyond the last', 2501, 100, 'C'],
    ];
    for (const [what, area, volume, is] of right)
      it(`${what}: ${area} and ${volume} is ${is}`, () => {
        for (const declared of ['A', 'B', 'C']) expect(rule('higher-bracket', params).holds(facts({ class: declared, area, volume })), declared).to.equal(declared === is);
      });

    it('is broken by the class of the smaller measure, where they differ', () => {
      const draft = facts({ class: 'B', area: 950, volume: 4100 });
      rule('higher-bracket', params).breakIn(draft, randomFrom('a', 'b'));
      expect(draft.dossier.form['class']).to.equal('A');
    });

    it('is broken by any other class, where they agree', () => {
      for (let seed = 0; seed < 40; seed++) {
        const draft = facts({ class: 'B', area: 1500, volume: 6000 });
        rule('higher-bracket', params).breakIn(draft, randomFrom('a', String(seed)));
        expect(draft.dossier.form['class']).to.be.oneOf(['A', 'C']);
      }
    });

    it('does not judge a file without one of the measures', () => {
      expect(rule('higher-bracket', params).holds(facts({ class: 'C', area: 10 }))).to.equal(true);
    });

    it('has one limit fewer than classes', () => {
      expect(() => rule('higher-bracket', { ...params, andUpTo: ['3600'] })).to.throw(RangeError, 'must fit "classes"');
    });
  });

  describe('a product', () => {
    const params = { factors: ['form.area', 'form.height'], total: 'form.volume', same: ['DENAH.height'] };

    it('holds to half a unit', () => {
      expect(rule('product', params).holds(facts({ area: 900, height: 4.5, volume: 4050 }))).to.equal(true);
      expect(rule('product', params).holds(facts({ area: 900, height: 4.5, volume: 4050.5 }))).to.equal(true);
      expect(rule('product', params).holds(facts({ area: 900, height: 4.5, volume: 4051 }))).to.equal(false);
      expect(rule('product', params).holds(facts({ area: 900, volume: 1 }))).to.equal(true);
    });

    it('is broken by its last factor, the same everywhere, never by the total', () => {
      for (let seed = 0; seed < 60; seed++)
        for (const height of [3.5, 4, 4.5, 5, 6]) {
          const draft = facts({ area: 120, height, volume: 120 * height }, { height });
          rule('product', params).breakIn(draft, randomFrom('a', String(seed)));
          expect(rule('product', params).holds(draft)).to.equal(false);
          expect(draft.dossier.form['volume']).to.equal(120 * height);
          expect(draft.dossier.documents[0]!.fields['height']).to.equal(draft.dossier.form['height']);
        }
    });
  });

  it('the limit of an authority is broken together with the class that goes with it, and the sum still adds up', () => {
    const params = { value: 'form.investment', limit: 1000, step: 10, same: ['DENAH.total'], rise: ['DENAH.machines'], declared: 'form.permit', as: 'IUI' };
    const draft = facts({ investment: 400, permit: 'TDI' }, { total: 400, machines: 300, tools: 100 });
    const limit = rule('authority-limit', params);
    expect(limit.holds(draft)).to.equal(true);
    limit.breakIn(draft, randomFrom('a', 'b'));
    const { form, documents } = draft.dossier;
    expect(limit.holds(draft)).to.equal(false);
    expect(form['permit']).to.equal('IUI');
    expect(documents[0]!.fields['total']).to.equal(form['investment']);
    expect(Number(documents[0]!.fields['machines']) + 100).to.equal(form['investment']);
    expect(limit.writes).to.include('form.permit');
  });
});
