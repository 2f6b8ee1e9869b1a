import { known } from '../catalogue/catalogue.ts';
import { calibrationOf } from './calibration.ts';
import { calibrationWithoutTalks } from './calibration-without-talks.ts';
import type { Calibration } from './floors.ts';
import { scoreTest, scoringPolicy, type TestInput, type TestResult } from './score.ts';

/** Every version of the rules of scoring by which results were recorded and can be made again; a change of the rules adds one. */
const policies: ReadonlyMap<string, (input: TestInput) => TestResult> = new Map([
  // Before there were floors.
  ['2015.1', (input: TestInput) => scoreTest({ ...input, floors: undefined })],
  // Before tests were extended; what was sat was scored by the same rules.
  ['2015.2', scoreTest],
  // Before tests had guidance cases.
  ['2015.3', scoreTest],
  [scoringPolicy, scoreTest],
]);

/**
 * The result of a test by the rules of a version (measurement design 1.6): a pure function of grades and answers. Out: as `scoreTest`. RangeError, which
 * names the known ones, for an unknown version; RangeError without a case or without an item.
 */
export function points(input: TestInput, version: string): TestResult {
  return known(policies, version, 'policy version')(input);
}

const calibratedBefore = 3;

/** The calibration of a level's floors by the rules of a version; null where there was none, and then no floor is applied. */
export const calibrationIn = (version: string, level: number): Calibration | null =>
  version === scoringPolicy ? calibrationOf(level) : version === '2015.2' && level > calibratedBefore ? null : calibrationWithoutTalks(level);
