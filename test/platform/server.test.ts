import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { paths } from '../../src/platform/paths.ts';
import { built } from '../support/built.ts';

/** The process as an operator starts it, on a file of its own. */
describe('the server process', function () {
  this.timeout(120_000);
  let folder: string;
  let running: ChildProcess[] = [];
  before(function () {
    this.timeout(300_000);
    built('src/server.js');
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tangga-server-'))));
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running = [];
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, 'a.sqlite');

  function start(change: Record<string, string> = {}) {
    const env = {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      NODE_ENV: 'development',
      DATABASE_URL: `sqlite:${file()}`,
      SESSION_SECRET: 'x'.repeat(40),
      ...change,
    };
    const child = spawn(process.execPath, [built('src/server.js')], { cwd: paths.root, env });
    running.push(child);
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ready = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => {
        const address = /ready: (\S+)/.exec(output)?.[1];
        if (address) resolve(address.replace('localhost', '127.0.0.1'));
      });
      void ended.then(() => reject(new Error(output)));
    });
    ready.catch(() => {});
    return { child, ready, ended, output: () => output };
  }

  it('prints an account for each role, keeps others out, stops cleanly and starts again', async () => {
    const first = start();
    const address = await first.ready;
    expect((await fetch(`${address}/readyz`)).status).to.equal(200);
    for (const role of ['trainee', 'trainer', 'supervisor', 'administrator']) expect(first.output()).to.contain(role);
    const second = start();
    expect(await second.ended).to.equal(1);
    expect(second.output())
      .to.contain('Another server process')
      .and.not.match(/\n\s+at /);
    first.child.kill('SIGTERM');
    expect(await first.ended).to.equal(0);
    expect(existsSync(`${file()}.lock`)).to.equal(false);
    expect(readdirSync(folder)).to.not.include('a.sqlite-wal');
    const third = start();
    await third.ready;
    third.child.kill('SIGKILL');
    await third.ended;
    await start().ready;
  });

  it('starts empty in production, with one administrator whose password is shown once', async () => {
    const first = start({ NODE_ENV: 'production' });
    await first.ready;
    expect(first.output())
      .to.match(/First administrator: admin, one-time password: \S{19}/)
      .and.not.contain('peserta');
    first.child.kill('SIGTERM');
    await first.ended;
    const second = start({ NODE_ENV: 'production' });
    await second.ready;
    expect(second.output()).to.not.contain('one-time');
  });

  it('refuses a damaged file and a bad setting with a sentence', async () => {
    const whole = start({ DEMO: 'false' });
    await whole.ready;
    whole.child.kill('SIGTERM');
    await whole.ended;
    truncateSync(file(), statSync(file()).size - 4_096 * 3);
    const damaged = start();
    expect(await damaged.ended).to.equal(1);
    expect(damaged.output())
      .to.contain('damaged')
      .and.not.match(/\n\s+at /);
    writeFileSync(file(), 'not a database, but long enough to be read as one'.repeat(100));
    expect(await start().ended).to.equal(1);
    const wrong = start({ PORT: 'x' });
    expect(await wrong.ended).to.equal(1);
    expect(wrong.output()).to.contain('PORT');
  });
});
