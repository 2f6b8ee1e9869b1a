import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import { levelName } from './evaluation-presenter.ts';
import type { Outcome } from './evaluation-service.ts';
import type { Evaluation } from './evaluation-store.ts';
import { type EventText, presentRubric } from './rubric-presenter.ts';

/** A decision with its reasons. The name of the evaluator is not part of it. */
export function presentOutcome(evaluation: Evaluation, { decided, certificateId }: Outcome, catalogue: Catalogue, where: { path: string; eventText: EventText }, speech: Speech) {
  const { ratings, recommendation, reasons, plan, mean, decidedAt } = decided;
  const draft = { ratings, recommendation, reasons, plan };
  const promoted = recommendation !== 'hold';
  return {
    id: evaluation.id,
    level: levelName(catalogue, evaluation.level, speech),
    promoted,
    title: speech.t(promoted ? 'evaluations.outcome.promoted' : 'evaluations.outcome.held', { level: levelName(catalogue, evaluation.level, speech) }),
    recommendation: speech.t(`evaluations.recommendation.${recommendation}`),
    decidedOn: speech.format.dateTime(decidedAt),
    mean: speech.format.number(mean, 2),
    reasons,
    plan,
    certificateId,
    rubric: presentRubric(catalogue.rubric, draft, where, speech),
  };
}
