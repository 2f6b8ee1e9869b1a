import type { Check } from '../checks/check.ts';
import type { Decoy } from '../checks/decoy.ts';
import type { Place } from '../checks/kind.ts';
import type { Finding } from '../desk/desk.ts';

/** What the findings of an operator amount to against the truth. */
export interface Matched {
  /** The finding that found each failing check; null where none did. */
  found: readonly { check: Check; finding: Finding | null }[];
  /** Findings without a reason, and the decoy that each fell for, if any. */
  unfounded: readonly { finding: Finding; decoy: Decoy | null }[];
}

const isAt = (place: Place, finding: Finding): boolean =>
  place.document === finding.document && (place.fields === null || place.fields.includes(finding.field));

const finds = (check: Check, finding: Finding): boolean =>
  check.where.some((place) => isAt(place, finding) && place.problems.includes(finding.problem));

/**
 * Matches findings to failing checks one to one by (document, field, kind of problem) (measurement design 2.3). A finding of
 * something already found is a duplicate and ignored; any other finding that finds nothing is unfounded.
 */
export function matchFindings(failing: readonly Check[], decoys: readonly Decoy[], findings: readonly Finding[]): Matched {
  const found = failing.map((check) => ({ check, finding: null as Finding | null }));
  const unfounded: { finding: Finding; decoy: Decoy | null }[] = [];
  for (const finding of findings) {
    const candidates = found.filter(({ check }) => finds(check, finding));
    const open = candidates.find((candidate) => candidate.finding === null);
    if (open) open.finding = finding;
    else if (candidates.length === 0)
      unfounded.push({ finding, decoy: decoys.find((decoy) => decoy.where.some((place) => isAt(place, finding))) ?? null });
  }
  return { found, unfounded };
}
