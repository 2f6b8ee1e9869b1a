import { type Catalogue, levelOf } from '../core/catalogue/catalogue.ts';
import { byKind, byStrategy, calibrate, classify, formSpread } from '../core/operators/simulation.ts';
import { kinds } from '../core/operators/responders.ts';
import { type Stock, stockOf } from '../core/operators/sitting.ts';
import { strategies } from '../core/operators/strategies.ts';
import { calibrationOf } from '../core/sittings/calibration.ts';
import { cutAbility } from '../core/sittings/reference.ts';
import { levelFrom } from './forms.ts';
import { progressBar } from './progress.ts';
import { UsageError } from './usage-error.ts';

export interface SimulateOptions {
  level: string;
  operators: string;
  seed: string;
  forms: string;
  replications: string;
  strategies?: boolean;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** A whole number from 2 on, given as text. */
function countFrom(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 2 || count > 1_000_000) throw new UsageError(`${name}: "${text}" is not a whole number from 2 to 1000000`);
  return count;
}

const rounded = <T extends object>(entries: T): T => Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value])) as T;

/** The three response models: how differently a case suits different people, as a standard deviation in logits. */
const caseSpreads = [0.3, 0.5, 0.7] as const;

/** Runs a long job with a bar on a terminal. */
function run<T>(label: string, steps: number, job: (tick: () => void) => T): T {
  const tell = progressBar(process.stderr, label);
  let done = 0;
  return job(() => tell(++done / steps));
}

/** `simulate tests --strategies`: so many tests in all by people who do not look (G7). */
function gaming(catalogue: Catalogue, stock: Stock, tests: number, seed: string): object {
  const each = Math.ceil(tests / strategies.length);
  const list = run('strategies', each * strategies.length, (tick) => byStrategy(catalogue, stock, { each, seed, calibration: calibrationOf(stock.level) }, tick));
  return {
    tests: each * strategies.length,
    mean: round(list.reduce((sum, entry) => sum + entry.mean, 0) / list.length),
    passed: list.reduce((sum, { passed }) => sum + passed, 0),
    strategies: list.map(rounded),
  };
}

/** `simulate tests`: synthetic operators through the real engine, in three response models, and by kind of operator (measurement design 5, 6). */
export function simulateCommand(catalogue: Catalogue, options: SimulateOptions): object {
  const level = levelFrom(catalogue, options.level);
  const operators = countFrom('operators', options.operators);
  const forms = countFrom('forms', options.forms);
  const replications = countFrom('replications', options.replications);
  const { seed } = options;
  const stock = stockOf(catalogue, level, seed, forms);
  const calibration = calibrationOf(level);
  if (options.strategies) return { level, seed, contentVersion: catalogue.version, ...gaming(catalogue, stock, operators, seed) };
  const models = caseSpreads.map((caseSpread) => ({
    caseSpread,
    ...rounded(run(`model ${caseSpread}`, operators, (tick) => classify(catalogue, stock, { operators, caseSpread, seed: `${seed}/${caseSpread}`, calibration }, tick))),
  }));
  const each = Math.max(2, Math.round(operators / 20));
  const kindsOf = run('kinds of operator', each * kinds.length, (tick) => byKind(catalogue, stock, { each, seed, calibration }, tick));
  const { caseWeight } = levelOf(catalogue, level).blueprint!;
  const spread = run('forms', forms, (tick) => formSpread(catalogue, stock, { replications, seed, caseWeight }, tick));
  return { level, seed, operators, contentVersion: catalogue.version, cutAbility: round(cutAbility(catalogue, level)), models, forms: rounded(spread), kinds: kindsOf.map(rounded) };
}

/** `simulate calibrate`: the calibration of a level's floors, as it stands in the calibration file. */
export function calibrateCommand(catalogue: Catalogue, options: Pick<SimulateOptions, 'level' | 'operators' | 'seed' | 'forms'>): object {
  const level = levelFrom(catalogue, options.level);
  const operators = countFrom('operators', options.operators);
  const stock = stockOf(catalogue, level, options.seed, countFrom('forms', options.forms));
  const { mean, cut, covariance } = run('calibration', 3 * operators, (tick) => calibrate(catalogue, stock, { operators, seed: options.seed }, tick));
  return { level, mean: mean.map(round), cut: cut.map(round), covariance: covariance.map((row) => row.map(round)) };
}
