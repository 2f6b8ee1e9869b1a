import type { Level } from '../catalogue/content.ts';
import { shareOut } from '../shared/shares.ts';

/** The numbers of an ending level; they are data of the pack (measurement design 1.8). Days are of 24 hours. */
export interface RecertificationRules {
  /** So long before its end a level may be renewed. */
  openDays: number;
  /** So long after its end it is suspended; then it is lost. */
  suspendedDays: number;
  /** The short form. */
  cases: number;
  items: number;
  minutes: number;
  /** What is asked when a rule of a held service has changed, and in how many days. */
  delta: { cases: number; items: number; minutes: number; days: number };
}

/** A change of rules by a new edition of the pack, with the services and the clauses that it touches. `at` is ISO-8601 UTC. */
export interface RuleChange {
  at: string;
  services: readonly string[];
  clauses: readonly string[];
}

/** What the holder of a level has to show after changes of its rules, and until when; then the level is suspended. Moments are ISO-8601 UTC. */
export interface Delta {
  since: string;
  until: string;
  services: readonly string[];
  clauses: readonly string[];
}

/**
 * The rule of changed rules (measurement design 1.8). In: the services of a level, when it was reached or last shown anew, and all changes, oldest first. Out: what is left to show
 * of those that came later, its days counted from the first of them; null when none touches the level.
 */
export function deltaOf(services: readonly string[], shownAt: string, changes: readonly RuleChange[], days: number): Delta | null {
  const own = changes.filter((change) => change.at > shownAt && change.services.some((service) => services.includes(service)));
  if (own.length === 0) return null;
  const since = own[0]!.at;
  const touched = services.filter((service) => own.some((change) => change.services.includes(service)));
  return { since, until: later(since, days), services: touched, clauses: [...new Set(own.flatMap(({ clauses }) => clauses))] };
}

/** In force; past its term and only to be renewed; past that too; taken back. */
export type TermState = 'valid' | 'suspended' | 'lost' | 'revoked';

const day = 24 * 60 * 60 * 1000;
const later = (at: string, days: number): string => new Date(Date.parse(at) + days * day).toISOString();

/** The moment until which a level that ends then can be renewed. In and out: ISO-8601 UTC. */
export const renewableUntil = (expiresAt: string, { suspendedDays }: Pick<RecertificationRules, 'suspendedDays'>): string => later(expiresAt, suspendedDays);

/** The moment from which it can be. */
export const renewableFrom = (expiresAt: string, { openDays }: Pick<RecertificationRules, 'openDays'>): string => later(expiresAt, -openDays);

/** The state of a level that was reached, at a moment: expired is suspended, not lost, for as many days as the rules say. All moments are ISO-8601 UTC. */
export function termState(term: { expiresAt: string; revokedAt: string | null }, at: string, rules: RecertificationRules): TermState {
  if (term.revokedAt !== null && term.revokedAt <= at) return 'revoked';
  if (at < term.expiresAt) return 'valid';
  return at < renewableUntil(term.expiresAt, rules) ? 'suspended' : 'lost';
}

/**
 * Whether the short form may be taken: the end is near or past, the level is not lost, and no short form of this term was failed, after which the full test
 * is what remains. In: when short forms of the level were failed.
 */
export function mayRenew(term: { expiresAt: string; revokedAt: string | null }, failedAt: readonly string[], at: string, rules: RecertificationRules): boolean {
  const from = renewableFrom(term.expiresAt, rules);
  const state = termState(term, at, rules);
  return (state === 'suspended' || state === 'valid') && at >= from && !failedAt.some((failed) => failed >= from);
}

/**
 * The blueprint of the short form of a level: as many cases and items as the rules say, the items in the proportions of the full test (largest remainder;
 * the first competency of equal ones), anchors likewise.
 */
export function shortBlueprint(blueprint: NonNullable<Level['blueprint']>, { cases, items, minutes }: Pick<RecertificationRules, 'cases' | 'items' | 'minutes'>): NonNullable<Level['blueprint']> {
  const perCompetency = Object.fromEntries(shareOut(blueprint.perCompetency, items));
  return { ...blueprint, cases, guidance: 0, items, minutes, anchors: Math.round((blueprint.anchors * items) / blueprint.items), perCompetency };
}
