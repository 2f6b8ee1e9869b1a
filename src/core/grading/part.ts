import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Service } from '../catalogue/content.ts';
import type { Truth } from '../checks/truth.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Action } from '../desk/action.ts';
import type { Desk } from '../desk/desk.ts';
import type { Critical, Mark, Observation } from './mark.ts';
import type { Matched } from './match-findings.ts';

/** Everything that a part of the grade is computed from. */
export interface Work {
  catalogue: Catalogue;
  service: Service;
  permitCase: PermitCase;
  truth: Truth;
  actions: readonly Action[];
  desk: Desk;
  matched: Matched;
}

/** A mark before its part's weight is known: shares of the part, 1 being all of it. */
export type Share = Omit<Mark, 'part' | 'points' | 'outOf'> & { points: number; outOf: number };

/** A part of the grade: its score 0..1 is the sum of its shares. */
export interface PartGrade {
  shares: readonly Share[];
  observations: readonly Observation[];
  critical: readonly Critical[];
}

/** The score 0..1 of a part. */
export const partScore = (part: PartGrade): number => Math.max(0, part.shares.reduce((total, share) => total + share.points, 0));

/** The latest action of a type, whose id is the evidence of a mark; empty when there is none. */
export function evidenceOf(actions: readonly Action[], type: Action['type']): string[] {
  for (let at = actions.length - 1; at >= 0; at--) if (actions[at]!.type === type) return [actions[at]!.id];
  return [];
}
