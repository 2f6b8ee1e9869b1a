import { generateCase } from '../../src/core/cases/generate.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import { content } from '../support/content.ts';

const services = ['SIUP', 'TDP', 'KPS', 'RKLI'];

/** The median of seven rounds after two to warm up. */
function perSecond(number: number, work: (n: number) => unknown): number {
  const rates: number[] = [];
  for (let round = 0; round < 9; round++) {
    const start = performance.now();
    for (let n = 0; n < number; n++) work(n);
    rates.push((number * 1000) / (performance.now() - start));
  }
  return rates.slice(2).sort((a, b) => a - b)[3]!;
}

/** Cases generated and graded per second on one core. */
export function benchCases(): { generated: number; graded: number } {
  const catalogue = content();
  const cases = Array.from({ length: 200 }, (_, n) => generateCase(catalogue, { service: services[n % 4]!, level: 1, seed: `bench-${n}` }));
  const work = cases.map((permitCase, n) => operate(catalogue, permitCase, { archetype: 'steady', random: randomFrom(n, 'bench'), startAt: `${permitCase.today}T01:00:00.000Z` }));
  return {
    generated: perSecond(4_000, (n) => generateCase(catalogue, { service: services[n % 4]!, level: 1, seed: `run-${n}` })),
    graded: perSecond(20_000, (n) => gradeCase(catalogue, cases[n % 200]!, work[n % 200]!)),
  };
}
