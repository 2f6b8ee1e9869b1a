import { z } from 'zod';
import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { robots } from '../../core/scenarios/scenario.ts';
import type { Json } from '../../core/authoring/difference.ts';
import { minutesOf } from '../../core/desk/way.ts';
import { listOf as seedList } from '../../platform/request.ts';
import { type Body, listOf, numberOf, textOf } from '../authoring/form-values.ts';
import type { Draft } from '../authoring/work-kind.ts';

export const newForm = z.object({
  way: z.enum(['recipe', 'fixed'], 'scenarios.problem.way'),
  /** Level and service in one choice: `1-SIUP`. */
  for: z.string().regex(/^[1-5]-[A-Z]{2,8}$/, 'scenarios.problem.for'),
});

export const scenarioFilter = z.object({
  service: z.string().regex(/^[A-Z]{2,8}$/).nullable().catch(null),
  level: z.enum(['1', '2', '3', '4', '5']).nullable().catch(null),
});

export const previewQuery = z.object({
  seed: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/).nullable().catch(null),
  truth: z.enum(['shown', 'hidden']).catch('hidden'),
  document: z.string().regex(/^[A-Z]+$/).nullable().catch(null),
});

export const issueForm = z.object({
  due: z.string().trim().regex(/^\d{4}-\d{2}-\d{2}$/, 'assignments.problem.day').or(z.literal('').transform(() => null)).default(null),
  token: z.string().regex(/^[A-Za-z0-9_-]{20,40}$/),
  to: z
    .string()
    .regex(/^(trainee|group)-[1-9]\d{0,9}$/, 'trainer.problem.to')
    .transform((text) => ({ kind: text.startsWith('group') ? ('group' as const) : ('trainee' as const), id: Number(text.split('-')[1]) })),
});

export const poolQuery = z.object({ more: z.coerce.number().int().min(0).max(480).catch(0) });
export const poolForm = z.object({
  revision: z.coerce.number().int().min(1).max(2_147_483_647),
  act: z.enum(['freeze', 'drop', 'free'], 'scenarios.problem.poolAct'),
  seeds: seedList(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/)),
});

/** The claims of the form: a robot has at most a least, a most, and whether it passes. */
function claimsOf(body: Body): Json[] {
  return robots.flatMap((robot): Json[] => {
    const [least, most, outcome] = ['least', 'most', 'outcome'].map((name) => textOf(body, `claim-${robot}-${name}`)) as [string, string, string];
    return [
      ...(least === '' ? [] : [{ robot, is: 'at-least', points: numberOf(least) }]),
      ...(most === '' ? [] : [{ robot, is: 'at-most', points: numberOf(most) }]),
      ...(outcome === '' ? [] : [{ robot, is: outcome }]),
    ];
  });
}

/** What every scenario has, from the form. */
export function headOf(body: Body, draft: Draft): Draft {
  const text = (name: string) => ({ id: textOf(body, `${name}-id`), en: textOf(body, `${name}-en`) });
  const [level, service] = /^([1-5])-([A-Z]{2,8})$/.exec(textOf(body, 'for'))?.slice(1) ?? [];
  return {
    format: 1,
    code: draft.code ?? '',
    title: text('title'),
    goal: text('goal'),
    service: service ?? draft.service ?? '',
    level: level ? Number(level) : (draft.level ?? ''),
    minutes: numberOf(textOf(body, 'minutes')),
    claims: claimsOf(body),
  };
}

/** The recipe from the form; what the form has not (frozen and dropped variants) stays as it is in the draft. */
export function recipeOf(body: Body, draft: Draft): Draft {
  const before = (draft.content ?? {}) as Draft;
  const [decision, event] = [textOf(body, 'decision'), textOf(body, 'event')];
  const wanted = textOf(body, 'wantedDecision');
  const defects: Draft =
    textOf(body, 'how') === 'difficulty'
      ? { how: 'difficulty', points: numberOf(textOf(body, 'points')), ...(wanted !== '' && { decision: wanted }) }
      : { how: 'choose', checks: listOf(body, 'checks') };
  return {
    way: 'recipe',
    defects,
    ...(textOf(body, 'decoysHow') === 'choose' && { decoys: listOf(body, 'decoys') }),
    message: textOf(body, 'message') || 'any',
    ...(event !== '' && { event }),
    ...(decision !== '' && { decision }),
    seeds: before.seeds ?? [],
    dropped: before.dropped ?? [],
  };
}

/** A new recipe of a service at a level, with the claims that most scenarios make. */
export function emptyRecipe(catalogue: Catalogue, code: string, level: number, service: string): Draft {
  levelOf(catalogue, level);
  serviceOf(catalogue, service);
  return {
    format: 1,
    code,
    title: { id: '', en: '' },
    goal: { id: '', en: '' },
    service,
    level,
    minutes: Math.round(minutesOf(catalogue, { service, level })),
    content: { way: 'recipe', defects: { how: 'choose', checks: [] }, message: 'offer', seeds: [], dropped: [] },
    claims: usualClaims,
  };
}

export const usualClaims: Json = [
  { robot: 'expert', is: 'at-least', points: 90 },
  { robot: 'hasty', is: 'at-most', points: 60 },
  { robot: 'corrupt', is: 'fails' },
];
