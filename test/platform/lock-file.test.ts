import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LockedError, lockFile } from '../../src/platform/lock-file.ts';

describe('the lock file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tangga-lock-'));
    file = join(folder, 'a.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const holder = () => JSON.parse(readFileSync(`${file}.lock`, 'utf8')) as Record<string, unknown>;
  const heldBy = (change: object) => writeFileSync(`${file}.lock`, JSON.stringify({ ...holder(), ...change }));

  it('lets one process in and is gone after it', () => {
    const release = lockFile(file);
    expect(() => lockFile(file)).to.throw(LockedError, String(process.pid));
    release();
    expect(existsSync(`${file}.lock`)).to.equal(false);
    lockFile(file)();
  });

  const stale: [string, () => object][] = [
    ['a process that has ended', () => ({ pid: spawnSync('true').pid })],
    ['a former boot', () => ({ bootId: 'another' })],
    ['a process whose id was given again', () => ({ startedAt: '1' })],
  ];
  for (const [name, change] of stale)
    it(`takes over from ${name}`, () => {
      lockFile(file);
      heldBy(change());
      lockFile(file);
      expect(holder().pid).to.equal(process.pid);
    });

  it('takes over what cannot be read', () => {
    writeFileSync(`${file}.lock`, '{');
    lockFile(file);
    expect(holder().pid).to.equal(process.pid);
  });
});
