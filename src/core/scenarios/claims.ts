import type { Fault } from '../authoring/fault.ts';
import type { RobotResult } from './robot-result.ts';
import type { Claim, Scenario } from './scenario.ts';

/** A robot passes, or fails, when it does so in at least this share of its plays. */
export const steadily = 0.95;

/** A claim with what the robots showed: the mean of the points, or the share of plays in which it came true. */
export interface Judged {
  claim: Claim;
  value: number;
  holds: boolean;
}

/** Holds the claims of the author against what the robots showed. A robot that did not play shows nothing, so that its claim does not hold. */
export function judgeClaims(claims: readonly Claim[], results: readonly RobotResult[]): Judged[] {
  return claims.map((claim) => {
    const result = results.find(({ robot }) => robot === claim.robot);
    if (!result) return { claim, value: 0, holds: false };
    if (claim.is === 'at-least') return { claim, value: result.mean, holds: result.mean >= claim.points };
    if (claim.is === 'at-most') return { claim, value: result.mean, holds: result.mean <= claim.points };
    const value = claim.is === 'passes' ? result.passed : 1 - result.passed;
    return { claim, value, holds: value >= steadily };
  });
}

/** Claims that cannot hold together, whatever the robots show. */
export function claimFaults({ claims }: Pick<Scenario, 'claims'>): Fault[] {
  return claims.flatMap((claim, at): Fault[] => {
    const path = `claims.${at}`;
    const before = claims.slice(0, at).filter(({ robot }) => robot === claim.robot);
    if (before.some(({ is }) => is === claim.is)) return [{ path, key: 'scenarios.fault.claimTwice' }];
    const opposite = before.some((other) => {
      if (claim.is === 'passes' || claim.is === 'fails') return other.is === (claim.is === 'passes' ? 'fails' : 'passes');
      if (claim.is === 'at-least') return other.is === 'at-most' && other.points < claim.points;
      return other.is === 'at-least' && other.points > claim.points;
    });
    return opposite ? [{ path, key: 'scenarios.fault.claimsContradict' }] : [];
  });
}
