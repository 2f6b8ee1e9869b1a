import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../src/core/shared/dates.ts';
import * as ids from '../../../src/core/shared/ids.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
/** The text with the digit at a place replaced by another digit. */
const changed = (text: string, at: number, step: number) =>
  text.slice(0, at) + ((Number(text[at]) + step) % 10) + text.slice(at + 1);
const step = fc.integer({ min: 1, max: 9 });

describe('NIK', () => {
  const person = fc.record({
    district: fc.integer({ min: 1, max: 30 }).map((n) => `3273${String(n).padStart(2, '0')}`),
    birthDate: fc.integer({ min: 0, max: 30_680 }).map((n) => addDays('1915-01-01', n)), // up to 1998-12-31
    sex: fc.constantFrom<ids.Sex>('M', 'F'),
    serial: fc.integer({ min: 1, max: 9999 }),
  });

  it('accepts the worked numbers and reads birth and sex from them', () => {
    expect(ids.checkNik('3273121704780003')).to.deep.equal({ valid: true, reasons: [] });
    expect(ids.nikBirth('3273121704780003')).to.deep.equal({ birthDate: '1978-04-17', sex: 'M' });
    expect(ids.checkNik('3273025512850001').valid).to.equal(true);
    expect(ids.nikBirth('3273025512850001')).to.deep.equal({ birthDate: '1985-12-15', sex: 'F' });
    expect(ids.nikBirth('3273205203799001')).to.deep.equal({ birthDate: '1979-03-12', sex: 'F' });
  });

  it('refuses the broken numbers, each with its reason', () => {
    const reasons: Record<string, string[]> = {
      '3273293102800002': ['date'], // 31 February
      '3273147208900004': ['date'], // day 72 would be 32
      '3273210000000000': ['date', 'serial'],
      '327312170478003': ['length'],
      '32731217047800031': ['length'],
      '327312170478000A': ['digits'],
      '': ['length'],
      '3273311704780003': ['region'],
      '3273001704780003': ['region'],
      '3200121704780003': ['region'],
      '1073121704780003': ['region'],
      '9573121704780003': ['region'],
      '3273121713780003': ['date'],
      '3273123002780003': ['date'],
      '3273124004780003': ['date'],
      '3273121704780000': ['serial'],
    };
    for (const [nik, expected] of Object.entries(reasons)) {
      expect(ids.checkNik(nik), nik).to.deep.equal({ valid: false, reasons: expected });
      expect(ids.nikBirth(nik), nik).to.equal(null);
    }
  });

  it('accepts a first registration elsewhere, and other lists of districts', () => {
    for (const head of ['327701', '320445', '117101', '947101']) {
      expect(ids.checkNik(`${head}1704780003`).valid, head).to.equal(true);
    }
    const districts = new Set(['327331']);
    expect(ids.checkNik('3273311704780003', { districts }).valid).to.equal(true);
    expect(ids.checkNik('3273121704780003', { districts }).reasons).to.deep.equal(['region']);
    expect(ids.checkNik('3277011704780003', { districts }).valid).to.equal(true);
  });

  it('knows 29 February and gives no birth to who is not 17 to 100 in 2015', () => {
    expect(ids.checkNik('3273122902000001').valid).to.equal(true); // 2000
    expect(ids.checkNik('3273122902010001').reasons).to.deep.equal(['date']);
    expect(ids.nikBirth('3273122902000001')).to.equal(null);
    expect(ids.nikBirth('3273120101150001')).to.deep.equal({ birthDate: '1915-01-01', sex: 'M' });
    expect(ids.nikBirth('3273120101980001')).to.deep.equal({ birthDate: '1998-01-01', sex: 'M' });
    for (const year of ['14', '99']) expect(ids.nikBirth(`3273120101${year}0001`)).to.equal(null);
  });

  it('makes the worked numbers again', () => {
    expect(ids.makeNik({ district: '327312', birthDate: '1978-04-17', sex: 'M', serial: 3 })).to.equal(
      '3273121704780003',
    );
    expect(ids.makeNik({ district: '327302', birthDate: '1985-12-15', sex: 'F', serial: 1 })).to.equal(
      '3273025512850001',
    );
  });

  it('makes valid numbers only, that state what they were made of', () => {
    fc.assert(
      fc.property(person, (parts) => {
        const nik = ids.makeNik(parts);
        expect(ids.checkNik(nik)).to.deep.equal({ valid: true, reasons: [] });
        expect(ids.nikBirth(nik)).to.deep.equal({ birthDate: parts.birthDate, sex: parts.sex });
      }),
    );
  });

  it('makes nothing of impossible parts', () => {
    const parts = { district: '327312', birthDate: '1978-04-17', sex: 'M', serial: 3 } as const;
    expect(() => ids.makeNik({ ...parts, district: '327331' })).to.throw(RangeError, 'region');
    expect(() => ids.makeNik({ ...parts, district: '3273' })).to.throw(RangeError, 'length');
    expect(() => ids.makeNik({ ...parts, birthDate: '1978-02-30' })).to.throw(RangeError, 'birthDate');
    for (const serial of [0, 10_000, 1.5])
      expect(() => ids.makeNik({ ...parts, serial })).to.throw(RangeError, 'serial');
  });
});

