import type { Knex } from 'knex';
import type { Failure } from '../../core/ladder/retake.ts';
import type { ResultFacts, StateOfResult } from '../../core/evaluation/result-state.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import { appealStates } from '../appeals/appeal-read-model.ts';
import { toForm } from '../sittings/form-read-model.ts';
import { type WaitingPart, waitingParts } from '../sittings/part-read-model.ts';
import { type Reviews, reviewsOf, stateFrom } from '../evaluations/state-read-model.ts';

/** One achievement test with what followed from it. */
export interface TestRecord {
  sittingId: number;
  level: number;
  /** The short form by which a level that was reached is renewed. */
  renewal: boolean;
  /** The short form after changed rules; it renews nothing. */
  delta: boolean;
  startedAt: string;
  deadlineAt: string;
  submittedAt: string | null;
  /** Since when it is paused; null while it runs. */
  pausedAt: string | null;
  /** The next part that it waits for its person to begin; null when it does not. */
  extension: WaitingPart | null;
  /** Null while it runs or is not graded. */
  result: { total: number; cut: number; knowledge: number; passed: boolean; critical: boolean; scoredAt: string } | null;
  /** Null when none was opened; `passed` is null while it is not decided. */
  evaluation: { id: number; openedAt: string; decidedAt: string | null; passed: boolean | null } | null;
  state: StateOfResult;
  /** Critical errors that two reviewers have not settled yet. */
  criticalOpen: number;
}

/** The tests of a trainee, newest first, each with its latest result and its evaluation; of a test that was opened again only what came after counts. */
export async function testsOf(db: Knex, traineeId: number, at: string): Promise<TestRecord[]> {
  const rows = await db('sittings')
    .leftJoin('results', (join) => {
      join.on('results.sitting_id', 'sittings.id').andOn('results.id', '>', 'sittings.results_before').andOnNotNull('sittings.submitted_at');
    })
    .leftJoin('evaluations', 'evaluations.sitting_id', 'sittings.id')
    .leftJoin('evaluation_decisions', 'evaluation_decisions.evaluation_id', 'evaluations.id')
    .where({ 'sittings.trainee_id': traineeId, 'sittings.kind': 'test' })
    .orderBy([{ column: 'sittings.id', order: 'desc' }, { column: 'results.id' }, { column: 'evaluations.id' }])
    .select({
      id: 'sittings.id', level: 'sittings.level', started: 'started_at', deadline: 'deadline_at', submitted: 'submitted_at', paused: 'paused_at',
      renewal: 'renewal', form: 'sittings.form', total: 'results.total', cut: 'results.cut', passed: 'results.passed', scored: 'scored_at', body: 'results.result',
      evaluation: 'evaluations.id', opened: 'opened_at', decided: 'decided_at', promoted: 'evaluation_decisions.passed',
    }); // prettier-ignore
  const ids = [...new Set(rows.map((row) => row.id as number))];
  const reviews = await reviewsOf(db, ids);
  const appeals = await appealStates(db, ids);
  const waiting = await waitingParts(db, ids, at);
  const latest = new Map<number, TestRecord>();
  for (const row of rows)
    latest.set(row.id, withState(reviews.get(row.id), appeals.get(row.id) ?? 'none', {
      sittingId: row.id,
      level: row.level,
      renewal: Boolean(row.renewal),
      delta: toForm(row.id, row.form).delta !== undefined,
      startedAt: row.started,
      deadlineAt: row.deadline,
      submittedAt: row.submitted,
      pausedAt: row.paused,
      extension: waiting.get(row.id) ?? null,
      result:
        row.scored === null
          ? null
          : { total: row.total, cut: row.cut, passed: Boolean(row.passed), ...factsOf(row.body), scoredAt: row.scored },
      evaluation:
        row.evaluation === null
          ? null
          : {
              id: row.evaluation,
              openedAt: row.opened,
              decidedAt: row.decided,
              passed: row.decided === null ? null : Boolean(row.promoted),
            },
    }));
  return [...latest.values()];
}

function withState(reviews: Reviews | undefined, appeal: ResultFacts['appeal'], test: Omit<TestRecord, 'state' | 'criticalOpen'>): TestRecord {
  return { ...test, state: stateFrom(test, reviews, appeal), criticalOpen: reviews?.critical.open ?? 0 };
}

function factsOf(body: string): { critical: boolean; knowledge: number } {
  const { critical, knowledge } = JSON.parse(body) as TestResult;
  return { critical: critical.length > 0, knowledge };
}

/**
 * Tests that ended in a failure, and those whose evaluation held the trainee back: both begin a pause. Left out are results that are not final, the short forms of a renewal, after which the full test
 * is open at once, and those that an upheld appeal has taken off the account.
 */
export function failuresOf(tests: readonly TestRecord[], forgiven: ReadonlySet<number>): Failure[] {
  return tests
    .filter(({ sittingId }) => !forgiven.has(sittingId))
    .flatMap(({ level, renewal, result, evaluation, submittedAt, state }): Failure[] => {
      if (state.passed !== false) return [];
      if (result?.critical) return [{ level, at: submittedAt!, critical: true }];
      if (renewal) return [];
      return [{ level, at: result?.passed ? evaluation!.decidedAt! : submittedAt!, critical: false }];
    });
}
