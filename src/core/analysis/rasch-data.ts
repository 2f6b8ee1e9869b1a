import type { Row } from './numbers.ts';

/** Persons with the same raw score on the same items: all that the Rasch model needs to know of them. */
export interface ScoreGroup {
  score: number;
  persons: number;
  /** For each item of the pattern, how many of these persons were right. */
  right: number[];
}

/** Persons who answered the same items. */
export interface Pattern {
  /** Places of these items among the items that are calibrated. */
  items: number[];
  persons: number;
  groups: ScoreGroup[];
}

export interface RaschData {
  /** Places, among all items, of those that are calibrated. */
  items: number[];
  /** Persons with an answer to one of them. */
  persons: number;
  /** Right answers to each calibrated item, and how many answered it. */
  right: number[];
  answered: number[];
  patterns: Pattern[];
}

/** Why an item has no difficulty: it is no 0/1 item, nobody answered it, all were right or wrong, so that it has no finite one, or no other item can be calibrated. */
export type Uncalibrated = 'not-dichotomous' | 'no-answers' | 'all-right' | 'all-wrong' | 'alone';

/** Why an item cannot be calibrated, or null when it can. In: its answers, missing ones as null. */
export function uncalibrated(answers: readonly (number | null)[]): Uncalibrated | null {
  const there = answers.filter((points) => points !== null);
  if (there.length === 0) return 'no-answers';
  if (there.some((points) => points !== 0 && points !== 1)) return 'not-dichotomous';
  const right = there.filter((points) => points === 1).length;
  return right === 0 ? 'all-wrong' : right === there.length ? 'all-right' : null;
}

/** The sufficient statistics of the items that can be calibrated. In: rows of points. The score of a person and who answered what is enough, so persons are counted in groups. */
export function raschData(rows: readonly Row[], items: readonly number[]): RaschData {
  const patterns = new Map<string, Pattern & { byScore: Map<number, ScoreGroup> }>();
  const data: RaschData = { items: [...items], persons: 0, right: items.map(() => 0), answered: items.map(() => 0), patterns: [] };
  for (const row of rows) {
    const answered: number[] = [];
    for (let at = 0; at < items.length; at++) if (row[items[at]!] !== null) answered.push(at);
    if (answered.length === 0) continue;
    data.persons += 1;
    const name = answered.length === items.length ? 'all' : answered.join();
    let pattern = patterns.get(name);
    if (!pattern) patterns.set(name, (pattern = { items: answered, persons: 0, groups: [], byScore: new Map() }));
    pattern.persons += 1;
    const points = answered.map((at) => row[items[at]!] as number);
    const score = points.reduce((total, each) => total + each, 0);
    let group = pattern.byScore.get(score);
    if (!group) {
      group = { score, persons: 0, right: answered.map(() => 0) };
      pattern.byScore.set(score, group);
      pattern.groups.push(group);
    }
    group.persons += 1;
    for (const [place, at] of answered.entries()) {
      group.right[place]! += points[place]!;
      data.right[at]! += points[place]!;
      data.answered[at]! += 1;
    }
  }
  data.patterns = [...patterns.values()].map(({ items: own, persons, groups }) => ({ items: own, persons, groups }));
  return data;
}
