import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { paths } from '../../src/platform/paths.ts';

/** A small package whose `npm` and `tsc` only leave a trace. */
describe('prepare.mjs', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tangga-prepare-'));
    for (const folder of ['bin', 'src', 'node_modules/typescript/bin'])
      mkdirSync(join(root, folder), { recursive: true });
    cpSync(join(paths.root, 'src/prepare.mjs'), join(root, 'src/prepare.mjs'));
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'])
      writeFileSync(join(root, file), '{}');
    writeFileSync(join(root, 'src/a.ts'), '');
    writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\necho "npm $@" >> ${root}/trace\n`);
    chmodSync(join(root, 'bin/npm'), 0o755);
    writeFileSync(
      join(root, 'node_modules/typescript/bin/tsc'),
      `require('fs').appendFileSync('${root}/trace', 'tsc' + (process.argv.includes('--noCheck') ? '' : ' with types') + '\\n'); console.log('noise');`,
    );
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const trace = () =>
    existsSync(join(root, 'trace')) ? readFileSync(join(root, 'trace'), 'utf8').trim().split('\n') : [];
  const inTheFuture = () => new Date(Date.now() + 60_000);
  function prepare(...args: string[]): string {
    const env = { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` };
    const done = spawnSync(process.execPath, ['src/prepare.mjs', ...args], { cwd: root, env, encoding: 'utf8' });
    expect(done.status, done.stderr).to.equal(0);
    return done.stdout;
  }

  it('installs and compiles what is missing, then does nothing', () => {
    expect(prepare('build', '--quiet')).to.equal('');
    expect(trace()).to.deep.equal(['npm ci --include=dev', 'tsc']);
    prepare('build');
    expect(trace()).to.have.length(2);
  });

  it('installs again when the lock file has changed, and compiles when a source has', () => {
    prepare('build');
    writeFileSync(join(root, 'package-lock.json'), '{"changed":true}');
    prepare();
    expect(trace()).to.deep.equal(['npm ci --include=dev', 'tsc', 'npm ci --include=dev']);
    utimesSync(join(root, 'src/a.ts'), inTheFuture(), inTheFuture());
    prepare('build');
    expect(trace().filter((line) => line === 'tsc')).to.have.length(2);
  });

  it('examines types when it is asked to, also of what was compiled without', () => {
    prepare('build');
    prepare('build', '--check');
    expect(trace().slice(1)).to.deep.equal(['tsc', 'tsc with types']);
    prepare('build', '--check');
    prepare('build');
    expect(trace()).to.have.length(3);
  });

  it('compiles once for two who ask at the same time', async () => {
    prepare();
    const env = { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` };
    const codes = await Promise.all(
      [0, 1, 2].map(() => new Promise((resolve) => spawn(process.execPath, ['src/prepare.mjs', 'build', '--quiet'], { cwd: root, env }).once('exit', resolve))),
    );
    expect(codes).to.deep.equal([0, 0, 0]);
    expect(trace().filter((line) => line === 'tsc')).to.have.length(1);
    expect(existsSync(join(root, 'node_modules/.tangga-build'))).to.equal(false);
  });

  it('compiles though somebody was stopped while he did', () => {
    writeFileSync(join(root, 'node_modules/.tangga-build'), String(spawnSync(process.execPath, ['-e', '0']).pid));
    prepare('build');
    expect(trace()).to.include('tsc');
  });

  it('takes an installation by hand that is as new as the lock file', () => {
    const hidden = join(root, 'node_modules/.package-lock.json');
    writeFileSync(hidden, '{}');
    utimesSync(hidden, inTheFuture(), inTheFuture());
    prepare();
    expect(trace()).to.deep.equal([]);
  });
});
