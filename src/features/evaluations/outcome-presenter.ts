import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import { verdictOf } from '../../core/evaluation/decision.ts';
import { levelName } from './evaluation-presenter.ts';
import type { Outcome } from './evaluation-service.ts';
import type { Evaluation } from './evaluation-store.ts';
import type { KeptMarking } from './marking-store.ts';
import { type EventText, presentPlan, presentRubric } from './rubric-presenter.ts';

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
    plan: presentPlan(plan, speech),
    certificateId,
    rubric: presentRubric(catalogue.rubric, draft, { ...where, verdict: { passed: promoted, mean } }, speech),
  };
}

/** What one marker has sent. */
export function presentMarking(marking: KeptMarking, catalogue: Catalogue, where: { path: string; eventText: EventText }, speech: Speech) {
  const { ratings, recommendation, reasons, plan, markedAt } = marking;
  const draft = { ratings, recommendation, reasons, plan };
  return { markedAt: speech.format.dateTime(markedAt), rubric: presentRubric(catalogue.rubric, draft, { ...where, verdict: verdictOf(catalogue.rubric, draft) }, speech) };
}

/** All markings of a published outcome side by side: a column for each marker, a row for each dimension, and what was published. */
export function presentMarkings(markings: readonly KeptMarking[], { decided }: Outcome, names: ReadonlyMap<number, string>, catalogue: Catalogue, speech: Speech) {
  const { t, format, language } = speech;
  if (markings.length < 2) return null;
  const word = (recommendation: string) => t(`evaluations.recommendation.${recommendation}`);
  return {
    markers: markings.map(({ evaluatorId, asSuperior, markedAt }) => ({
      name: names.get(evaluatorId) ?? '',
      note: t(asSuperior ? 'evaluations.markings.superior' : 'evaluations.markings.at', { at: format.date(markedAt) }),
    })),
    rows: [
      ...catalogue.rubric.dimensions.map(({ id, name }) => ({
        name: name[language],
        values: markings.map(({ ratings }) => format.number(ratings[id]?.points ?? 0)),
        published: format.number(decided.ratings[id]?.points ?? 0, 1),
      })),
      { name: t('evaluations.outcome.mean'), values: markings.map(({ mean }) => format.number(mean, 2)), published: format.number(decided.mean, 2) },
      { name: t('evaluations.rubric.recommendation'), values: markings.map(({ recommendation }) => word(recommendation)), published: word(decided.recommendation) },
    ],
    rule: t(markings.length === 2 ? 'evaluations.markings.agreed' : 'evaluations.markings.median'),
  };
}
