import { expect } from 'chai';
import { generateCase } from '../../src/core/cases/generate.ts';
import { type Check, checksOf, collide } from '../../src/core/checks/check.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { content } from '../support/content.ts';

// Every pair of every service is looked at with PAIRS=1; the usual run takes every 31st, another one in each service.
const step = Number(process.env['PAIRS'] ?? 31);

function pairsOf(service: string, from: number): [Check, Check][] {
  const checks = checksOf(content(), service);
  const all = checks.flatMap((a, at) => checks.slice(at + 1).map((b): [Check, Check] => [a, b]));
  return all.filter(([a, b], at) => (at + from) % step === 0 && !collide(a, b));
}

describe('two checks that may be broken together', function () {
  this.timeout(60_000 + 120_000 / step);
  let looked = 0;

  for (const [number, service] of [...content().services.keys()].entries())
    it(`${service}: both are broken, and nothing else`, () => {
      const catalogue = content();
      const wrong: string[] = [];
      for (const [at, [a, b]] of pairsOf(service, number).entries()) {
        const made = generateCase(catalogue, { service, level: 1 + (at % 5), seed: `pair-${at}`, breaks: [a.id, b.id] });
        const failing = truthOf(catalogue, made).failing.map(({ id }) => id);
        looked++;
        if (failing.length !== 2 || !failing.includes(a.id) || !failing.includes(b.id)) wrong.push(`${a.id} and ${b.id}: ${failing.join(', ')}`);
      }
      expect(wrong).to.deep.equal([]);
    });

  after(() => {
    console.log(`      ${looked} pairs`);
    expect(looked).to.be.above(2_000);
  });
});
