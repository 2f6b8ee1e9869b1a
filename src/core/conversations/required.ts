import type { Variant } from './format.ts';

/**
 * The steps that a variant requires, by id (measurement design 2.7): `need/<fact>` for each fact of the need, `device`, `explain/<topic>` for each topic,
 * `apply/<task>` for each task of an assisted application, then `act`, `verify`, `privacy`, `cost`, `close`. What the citizen has told in his opening need not be asked for; `without` takes out what makes no sense.
 */
export function requiredSteps({ needs, tells, volunteers, without, facts, application }: Variant): string[] {
  const steps = [
    ...needs.filter((fact) => !volunteers.includes(fact)).map((fact) => `need/${fact}`),
    ...('device' in facts && !volunteers.includes('device') ? ['device'] : []),
    ...tells.map((topic) => `explain/${topic}`),
    ...(application ? ['apply/services', 'apply/papers', 'apply/terms', ...application.form.map((_, at) => `apply/part-${at + 1}`)] : []),
    'act',
    'verify',
    'privacy',
    'cost',
    'close',
  ];
  return steps.filter((id) => !without.some((step) => id === step || id.startsWith(`${step}/`)));
}
