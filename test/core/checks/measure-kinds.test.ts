import { expect } from 'chai';
import type { Params } from '../../../src/core/catalogue/content.ts';
import type { Facts, Fields, Value } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

/** A small building file: plot, plan and neighbours; a row of a table overrides values by path. */
function facts(changes: Record<string, Value> = {}): Facts {
  const draft: Facts = {
    today: '2015-05-28',
    dossier: {
      form: { land: 200, ground: 120, floor: 240, height: 9, gsb: 3, nop: '32.73.010.004.012-0123.0', zone: 'Perumahan', purpose: 'Rumah tinggal', other: 'Rumah tinggal', note: 'Rumah tinggal' },
      documents: [
        {
          kind: 'PLAN', file: 'PLAN', scan: 'clear',
          fields: { land: 200, ground: 120, first: 70.5, second: 49.5, floor: 240, maxFloor: 260, gsb: 3, year: 2014, date: '2015-03-01', north: true, east: true, south: true },
        },
      ],
    },
    registries: { zones: { PERUMAHAN: { kdb: 60, klb: 1.2, gsb: 3, activity: 'Diizinkan', note: 'bebas' } } },
  };
  for (const [path, value] of Object.entries(changes)) {
    const [document, field] = path.split('.') as [string, string];
    if (document === 'form') draft.dossier.form[field] = value;
    else if (document === '@zones') draft.registries['zones']!['PERUMAHAN']![field] = value;
    else if (field === 'scan') draft.dossier.documents[0]!.scan = value as 'dark';
    else draft.dossier.documents[0]!.fields[field] = value;
  }
  return draft;
}

/** Every value of a case by its path, as checks name them. */
function valuesOf({ dossier, registries }: Facts): Record<string, Value> {
  const values: Record<string, Value> = {};
  const take = (head: string, fields: Fields) => {
    for (const [field, value] of Object.entries(fields)) values[`${head}.${field}`] = value;
  };
  take('form', dossier.form);
  for (const { kind, fields } of dossier.documents) take(kind, fields);
  for (const [registry, records] of Object.entries(registries)) for (const record of Object.values(records!)) take(`@${registry}`, record);
  return values;
}

const rule = (kind: string, params: Params) => kinds[kind]!(params, content(), ['breaks-rule']);

type Row = [what: string, changes: Record<string, Value>, kept: boolean];
function table(kind: string, params: Params, rows: Row[], wrong: (broken: Record<string, Value>) => void = () => {}) {
  describe(`${kind} ${JSON.stringify(params)}`, () => {
    for (const [what, changes, kept] of rows) it(`${kept ? 'holds' : 'fails'}: ${what}`, () => expect(rule(kind, params).holds(facts(changes))).to.equal(kept));

    it('fails once it is broken, and changes only what it says it writes', () => {
      const clean = valuesOf(facts());
      for (let seed = 0; seed < 100; seed++) {
        const { writes, where, breakIn, holds } = rule(kind, params);
        const draft = facts();
        expect(holds(draft)).to.equal(true);
        breakIn(draft, randomFrom(seed));
        expect(holds(draft), JSON.stringify(draft)).to.equal(false);
        const broken = valuesOf(draft);
        const changed = Object.keys(clean).filter((path) => broken[path] !== clean[path]);
        expect(changed).to.not.deep.equal([]);
        expect(writes).to.include.members(changed);
        expect(Object.keys(broken)).to.deep.equal(Object.keys(clean));
        // What was changed on paper can be pointed at.
        for (const path of changed.filter((path) => !path.startsWith('@'))) {
          const [document, field] = path.split('.') as [string, string];
          expect(where.some((place) => place.document === document && place.fields!.includes(field)), path).to.equal(true);
        }
        wrong(broken);
      }
    });
  });
}

