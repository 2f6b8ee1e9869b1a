import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { criticalState, isSettled } from '../../core/evaluation/critical.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { CriticalError } from './critical-store.ts';
import { daysSince, levelName } from './evaluation-presenter.ts';
import type { CaseWork } from './evidence-store.ts';

/** The critical errors that wait for this reviewer; what others found is not told. */
export function presentUnsettled(list: readonly CriticalError[], catalogue: Catalogue, now: Date, speech: Speech) {
  const { t } = speech;
  return list.map(({ id, traineeName, level, position, body, setAt }) => ({
    id,
    trainee: traineeName,
    level: levelName(catalogue, level, speech),
    case: t('evaluations.critical.case', { position }),
    error: t(`evaluations.critical.code.${body.code}`),
    waiting: t('evaluations.days', { count: daysSince(setAt, now) }),
  }));
}

/** One critical error with the steps that prove it; the votes once it is settled. */
export function presentCritical(critical: CriticalError, work: CaseWork, reviewerId: number, catalogue: Catalogue, speech: Speech) {
  const { t, format } = speech;
  const { id, traineeName, level, position, body, votes } = critical;
  const state = criticalState(votes);
  const path = `/evaluations/criticals/${id}`;
  const steps = body.evidence.map((action) => work.actions.findIndex((each) => each.id === action) + 1).filter((step) => step > 0);
  return {
    path,
    trainee: traineeName,
    level: levelName(catalogue, level, speech),
    case: t('evaluations.critical.case', { position }),
    code: body.code,
    error: t(`evaluations.critical.code.${body.code}`),
    replay: `${path}?case=${position}`,
    steps: steps.map((step) => ({ text: t('evaluations.critical.watch', { step }), href: `${path}?case=${position}&step=${step}` })),
    settled: isSettled(state),
    voted: votes.some((vote) => vote.reviewerId === reviewerId),
    state: t(`evaluations.critical.state.${isSettled(state) ? state : 'open'}`),
    votes: isSettled(state)
      ? votes.map(({ reviewer, confirmed, reason, votedAt }) => ({
          line: t('evaluations.critical.vote', { name: reviewer, at: format.dateTime(votedAt), verdict: t(`evaluations.critical.${confirmed ? 'yes' : 'no'}`) }),
          reason,
        }))
      : [],
  };
}
