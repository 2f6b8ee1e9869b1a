import type { Claim } from '../../core/scenarios/scenario.ts';
import type { Speech } from '../../platform/i18n.ts';

/** A claim as a sentence. */
export const claimWords = (claim: Claim, { t, format }: Speech): string =>
  t(`scenarios.claim.${claim.is}`, { robot: t(`scenarios.robot.${claim.robot}`), points: 'points' in claim ? format.number(claim.points, 1) : '' });