table('at-most', { value: 'form.height', limit: 12 }, [
  ['below', {}, true],
  ['at the limit', { 'form.height': 12 }, true],
  ['just above', { 'form.height': 12.01 }, false],
  ['not a number', { 'form.height': 'tinggi' }, true],
], (broken) => {
  expect(broken['form.height']).to.be.within(13, 17);
  expect(Number.isInteger(broken['form.height'])).to.equal(true);
});
table('at-most', { value: 'form.floor', limit: 'PLAN.maxFloor', step: 0.5 }, [
  ['another datum is the limit', { 'form.floor': 260 }, true],
  ['above it', { 'form.floor': 260.5 }, false],
  ['the limit cannot be read', { 'form.floor': 300, 'PLAN.scan': 'dark' }, true],
  ['the limit is not a number', { 'form.floor': 300, 'PLAN.maxFloor': 'besar' }, true],
], (broken) => expect(Number(broken['form.floor']) * 2 % 1).to.equal(0));
table('at-most', { value: 'form.floor', limit: 'PLAN.land', factor: 1.2 }, [
  ['at the limit times the factor', { 'form.floor': 240 }, true],
  ['above it', { 'form.floor': 241 }, false],
]);
table('at-most', { value: 'PLAN.ground', same: ['form.ground'], per: 'PLAN.land', scale: 100, registry: 'zones', key: 'form.zone', field: 'kdb' }, [
  ['a share at the limit: 120 of 200 are 60 %', {}, true],
  ['a share above it', { 'PLAN.ground': 121 }, false],
  ['a wider plot', { 'PLAN.ground': 121, 'PLAN.land': 202 }, true],
  ['a zone that allows less', { '@zones.kdb': 59 }, false],
  ['a zone that the registry does not know', { 'PLAN.ground': 199, 'form.zone': 'Industri' }, true],
  ['a limit that is not a number', { 'PLAN.ground': 199, '@zones.kdb': 'bebas' }, true],
  ['the share of something that is not there', { 'PLAN.ground': 199, 'PLAN.land': 'luas' }, true],
  ['a plan that cannot be read', { 'PLAN.ground': 199, 'PLAN.scan': 'dark' }, true],
], (broken) => expect(broken['form.ground'], 'the same wrong number stands in the form').to.equal(broken['PLAN.ground']));
table('at-most', { value: 'PLAN.floor', per: 'PLAN.land', registry: 'zones', key: 'form.zone', field: 'klb' }, [
  ['a ratio at the limit: 240 on 200 are 1.2', {}, true],
  ['a ratio above it', { 'PLAN.floor': 241 }, false],
]);
table('at-least', { value: 'form.gsb', same: ['PLAN.gsb'], registry: 'zones', key: 'form.zone', field: 'gsb', step: 0.5 }, [
  ['at the limit', {}, true],
  ['more', { 'form.gsb': 3.5 }, true],
  ['just below', { 'form.gsb': 2.99 }, false],
], (broken) => {
  expect(broken['form.gsb']).to.be.within(0, 2.5);
  expect(broken['PLAN.gsb']).to.equal(broken['form.gsb']);
});
table('at-least', { value: 'form.height', limit: 1 }, [['at the limit', { 'form.height': 1 }, true], ['below', { 'form.height': 0 }, false]], (broken) => expect(broken['form.height']).to.equal(0));

