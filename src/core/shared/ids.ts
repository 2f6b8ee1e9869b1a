import { dateOf, dayOf, daysInMonth, isDate, monthOf, yearOf } from './dates.ts';

/**
 * Why an identifier is not valid: stable codes. `digits` another sign than a digit, `length` wrong number of signs, `format` wrong shape,
 * `region` no such area, `date` no such birth day, `serial` running number zero or with a leading zero, `check-digit` wrong check digit.
 */
export type IdReason = 'digits' | 'length' | 'format' | 'region' | 'date' | 'serial' | 'check-digit';

export interface IdCheck {
  valid: boolean;
  reasons: IdReason[];
}

export type Sex = 'M' | 'F';

const verdict = (...reasons: (IdReason | false)[]): IdCheck => {
  if (!reasons.some(Boolean)) return { valid: true, reasons: [] };
  const found = reasons.filter((reason) => reason !== false);
  return { valid: found.length === 0, reasons: found };
};

/** What is wrong with a row of exactly `length` digits, before its content is looked at. */
const digitFaults = (value: string, length: number): IdReason[] => {
  if (/\D/.test(value)) return ['digits'];
  return value.length === length ? [] : ['length'];
};

const twoDigits = (value: string, at: number) => Number(value.slice(at, at + 2));

/** Bandung (3273) has the districts 01 to 30; of other regencies only the shape is known. */
function isRegion(head: string, districts?: ReadonlySet<string>): boolean {
  const province = twoDigits(head, 0);
  const district = twoDigits(head, 4);
  if (province < 11 || province > 94 || twoDigits(head, 2) === 0 || district === 0) return false;
  if (!head.startsWith('3273')) return true;
  return districts ? districts.has(head) : district <= 30;
}

/**
 * NIK (population number): 16 digits, area PPRRKK, birth DDMMYY with 40 added to the day of a woman, serial 0001..9999; no check digit.
 * In: the number; `districts`: six-digit heads that replace the built-in 327301..327330. The area is that of the first registration, so
 * another regency is valid. 29 February counts as a day when the year is a leap year in either century. Source: domain, identifiers.
 */
export function checkNik(value: string, { districts }: { districts?: ReadonlySet<string> } = {}): IdCheck {
  const faults = digitFaults(value, 16);
  if (faults.length > 0) return verdict(...faults);
  const day = twoDigits(value, 6);
  const bornOn = day > 40 ? day - 40 : day;
  return verdict(
    !isRegion(value.slice(0, 6), districts) && 'region',
    (bornOn < 1 || bornOn > daysInMonth(2000 + twoDigits(value, 10), twoDigits(value, 8))) && 'date',
    value.endsWith('0000') && 'serial',
  );
}

/** The NIK of a person. In: six-digit head, birth date, sex, serial 1..9999. RangeError when the parts make no valid NIK. */
export function makeNik(parts: { district: string; birthDate: string; sex: Sex; serial: number }): string {
  const { district, birthDate, sex, serial } = parts;
  if (!isDate(birthDate)) throw new RangeError(`birthDate: ${birthDate} is not a date YYYY-MM-DD`);
  const day = dayOf(birthDate) + (sex === 'F' ? 40 : 0);
  const birth = [day, monthOf(birthDate), yearOf(birthDate) % 100]
    .map((part) => String(part).padStart(2, '0'))
    .join('');
  const nik = `${district}${birth}${padded('serial', serial, 4)}`;
  const { valid, reasons } = checkNik(nik);
  if (!valid) throw new RangeError(`district, birthDate: ${nik} is no valid NIK (${reasons.join(', ')})`);
  return nik;
}

/**
 * Birth date and sex that a NIK states, or null when it is not valid or no century makes the person 17 to 100 years old in 2015, the year
 * of the cases (born 1915 to 1998).
 */
export function nikBirth(nik: string): { birthDate: string; sex: Sex } | null {
  const year = 1900 + twoDigits(nik, 10);
  if (!checkNik(nik).valid || year < 1915 || year > 1998) return null;
  const day = twoDigits(nik, 6);
  return { birthDate: dateOf(year, twoDigits(nik, 8), day > 40 ? day - 40 : day), sex: day > 40 ? 'F' : 'M' };
}

