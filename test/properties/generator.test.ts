import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { checksOf } from '../../src/core/checks/check.ts';
import { content } from '../support/content.ts';
import { examine, type Examined } from './generator-examiner.ts';

// Coverage is measured in one thread and needs no more than every check a few times.
const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
const codes = [...content().services.keys()];
// Levels 1 to 5 in turn. The whole examination is 10,000 seeds a service, 2,000 for each level: SEEDS=10000.
const seeds = measuring ? 250 : Number(process.env['SEEDS'] ?? 240);
const pairs = [codes.filter((_, at) => at % 2 === 0), codes.filter((_, at) => at % 2 === 1)];
// A thread does not inherit the loader of TypeScript.
const inThread = `
  const { loader, file } = require('node:worker_threads').workerData;
  require('node:module').register(loader);
  import(file);`;

async function inTwoThreads(): Promise<Examined[]> {
  const [file, loader] = ['./generator-examiner.ts', '../support/loader.mjs'].map((name) => new URL(name, import.meta.url).href);
  const workers = pairs.map((services) => new Worker(inThread, { eval: true, workerData: { services, seeds, file, loader } }));
  const answers = await Promise.all(workers.map((worker) => once(worker, 'message')));
  return answers.flatMap(([answer]) => answer as Examined[]);
}

describe('generator', function () {
  this.timeout(180_000 + 60 * seeds);
  let examined: Examined[] = [];

  before('examine all services', async () => {
    const started = performance.now();
    examined = measuring ? pairs.flat().map((service) => examine(service, seeds)) : await inTwoThreads();
    const sum = (name: 'cases' | 'broken' | 'drawn' | 'decoys') => examined.reduce((total, entry) => total + entry[name], 0);
    const violations = examined.reduce((total, entry) => total + entry.violations.length, 0);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `    generator: ${seeds} seeds x ${examined.length} services: ${sum('cases')} cases, ${sum('broken')} broken, ${sum('drawn')} drawn, ${sum('decoys')} decoys, ${violations} violations, ${seconds} s`,
    );
  });

  for (const service of pairs.flat())
    it(`${service}: same bytes, clean without a defect, each check broken alone, the gravest decision, no truth in the case`, () => {
      const entry = examined.find((candidate) => candidate.service === service)!;
      expect(entry.violations.slice(0, 5)).to.deep.equal([]);
      expect(entry.broken).to.equal(seeds);
      expect(entry.checks).to.equal(checksOf(content(), service).length);
      expect(entry.decoys).to.be.above(seeds);
    });

  it('examines every service of the pack', () => {
    expect(pairs.flat()).to.have.members([...content().services.keys()]);
    expect(examine('KPS', 40)).to.deep.include({ cases: 130, broken: 40, drawn: 10, violations: [] });
  });
});