table('sums', { parts: ['PLAN.first', 'PLAN.second'], total: ['form.ground', 'PLAN.ground'], step: 0.5 }, [
  ['70.5 and 49.5 are 120', {}, true],
  ['another total', { 'form.ground': 119.5 }, false],
  ['another part', { 'PLAN.first': 71 }, false],
  ['decimals without noise', { 'form.ground': 0.3, 'PLAN.first': 0.1, 'PLAN.second': 0.2 }, true],
  ['a part that is not a number', { 'PLAN.first': 'separuh', 'form.ground': 1 }, true],
  ['a total that is not a number', { 'form.ground': 'semua' }, true],
  ['parts that cannot be read', { 'form.ground': 1, 'PLAN.scan': 'dark' }, true],
], (broken) => {
  expect(broken['PLAN.ground']).to.equal(broken['form.ground']);
  expect(broken['form.ground']).to.be.above(0);
});
table('all-marked', { paths: ['PLAN.north', 'PLAN.east', 'PLAN.south'] }, [
  ['every one', {}, true],
  ['one is not there', { 'PLAN.east': false }, false],
  ['none is there', { 'PLAN.north': false, 'PLAN.east': false, 'PLAN.south': false }, false],
  ['a sheet that cannot be read', { 'PLAN.east': false, 'PLAN.scan': 'dark' }, true],
], (broken) => expect(['PLAN.north', 'PLAN.east', 'PLAN.south'].filter((path) => broken[path] === false)).to.have.length(1));
table('recent', { path: 'PLAN.date', days: 90 }, [
  ['inside', {}, true],
  ['exactly 90 days ago', { 'PLAN.date': '2015-02-27' }, true],
  ['91 days ago', { 'PLAN.date': '2015-02-26' }, false],
  ['later than today is for another check', { 'PLAN.date': '2015-12-31' }, true],
  ['a sheet that cannot be read', { 'PLAN.date': '1999-01-01', 'PLAN.scan': 'dark' }, true],
], (broken) => expect(String(broken['PLAN.date']) < '2015-02-27').to.equal(true));
table('recent-year', { path: 'PLAN.year', back: 1 }, [
  ['last year', {}, true],
  ['this year', { 'PLAN.year': 2015 }, true],
  ['two years ago', { 'PLAN.year': 2013 }, false],
  ['not a number', { 'PLAN.year': 'lama' }, true],
  ['a sheet that cannot be read', { 'PLAN.year': 2001, 'PLAN.scan': 'dark' }, true],
], (broken) => expect(broken['PLAN.year']).to.be.within(2010, 2013));

table('registry-allows', { registry: 'zones', key: 'form.zone', field: 'activity', bad: ['Dilarang', 'Bersyarat'], shown: ['form.purpose'] }, [
  ['allowed', {}, true],
  ['forbidden', { '@zones.activity': 'Dilarang' }, false],
  ['another forbidden word', { '@zones.activity': 'Bersyarat' }, false],
  ['a zone that the registry does not know', { '@zones.activity': 'Dilarang', 'form.zone': 'Industri' }, true],
], (broken) => expect(['Dilarang', 'Bersyarat']).to.include(broken['@zones.activity']));
table('match', { paths: ['PLAN.ground', 'form.ground'], as: 'measure', same: ['form.floor'] }, [
  ['the same', {}, true],
  ['another measure', { 'form.ground': 121 }, false],
], (broken) => expect(broken['form.floor'], 'what must not stay behind').to.equal(broken['form.ground']));
table('match', { paths: ['form.purpose', 'form.other'], as: 'words', others: ['Rumah  TINGGAL', 'Toko', 'Gudang'], same: ['form.note'] }, [
  ['the same', {}, true],
  ['capitals and spaces', { 'form.other': 'RUMAH  tinggal' }, true],
  ['other words', { 'form.other': 'Toko' }, false],
], (broken) => {
  expect(['Toko', 'Gudang'], 'never the same words written otherwise').to.include(broken['form.other']);
  expect(broken['form.note']).to.equal(broken['form.other']);
});
table('valid-number', { paths: ['form.nop'], format: 'nop' }, [
  ['eighteen digits of Bandung', {}, true],
  ['another city', { 'form.nop': '32.04.010.004.012-0123.0' }, false],
  ['a digit too few', { 'form.nop': '32.73.010.004.012-012.0' }, false],
  ['without its hyphen', { 'form.nop': '32.73.010.004.0120123.0' }, false],
]);

