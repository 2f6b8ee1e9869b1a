import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { learningPaces, type PaceName } from '../core/operators/learner.ts';
import { policies, type Policy } from '../core/operators/practise.ts';
import { simulatePractice } from '../core/operators/practice-simulation.ts';
import { levelFrom } from './forms.ts';
import { progressBar } from './progress.ts';
import { UsageError } from './usage-error.ts';

export interface PracticeOptions {
  learners: string;
  policy: string;
  level: string;
  pace: string;
  files: string;
  seed: string;
}

/** A whole number in a span, given as text. */
function countFrom(name: string, text: string, [least, most]: readonly [number, number]): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < least || count > most) throw new UsageError(`${name}: "${text}" is not a whole number from ${least} to ${most}`);
  return count;
}

function oneOf<T extends string>(name: string, text: string, list: readonly T[]): T {
  const found = list.find((each) => each === text);
  if (!found) throw new UsageError(`${name}: "${text}" is not one of ${list.join(', ')}`);
  return found;
}

const round = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null);

/** `practice simulate`: what practice of synthetic learners comes to under a policy (measurement design 6, G12 and G20). */
export function practiceCommand(catalogue: Catalogue, options: PracticeOptions): object {
  const learners = countFrom('learners', options.learners, [1, 100_000]);
  const policy = oneOf<Policy>('policy', options.policy, policies);
  const pace = oneOf('pace', options.pace, Object.keys(learningPaces) as PaceName[]);
  const most = countFrom('files', options.files, [1, 1000]);
  const level = levelFrom(catalogue, options.level);
  const tell = progressBar(process.stderr, 'learners');
  let done = 0;
  const outcome = simulatePractice(catalogue, { level, learners, policy, pace, seed: options.seed, most }, () => tell(++done / learners));
  return { level, pace, seed: options.seed, files: most, contentVersion: catalogue.version, ...Object.fromEntries(Object.entries(outcome).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value])) };
}
