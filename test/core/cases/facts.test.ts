import { expect } from 'chai';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { type FactDefinition, files } from '../../../src/core/catalogue/content.ts';
import { createWorld, holdsIn } from '../../../src/core/cases/facts.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { makers } from '../../../src/core/cases/makers.ts';
import type { Fields, Value, World } from '../../../src/core/checks/kind.ts';
import { daysBetween } from '../../../src/core/shared/dates.ts';
import { checkNik, checkNpwp } from '../../../src/core/shared/ids.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { isWorkingDay } from '../../../src/core/shared/working-days.ts';
import { content } from '../../support/content.ts';

const today = '2015-05-28';

/** A catalogue whose pack has these facts beside its own: `t.width` is short for the draw of the fact of that id. */
function withFacts(draws: Record<string, object>): Catalogue {
  const facts = Object.entries(draws).map(([id, draw]) => ('make' in draw ? { id, ...draw } : { id, draw }));
  const parsed = files['facts.yaml'].parse({ facts });
  return { ...content(), facts: new Map<string, FactDefinition>([...content().facts, ...parsed.facts.map((fact) => [fact.id, fact] as const)]) };
}

function worldOf(draws: Record<string, object>, facts: Fields = {}, seed: string | number = 1): World {
  return createWorld({ catalogue: withFacts(draws), today, stream: (name) => randomFrom(seed, name) }, { ...facts });
}

/** The values of `t.it` over many seeds. */
const valuesOf = (draw: object, facts: Fields = {}, others: Record<string, object> = {}): Value[] =>
  Array.from({ length: 200 }, (_, seed) => worldOf({ ...others, 't.it': draw }, facts, seed).get('t.it'));

