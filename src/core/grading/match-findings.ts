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

/** The second place of a finding that points at two which disagree. */
function isAtOther(place: Place, { other }: Finding): boolean {
  if (!other) return false;
  const [document, field] = other.split('.') as [string, string];
  return place.document === document && (place.fields === null || place.fields.includes(field));
}

const finds = (check: Check, finding: Finding): boolean =>
  check.where.some((place) => (isAt(place, finding) || isAtOther(place, finding)) && place.problems.includes(finding.problem));

/**
 * Matches findings to failing checks one to one by (document, field, kind of problem), at either place where a finding points at two, (measurement design 2.3), so that the most weight is
 * found whatever the order of the findings: one that two defects claim goes to the defect that has no other (augmenting paths, heaviest
 * defect first). A finding of something already found is a duplicate and ignored; any other finding that finds nothing is unfounded.
 */
export function matchFindings(failing: readonly Check[], decoys: readonly Decoy[], findings: readonly Finding[]): Matched {
  const owner = new Map<Finding, Check>();
  const claim = (check: Check, tried: Set<Finding>): boolean => {
    for (const finding of findings) {
      if (tried.has(finding) || !finds(check, finding)) continue;
      tried.add(finding);
      const other = owner.get(finding);
      if (other && !claim(other, tried)) continue;
      owner.set(finding, check);
      return true;
    }
    return false;
  };
  for (const check of failing.toSorted((a, b) => b.weight - a.weight)) claim(check, new Set());
  const findingOf = new Map([...owner].map(([finding, check]) => [check, finding]));
  return {
    found: failing.map((check) => ({ check, finding: findingOf.get(check) ?? null })),
    unfounded: findings
      .filter((finding) => !failing.some((check) => finds(check, finding)))
      .map((finding) => ({ finding, decoy: decoys.find((decoy) => decoy.where.some((place) => isAt(place, finding))) ?? null })),
  };
}
