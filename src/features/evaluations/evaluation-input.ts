import { z } from 'zod';
import type { Rubric } from '../../core/catalogue/content.ts';
import { type Draft, type Evidence, evidenceOf, type Fault, mostPlanItems, type PlanItem, type Rating, ratingIn, recommendations } from '../../core/evaluation/decision.ts';
import { points, type Verdict } from '../../core/evaluation/judge.ts';
import { competencies } from '../../core/shared/competency.ts';
import { isDate } from '../../core/shared/dates.ts';
import type { Problems } from '../../platform/errors.ts';
import { listOf } from '../../platform/request.ts';

export const queueFilter = z.object({
  q: z.string().trim().max(100).catch(''),
  level: z.coerce.number().int().min(1).max(5).nullable().catch(null),
});

/** `?case=2&step=17&document=KTP`; a step beyond the end is the end, and without a case there is no replay. */
export const replayQuery = z.object({
  case: z.coerce.number().int().min(1).max(99).optional().catch(undefined),
  step: z.coerce.number().int().min(0).max(9_999).catch(0),
  document: z.string().regex(/^[A-Z]+$/).optional().catch(undefined),
});

const eventId = z.string().max(10);

export const evidenceForm = z.object({
  dimension: listOf(z.string().max(40)),
  events: listOf(eventId),
  case: z.coerce.number().int().min(1).max(99),
  step: z.coerce.number().int().min(0).max(9_999),
});

/** Where a kept draft leads: to the check page, to a case of the replay, or back to the rubric. */
export const afterDraft = z.object({ next: z.string().regex(/^(check|[1-9]\d?)$/).optional().catch(undefined) });

/** Most characters of one comment, of the reasons, and of one line of a plan. */
export const longest = { comment: 2_000, text: 4_000, action: 500 };

/** What a reviewer says of a critical error. */
export const voteForm = z.object({ confirmed: z.enum(['yes', 'no'], 'evaluations.critical.choose').transform((value) => value === 'yes'), reason: z.string().trim().max(2_000) });

const text = z.string().default('').transform((value) => value.replaceAll('\r\n', '\n'));

/** The form of a rubric. It takes what is there, so that a draft can be kept half-done; what is missing is told by `faultsOf`. */
export function draftForm(rubric: Rubric) {
  const ids = rubric.dimensions.map(({ id }) => id);
  const fields = ids.flatMap((id) => [
    [`points-${id}`, z.string().optional()],
    [`evidence-${id}`, listOf(eventId)],
    [`comment-${id}`, text],
  ]);
  const lines = planLines.flatMap((line) => planFields(line).map((field): [string, z.ZodType] => [field, text]));
  return z
    .object({ ...(Object.fromEntries([...fields, ...lines]) as Record<string, z.ZodType>), recommendation: z.string().optional(), reasons: text })
    .transform((form): Draft => {
      const typed = form as Record<string, unknown>;
      return {
        ratings: Object.fromEntries(ids.map((id) => [id, ratingOf(typed, id)])),
        recommendation: recommendations.find((each) => each === form.recommendation) ?? null,
        reasons: form.reasons,
        plan: planLines.flatMap((line) => planItemOf(typed, line) ?? []),
      };
    });
}

const planLines = Array.from({ length: mostPlanItems }, (_, index) => index + 1);
const planFields = (line: number): string[] => ['competency', 'action', 'until'].map((part) => `plan-${line}-${part}`);

/** One line of the plan; null for a line in which nothing is filled in. */
function planItemOf(form: Record<string, unknown>, line: number): PlanItem | null {
  const [competency, action, until] = planFields(line).map((field) => (form[field] as string).trim());
  if (competency === '' && action === '' && until === '') return null;
  return { competency: competencies.find((each) => each === competency) ?? null, action: action!, until: isDate(until!) ? until! : null };
}

function ratingOf(form: Record<string, unknown>, id: string): Rating {
  return {
    points: points.find((each) => String(each) === form[`points-${id}`]) ?? null,
    evidence: eventsOf(form[`evidence-${id}`] as string[]),
    comment: form[`comment-${id}`] as string,
  };
}

/** The events that these ids name, each once; what is no id is left out. */
export function eventsOf(ids: readonly string[]): Evidence[] {
  return [...new Set(ids)].flatMap((id) => evidenceOf(id) ?? []);
}

/** Texts that are too long to be kept, by field. */
export function lengthProblems(rubric: Rubric, draft: Draft): Problems {
  const problems: Problems = {};
  const check = (field: string, value: string, max: number) => {
    if (value.length > max) problems[field] = { key: 'errors.field.long', vars: { max } };
  };
  for (const { id } of rubric.dimensions) check(`comment-${id}`, ratingIn(draft, id).comment, longest.comment);
  check('reasons', draft.reasons, longest.text);
  for (const [index, { action }] of draft.plan.entries()) check(`plan-${index + 1}-action`, action, longest.action);
  return problems;
}

const fieldOf: Record<Fault['kind'], string> = {
  'points-missing': 'points',
  'evidence-missing': 'evidence',
  'evidence-unknown': 'evidence',
  'comment-missing': 'comment',
  'recommendation-missing': 'recommendation',
  'reasons-missing': 'reasons',
  'plan-missing': 'plan-1-action',
  'plan-incomplete': 'action',
  'plan-day': 'until',
  'not-carried': 'recommendation',
};

/**
 * A problem for each field. `dimension` in its variables is an id, which the presenter names. A promotion that the ratings do
 * not carry is told at the recommendation and at each rating that stands against it.
 */
export function problemsOf(faults: readonly Fault[], verdict: Verdict | null): Problems {
  const problems: Problems = {};
  for (const { kind, dimension, line } of faults) {
    const field = line ? `plan-${line}-${fieldOf[kind]}` : dimension === null ? fieldOf[kind] : `${fieldOf[kind]}-${dimension}`;
    problems[field] = { key: `evaluations.problem.${kind}`, vars: line ? { line } : dimension === null ? undefined : { dimension } };
    if (kind === 'not-carried') Object.assign(problems, reasonProblems(verdict));
  }
  return problems;
}

function reasonProblems(verdict: Verdict | null): Problems {
  const problems: Problems = {};
  for (const { kind, dimension, value, least } of verdict?.reasons ?? [])
    if (dimension === null) problems.recommendation = { key: 'evaluations.problem.mean', vars: { value, least } };
    else problems[`points-${dimension}`] = { key: `evaluations.problem.${kind}`, vars: { dimension, value, least } };
  return problems;
}
