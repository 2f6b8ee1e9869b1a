import { type Language } from './text.ts';

/** Groups of three by one kind of separator, or no groups at all; "Rp", "Rp." and the ",-" of price tags may stand around the number. */
const amountShape = /^(?:rp\.?\s*)?(0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+)(?:,-)?$/i;

/** In: whole rupiah. Out: 'Rp13.140.000' in Indonesian, 'Rp13,140,000' in English; a minus stands first. RangeError when it is not a safe integer. */
export function formatRupiah(amount: number, language: Language): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`amount: ${amount} is not whole rupiah`);
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ',');
  return `${amount < 0 ? '-' : ''}Rp${digits}`;
}

/**
 * In: an amount as a person types it, '2.160.000', '2,160,000', 'Rp 2160000', 'Rp2.160.000,-'. Out: whole rupiah, or null for anything else:
 * negative, decimal, wrongly grouped, with letters, or beyond the safe integers. '2.160' is 2160 in both languages: there are no cents.
 */
export function parseRupiah(text: string): number | null {
  const digits = amountShape.exec(text.trim())?.[1];
  if (digits === undefined) return null;
  const amount = Number(digits.replace(/[.,]/g, ''));
  return Number.isSafeInteger(amount) ? amount : null;
}
