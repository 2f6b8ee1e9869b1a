import { expect } from 'chai';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import type { Facts, Value } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { addDays, daysBetween } from '../../../src/core/shared/dates.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const today = '2015-05-28';

/** A file of this kind of application whose former permit ends in so many days, or says a word. */
const file = (application: string, ends: number | string, more: Record<string, Value> = {}): Facts => ({
  today,
  dossier: {
    form: { application, name: 'Asep Saepudin', ...more },
    documents: [{ kind: 'SKLAMA', file: 'SKLAMA', scan: 'clear', fields: { validUntil: typeof ends === 'number' ? addDays(today, ends) : ends } }],
  },
  registries: {},
});
const renewals = { path: 'SKLAMA.validUntil', of: 'form.application', among: ['Perpanjangan', 'Daftar ulang'] };
const rule = (kind: string, days: number, by: string[]) => kinds[kind]!({ ...renewals, days, by }, content(), ['breaks-rule']);

describe('ends-soon', () => {
  const { holds, breakIn, writes, where } = rule('ends-soon', 90, ['12', '400']);
  const rows: [string, Facts, boolean][] = [
    ['on the first day of the window', file('Perpanjangan', 90), true],
    ['a day before the window', file('Perpanjangan', 91), false],
    ['re-registration before the window', file('Daftar ulang', 200), false],
    ['an amendment at any time', file('Perubahan', 900), true],
    ['a permit that has ended is not too early', file('Perpanjangan', -4), true],
    ['a permit without an end', file('Perpanjangan', 'Selama usaha berjalan'), true],
  ];
  for (const [what, facts, kept] of rows) it(`${kept ? 'holds' : 'fails'}: ${what}`, () => expect(holds(facts)).to.equal(kept));
  it('a paper that cannot be read says nothing', () => {
    const facts = file('Perpanjangan', 200);
    facts.dossier.documents[0]!.scan = 'dark';
    expect(holds(facts)).to.equal(true);
  });
  it('is broken by twelve days or more, on the former permit alone', () => {
    for (let seed = 0; seed < 100; seed++) {
      const draft = file('Perpanjangan', 30);
      breakIn(draft, randomFrom(seed));
      expect(holds(draft)).to.equal(false);
      expect(daysBetween(today, String(draft.dossier.documents[0]!.fields['validUntil']))).to.be.within(102, 490);
    }
    expect([writes, where]).to.deep.equal([['SKLAMA.validUntil'], [{ document: 'SKLAMA', fields: ['validUntil'], problems: ['breaks-rule'] }]]);
  });
});

describe('ends-later', () => {
  const { holds, breakIn } = rule('ends-later', 90, ['4', '80']);
  for (const [ends, kept] of [[90, true], [89, false], [10, false]] as const) it(`${kept ? 'holds' : 'fails'}: ${ends} days before the end`, () => expect(holds(file('Perpanjangan', ends))).to.equal(kept));
  it('is asked of renewals alone', () => expect(holds(file('Penggantian hilang', 3))).to.equal(true));
  it('is broken while the permit still runs', () => {
    for (let seed = 0; seed < 100; seed++) {
      const draft = file('Perpanjangan', 120);
      breakIn(draft, randomFrom(seed));
      expect(daysBetween(today, String(draft.dossier.documents[0]!.fields['validUntil']))).to.be.within(10, 86);
      expect(holds(draft)).to.equal(false);
    }
  });
});

describe('decoys of the time to renew', () => {
  const seen = (service: string, id: string, facts: Facts) => decoysOf(content(), service).find((decoy) => decoy.id === id)!.present(facts);
  it('first days: the last five of the ninety days', () =>
    expect([85, 86, 90, 91].map((days) => seen('TDG', 'renewal-first-days', file('Perpanjangan', days)))).to.deep.equal([false, true, true, false]));
  it('three months before the end: from the ninetieth day to four days more', () =>
    expect([89, 90, 94, 95].map((days) => seen('TDP', 'renewal-quarter-last', file('Perpanjangan', days)))).to.deep.equal([false, true, true, false]));
  it('any time: an amendment long before the end, and no renewal', () =>
    expect([file('Perubahan', 91), file('Perubahan', 90), file('Perpanjangan', 300), file('Perubahan', 'Selama usaha berjalan')].map((facts) => seen('TDG', 'amendment-any-time', facts))).to.deep.equal([true, false, false, false]));
});
