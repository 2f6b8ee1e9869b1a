import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { rescored as reviewed } from '../../core/evaluation/critical.ts';
import { graderVersion } from '../../core/grading/grade.ts';
import { gradesOf, resultOf, type SittingRecord } from '../../core/sittings/rescore.ts';
import { scoringPolicy, type TestResult } from '../../core/sittings/score.ts';
import { nameOf } from '../../core/sittings/talks.ts';
import { AppError, NotFoundError } from '../../platform/errors.ts';
import { actionsInOrder, type PlacedAction } from './action-store.ts';
import type { CaseCache } from './case-cache.ts';
import { correctionsOf } from './correction-store.ts';
import { countedItems } from './form-read-model.ts';
import { closedAt, type RecordedResult, gradesWithIds, latestGradeIds, resultsOf } from './replay-store.ts';
import { confirmedCriticals } from '../evaluations/state-read-model.ts';
import { sittingRecord } from './sitting-record.ts';
import { findAnySitting, type Sitting } from './sitting-store.ts';

interface Parts {
  db: Knex;
  catalogue: Catalogue;
  cases: CaseCache;
}

/** A grade or a result as it is recorded, and whether the same log gives the same one again, to the last bit. */
export interface ReplayedGrade {
  position: number;
  /** The number of its case, or the name of its conversation: what a correction is asked for by. */
  subject: string;
  grader: string;
  recorded: number;
  recomputed: number;
  identical: boolean;
}

export interface ReplayedResult {
  id: number;
  policy: string;
  content: string;
  cause: string;
  corrections: number[];
  total: number;
  cut: number;
  passed: boolean;
  identical: boolean;
}

export interface Replay {
  sitting: number;
  kind: string;
  level: number;
  /** `open`, `ungraded` or `graded`. */
  state: 'open' | 'ungraded' | 'graded';
  contentVersion: string;
  /** The versions of this installation, by which what has no record is graded. */
  installed: { content: string; grader: string; policy: string };
  actions: (PlacedAction['action'] & { position: number })[];
  grades: ReplayedGrade[];
  results: ReplayedResult[];
  /** Everything that is recorded came out the same; false also for a sitting that is not graded. */
  identical: boolean;
}

/** What a sitting was graded from when a result of it was made. */
type RecordAt = (result: RecordedResult | undefined) => Promise<SittingRecord>;

/** Makes grades and results again from the log, and says whether they are what is recorded. */
export class ReplayService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The sitting, its actions in order, and every grade and result beside what its log gives. NotFoundError without such a sitting. */
  async replay(sittingId: number): Promise<Replay> {
    const { db, catalogue, cases } = this.parts;
    const sitting = await findAnySitting(db, sittingId);
    if (!sitting) throw new NotFoundError(`There is no sitting ${sittingId}`);
    const actions = (await actionsInOrder(db, sittingId)).map(({ position, action }) => ({ position, ...action }));
    const recorded = await resultsOf(db, sittingId);
    const at = (result: RecordedResult | undefined) => sittingRecord(db, { cases, catalogue }, sitting, result ? closedAt(recorded, result) : { at: '9999' });
    const results = await this.results(sitting, recorded, at);
    const ids = results.length > 0 ? results.flatMap(({ recorded }) => recorded.gradeIds ?? []) : [];
    const grades = await this.grades(at, ids.length > 0 ? [...new Set(ids)] : await latestGradeIds(db, sittingId), results.map(({ recorded }) => recorded));
    const compared = [...grades, ...results.map(({ said }) => said)];
    return {
      sitting: sitting.id,
      kind: sitting.kind,
      level: sitting.level,
      state: sitting.submittedAt === null ? 'open' : grades.length === 0 ? 'ungraded' : 'graded',
      contentVersion: sitting.contentVersion,
      installed: { content: catalogue.version, grader: graderVersion, policy: scoringPolicy },
      actions,
      grades,
      results: results.map(({ said }) => said),
      identical: compared.length > 0 && compared.every(({ identical }) => identical),
    };
  }

  /** Ids of the items that count in a sitting, in their order. */
  async itemsOf(sittingId: number): Promise<string[]> {
    const sitting = await findAnySitting(this.parts.db, sittingId);
    return sitting ? countedItems(sitting.form) : [];
  }

  private async grades(at: RecordAt, ids: readonly number[], results: readonly RecordedResult[]): Promise<ReplayedGrade[]> {
    const all = await correctionsOf(this.parts.db);
    const list: ReplayedGrade[] = [];
    for (const { id, position, grader, total, text } of await gradesWithIds(this.parts.db, ids)) {
      const result = results.find(({ gradeIds }) => gradeIds?.includes(id));
      const made = result?.corrections ?? [];
      const record = await at(result);
      const here = (each: { position: number }) => each.position === position;
      const one = { cases: record.cases.filter(here), talks: record.talks.filter(here) };
      const [again] = this.again(() => gradesOf(this.parts.catalogue, one, { grader, corrections: all.filter((each) => made.includes(each.id)) }));
      const subject = one.cases[0] ? String(one.cases[0].caseId) : nameOf(one.talks[0]!.talk);
      list.push({ position, subject, grader, recorded: total, recomputed: again!.grade.total, identical: JSON.stringify(again!.grade) === text });
    }
    return list;
  }

  private async results(sitting: Pick<Sitting, 'id'>, results: readonly RecordedResult[], at: RecordAt): Promise<{ recorded: RecordedResult; said: ReplayedResult }[]> {
    const { db, catalogue } = this.parts;
    const all = await correctionsOf(db);
    const list: { recorded: RecordedResult; said: ReplayedResult }[] = [];
    for (const recorded of results) {
      const record = await at(recorded);
      const corrections = all.filter(({ id }) => recorded.corrections.includes(id));
      const grades = await gradesWithIds(db, recorded.gradeIds ?? (await latestGradeIds(db, sitting.id)));
      const isReviewed = list.some(({ recorded: earlier }) => earlier.cause === 'review') || recorded.cause === 'review';
      const scored = this.again(() =>
        resultOf(catalogue, record, gradesOf(catalogue, record, { grader: grades[0]?.grader ?? graderVersion, corrections }), { policy: recorded.policy, corrections }),
      );
      const again = isReviewed ? (reviewed(scored, await confirmedCriticals(db, sitting.id)) ?? scored) : scored;
      const { id, policy, content, cause, total, cut, passed } = recorded;
      const said = { id, policy, content, cause, corrections: recorded.corrections, total, cut, passed, identical: sameResult(again, recorded.text) };
      list.push({ recorded, said });
    }
    return list;
  }

  /** What the pack or the code of this installation no longer knows is said, and is no different result. */
  private again<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new AppError(409, `It cannot be made again here: ${error.message}`);
    }
  }
}

const sameResult = (again: TestResult, text: string): boolean => JSON.stringify(again) === text;

