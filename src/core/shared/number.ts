import type { Language } from './text.ts';

/**
 * In: a number as a person types it: '1,5' or '1.250.000' in Indonesian, '1.5' or '1,250,000' in English; the mark of the other language is taken for a
 * decimal one where it cannot separate groups. Out: the number, or null for anything else.
 */
export function parseNumber(text: string, language: Language): number | null {
  const [group, decimal] = language === 'id' ? ['\\.', ','] : [',', '\\.'];
  const typed = text.trim();
  const grouped = new RegExp(`^-?[1-9]\\d{0,2}(${group}\\d{3})+(${decimal}\\d+)?$`);
  const plain = /^-?\d+([.,]\d+)?$/;
  const digits = grouped.test(typed) ? typed.replace(new RegExp(group, 'g'), '') : plain.test(typed) ? typed : null;
  if (digits === null) return null;
  const value = Number(digits.replace(',', '.'));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null;
}
