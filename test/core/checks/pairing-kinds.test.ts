import { expect } from 'chai';
import type { Params } from '../../../src/core/catalogue/content.ts';
import type { Facts, Value } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const tobacco = 'Produk tembakau';

/** A board of 6 x 4 m for shoes on a road of class B, for a year. */
function facts(form: Record<string, Value> = {}, roadClass = 'B'): Facts {
  return {
    today: '2015-05-28',
    dossier: {
      form: { product: 'Pakaian', width: 6, height: 4, street: 'Jl. Braga', start: '2015-06-01', end: '2016-05-30', ...form },
      documents: [{ kind: 'KONS', file: 'KONS', scan: 'clear', fields: { width: 6 } }],
    },
    registries: { roads: { JLBRAGA: { street: 'Jl. Braga', roadClass } } },
  };
}

const rule = (kind: string, params: Params) => kinds[kind]!(params, content(), ['breaks-rule']);
const road = { registry: 'roads', key: 'form.street', field: 'roadClass' };
const where: Params = { path: 'form.product', bad: [tobacco], ...road, where: ['A'] };
const over: Params = { path: 'form.product', bad: [tobacco], area: ['form.width', 'form.height'], wide: ['KONS.width'], limit: 72, ...road, where: ['B', 'C'] };

describe('not-where', () => {
  const { holds, breakIn, writes } = rule('not-where', where);
  const rows: [string, Facts, boolean][] = [
    ['another product on a protocol road', facts({}, 'A'), true],
    ['tobacco on another road', facts({ product: tobacco }), true],
    ['tobacco on a road that nobody knows', facts({ product: tobacco, street: 'Jl. Lain' }), true],
    ['tobacco on a protocol road', facts({ product: tobacco }, 'A'), false],
  ];
  for (const [what, file, kept] of rows) it(`${kept ? 'holds' : 'fails'}: ${what}`, () => expect(holds(file)).to.equal(kept));
  it('is broken on any road', () => {
    for (const roadClass of ['A', 'B', 'C']) {
      const draft = facts({}, roadClass);
      breakIn(draft, randomFrom(1));
      expect(holds(draft)).to.equal(false);
      expect(draft.dossier.form['product']).to.equal(tobacco);
    }
    expect(writes).to.deep.equal(['form.product', '@roads.roadClass']);
  });
});

describe('not-over', () => {
  const { holds, breakIn, writes } = rule('not-over', over);
  const rows: [string, Facts, boolean][] = [
    ['another product on a large face', facts({ width: 40 }), true],
    ['tobacco on exactly 72 m²', facts({ product: tobacco, width: 18 }), true],
    ['tobacco on a protocol road is for another check', facts({ product: tobacco, width: 19 }, 'A'), true],
    ['tobacco on more than 72 m²', facts({ product: tobacco, width: 19 }), false],
  ];
  for (const [what, file, kept] of rows) it(`${kept ? 'holds' : 'fails'}: ${what}`, () => expect(holds(file)).to.equal(kept));
  it('is broken on any road, with the same width on every paper, and leaves the protocol roads alone', () => {
    for (const roadClass of ['A', 'B', 'C'])
      for (let seed = 0; seed < 20; seed++) {
        const draft = facts({}, roadClass);
        breakIn(draft, randomFrom(seed));
        expect(holds(draft)).to.equal(false);
        expect(rule('not-where', where).holds(draft)).to.equal(true);
        expect(draft.dossier.documents[0]!.fields['width']).to.equal(draft.dossier.form['width']);
      }
    expect(writes).to.deep.equal(['form.product', 'form.width', 'KONS.width', '@roads.roadClass']);
  });
});

describe('shortest-period', () => {
  const { holds, breakIn, writes } = rule('shortest-period', { paths: ['form.start', 'form.end'], min: 31 });
  it('counts the first and the last day', () => {
    expect(holds(facts({ end: '2015-07-01' }))).to.equal(true);
    expect(holds(facts({ end: '2015-06-30' }))).to.equal(false);
  });
  it('is broken by a period of some weeks', () => {
    for (let seed = 0; seed < 50; seed++) {
      const draft = facts();
      breakIn(draft, randomFrom(seed));
      expect(holds(draft)).to.equal(false);
      expect(String(draft.dossier.form['end']) > String(draft.dossier.form['start'])).to.equal(true);
    }
    expect(writes).to.deep.equal(['form.end']);
  });
});

describe('distinct-numbers', () => {
  const { holds, breakIn, writes } = rule('distinct-numbers', { paths: ['IMB.number', 'HO.number'] });
  const papers = (imb: string, ho: string | null): Facts => ({
    ...facts(),
    dossier: { form: {}, documents: [{ kind: 'IMB', number: imb }, ...(ho === null ? [] : [{ kind: 'HO', number: ho }])].map(({ kind, number }) => ({ kind, file: kind, scan: 'clear', fields: { number } })) },
  });
  const rows: [string, Facts, boolean][] = [
    ['a number of its own on each paper', papers('1234/IMB/BPPT/2013', '1234/HO/BPPT/2013'), true],
    ['the same number on both', papers('1234/IMB/BPPT/2013', '1234/IMB/BPPT/2013'), false],
    ['the same number, spaced otherwise', papers('1234/IMB/BPPT/2013', '1234 / IMB / BPPT / 2013'), false],
    ['one paper only', papers('1234/IMB/BPPT/2013', null), true],
  ];
  for (const [what, draft, kept] of rows) it(`${what}: ${kept ? 'kept' : 'broken'}`, () => expect(holds(draft)).to.equal(kept));
  it('is broken by the number of the first paper on the second', () => {
    const draft = papers('1234/IMB/BPPT/2013', '5678/HO/BPPT/2014');
    breakIn(draft, randomFrom(1));
    expect(draft).to.deep.equal(papers('1234/IMB/BPPT/2013', '1234/IMB/BPPT/2013'));
    expect(writes).to.deep.equal(['HO.number']);
  });
});

describe('breaking what is not on the file', () => {
  it('a date before another that no paper shows changes nothing', () => {
    const draft = facts();
    kinds['not-before']!({ paths: ['SKKH.deedDate', 'SKKH.date'] }, content(), ['breaks-rule']).breakIn(draft, randomFrom(1));
    expect(draft).to.deep.equal(facts());
  });

  it('a company in capitals is changed to another company', () => {
    const { holds, breakIn } = rule('match', { paths: ['form.businessName', 'form.holder'], as: 'company' });
    for (let seed = 0; seed < 100; seed++) {
      const draft = facts({ businessName: 'Toko Asri Jaya', holder: 'TOKO ASRI JAYA' });
      breakIn(draft, randomFrom(seed));
      expect(holds(draft)).to.equal(false);
    }
  });
});
