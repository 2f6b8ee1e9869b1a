import type { Knex } from 'knex';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Action } from '../../core/desk/action.ts';
import type { Grade } from '../../core/grading/mark.ts';
import type { TestTalk } from '../../core/grading/talk.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import { talksIn } from '../sittings/talk-read-model.ts';

interface Work {
  /** Position in the test, from 1. */
  position: number;
  actions: Action[];
  /** The latest grade, or null where it was not graded. */
  grade: Grade | null;
}

export interface PermitWork extends Work {
  permitCase: PermitCase;
}

export interface TalkWork extends Work {
  talk: TestTalk;
}

/** One case of a test, a file or a conversation, with everything that was done to it. */
export type CaseWork = PermitWork | TalkWork;

export const isTalk = (work: CaseWork): work is TalkWork => 'talk' in work;

interface ActionRow {
  position: number;
  action_id: string;
  type: string;
  payload: string;
  at: string;
}

/** The cases of a sitting in their order, with their actions and latest grades. */
export async function caseWorkOf(db: Knex, sittingId: number): Promise<CaseWork[]> {
  const cases: { position: number; body: string }[] = await db('sitting_cases')
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .where('sitting_cases.sitting_id', sittingId)
    .orderBy('sitting_cases.position')
    .select('sitting_cases.position', 'cases.body');
  const actions: ActionRow[] = await db('actions').where({ sitting_id: sittingId }).orderBy('id').select('position', 'action_id', 'type', 'payload', 'at');
  const grades: { position: number; grade: string }[] = await db('case_grades').where({ sitting_id: sittingId }).orderBy('id').select('position', 'grade');
  const latest = new Map(grades.map((row) => [row.position, row.grade]));
  const done = (position: number): Work => ({
    position,
    actions: actions.filter((row) => row.position === position).map(toAction),
    grade: latest.has(position) ? (JSON.parse(latest.get(position) as string) as Grade) : null,
  });
  const talks = await talksIn(db, sittingId);
  const works: CaseWork[] = [...cases.map(({ position, body }) => ({ ...done(position), permitCase: JSON.parse(body) as PermitCase })), ...talks.map(({ position, talk }) => ({ ...done(position), talk }))];
  return works.toSorted((a, b) => a.position - b.position);
}

/** How many actions each case of a sitting has, in the order of the cases. */
export async function stepsOf(db: Knex, sittingId: number): Promise<number[]> {
  const permits: number[] = await db('sitting_cases').where({ sitting_id: sittingId }).pluck('position');
  const positions = [...permits, ...(await talksIn(db, sittingId)).map(({ position }) => position)].sort((a, b) => a - b);
  const rows: { position: number; steps: number | string }[] = await db('actions')
    .where({ sitting_id: sittingId })
    .groupBy('position')
    .select('position')
    .count({ steps: '*' });
  const counted = new Map(rows.map((row) => [row.position, Number(row.steps)]));
  return positions.map((position) => counted.get(position) ?? 0);
}

/** The latest result of a test, or null before it was scored. */
export async function testResultOf(db: Knex, sittingId: number): Promise<TestResult | null> {
  const row: { result: string } | undefined = await db('results').where({ sitting_id: sittingId }).orderBy('id', 'desc').first('result');
  return row ? (JSON.parse(row.result) as TestResult) : null;
}

const toAction = ({ action_id, type, payload, at }: ActionRow): Action =>
  ({ ...(JSON.parse(payload) as object), id: action_id, type, at }) as Action;
