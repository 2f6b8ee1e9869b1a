/**
 * The places of a sitting are numbered from 1 on through all of its parts: in each part first its cases, then its items. Where the cases stand is recorded; the items
 * have, in their order, the places that are left.
 */
export function itemPlaces(casePlaces: Iterable<number>, items: number): number[] {
  const cases = new Set(casePlaces);
  const places: number[] = [];
  for (let place = 1; places.length < items; place++) if (!cases.has(place)) places.push(place);
  return places;
}

/** A later part of a sitting: where it begins, and what it added. */
export interface LaterPart {
  /** 2, 3... */
  part: number;
  /** Its first place. */
  from: number;
  items: readonly string[];
  /** The cut of the whole form up to and with this part, 0..100. */
  cut: number;
  /** ISO-8601 UTC. */
  begunAt: string;
}

/** What is asked in a sitting beside its cases, all of its parts together. */
export interface WholeForm {
  items: string[];
  cut: number | undefined;
  /** Whether a place belongs to one of these parts. */
  has(place: number): boolean;
}

/** The form of a sitting as it stood at a moment (ISO-8601 UTC): the parts that had begun by then. In: items and cut of the first part, and the later parts. */
export function formUntil(first: { items: readonly string[]; cut?: number | undefined }, parts: readonly LaterPart[], at: string): WholeForm {
  const begun = parts.filter(({ begunAt }) => begunAt <= at);
  const next = parts[begun.length];
  return {
    items: [...first.items, ...begun.flatMap(({ items }) => items)],
    cut: begun.at(-1)?.cut ?? first.cut,
    has: (place) => !next || place < next.from,
  };
}
