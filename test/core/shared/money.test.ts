import { expect } from 'chai';
import fc from 'fast-check';
import { formatRupiah, parseRupiah } from '../../../src/core/shared/money.ts';

describe('rupiah', () => {
  it('is written with the separators of the language', () => {
    expect(formatRupiah(13_140_000, 'id')).to.equal('Rp13.140.000');
    expect(formatRupiah(13_140_000, 'en')).to.equal('Rp13,140,000');
    expect(formatRupiah(140_625, 'id')).to.equal('Rp140.625');
    expect([0, 5, 999, 1000].map((amount) => formatRupiah(amount, 'id'))).to.deep.equal([
      'Rp0',
      'Rp5',
      'Rp999',
      'Rp1.000',
    ]);
    expect(formatRupiah(-1_152_800, 'id')).to.equal('-Rp1.152.800');
  });

  it('has no fractions', () => {
    for (const amount of [0.5, NaN, 2 ** 53]) expect(() => formatRupiah(amount, 'id')).to.throw(RangeError, 'amount');
  });

  it('is read as people type it', () => {
    const typed = [
      '2.160.000',
      'Rp 2160000',
      '2160000',
      'Rp2,160,000',
      ' rp. 2.160.000 ',
      'Rp2.160.000,-',
      'Rp\u00a02.160.000',
    ];
    for (const text of typed) expect(parseRupiah(text), text).to.equal(2_160_000);
    expect(parseRupiah('0')).to.equal(0);
    expect(parseRupiah('2.160')).to.equal(2160);
  });

  it('is refused when negative, decimal, wrongly grouped, lettered, empty or too large', () => {
    const typed = [
      '-5',
      'Rp-5',
      '-Rp5',
      '2.5',
      '2160000,00',
      '2.160.000,50',
      '2.160,000',
      '21.60.000',
      '2.1600',
      '.160',
      '0.160',
      '007',
      '2 160 000',
      '2jt',
      '1e6',
      'Rp',
      '',
      '9007199254740993',
      '٣',
    ];
    for (const text of typed) expect(parseRupiah(text), text).to.equal(null);
  });

  it('reads back every amount that it writes, in both languages', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom('id', 'en'), (amount, language) => {
        expect(parseRupiah(formatRupiah(amount, language))).to.equal(amount);
      }),
    );
  });
});