describe('NPWP', () => {
  const parts = fc.record({
    typeDigits: digits(2),
    serial: fc.integer({ min: 1, max: 999_999 }),
    office: digits(3),
    branch: digits(3),
  });

  it('accepts the computed and the published samples, with and without separators', () => {
    const samples = [
      '02.145.637.1-424.000',
      '31.782.905.9-441.000',
      '02.990.114.7-423.000',
      '67.345.120.9-429.000',
      '48.210.377.7-422.000',
      '75.903.318.6-428.000',
      '02.183.241.5-000.000',
    ];
    for (const sample of samples) {
      const bare = sample.replace(/\D/g, '');
      expect(ids.checkNpwp(sample), sample).to.deep.equal({ valid: true, reasons: [] });
      expect(ids.checkNpwp(bare).valid, sample).to.equal(true);
      expect(ids.formatNpwp(bare)).to.equal(sample);
    }
  });

  it('refuses the others, each with its reason', () => {
    const reasons: Record<string, string[]> = {
      '02.145.637.2-424.000': ['check-digit'],
      '02.145.637-1.424.000': ['format'],
      '02145637142400': ['length'],
      '0214563714240001': ['length'],
      '02145637142400x': ['digits'],
      '000000000000000': ['serial'],
      '010000000000000': ['serial', 'check-digit'],
    };
    for (const [npwp, expected] of Object.entries(reasons)) {
      expect(ids.checkNpwp(npwp), npwp).to.deep.equal({ valid: false, reasons: expected });
    }
    expect(ids.formatNpwp('0214')).to.equal('0214');
  });

  it('is made with the right check digit', () => {
    expect(ids.makeNpwp({ typeDigits: '02', serial: 145_637, office: '424', branch: '000' })).to.equal(
      '021456371424000',
    );
    fc.assert(
      fc.property(parts, (given) => {
        expect(ids.checkNpwp(ids.makeNpwp(given)).valid).to.equal(true);
      }),
    );
  });

  it('shows every change of one of the first nine digits', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 8 }), step, (given, at, by) => {
        expect(ids.checkNpwp(changed(ids.makeNpwp(given), at, by)).reasons).to.include('check-digit');
      }),
    );
  });

  it('is not made of impossible parts', () => {
    const given = { typeDigits: '02', serial: 1, office: '424', branch: '000' };
    expect(() => ids.makeNpwp({ ...given, typeDigits: '2' })).to.throw(RangeError, 'typeDigits');
    expect(() => ids.makeNpwp({ ...given, serial: 1_000_000 })).to.throw(RangeError, 'serial');
    expect(() => ids.makeNpwp({ ...given, office: 'abc' })).to.throw(RangeError, 'office');
    expect(() => ids.makeNpwp({ ...given, branch: '1' })).to.throw(RangeError, 'branch');
  });
});

describe('number of a postal item', () => {
  it('accepts the samples', () => {
    for (const item of ['EE473124829ID', 'EE150033211ID', 'EE150033225ID']) {
      expect(ids.checkS10(item), item).to.deep.equal({ valid: true, reasons: [] });
    }
  });

  it('maps 10 to 0 and 11 to 5, and refuses what is not eight digits', () => {
    expect(ids.s10CheckDigit('47312482')).to.equal(9);
    expect(ids.s10CheckDigit('00000000')).to.equal(5);
    expect(ids.s10CheckDigit('00000008')).to.equal(0); // 8*7 mod 11 = 1
    expect(() => ids.s10CheckDigit('123')).to.throw(RangeError, 'serial');
  });

  it('refuses others, each with its reason, and every other check digit', () => {
    expect(ids.checkS10('EE473124820ID').reasons).to.deep.equal(['check-digit']);
    expect(ids.checkS10('EE47312482ID').reasons).to.deep.equal(['length']);
    expect(ids.checkS10('ee473124829ID').reasons).to.deep.equal(['format']);
    fc.assert(
      fc.property(digits(8), step, (serial, by) => {
        const check = ids.s10CheckDigit(serial);
        expect(ids.checkS10(`RR${serial}${check}ID`).valid).to.equal(true);
        expect(ids.checkS10(`RR${serial}${(check + by) % 10}ID`).reasons).to.deep.equal(['check-digit']);
      }),
    );
  });
});

describe('plate', () => {
  it('has letters, a number without leading zero, letters', () => {
    for (const plate of ['D 1942 AH', 'D 1924 AH', 'D 1234 ABC', 'AB 1 X']) {
      expect(ids.checkPlate(plate), plate).to.deep.equal({ valid: true, reasons: [] });
    }
    expect(ids.checkPlate('D 0942 AH').reasons).to.deep.equal(['serial']);
    for (const plate of ['D1942AH', 'D 19421 AH', 'D 1942', 'ABC 12 D', 'D 1942 ABCD', 'd 1942 ah', 'D  1942 AH', '']) {
      expect(ids.checkPlate(plate).reasons, plate).to.deep.equal(['format']);
    }
  });
});
