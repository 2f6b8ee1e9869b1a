import type { Knex } from 'knex';
import type { Grade } from '../../core/grading/mark.ts';
import type { StageId } from '../../core/catalogue/content.ts';
import { itemPlaces } from '../../core/sittings/places.ts';
import { takenPlaces, toForm } from '../sittings/form-read-model.ts';

/** One graded case of a sitting, as far as it says something of checks and decoys. */
export interface GradedWork {
  position: number;
  service: string;
  stages: StageId[];
  /** Observations with their opportunity: checks, decoys, and others that nobody asks for here. */
  scores: { opportunity: string; score: number }[];
  /** Findings without a reason: where, and of what kind. */
  alarms: { document: string; field: string; problem: string; stage: StageId }[];
  /** Of 100 points. */
  total: number;
  /** The scenario of which the case was made, and the number of its version. */
  scenario: { workId: number; version: number } | null;
}

/** The last choice of an item by position; null for a blank. */
export interface GivenAnswer {
  position: number;
  choice: string | null;
}

/** A graded sitting with all that its items are analysed from. */
export interface SittingResponses {
  id: number;
  person: number;
  test: boolean;
  level: number;
  contentVersion: string;
  /** What was asked beside the cases, in all parts, each with its place. */
  items: { id: string; position: number }[];
  works: GradedWork[];
  answers: GivenAnswer[];
  /** Active minutes by position. */
  minutes: Map<number, number>;
}

/** An answer to a question of the bank: in practice, or tried out in a test. */
export interface BankAnswer {
  id: string;
  workId: number;
  versionNumber: number;
  person: number;
  test: boolean;
  score: number;
  minutes: number | null;
  choice: string | null | undefined;
}

/** Sittings with grades above this one, the oldest grade first, and the newest grade of them. At most so many. */
export async function gradedAfter(db: Knex, after: number, most: number): Promise<{ sittingIds: number[]; last: number }> {
  const rows: { id: number; sitting_id: number }[] = await db('case_grades').where('id', '>', after).orderBy('id').limit(most).select('id', 'sitting_id');
  return { sittingIds: [...new Set(rows.map((row) => row.sitting_id))], last: rows.at(-1)?.id ?? after };
}

interface GradeRow {
  sitting_id: number;
  position: number;
  service: string;
  grade: string;
  work_id: number | null;
  number: number | null;
}

/** Two minutes without an action are no work (measurement design 2.8). */
const idleMs = 120_000;

/** Everything of these sittings; a few at a time, so that nobody who saves an answer has to wait. */
export async function responsesOf(db: Knex, ids: readonly number[]): Promise<SittingResponses[]> {
  const sittings: { id: number; trainee_id: number; kind: string; level: number; content_version: string; form: string }[] = await db('sittings')
    .whereIn('id', [...ids])
    .select('id', 'trainee_id', 'kind', 'level', 'content_version', 'form');
  const grades: GradeRow[] = await db('case_grades')
    .join('sitting_cases', (join) => {
      join.on('sitting_cases.sitting_id', 'case_grades.sitting_id').andOn('sitting_cases.position', 'case_grades.position');
    })
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .leftJoin('scenario_cases', 'scenario_cases.case_id', 'cases.id')
    .leftJoin('work_versions', 'work_versions.id', 'scenario_cases.version_id')
    .whereIn('case_grades.sitting_id', [...ids])
    .orderBy('case_grades.id')
    .select('case_grades.sitting_id', 'case_grades.position', 'cases.service', 'grade', 'work_versions.work_id', 'work_versions.number');
  const actions: { sitting_id: number; position: number; at: string; answer: string | null }[] = await db('actions')
    .whereIn('sitting_id', [...ids])
    .orderBy('id')
    .select('sitting_id', 'position', 'at', { answer: db.raw("case when type = 'answer' then payload end") });
  const cases: { sitting_id: number; position: number }[] = await db('sitting_cases')
    .whereIn('sitting_id', [...ids])
    .select('sitting_id', 'position');
  const latest = new Map(grades.map((row) => [`${row.sitting_id}/${row.position}`, row]));
  return sittings.map((sitting) => {
    const own = actions.filter((action) => action.sitting_id === sitting.id);
    const { items, talks } = toForm(sitting.id, sitting.form);
    const places = itemPlaces(takenPlaces(cases.filter((each) => each.sitting_id === sitting.id).map(({ position }) => position), { talks }), items.length);
    return {
      id: sitting.id,
      person: sitting.trainee_id,
      test: sitting.kind === 'test',
      level: sitting.level,
      contentVersion: sitting.content_version,
      items: items.map((id, at) => ({ id, position: places[at]! })),
      works: [...latest.values()].filter((row) => row.sitting_id === sitting.id).map((row) => workOf(row, JSON.parse(row.grade) as Grade)),
      answers: [...new Map(own.flatMap(({ position, answer }) => (answer === null ? [] : [[position, choiceOf(answer)] as const])))].map(([position, choice]) => ({ position, choice })),
      minutes: minutesOf(own),
    };
  });
}

