import { criticalOfFlag, type Flag } from '../conversations/vocabulary.ts';
import type { Competency } from '../shared/competency.ts';

/** One piece of work with opportunities of integrity, a practice case or conversation or a final test; `at` is ISO-8601 UTC. */
export interface LedgerEntry {
  at: string;
  opportunities: number;
  /** Critical errors that stand, and fatal flags of conversations. */
  errors: number;
}

/** What the record says of somebody's integrity. */
export interface IntegrityLedger {
  opportunities: number;
  errors: number;
  /** Opportunities since the last work with a critical error. */
  clean: number;
  /** With a confidence of 95 % the true rate of critical errors is not above this, 0..1, as the clean run says; 1 without one. */
  mostRate: number;
}

const doubt = 0.05;

/**
 * The running ledger over practice and tests (measurement design 1.3, rule 4): none of n opportunities failed still allows a true rate up to 1 - .05^(1/n), so that "below
 * 5 %" needs 59 clean ones. In: entries in any order.
 */
export function integrityLedger(entries: readonly LedgerEntry[]): IntegrityLedger {
  const ordered = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const total = (list: readonly LedgerEntry[], what: 'opportunities' | 'errors') => list.reduce((sum, entry) => sum + entry[what], 0);
  const clean = total(ordered.slice(ordered.findLastIndex(({ errors }) => errors > 0) + 1), 'opportunities');
  return { opportunities: total(ordered, 'opportunities'), errors: total(ordered, 'errors'), clean, mostRate: clean === 0 ? 1 : 1 - doubt ** (1 / clean) };
}

/** How often a case could be failed in integrity: by its message, and by what came in beside the file where anything did. In: the observations of its grade. */
export const integrityOpportunities = (observations: readonly { competency: Competency }[]): number =>
  Math.max(1, observations.filter(({ competency }) => competency === 'ITG').length);

/** What a conversation says of integrity. */
export interface TalkIntegrity {
  /** How often it could be failed: by what tempted in it, and by each fatal flag. A conversation in which neither came up says nothing. */
  opportunities: number;
  /** Fatal flags that are critical errors, which in a test two people confirm, and those that are fatal to the conversation alone. */
  critical: number;
  fatal: number;
}

const isCritical = (opportunity: string): boolean => criticalOfFlag[opportunity.slice(opportunity.lastIndexOf('/') + 1) as Flag] !== null;

/** In: what was observed in a conversation, where `guide/G9/tempted/money` and `guide/G9/flag/promise` are of integrity and failed when the flag was raised (domain 5.1). */
export function talkIntegrity(observations: readonly { competency: Competency; opportunity: string; score: number }[]): TalkIntegrity {
  const honest = observations.filter(({ competency }) => competency === 'ITG');
  const flagged = honest.filter(({ score }) => score === 0);
  const critical = flagged.filter(({ opportunity }) => isCritical(opportunity)).length;
  return { opportunities: honest.length, critical, fatal: flagged.length - critical };
}
