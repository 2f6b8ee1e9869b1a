import { expect } from 'chai';
import { type Value } from '../../../src/core/checks/kind.ts';
import { samenesses } from '../../../src/core/checks/sameness.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const rows: [as: string, a: Value, b: Value, same: boolean][] = [
  ['name', 'Asep Saepudin', 'ASEP SAEPUDIN', true],
  ['name', 'Asep Saepudin', 'Drs. H. Asep Saepudin, S.H., M.Si.', true],
  ['name', 'Asep Saepudin', 'Ir. Asep Saepudin', true],
  ['name', 'Asep Saepudin', 'Asep Saepudin, S.Sos.', true],
  ['name', 'Asep Saepudin', 'Asep Saefudin', false],
  ['name', 'Hendra Wijaya', 'Endra Wijaya', false],
  ['name', 'Rudi Hermawan', 'Udi Hermawan', false],
  ['company', 'PT Cahaya Priangan Sentosa', 'pt cahaya  priangan sentosa', true],
  ['company', 'PT Cahaya Priangan Sentosa', 'PT Cahaya Priangan', false],
  ['address', 'Jl. Braga No. 5', 'Jalan Braga Nomor 5', true],
  ['address', 'Jl. Braga No. 5', 'Jl. Braga No. 15', false],
  ['street', 'Jl. Braga', 'Jalan Braga', true],
  ['code', 'D 1942 AH', 'd1942ah', true],
  ['code', 'D 1942 AH', 'D 1924 AH', false],
  ['exact', 'Kecil', 'kecil', false],
  ['number', 5, 6, false],
  ['money', 100, 100, true],
  ['date', '2015-05-28', '2015-05-29', false],
  ['title', 'Pasar murah', 'PASAR MURAH', true],
  ['activity', 'Perdagangan besar beras', 'Perdagangan besar tekstil', false],
];

describe('sameness', () => {
  for (const [as, a, b, same] of rows)
    it(`${as}: "${a}" and "${b}" are ${same ? 'the same' : 'different'}`, () => {
      const { normal } = samenesses[as]!;
      expect(normal(a) === normal(b)).to.equal(same);
    });

  const samples: Record<string, Value[]> = {
    measure: [120, 4.5], typed: ['Jl. Braga No. 5', 'Asep', 'aa', '12'],
  exact: ['A-17', 4], number: [5], code: ['D 1942 AH', '3273201203799001', '0123/SIUP/BPPT/2015', 'A9', 'B 1', 'C 8'],
    name: ['Asep Saepudin', 'H. Euis Komariah'], company: ['PT Cahaya Priangan Sentosa', 'PT CAHAYA PRIANGAN SENTOSA', 'Toko Berkah Barokah'], address: ['Jl. Braga No. 5'],
    street: ['Jl. Braga', 'Jalan Kopo'], date: ['2015-05-28', '2000-02-29'], money: [180_000_000, 1_000_000, 0, 10_000_000_000],
    title: ['Pasar murah'], activity: ['Perdagangan besar beras'],
  };
  it('makes another value differ, for every way to compare', () => {
    expect([...Object.keys(samples), 'words']).to.have.members(Object.keys(samenesses));
    expect(() => samenesses['words']!.differ('Ruko', randomFrom(1), content())).to.throw(RangeError, 'stands in the check');
    for (const [as, values] of Object.entries(samples))
      for (const value of values)
        for (let seed = 0; seed < 200; seed++) {
          const { differ, normal } = samenesses[as]!;
          const other = differ(value, randomFrom(seed, as), content());
          expect(normal(other), `${as}: ${value} -> ${other}`).to.not.equal(normal(value));
          expect(typeof other).to.equal(typeof value);
        }
  });

  it('changes one digit of a code and keeps its form', () => {
    for (let seed = 0; seed < 100; seed++)
      expect(samenesses['code']!.differ('D 1942 AH', randomFrom(seed), content())).to.match(/^D 1\d{3} AH$/);
  });
});
