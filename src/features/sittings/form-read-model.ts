import { formUntil, type LaterPart } from '../../core/sittings/places.ts';

/** What a sitting is made of beside its cases; the seed never leaves the server. */
export interface SittingForm {
  /** Shuffles the options of the items. */
  seed: string;
  /** Ids of the knowledge items of all parts in their order; empty in a practice. */
  items: string[];
  /** Versions of questions of the bank that are tried out in the first part; absent where there are none. */
  tried?: number[];
  /** The whole form's own cut, frozen when it was assembled; a form that has none is measured by the cut of its level. */
  cut?: number;
  /** A test that was extended: its first part as it was, and the later ones. */
  extended?: { first: { items: string[]; cut?: number | undefined }; parts: LaterPart[] };
}

/** As it is stored: items and cut of the first part, and beside them the later parts. */
type StoredForm = Partial<Pick<SittingForm, 'seed' | 'items' | 'cut' | 'tried'>> & { parts?: LaterPart[] };

/** A form from its column. */
export function toForm(sittingId: number, text: string): SittingForm {
  const { seed = String(sittingId), items = [], cut, parts = [], tried } = JSON.parse(text) as StoredForm;
  const whole = formUntil({ items, cut }, parts, '9999');
  return { seed, items: whole.items, ...(tried && { tried }), ...(whole.cut !== undefined && { cut: whole.cut }), ...(parts.length > 0 && { extended: { first: { items, cut }, parts } }) };
}

/** The form as it is stored. */
export const toStored = ({ seed, items, cut, tried, extended }: SittingForm): string =>
  JSON.stringify(extended ? { seed, ...extended.first, tried, parts: extended.parts } : { seed, items, cut, tried });

/** What is tried out now: only the first part has such questions. */
export const openTried = ({ form, openFrom }: { form: SittingForm; openFrom: number }): readonly number[] => (openFrom === 1 ? (form.tried ?? []) : []);
