import type { Rubric } from '../../core/catalogue/content.ts';
import { type Draft, evidenceId, mostPlanItems, type PlanItem, type Rating, recommendations, verdictOf } from '../../core/evaluation/decision.ts';
import { points, type Verdict } from '../../core/evaluation/judge.ts';
import type { PublishedRating } from '../../core/evaluation/moderation.ts';
import { competencies } from '../../core/shared/competency.ts';
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
  /** The points as they are read; empty while nothing is chosen. Of two markers they may lie between two anchors, which are then both chosen. */
  value: string;
  choices: { points: number; anchor: string; checked: boolean }[];
  evidence: EvidenceView[];
  comment: string;
}

export interface RubricView {
  dimensions: DimensionView[];
  recommendations: { id: string; name: string; hint: string; checked: boolean }[];
  reasons: string;
  plan: PlanLineView[];
  /** Lines of the form: those that are filled in and empty ones. */
  planForm: { line: number; competency: string; action: string; until: string }[];
  competencies: { value: string; label: string }[];
  /** The verdict on the points chosen so far, in words; empty while points are missing. */
  verdict: { passed: boolean; mean: string; text: string } | null;
  /** The rule in words, with the numbers of the rubric. */
  rule: string;
}

/** Gives the words of one recorded event, or null when there is none of that number. */
export type EventText = (event: { case: number; step: number }) => string | null;

/** One line of a development plan as it is read. */
export interface PlanLineView {
  competency: string;
  action: string;
  until: string;
}

/** A plan in words. */
export function presentPlan(plan: readonly PlanItem[], { t, format }: Speech): PlanLineView[] {
  return plan.map(({ competency, action, until }) => ({
    competency: competency === null ? '' : t(`grading.competency.${competency}`),
    action,
    until: until === null ? '' : t('evaluations.plan.until', { date: format.date(until) }),
  }));
}

/** A rubric as filled in by one marker, or as published. */
interface Filled extends Omit<Draft, 'ratings'> {
  ratings: Readonly<Record<string, Rating | PublishedRating>>;
}

const emptyRating: Rating = { points: null, evidence: [], comment: '' };

/** The rubric with what is filled in; `verdict` where it was reached already, else it is that of the points so far. */
export function presentRubric(
  rubric: Rubric,
  draft: Filled,
  { path, eventText, verdict = verdictOf(rubric, draft as Draft) }: { path: string; eventText: EventText; verdict?: Pick<Verdict, 'passed' | 'mean'> | null },
  speech: Speech,
): RubricView {
  const { language, t, format } = speech;
  const lines = Math.min(mostPlanItems, Math.max(2, draft.plan.length + 1));
  const integrity = rubric.dimensions.find(({ id }) => id === rubric.integrity)?.name[language] ?? '';
  return {
    dimensions: rubric.dimensions.map(({ id, name, anchors }) => {
      const rating = Object.hasOwn(draft.ratings, id) ? draft.ratings[id]! : emptyRating;
      const { points: given } = rating;
      return {
        id,
        name: name[language],
        value: given === null ? '' : format.number(given, 1),
        choices: points.map((value, index) => ({ points: value, anchor: anchors[index]![language], checked: given !== null && Math.abs(given - value) < 1 })),
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
    plan: presentPlan(draft.plan, speech),
    planForm: Array.from({ length: lines }, (_, index) => {
      const item = draft.plan[index];
      return { line: index + 1, competency: item?.competency ?? '', action: item?.action ?? '', until: item?.until ?? '' };
    }),
    competencies: competencies.map((each) => ({ value: each, label: t(`grading.competency.${each}`) })),
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
