import type { Proposal, Reason } from '../../core/ladder/next-practice.ts';
import type { Setting } from '../../core/ladder/opportunities.ts';
import type { Speech } from '../../platform/i18n.ts';

/** So many kinds of defect are named; of more it is said how many. */
const mostNamed = 3;

/** One reason for a practice in words. */
export function sayReason(reason: Reason, { t }: Speech): string {
  switch (reason.id) {
    case 'service':
      return t('proposals.reason.service', { have: reason.have, need: reason.need });
    case 'defects':
    case 'due':
      return t(`proposals.reason.${reason.id}`, { kinds: sayKinds(reason.kinds, { t }) });
    case 'competency':
      return t('proposals.reason.competency', { competency: t(`grading.competency.${reason.competency}`) });
    case 'success':
      return t('proposals.reason.success');
  }
}

/** How the file is made to suit the person: from easier or harder material, or with help. */
const saySetting = ({ material, help }: Setting, { t }: Speech): string[] => [
  ...(material === 'usual' ? [] : [t(`proposals.material.${material}`)]),
  ...(help === 0 ? [] : [t('proposals.help', { help: t(`help.degree.${help}`) })]),
];

function sayKinds(kinds: readonly string[], { t }: Pick<Speech, 't'>): string {
  const named = kinds.slice(0, mostNamed).map((kind) => t(`grading.defect.${kind}`));
  const rest = kinds.length - named.length;
  return rest > 0 ? t('proposals.andMore', { kinds: named.join('; '), count: rest }) : named.join('; ');
}

/** All reasons of a proposal, the weightiest first, and how much of it is expected to go well. */
export const sayProposal = ({ reasons, success, setting }: Proposal, speech: Speech): { reasons: string[]; success: string } => ({
  reasons: [...reasons.map((reason) => sayReason(reason, speech)), ...(setting ? saySetting(setting, speech) : [])],
  success: speech.t('proposals.expected', { share: speech.format.percent(success) }),
});
