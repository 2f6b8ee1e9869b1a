import { spawn } from 'node:child_process';
import { expect } from 'chai';
import { paths } from '../../src/platform/paths.ts';
import { type Cluster, startPostgres } from './postgres.ts';

/** Runs these suites in a mocha of their own against this database; gives the exit code and what was printed. */
function mocha(url: string, suites: readonly string[]): Promise<{ code: number | null; said: string }> {
  // It ends with connections open, which are kept from test to test.
  const args = ['node_modules/mocha/bin/mocha.js', '--exit', '--reporter', 'dot', ...suites];
  const child = spawn(process.execPath, args, { cwd: paths.root, env: { ...process.env, TEST_DATABASE_URL: url } });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

/** The test that suites which pass on SQLite pass on a PostgreSQL of their own, at least so many tests. */
export function passOnPostgres(suites: readonly string[], least: number): void {
  let cluster: Cluster | null;

  before(async () => {
    cluster = await startPostgres();
  });
  after(() => cluster?.stop());

  it('passes the suites that SQLite passes', async function () {
    if (!cluster) return this.skip();
    const { code, said } = await mocha(cluster.url, suites);
    const passing = Number(/(\d+) passing/.exec(said)?.[1] ?? 0);
    console.log(`      ${passing} tests on PostgreSQL`);
    expect(code, said.slice(-6000)).to.equal(0);
    expect(passing).to.be.greaterThan(least);
  });
}
