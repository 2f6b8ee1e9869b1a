import type { Rubric } from '../../core/catalogue/content.ts';
import { type Draft, evidenceId, ratingIn, recommendations, verdictOf } from '../../core/evaluation/decision.ts';
import { points } from '../../core/evaluation/judge.ts';
import type { Problem, Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';

export interface EvidenceView {
  id: string;
  /** `Kasus 2, langkah 17`. */
  place: string;
  text: string;
  href: string;
}

export interface DimensionView {
  id: string;
  name: string;
  choices: { points: number; anchor: string; checked: boolean }[];
  evidence: EvidenceView[];
  comment: string;
}

export interface RubricView {
  dimensions: DimensionView[];
  recommendations: { id: string; name: string; hint: string; checked: boolean }[];
  reasons: string;
  plan: string;
  /** The verdict on the points chosen so far, in words; empty while points are missing. */
  verdict: { passed: boolean; mean: string; text: string } | null;
  /** The rule in words, with the numbers of the rubric. */
  rule: string;
}

/** Gives the words of one recorded event, or null when there is none of that number. */
export type EventText = (event: { case: number; step: number }) => string | null;

/** The rubric with what is filled in. */
export function presentRubric(rubric: Rubric, draft: Draft, { path, eventText }: { path: string; eventText: EventText }, speech: Speech): RubricView {
  const { language, t, format } = speech;
  const verdict = verdictOf(rubric, draft);
  const integrity = rubric.dimensions.find(({ id }) => id === rubric.integrity)?.name[language] ?? '';
  return {
    dimensions: rubric.dimensions.map(({ id, name, anchors }) => {
      const rating = ratingIn(draft, id);
      return {
        id,
        name: name[language],
        choices: points.map((value, index) => ({ points: value, anchor: anchors[index]![language], checked: rating.points === value })),
        evidence: rating.evidence.map((event) => ({
          id: evidenceId(event),
          place: t('evaluations.event', { ...event }),
          text: eventText(event) ?? t('evaluations.noEvent'),
          href: `${path}?case=${event.case}&step=${event.step}`,
        })),
        comment: rating.comment,
      };
    }),
    recommendations: recommendations.map((id) => ({
      id,
      name: t(`evaluations.recommendation.${id}`),
      hint: t(`evaluations.recommendationHint.${id}`),
      checked: draft.recommendation === id,
    })),
    reasons: draft.reasons,
    plan: draft.plan,
    verdict: verdict && { passed: verdict.passed, mean: format.number(verdict.mean, 2), text: t(verdict.passed ? 'evaluations.verdict.passed' : 'evaluations.verdict.held') },
    rule: t('evaluations.rule', { mean: format.number(rubric.passMean, 2), integrity, least: rubric.integrityMin }),
  };
}

/** Puts the name of a dimension, and numbers as the reader writes them, where a problem has an id or a bare number. */
export function nameDimensions(problems: Problems, rubric: Rubric, { language, format }: Speech): Problems {
  const named = ({ key, vars }: Problem): Problem => {
    const written = Object.entries(vars ?? {}).map(([name, value]) => {
      if (name === 'dimension') return [name, rubric.dimensions.find(({ id }) => id === value)?.name[language] ?? value];
      return [name, typeof value === 'number' ? format.number(value, 2) : value];
    });
    return { key, vars: Object.fromEntries(written) as Problem['vars'] };
  };
  return Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, named(problem)]));
}
