import type { Knex } from 'knex';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import type { Archetype } from '../../../src/core/operators/profile.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { assembleForm, type Form } from '../../../src/core/sittings/assemble.ts';
import { scoreTest } from '../../../src/core/sittings/score.ts';
import { content } from '../../support/content.ts';

export interface PassedTest {
  evaluationId: number;
  sittingId: number;
  /** Actions of each case, in the order of the cases. */
  actions: Action[][];
  cases: PermitCase[];
}

interface Options {
  as?: Archetype;
  seed?: string;
  at?: string;
  /** How many cases of the form are played; fewer make a quicker test. */
  cases?: number;
}

const forms = new Map<string, Form>();

/** Assembled once: many tests begin with the same form. */
function formOf(seed: string): Form {
  const form = forms.get(seed) ?? assembleForm(content(), 1, seed, { seenSeeds: [], seenItems: [] });
  forms.set(seed, form);
  return form;
}

const idOf = ([row]: unknown[]) => (row as { id: number }).id;

/** A test that a synthetic operator has taken and passed, with the evaluation that waits; written straight into the tables. */
export async function passedTest(
  db: Knex,
  traineeId: number,
  { as = 'sound', seed = 'a', at = '2015-05-25T02:00:00.000Z', cases = 2 }: Options = {},
): Promise<PassedTest> {
  const catalogue = content();
  const form = formOf(`test-${seed}`);
  const recipes = form.cases.slice(0, cases);
  const sittingId = idOf(
    await db('sittings')
      .insert({
        trainee_id: traineeId,
        kind: 'test',
        level: 1,
        content_version: catalogue.version,
        form: JSON.stringify({ seed, items: form.items }),
        issued_at: at,
        started_at: at,
        deadline_at: at,
        submitted_at: at,
        closed_by: 'trainee',
      })
      .returning('id'),
  );
  const made = recipes.map((recipe) => generateCase(catalogue, recipe));
  const actions = made.map((permitCase, index) =>
    operate(catalogue, permitCase, { archetype: as, random: randomFrom(`${seed}-${index}`, 'op'), startAt: at, prefix: `case-${index + 1}` }),
  );
  const grades = made.map((permitCase, index) => gradeCase(catalogue, permitCase, actions[index]!));
  for (const [index, permitCase] of made.entries()) {
    const position = index + 1;
    const caseId = idOf(
      await db('cases')
        .insert({
          service: permitCase.service,
          level: 1,
          seed: recipes[index]!.seed,
          recipe: JSON.stringify(recipes[index]),
          content_version: catalogue.version,
          purpose: 'test',
          body: JSON.stringify(permitCase),
          made_at: at,
        })
        .returning('id'),
    );
    await db('sitting_cases').insert({ sitting_id: sittingId, position, case_id: caseId });
    await db('actions').insert(
      actions[index]!.map(({ id, type, at: moment, ...payload }) => ({
        sitting_id: sittingId,
        position,
        action_id: id,
        type,
        payload: JSON.stringify(payload),
        at: moment,
      })),
    );
    const grade = grades[index]!;
    await db('case_grades').insert({
      sitting_id: sittingId,
      position,
      grader_version: grade.version,
      total: grade.total,
      grade: JSON.stringify(grade),
      graded_at: at,
    });
  }
  const answers = form.items.map((id, index) => ({
    competency: catalogue.questions.get(id)!.competency,
    right: index % 8 !== 0,
  }));
  const result = { ...scoreTest({ grades, answers, cut: 70, caseWeight: 0.6 }), passed: true };
  await db('results').insert({
    sitting_id: sittingId,
    policy_version: 'x',
    total: result.total,
    cut: result.cut,
    passed: true,
    result: JSON.stringify(result),
    scored_at: at,
  });
  const evaluationId = idOf(
    await db('evaluations')
      .insert({ sitting_id: sittingId, trainee_id: traineeId, level: 1, opened_at: at })
      .returning('id'),
  );
  return { evaluationId, sittingId, actions, cases: made };
}

type Fields = Record<string, string | string[]>;

/** Fields of a development plan of one line. */
export const planFields = (action = 'Sepuluh latihan surat.'): Record<string, string> => ({
  'plan-1-competency': 'KEP',
  'plan-1-action': action,
  'plan-1-until': '2015-07-31',
});

/** A form that holds: sound ratings, reasons and a plan. */
export const holdForm = (change: Fields = {}): Fields => soundForm({ recommendation: 'hold', reasons: 'Surat terlalu singkat.', ...planFields(), ...change });

/** A form that is complete: sound ratings with one event each, and a promotion. */
export function soundForm(change: Fields = {}): Fields {
  const fields = content().rubric.dimensions.flatMap(({ id }): [string, string | string[]][] => [
    [`points-${id}`, '3'],
    [`evidence-${id}`, ['1:1', '2:2']],
    [`comment-${id}`, ''],
  ]);
  return { ...Object.fromEntries(fields), recommendation: 'promote', reasons: '', ...change };
}