describe('drawn facts', () => {
  const always: [string, object, Fields, Value][] = [
    ['a value', { kind: 'value', is: 'Aktif' }, {}, 'Aktif'],
    ['a mark', { kind: 'value', is: true }, {}, true],
    ['the value of another fact', { kind: 'value', is: '=t.name' }, { 't.name': 'Asep' }, 'Asep'],
    ['the first case whose condition holds', { kind: 'case', of: [{ when: { 't.form': ['PT'] }, is: 'a' }, { when: { 't.form': ['PO', 'CV'] }, is: 'b' }, { is: 'c' }] }, { 't.form': 'CV' }, 'b'],
    ['the last case without a condition', { kind: 'case', of: [{ when: { 't.form': ['PT'] }, is: 'a' }, { is: '=t.form' }] }, { 't.form': 'CV' }, 'CV'],
    ['a case by a number and a mark', { kind: 'case', of: [{ when: { 't.wide': ['12'], 't.sign': ['true'] }, is: 'yes' }, { is: 'no' }] }, { 't.wide': 12, 't.sign': true }, 'yes'],
    ['a sum without noise', { kind: 'sum', of: ['t.a', 0.2], step: 0.1 }, { 't.a': 0.1 }, 0.3],
    ['a product in steps', { kind: 'product', of: ['t.a', 't.a', 2], step: 0.5 }, { 't.a': 1.6 }, 5],
    ['a difference of several', { kind: 'difference', of: ['t.a', 3, 't.b'] }, { 't.a': 10, 't.b': 2 }, 5],
    ['a quotient in steps', { kind: 'quotient', of: ['t.a', 2], step: 0.5 }, { 't.a': 9 }, 4.5],
    ['this year', { kind: 'year', min: 0, max: 0 }, {}, 2015],
    ['the year before that of a fact', { kind: 'year', of: 't.date', min: -1, max: -1 }, { 't.date': '2011-03-01' }, 2010],
    ['so many days after a fact', { kind: 'date', from: 't.date', min: 5, max: 5 }, { 't.date': '2015-12-29' }, '2016-01-03'],
  ];
  for (const [what, draw, facts, value] of always) it(what, () => expect(new Set(valuesOf(draw, facts))).to.deep.equal(new Set([value])));

  it('a number keeps both ends and its step, without the noise of binary fractions', () => {
    expect(new Set(valuesOf({ kind: 'number', min: 3, max: 6 }))).to.deep.equal(new Set([3, 4, 5, 6]));
    expect(new Set(valuesOf({ kind: 'number', min: 0.1, max: 0.5, step: 0.1 }))).to.deep.equal(new Set([0.1, 0.2, 0.3, 0.4, 0.5]));
    expect(new Set(valuesOf({ kind: 'number', min: 7, max: 7 }))).to.deep.equal(new Set([7]));
  });

  it('a pick takes each of its values, and follows those that stand for a fact', () => {
    expect(new Set(valuesOf({ kind: 'pick', from: ['a', 'b', '=t.name'] }, { 't.name': 'Asep' }))).to.deep.equal(new Set(['a', 'b', 'Asep']));
  });

  it('a date lies in its span, before today or after', () => {
    const days = valuesOf({ kind: 'date', min: -3, max: 2 }).map((date) => daysBetween(today, String(date)));
    expect(new Set(days)).to.deep.equal(new Set([-3, -2, -1, 0, 1, 2]));
  });

  it('a working day is moved on, never back', () => {
    const dates = valuesOf({ kind: 'date', min: 0, max: 9, workday: true }).map(String);
    // Saturday 30 and Sunday 31 May, and Tuesday 2 June (Waisak), are none.
    expect(dates.every((date) => isWorkingDay(date, content().holidays))).to.equal(true);
    expect(new Set(dates)).to.include.members(['2015-05-28', '2015-05-29', '2015-06-01', '2015-06-03', '2015-06-08']);
    expect(Math.max(...dates.map((date) => daysBetween(today, date)))).to.equal(11);
  });

  const patterns: [string, Fields, RegExp][] = [
    ['{t.name} dan {t.count}', { 't.name': 'Asep', 't.count': 3 }, /^Asep dan 3$/],
    ['{#1}{#4}', {}, /^[1-9][1-9]\d{3}$/],
    ['{A2}-{A1}', {}, /^[A-HJ-NPR-Z]{2}-[A-HJ-NPR-Z]$/],
    ['{year:t.date}/{roman:t.date}', { 't.date': '2013-09-30' }, /^2013\/IX$/],
    ['{year:today}/{roman:today}/{today}', { today: 'a fact of that name' }, /^2015\/V\/a fact of that name$/],
    ['{upper:t.name}', { 't.name': 'Jl. Braga' }, /^JL\. BRAGA$/],
    ['no braces', {}, /^no braces$/],
  ];
  for (const [pattern, facts, like] of patterns)
    it(`the pattern ${pattern}`, () => {
      for (const text of valuesOf({ kind: 'text', pattern }, facts)) expect(text).to.match(like);
    });

  it('every month has its Roman number', () => {
    const months = Array.from({ length: 12 }, (_, at) => worldOf({ 't.it': { kind: 'text', pattern: '{roman:t.date}' } }, { 't.date': `2015-${String(at + 1).padStart(2, '0')}-15` }).get('t.it'));
    expect(months).to.deep.equal(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']);
  });

  it('stay as they were first drawn, and are not drawn when they were set before', () => {
    const world = worldOf({ 't.it': { kind: 'number', min: 1, max: 1_000_000 }, 't.same': { kind: 'value', is: '=t.it' } });
    const first = world.get('t.it');
    expect([world.get('t.it'), world.get('t.same')]).to.deep.equal([first, first]);
    const set = worldOf({ 't.it': { kind: 'number', min: 1, max: 9 }, 't.same': { kind: 'value', is: '=t.it' } });
    set.set('t.it', 77);
    expect(set.get('t.same')).to.equal(77);
  });

  it('may be nought, false or empty', () => {
    const world = worldOf({ 't.it': { kind: 'value', is: 'drawn' } }, { 't.nought': 0, 't.no': false, 't.empty': '' });
    expect(['t.nought', 't.no', 't.empty'].map((id) => world.get(id))).to.deep.equal([0, false, '']);
  });

  const refused: [string, Record<string, object>, string][] = [
    ['a fact that needs itself', { 't.it': { kind: 'value', is: '=t.it' } }, 'content: fact "t.it" needs itself'],
    ['facts that need each other', { 't.it': { kind: 'text', pattern: '{t.other}' }, 't.other': { kind: 'sum', of: ['t.it', 1] } }, 'content: fact "t.it" needs itself'],
    ['a fact that nobody knows', { 't.it': { kind: 'value', is: '=t.nose' } }, 'content: unknown fact "t.nose"'],
    ['a subject that nobody knows', { 't.it': { kind: 'text', pattern: '{nose}' } }, 'content: unknown fact "nose"'],
    ['no case that applies', { 't.it': { kind: 'case', of: [{ when: { 'tax.status': ['Mati'] }, is: 'a' }] } }, 'content: no case of a fact applies'],
    ['a division by zero', { 't.it': { kind: 'quotient', of: [1, 't.none'] }, 't.none': { kind: 'value', is: 0 } }, 'content: a fact divides by zero'],
    ['what a maker does not make', { t: { make: 'place' }, 't.it': { kind: 'value', is: '=t.nose' } }, 'content: unknown fact "t.nose"'],
  ];
  for (const [what, draws, reason] of refused) it(`refuse ${what}`, () => expect(() => worldOf(draws).get('t.it')).to.throw(RangeError, reason));
});

describe('conditions on facts', () => {
  const world = worldOf({}, { 't.form': 'PT', 't.count': 3, 't.sign': true });
  const rows: [string, Record<string, string[]>, boolean][] = [
    ['none', {}, true],
    ['one of several values', { 't.form': ['CV', 'PT'] }, true],
    ['a number as text', { 't.count': ['3'] }, true],
    ['all of several', { 't.form': ['PT'], 't.sign': ['true'] }, true],
    ['one of them not', { 't.form': ['PT'], 't.sign': ['false'] }, false],
  ];
  for (const [what, condition, holds] of rows) it(what, () => expect(holdsIn(world, condition)).to.equal(holds));
});

describe('facts that code makes together', () => {
  const business = { 'business.name': 'PT Cahaya Priangan', 'business.address': 'Jl. Braga No. 3' };

  it('a person is another one, with a number of the same birth date and sex', () => {
    for (let seed = 0; seed < 50; seed++) {
      const world = worldOf({ director: { make: 'person' } }, {}, seed);
      const nik = String(world.get('director.nik'));
      const birthDate = String(world.get('director.birthDate'));
      expect(checkNik(nik).valid, nik).to.equal(true);
      expect(Number(nik.slice(6, 8)) > 40).to.equal(world.get('director.sex') === 'Perempuan');
      expect(nik.slice(8, 12)).to.equal(birthDate.slice(5, 7) + birthDate.slice(2, 4));
      const names = world.get('director.sex') === 'Perempuan' ? content().names.women : content().names.men;
      expect(names).to.include(world.get('director.name'));
      expect(['birthPlace', 'address', 'ward', 'city', 'phone'].map((field) => typeof world.get(`director.${field}`))).to.deep.equal(Array(5).fill('string'));
    }
  });

  it('a place belongs together: street, ward, district and road class', () => {
    for (let seed = 0; seed < 50; seed++) {
      const world = worldOf({ site: { make: 'place' } }, {}, seed);
      const street = content().places.streets.find(({ name }) => name === world.get('site.street'))!;
      expect([world.get('site.wardName'), world.get('site.roadClass'), world.get('site.city')]).to.deep.equal([street.ward, street.roadClass, 'Kota Bandung']);
      expect(String(world.get('site.address'))).to.include(street.name);
      expect(String(world.get('site.ward'))).to.include(`Kel. ${street.ward}, Kec. ${world.get('site.district')}`);
    }
  });

  it('the tax card of an entity bears its name, its address and a number with a right check digit', () => {
    for (let seed = 0; seed < 50; seed++) {
      const world = worldOf({}, business, seed);
      expect(checkNpwp(String(world.get('entity.number'))).valid).to.equal(true);
      expect([world.get('entity.name'), world.get('entity.address')]).to.deep.equal(Object.values(business));
    }
  });

  it('keep what was set before', () => {
    const world = worldOf({ director: { make: 'person' } });
    world.set('director.name', 'Rina Marlina');
    expect(world.get('director.nik')).to.be.a('string');
    expect(world.get('director.name')).to.equal('Rina Marlina');
  });

  it('two of one kind differ, each from a stream of its own', () => {
    const pair = (seed: number) => {
      const world = worldOf({ north: { make: 'person' }, east: { make: 'person' } }, {}, seed);
      return [world.get('north.nik'), world.get('east.nik')];
    };
    for (let seed = 0; seed < 20; seed++) expect(new Set(pair(seed)).size).to.equal(2);
  });

  it('are the makers that the pack may name', () => {
    for (const make of Object.keys(makers)) expect(files['facts.yaml'].safeParse({ facts: [{ id: 'any', make }] }).success, make).to.equal(true);
    expect(files['facts.yaml'].safeParse({ facts: [{ id: 'any', make: 'nose' }] }).success).to.equal(false);
  });
});

describe('a new fact in the pack', () => {
  it('moves no other: every case stays as it was', () => {
    const more = withFacts({ 't.it': { kind: 'number', min: 1, max: 9 }, stranger: { make: 'person' } });
    for (const service of content().services.keys())
      for (const seed of ['a', 'b', 'c']) {
        const recipe = { service, level: 1, seed };
        expect(JSON.stringify(generateCase(more, recipe))).to.equal(JSON.stringify(generateCase(content(), recipe)));
      }
  });

  it('is drawn alike whether others were drawn before it or not', () => {
    const draws = { 't.a': { kind: 'number', min: 1, max: 1_000_000 }, 't.b': { kind: 'number', min: 1, max: 1_000_000 } };
    const alone = worldOf(draws).get('t.b');
    const after = worldOf(draws);
    after.get('t.a');
    expect(after.get('t.b')).to.equal(alone);
    expect(worldOf({ ...draws, 't.c': { kind: 'value', is: 1 } }).get('t.b')).to.equal(alone);
  });
});
