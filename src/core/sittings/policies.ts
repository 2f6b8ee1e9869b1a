import { known } from '../catalogue/catalogue.ts';
import { scoreTest, scoringPolicy, type TestInput, type TestResult } from './score.ts';

/** Every version of the rules of scoring by which results were recorded and can be made again; a change of the rules adds one. */
const policies: ReadonlyMap<string, (input: TestInput) => TestResult> = new Map([
  // Before there were floors.
  ['2015.1', (input: TestInput) => scoreTest({ ...input, floors: undefined })],
  [scoringPolicy, scoreTest],
]);

/**
 * The result of a test by the rules of a version (measurement design 1.6): a pure function of grades and answers. Out: as `scoreTest`. RangeError, which
 * names the known ones, for an unknown version; RangeError without a case or without an item.
 */
export function points(input: TestInput, version: string): TestResult {
  return known(policies, version, 'policy version')(input);
}
