import type { Grade } from '../../core/grading/mark.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sayProposal } from '../levels/reason-read-model.ts';
import type { PracticeHelp } from './help-store.ts';
import type { PracticeReason } from './practice-reason-store.ts';

/** Why this practice came, and how much of what was expected to go well did: the mean of the observations. Null for one that nobody proposed. */
export function presentWhy(reason: PracticeReason | null, help: PracticeHelp | null, grade: Grade | null, speech: Speech): { lead: string; reasons: string[]; realised: string; help: string | null } | null {
  if (!reason || !grade || grade.observations.length === 0) return null;
  const { t, format } = speech;
  const realised = grade.observations.reduce((sum, { score }) => sum + score, 0) / grade.observations.length;
  return {
    lead: t(`proposals.why.${reason.chosenBy}`),
    reasons: sayProposal(reason.proposal, speech).reasons,
    realised: t('proposals.why.realised', { expected: format.percent(reason.proposal.success), realised: format.percent(realised) }),
    help: help && help.state !== 'offered' ? t(`help.result.${help.state}`, { degree: help.degree }) : null,
  };
}
