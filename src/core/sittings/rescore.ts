import { type Catalogue, known, levelOf } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { MarkedMoves } from '../conversations/marked.ts';
import type { Action } from '../desk/action.ts';
import { grade } from '../grading/graders.ts';
import { gradeTalk, type TestTalk } from '../grading/talk.ts';
import type { Grade, Observation } from '../grading/mark.ts';
import { type Correction, keyOf, withoutChecks } from './correction.ts';
import type { Scored } from './floors.ts';
import { itemState } from './items.ts';
import { calibrationIn, points } from './policies.ts';
import type { TestResult } from './score.ts';
import { nameOf } from './talks.ts';

/** All that a sitting is graded from: its permit and guidance cases with what was done on each, and its items with what was answered. */
export interface SittingRecord {
  level: number;
  cases: readonly { position: number; caseId: number; permitCase: PermitCase; actions: readonly Action[] }[];
  /** With what people have read in typed replies; absent where there are none, or none was marked. */
  talks: readonly { position: number; talk: TestTalk; actions: readonly Action[]; marked?: MarkedMoves }[];
  /** Items in their order, each with its own actions. */
  items: readonly { item: string; actions: readonly Action[] }[];
  /** The form's own cut; null for a form of before forms had one, which has no floors either. */
  cut: number | null;
  /** A form that is too short for floors, such as that after changed rules. */
  withoutFloors?: boolean;
  /** Unassisted practice of the days that count for floors, oldest first. */
  practice: readonly Scored[];
}

export interface CaseGrade {
  position: number;
  grade: Grade;
}

/** By which rules a record is graded and scored. */
export interface Rules {
  grader: string;
  policy: string;
  corrections: readonly Correction[];
}

/**
 * The grade of each case of a sitting, those of guidance cases last. Where a check counts no more the better of two grades stands, with the check and as if it did not exist: neither
 * who relied on it nor who ignored it loses by the mistake of the test. RangeError for an unknown version or content.
 */
export function gradesOf(catalogue: Catalogue, { cases, talks }: Pick<SittingRecord, 'cases' | 'talks'>, { grader, corrections }: Omit<Rules, 'policy'>): CaseGrade[] {
  const checks = corrections.filter(({ kind }) => kind === 'check-excluded').map(({ subject }) => subject);
  const without = withoutChecks(catalogue, checks);
  const permits = cases.map(({ position, permitCase, actions }) => {
    const made = grade(catalogue, permitCase, actions, grader);
    if (without === catalogue) return { position, grade: made };
    const other = grade(without, permitCase, actions, grader);
    return { position, grade: isBetter(other, made) ? other : made };
  });
  return [...permits, ...talks.map(({ position, talk, actions, marked }) => ({ position, grade: gradeTalk(talk, actions, grader, marked) }))];
}

const isBetter = (a: Grade, b: Grade): boolean =>
  a.critical.length === b.critical.length ? a.total > b.total : a.critical.length < b.critical.length;

/** One item that counts, and whether it was answered rightly. */
export interface Answer {
  item: string;
  right: boolean;
}

/** The items that count with whether each was answered rightly, in their order. RangeError for an unknown item. */
export function answersOf(catalogue: Catalogue, { items }: Pick<SittingRecord, 'items'>, corrections: readonly Correction[]): Answer[] {
  return items.flatMap(({ item, actions }) => {
    const key = keyOf(catalogue, item, corrections);
    return key === null ? [] : [{ item, right: itemState(actions).choice === key }];
  });
}

/** Answers as observations for the ability estimate. */
export function observationsOf(catalogue: Catalogue, answers: readonly Answer[]): Observation[] {
  return answers.map(({ item, right }) => {
    const { competency, difficulty } = known(catalogue.questions, item, 'question');
    return { competency, opportunity: item, difficulty, score: right ? 1 : 0 };
  });
}

/** The result of a test from the grades of its cases and its answers. RangeError when no case or no item is left, or for an unknown version. */
export function resultOf(catalogue: Catalogue, record: SittingRecord, caseGrades: readonly CaseGrade[], { policy, corrections }: Omit<Rules, 'grader'>): TestResult {
  const { cut: levelCut, blueprint } = levelOf(catalogue, record.level);
  if (!blueprint) throw new RangeError(`level ${record.level} has no test`);
  const calibration = record.cut === null || record.withoutFloors ? null : calibrationIn(policy, record.level);
  const counts = (kind: Correction['kind'], subject: string) => !corrections.some((each) => each.kind === kind && each.subject === subject);
  const cases = record.cases.filter(({ caseId }) => counts('case-excluded', String(caseId)));
  const talks = record.talks.filter(({ talk }) => counts('talk-excluded', nameOf(talk)));
  const counted = new Set([...cases, ...talks].map(({ position }) => position));
  return points(
    {
      grades: caseGrades.filter(({ position }) => counted.has(position)).map((each) => each.grade),
      answers: answersOf(catalogue, record, corrections).map(({ item, right }) => ({ competency: known(catalogue.questions, item, 'question').competency, right })),
      cut: record.cut ?? levelCut,
      caseWeight: blueprint.caseWeight,
      ...(calibration && { floors: { calibration, practice: record.practice } }),
    },
    policy,
  );
}

/** What of a sitting a correction can be about: its cases, the names of its conversations, its items. */
export interface Correctable {
  cases: readonly { caseId: number; service: string }[];
  talks: readonly string[];
  items: readonly string[];
}

/** Whether a correction can change the result of this sitting. */
export function concerns(catalogue: Catalogue, { kind, subject }: Correction, { cases, talks, items }: Correctable): boolean {
  if (kind === 'talk-excluded') return talks.includes(subject);
  if (kind === 'case-excluded') return cases.some(({ caseId }) => String(caseId) === subject);
  if (kind !== 'check-excluded') return items.includes(subject);
  const inStages = [...catalogue.stages.values()].some(({ checks }) => checks.includes(subject));
  return inStages || cases.some(({ service }) => catalogue.services.get(service)?.checks.includes(subject));
}
