import type { Knex } from 'knex';
import { formUntil, type LaterPart } from '../../core/sittings/places.ts';

/** The knowledge part of an earlier test that stands for that of this one: each item with the option chosen then. `answeredAt` is ISO-8601 UTC. */
export interface KeptKnowledge {
  sittingId: number;
  answeredAt: string;
  answers: { item: string; choice: string | null }[];
}

/** Where a guidance case stands in a sitting, and its number. */
export interface PlacedTalk {
  place: number;
  id: number;
}

/** What a sitting is made of beside its cases; the seed never leaves the server. */
export interface SittingForm {
  /** Shuffles the options of the items. */
  seed: string;
  /** Ids of the knowledge items of all parts in their order; empty in a practice. */
  items: string[];
  /** Guidance cases with their places; absent in practice and in forms that have none. */
  talks?: PlacedTalk[];
  /** Versions of questions of the bank that are tried out in the first part; absent where there are none. */
  tried?: number[];
  /** Then the form has no items of its own at first. */
  kept?: KeptKnowledge;
  /** What was asked after changed rules: these services and clauses. */
  delta?: { services: readonly string[]; clauses: readonly string[] };
  /** The whole form's own cut, frozen when it was assembled; a form that has none is measured by the cut of its level. */
  cut?: number;
  /** A test that was extended: its first part as it was, and the later ones. */
  extended?: { first: { items: string[]; cut?: number | undefined }; parts: LaterPart[] };
}

/** As it is stored: items and cut of the first part, and beside them the later parts. */
type StoredForm = Partial<Pick<SittingForm, 'seed' | 'items' | 'talks' | 'cut' | 'tried' | 'kept' | 'delta'>> & { parts?: LaterPart[] };

/** A form from its column. */
export function toForm(sittingId: number, text: string): SittingForm {
  const { seed = String(sittingId), items = [], talks, cut, parts = [], tried, kept, delta } = JSON.parse(text) as StoredForm;
  const whole = formUntil({ items, cut }, parts, '9999');
  return { seed, items: whole.items, ...(talks && { talks }), ...(tried && { tried }), ...(kept && { kept }), ...(delta && { delta }), ...(whole.cut !== undefined && { cut: whole.cut }), ...(parts.length > 0 && { extended: { first: { items, cut }, parts } }) };
}

/** The form as it is stored. */
export const toStored = ({ seed, items, talks, cut, tried, kept, delta, extended }: SittingForm): string =>
  JSON.stringify(extended ? { seed, ...extended.first, talks, tried, kept, delta, parts: extended.parts } : { seed, items, talks, cut, tried, kept, delta });

/** What is tried out now: only the first part has such questions. */
export const openTried = ({ form, openFrom }: { form: SittingForm; openFrom: number }): readonly number[] => (openFrom === 1 ? (form.tried ?? []) : []);

/** Every place of a sitting that a case has: of these permit cases, and of its guidance cases. */
export const takenPlaces = (permitPlaces: Iterable<number>, { talks = [] }: Pick<SittingForm, 'talks'>): number[] => [...permitPlaces, ...talks.map(({ place }) => place)];

/** Every item that counts in a sitting: those that are kept, and its own. */
export const countedItems = ({ kept, items }: Pick<SittingForm, 'kept' | 'items'>): string[] => [...(kept?.answers ?? []).map(({ item }) => item), ...items];

/** Whether a sitting is what was asked after changed rules. */
export async function isDelta(db: Knex, sittingId: number): Promise<boolean> {
  const row: { form: string } = await db('sittings').where({ id: sittingId }).first('form');
  return toForm(sittingId, row.form).delta !== undefined;
}
