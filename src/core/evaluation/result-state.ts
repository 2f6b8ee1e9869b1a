/** What decides how far the result of a test has come. */
export interface ResultFacts {
  submitted: boolean;
  /** It waits for its person to begin the next part. */
  extended: boolean;
  /** The result that counts; null while the test is not graded. */
  result: { passed: boolean } | null;
  /** Typed replies of it wait for people to mark them; nothing is graded before. */
  marking: boolean;
  /** Reviews of critical errors: how many are not settled, and whether anybody has voted on one of those. */
  critical: { open: number; begun: boolean };
  /** Null when none was opened. `begun` when somebody has taken it or sent a marking; `promoted` is the published outcome, null before it. */
  evaluation: { begun: boolean; promoted: boolean | null } | null;
  /** An appeal against the final result. */
  appeal: 'none' | 'open' | 'decided';
}

export type ResultState = 'in_progress' | 'extended' | 'ungraded' | 'scored' | 'under_review' | 'final' | 'appealed';

export interface StateOfResult {
  state: ResultState;
  /** Pass or fail, once it is final; null before. It stands while an appeal is open. */
  passed: boolean | null;
  /** Final again, after an appeal. */
  revised: boolean;
}

/**
 * The state of a result (measurement design 1.6): in_progress, scored, under_review, final (pass or fail), appealed, final again. It is derived from
 * the records and kept nowhere. A test that has to go on waits for its person: extended. One with typed replies that people have to mark is under review. A test that the grader could not mark is neither passed nor failed: ungraded. A failed test is final at once,
 * unless a critical error of it waits for its reviewers.
 */
export function resultState({ submitted, extended, marking, result, critical, evaluation, appeal }: ResultFacts): StateOfResult {
  const open = (state: ResultState): StateOfResult => ({ state, passed: null, revised: false });
  if (!submitted) return open('in_progress');
  if (!result) return open(extended ? 'extended' : marking ? 'under_review' : 'ungraded');
  if (critical.open > 0) return open(critical.begun ? 'under_review' : 'scored');
  if (result.passed && (!evaluation || evaluation.promoted === null)) return open(evaluation?.begun ? 'under_review' : 'scored');
  const passed = result.passed && evaluation?.promoted === true;
  return { state: appeal === 'open' ? 'appealed' : 'final', passed, revised: appeal === 'decided' };
}
