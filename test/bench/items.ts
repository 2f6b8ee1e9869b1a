import { analyseCommand } from '../../src/cli/item-commands.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import { abilities, difficulties, raschAnswers } from '../core/analysis/samples.ts';

/** Seconds that this process has computed, whatever else the machine does meanwhile. */
function computed(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** The median of five after one to warm up. */
const median = (work: () => unknown): number => Array.from({ length: 6 }, () => computed(work)).slice(1).sort((a, b) => a - b)[2]!;

/** One iteration of the textbook: for each person, item and point of quadrature the likelihood and the expected counts, without regard to equal scores. */
function textbookIteration(rows: readonly (readonly number[])[], b: readonly number[], points = 41): number[][] {
  const z = Array.from({ length: points }, (_, q) => -4 + (8 * q) / (points - 1));
  const p = b.map((difficulty) => z.map((theta) => 1 / (1 + Math.exp(difficulty - theta))));
  const right = b.map(() => z.map(() => 0));
  for (const row of rows) {
    const posterior = z.map((theta, q) => Math.exp(row.reduce((sum, x, item) => sum + Math.log(x === 1 ? p[item]![q]! : 1 - p[item]![q]!), -theta * theta / 2)));
    const mass = posterior.reduce((sum, each) => sum + each, 0);
    for (let item = 0; item < b.length; item++) for (let q = 0; q < points; q++) right[item]![q]! += (row[item]! * posterior[q]!) / mass;
  }
  return right;
}

export interface ItemBench {
  persons: number;
  items: number;
  /** Seconds of computing of the whole analysis from the text of the file, with all answers there, and with a tenth of them missing. */
  whole: number;
  gaps: number;
  /** Seconds of computing of a single iteration of the textbook's EM on the same answers. */
  textbook: number;
}

/** `items analyse` on so many persons and items, beside one plain EM iteration. */
export function benchItems(persons = 1_000, items = 200): ItemBench {
  const random = randomFrom('bench', 'items');
  const b = difficulties(items);
  const rows = raschAnswers(random, abilities(random, persons), b);
  const text = (table: readonly (readonly (number | string)[])[]) => [b.map((_, item) => `Q${item + 1}`), ...table].map((row) => row.join(',')).join('\n');
  const all = text(rows);
  const some = text(rows.map((row) => row.map((x) => (random.chance(0.1) ? '' : x))));
  return {
    persons,
    items,
    whole: median(() => analyseCommand(all, {})),
    gaps: median(() => analyseCommand(some, {})),
    textbook: median(() => textbookIteration(rows, b)),
  };
}
