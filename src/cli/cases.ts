import { type Catalogue, serviceOf } from '../core/catalogue/catalogue.ts';
import { caseFile } from '../core/cases/case-file.ts';
import type { PermitCase, Recipe } from '../core/cases/dossier.ts';
import { generateCase } from '../core/cases/generate.ts';
import { checksOf } from '../core/checks/check.ts';
import { truthOf } from '../core/checks/truth.ts';
import { type Action, actionList } from '../core/desk/action.ts';
import { gradeCase } from '../core/grading/grade.ts';
import type { Critical, Mark } from '../core/grading/mark.ts';
import { operate } from '../core/operators/operate.ts';
import { type Archetype, demoArchetypes } from '../core/operators/profile.ts';
import { randomFrom } from '../core/shared/random.ts';
import { explain } from './explain.ts';
import { usage, UsageError } from './usage-error.ts';

export interface RecipeOptions {
  service: string;
  level: string;
  seed: string;
  break?: string;
}

function recipeOf(options: RecipeOptions): Recipe {
  const level = Number(options.level);
  if (!Number.isInteger(level)) throw new UsageError(`level: "${options.level}" is not a whole number`);
  const breaks = options.break === undefined ? undefined : options.break.split(',').map((id) => id.trim()).filter((id) => id !== '' && id !== 'none');
  return { service: options.service, level, seed: options.seed, ...(breaks && { breaks }) };
}

const makeCase = (catalogue: Catalogue, options: RecipeOptions): PermitCase => usage(() => generateCase(catalogue, recipeOf(options)));

/** `case generate`: the case; with its truth only when asked for, and with the places that show it only when asked for that too. */
export function generateCommand(catalogue: Catalogue, options: RecipeOptions & { withTruth?: boolean; explain?: boolean }): object {
  if (options.explain && !options.withTruth) throw new UsageError('explain: needs --with-truth, because it tells the truth');
  const permitCase = makeCase(catalogue, options);
  return options.withTruth ? { ...permitCase, truth: truthView(catalogue, permitCase, options.explain) } : permitCase;
}

/** The truth of a case as plain data. */
function truthView(catalogue: Catalogue, permitCase: PermitCase, explained = false): object {
  const truth = truthOf(catalogue, permitCase);
  return {
    decision: truth.decision,
    targets: truth.targets,
    reasons: truth.reasons,
    class: truth.class,
    levy: truth.levy?.amount ?? null,
    failing: truth.failing.map((check) => {
      const { id, defect, consequence, clause, weight, where } = check;
      return { id, defect, consequence, clause, weight, where, ...(explained && { explanation: explain(catalogue, permitCase, check) }) };
    }),
    decoys: truth.decoys.map(({ id, defect }) => ({ id, defect })),
  };
}

/** `case demo`: the actions of a synthetic operator, ready for `case grade`. */
export function demoCommand(catalogue: Catalogue, options: RecipeOptions & { as: string }): Action[] {
  if (!demoArchetypes.includes(options.as as (typeof demoArchetypes)[number]))
    throw new UsageError(`as: "${options.as}" is not one of ${demoArchetypes.join(', ')}`);
  const permitCase = makeCase(catalogue, options);
  const random = randomFrom(`${options.seed}/${options.as}`, 'operator');
  const archetype = options.as as Archetype;
  return operate(catalogue, permitCase, { archetype, random, startAt: `${permitCase.today}T01:00:00.000Z`, recipe: recipeOf(options) });
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** `case grade`: total, marks and critical errors; the truth is computed from the case, whatever the file says of it. */
export function gradeCommand(catalogue: Catalogue, caseJson: unknown, actionsJson: unknown): { total: number; marks: Mark[]; critical: readonly Critical[] } {
  const parsed = caseFile.safeParse(caseJson);
  if (!parsed.success) throw new UsageError(`case: ${parsed.error.issues[0]!.path.join('.')}: ${parsed.error.issues[0]!.message}`);
  const actions = actionList.safeParse(actionsJson);
  if (!actions.success) throw new UsageError(`actions: ${actions.error.issues[0]!.path.join('.')}: ${actions.error.issues[0]!.message}`);
  if (parsed.data.contentVersion !== catalogue.version)
    throw new UsageError(`case: contentVersion ${parsed.data.contentVersion} is not that of the content pack, ${catalogue.version}`);
  const grade = usage(() => gradeCase(catalogue, parsed.data as PermitCase, actions.data));
  return {
    total: round(grade.total),
    marks: grade.marks.map((mark) => ({ ...mark, points: round(mark.points), outOf: round(mark.outOf) })),
    critical: grade.critical,
  };
}

/** `checks`: the checks of a service. */
export function checksCommand(catalogue: Catalogue, service: string): object[] {
  usage(() => serviceOf(catalogue, service));
  return checksOf(catalogue, service).map(({ id, consequence, competency, clause, difficulty, weight }) => ({ id, consequence, competency, clause, difficulty, weight }));
}