describe('measures where the datum or the record is not there', () => {
  const absent: [string, Params][] = [
    ['at-most', { value: 'DEED.area', limit: 'DEED.limit' }],
    ['at-most', { value: 'form.ground', limit: 'DEED.limit' }],
    ['at-most', { value: 'form.ground', per: 'DEED.area', limit: 1 }],
    ['at-least', { value: 'form.gsb', registry: 'zones', key: 'DEED.zone', field: 'gsb' }],
    ['at-least', { value: 'form.gsb', registry: 'roads', key: 'form.zone', field: 'gsb' }],
    ['sums', { parts: ['form.ground', 'DEED.area'], total: ['DEED.total'] }],
    ['all-marked', { paths: ['DEED.north'] }],
    ['recent', { path: 'DEED.date', days: 3 }],
    ['recent-year', { path: 'DEED.year', back: 1 }],
    ['registry-allows', { registry: 'roads', key: 'form.zone', field: 'activity', bad: ['Dilarang'] }],
    ['registry-allows', { registry: 'zones', key: 'DEED.zone', field: 'activity', bad: ['Dilarang'] }],
    ['match', { paths: ['form.purpose', 'DEED.purpose'], as: 'words', others: ['Toko', 'Gudang'] }],
  ];
  for (const [kind, params] of absent)
    it(`${kind} ${JSON.stringify(params)} holds and cannot be broken`, () => {
      expect(rule(kind, params).holds(facts())).to.equal(true);
      const draft = facts();
      rule(kind, params).breakIn(draft, randomFrom(1));
      expect(draft).to.deep.equal(facts());
    });
});

describe('what a measure looks at', () => {
  it('a limit of a registry is read under its key, and only a place on paper can be pointed at', () => {
    const { reads, writes, where } = rule('at-most', { value: 'PLAN.ground', same: ['form.ground'], per: 'PLAN.land', scale: 100, registry: 'zones', key: 'form.zone', field: 'kdb' });
    expect(reads).to.have.members(['PLAN.ground', 'PLAN.land', 'form.zone', '@zones']);
    expect(writes).to.have.members(['PLAN.ground', 'form.ground']);
    expect(where).to.deep.equal([
      { document: 'PLAN', fields: ['ground', 'land'], problems: ['breaks-rule'] },
      { document: 'form', fields: ['ground', 'zone'], problems: ['breaks-rule'] },
    ]);
  });

  it('a fixed limit is no place', () => expect(rule('at-most', { value: 'form.height', limit: 12 }).where).to.deep.equal([{ document: 'form', fields: ['height'], problems: ['breaks-rule'] }]));

  it('a registry that allows changes itself, never the paper', () => {
    const { reads, writes, where } = rule('registry-allows', { registry: 'zones', key: 'form.zone', field: 'activity', bad: ['Dilarang'] });
    expect([reads, writes, where[0]!.fields]).to.deep.equal([['form.zone'], ['@zones.activity'], ['zone']]);
  });

  const wrong: [string, Params, string][] = [
    ['at-most', { limit: 3 }, 'parameter "value" must be a text'],
    ['at-most', { value: 'form.height' }, 'parameter "registry" must be a text'],
    ['at-most', { value: 'form.height', limit: 3, step: 'a' }, 'parameter "step" must be a number'],
    ['at-least', { value: 'form.height', limit: 3, same: 'form.gsb' }, 'parameter "same" must be a list'],
    ['sums', { parts: ['form.ground'] }, 'parameter "total" must be a list'],
    ['recent', { path: 'PLAN.date' }, 'parameter "days" must be a number'],
    ['recent-year', { path: 'PLAN.year', back: '1' }, 'parameter "back" must be a number'],
    ['registry-allows', { registry: 'zones', key: 'form.zone', field: 'activity', bad: [] }, 'parameter "bad" must be a list'],
    ['match', { paths: ['form.purpose', 'form.other'], as: 'words', others: ['Toko'] }, 'parameter "others" must list at least two phrases'],
    ['match', { paths: ['form.purpose', 'form.other'], as: 'words' }, 'parameter "others" must list at least two phrases'],
  ];
  for (const [kind, params, reason] of wrong) it(`${kind}: ${reason}`, () => expect(() => rule(kind, params)).to.throw(RangeError, reason));
});