const choiceOf = (payload: string): string | null => (JSON.parse(payload) as { choice?: string }).choice || null;

function workOf({ position, service, work_id, number }: GradeRow, { marks, observations, total }: Grade): GradedWork {
  const stages = [...new Set<StageId>(marks.map(({ stage }) => stage ?? 'verification')).add('verification')];
  return {
    position,
    service,
    stages,
    total,
    scenario: work_id === null ? null : { workId: work_id, version: number! },
    scores: observations.map(({ opportunity, score }) => ({ opportunity, score })),
    alarms: marks.flatMap(({ id, where, done, stage = 'verification' }) =>
      id.includes('DF/unfounded/') && where ? [{ ...where, problem: String(done.vars?.problem ?? ''), stage }] : [],
    ),
  };
}

/** Each action is work on its position since the action before, wherever that was. */
function minutesOf(actions: readonly { position: number; at: string }[]): Map<number, number> {
  const minutes = new Map<number, number>();
  let before = NaN;
  for (const { position, at } of actions) {
    const now = Date.parse(at);
    const worked = Number.isNaN(before) ? 0 : Math.min(idleMs, Math.max(0, now - before)) / 60_000;
    minutes.set(position, (minutes.get(position) ?? 0) + worked);
    before = now;
  }
  return minutes;
}

/** Answers to questions of the bank that were given at this moment or later, the oldest first. */
export async function bankAnswersSince(db: Knex, since: string): Promise<{ answers: BankAnswer[]; last: string }> {
  const version = { workId: 'work_versions.work_id', versionNumber: 'work_versions.number' };
  const practised: (Omit<BankAnswer, 'id' | 'test' | 'minutes' | 'choice'> & { id: number; begun: string; at: string; response: string | null })[] = await db('question_attempts')
    .join('work_versions', 'work_versions.id', 'question_attempts.version_id')
    .where('answered_at', '>=', since)
    .orderBy('answered_at')
    .select({ ...version, id: 'question_attempts.id', person: 'trainee_id', score: 'score', begun: 'begun_at', at: 'answered_at', response: 'response' });
  const tried: (Omit<BankAnswer, 'id' | 'test' | 'minutes' | 'choice'> & { id: number; at: string; response: string | null })[] = await db('tried_answers')
    .join('work_versions', 'work_versions.id', 'tried_answers.version_id')
    .join('sittings', 'sittings.id', 'tried_answers.sitting_id')
    .where('answered_at', '>=', since)
    .orderBy('answered_at')
    .select({ ...version, id: 'tried_answers.id', person: 'trainee_id', score: 'score', at: 'answered_at', response: 'response' });
  const chosen = (text: string | null) => {
    const response = text === null ? null : (JSON.parse(text) as { kind: string; choice?: string } | null);
    return response === null ? null : response.kind === 'single' ? response.choice : undefined;
  };
  const answers = [
    ...practised.map(({ begun, at, response, ...row }): BankAnswer => ({ ...row, id: `p${row.id}`, test: false, minutes: Math.min(30, (Date.parse(at) - Date.parse(begun)) / 60_000), choice: chosen(response) })),
    ...tried.map(({ at: _, response, ...row }): BankAnswer => ({ ...row, id: `t${row.id}`, test: true, minutes: null, choice: chosen(response) })),
  ];
  return { answers, last: [since, ...practised.map(({ at }) => at), ...tried.map(({ at }) => at)].sort().at(-1)! };
}

/** Corrected keys of items of the pack, by item. */
export async function correctedKeys(db: Knex): Promise<Map<string, string>> {
  const rows: { subject: string; answer: string }[] = await db('key_corrections').where({ kind: 'item-key' }).whereNotNull('answer').orderBy('id').select('subject', 'answer');
  return new Map(rows.map(({ subject, answer }) => [subject, answer]));
}