/** Luhn sum of digits, weights 1, 2, 1, 2, ... from the left. */
function luhnSum(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const product = Number(digits[at]) * (at % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return sum;
}

const npwpShape = /^(\d{2})\.(\d{3})\.(\d{3})\.(\d)-(\d{3})\.(\d{3})$/;

/**
 * NPWP of 2015 (tax number): 15 digits, bare or as ST.sss.sss.C-OOO.BBB; the first nine satisfy Luhn. The office is not looked up: a
 * published valid number has office 000. Serial 000000 is refused: it is what people type who have no number. Source: domain, identifiers.
 */
export function checkNpwp(value: string): IdCheck {
  const digits = npwpShape.test(value) ? value.replace(/\D/g, '') : value;
  const faults: IdReason[] = /[.-]/.test(digits) ? ['format'] : digitFaults(digits, 15);
  if (faults.length > 0) return verdict(...faults);
  return verdict(digits.slice(2, 8) === '000000' && 'serial', luhnSum(digits.slice(0, 9)) % 10 !== 0 && 'check-digit');
}

/**
 * An NPWP as 15 bare digits with its check digit. In: the two type digits ('02'), serial 1..999999, tax office ('424'), branch ('000' is the
 * head office). RangeError when a part has the wrong length.
 */
export function makeNpwp(parts: { typeDigits: string; serial: number; office: string; branch: string }): string {
  const { typeDigits, serial, office, branch } = parts;
  if (!/^\d{2}$/.test(typeDigits)) throw new RangeError(`typeDigits: ${typeDigits} is not two digits`);
  if (!/^\d{3}$/.test(office)) throw new RangeError(`office: ${office} is not three digits`);
  if (!/^\d{3}$/.test(branch)) throw new RangeError(`branch: ${branch} is not three digits`);
  const body = `${typeDigits}${padded('serial', serial, 6)}`;
  return `${body}${(10 - (luhnSum(body) % 10)) % 10}${office}${branch}`;
}

/** '021456371424000' as '02.145.637.1-424.000'; a text that is not 15 digits comes back as it is, so that a faulty number can be shown. */
export function formatNpwp(npwp: string): string {
  return npwp.replace(/^(\d{2})(\d{3})(\d{3})(\d)(\d{3})(\d{3})$/, '$1.$2.$3.$4-$5.$6');
}

const s10Weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** Check digit 0..9 of the eight digits of a postal item: 11 - (weighted sum mod 11), 10 becomes 0, 11 becomes 5 (UPU standard S10). */
export function s10CheckDigit(serial: string): number {
  if (!/^\d{8}$/.test(serial)) throw new RangeError(`serial: ${serial} is not eight digits`);
  const check = 11 - (s10Weights.reduce((sum, weight, at) => sum + weight * Number(serial[at]), 0) % 11);
  if (check === 10) return 0;
  return check === 11 ? 5 : check;
}

/** Number of a postal item, S10: two capitals, eight digits, check digit, country code, 'EE473124829ID'. */
export function checkS10(value: string): IdCheck {
  if (value.length !== 13) return verdict('length');
  if (!/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(value)) return verdict('format');
  return verdict(s10CheckDigit(value.slice(2, 10)) !== Number(value[10]) && 'check-digit');
}

/** Vehicle plate, 'D 1942 AH': one or two capitals, a number of 1 to 4 digits without leading zero, one to three capitals, one space between. */
export function checkPlate(value: string): IdCheck {
  const number = /^[A-Z]{1,2} (\d{1,4}) [A-Z]{1,3}$/.exec(value)?.[1];
  if (number === undefined) return verdict('format');
  return verdict(number.startsWith('0') && 'serial');
}

function padded(name: string, value: number, length: number): string {
  if (!Number.isInteger(value) || value < 1 || value >= 10 ** length) {
    throw new RangeError(`${name}: ${value} is not between 1 and ${10 ** length - 1}`);
  }
  return String(value).padStart(length, '0');
}
