import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { randomFrom } from '../../src/core/shared/random.ts';
import { createDatabase } from '../../src/platform/database.ts';
import { paths } from '../../src/platform/paths.ts';
import { built } from '../support/built.ts';
import { testsInProgress } from './programme.ts';

const cuts = Number(process.env['POWER_CUTS'] ?? 25);
const people = 6;
const rounds = 60;
const sector = 512;

/** One thing that the process asked of the disk, in the order in which it asked. */
type Request = { kind: 'w' | 's' | 't'; file: string; offset: number; data: Buffer };

function readLog(path: string): Request[] {
  const log = readFileSync(path);
  const requests: Request[] = [];
  for (let at = 0; at < log.length;) {
    const kind = String.fromCharCode(log[at]!) as Request['kind'];
    const name = log[at + 1]!;
    const file = log.toString('utf8', at + 2, at + 2 + name);
    const offset = Number(log.readBigUInt64LE(at + 2 + name));
    const length = Number(log.readBigUInt64LE(at + 10 + name));
    const from = at + 18 + name;
    requests.push({ kind, file, offset, data: log.subarray(from, from + length) });
    at = from + length;
  }
  return requests;
}

/** What a disk holds: bytes, and what was asked since it last promised them. */
class Disk {
  private readonly files = new Map<string, { bytes: Buffer; pending: Request[] }>();

  file(name: string) {
    const known = this.files.get(name) ?? { bytes: Buffer.alloc(0), pending: [] };
    this.files.set(name, known);
    return known;
  }

  ask(request: Request): void {
    const file = this.file(request.file);
    if (request.kind !== 's') return void file.pending.push(request);
    for (const each of file.pending) file.bytes = applied(file.bytes, each);
    file.pending = [];
  }

  /** After a power cut: of what was not promised any part may be there, none, or sectors of it. */
  image(name: string, random: () => number): Buffer {
    const { bytes, pending } = this.file(name);
    const fate = random();
    return pending.reduce<Buffer>((image, request) => {
      const luck = fate < 0.2 ? 0 : random();
      if (luck < 0.35) return image;
      if (luck < 0.7 || request.kind === 't') return applied(image, request);
      return torn(image, request, random);
    }, Buffer.from(bytes));
  }
}

function applied(bytes: Buffer, { kind, offset, data }: Request): Buffer {
  if (kind === 't') return Buffer.concat([bytes.subarray(0, offset), Buffer.alloc(Math.max(0, offset - bytes.length))]);
  const grown =
    bytes.length >= offset + data.length
      ? bytes
      : Buffer.concat([bytes, Buffer.alloc(offset + data.length - bytes.length)]);
  data.copy(grown, offset);
  return grown;
}

function torn(bytes: Buffer, request: Request, random: () => number): Buffer {
  let image = bytes;
  for (let from = 0; from < request.data.length; from += sector)
    if (random() < 0.5)
      image = applied(image, {
        ...request,
        offset: request.offset + from,
        data: request.data.subarray(from, from + sector),
      });
  return image;
}

describe('power loss', function () {
  this.timeout(15 * 60_000);
  let folder: string;
  let shim: string;

  before(function () {
    built('src/app.js');
    folder = mkdtempSync(join(tmpdir(), 'tangga-power-'));
    shim = join(folder, 'disk-log.so');
    const compiled = spawnSync(
      'cc',
      ['-shared', '-fPIC', '-O1', '-o', shim, join(paths.root, 'test/durability/disk-log.c'), '-ldl'],
      { encoding: 'utf8' },
    );
    if (compiled.status === 0) return;
    if (process.env['REQUIRE_ALL'] === '1')
      throw new Error(`No C compiler and REQUIRE_ALL=1: ${compiled.stderr ?? ''}`);
    process.stderr.write('\n*** SKIPPED: no C compiler, the power was not cut ***\n');
    this.skip();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What the disk was asked during a run of saves, and the database as it was before. */
  async function run(synchronous: 'full' | 'normal'): Promise<{ requests: Request[]; base: Buffer }> {
    const place = mkdtempSync(join(folder, `${synchronous}-`));
    const file = join(place, 'tangga.sqlite');
    const databaseUrl = `sqlite://${file}`;
    const sitters = await testsInProgress(databaseUrl, people);
    const db = createDatabase(databaseUrl);
    const rows: { id: number; trainee_id: number }[] = await db('sittings')
      .whereIn(
        'id',
        sitters.map(({ sittingId }) => sittingId),
      )
      .select('id', 'trainee_id');
    await db.destroy();
    const base = readFileSync(file);
    const log = join(folder, `${synchronous}.log`);
    const pairs = JSON.stringify(rows.map(({ id, trainee_id }) => [trainee_id, id]));
    execFileSync(
      process.execPath,
      [join(paths.root, 'test/durability/disk-saver.mjs'), join(place, 'acks'), synchronous, String(rounds), pairs],
      {
        cwd: paths.root,
        env: {
          ...process.env,
          LD_PRELOAD: shim,
          DISK_LOG: log,
          DISK_FOLDER: place,
          DATABASE_URL: databaseUrl,
          NODE_ENV: 'test',
          SESSION_SECRET: 'x'.repeat(40),
          LOG_LEVEL: 'silent',
        },
      },
    );
    return { requests: readLog(log), base };
  }

  /** Cuts the power at random moments and opens what is left; gives acknowledged actions that are not there, and broken images. */
  async function cutPower({
    requests,
    base,
  }: {
    requests: Request[];
    base: Buffer;
  }): Promise<{ acknowledged: number; lost: number; broken: number }> {
    const random = randomFrom('power').float;
    const moments = Array.from({ length: cuts }, () => Math.floor(random() * requests.length)).sort((a, b) => a - b);
    const disk = new Disk();
    disk.file('tangga.sqlite').bytes = base;
    const acknowledged: string[] = [];
    const found = { acknowledged: 0, lost: 0, broken: 0 };
    let at = 0;
    for (const moment of moments) {
      for (; at <= moment; at++) {
        const request = requests[at]!;
        if (request.file === 'acks') acknowledged.push(...request.data.toString().split('\n').filter(Boolean));
        else if (!request.file.endsWith('-shm')) disk.ask(request);
      }
      const image = mkdtempSync(join(folder, 'image-'));
      for (const name of ['tangga.sqlite', 'tangga.sqlite-wal'])
        writeFileSync(join(image, name), disk.image(name, random));
      const kept = await actionsIn(join(image, 'tangga.sqlite'));
      if (kept) found.lost += acknowledged.filter((key) => !kept.has(key)).length;
      else found.broken += 1;
      found.acknowledged += acknowledged.length;
      rmSync(image, { recursive: true });
    }
    return found;
  }

  it(`loses nothing acknowledged in ${cuts} cuts, whatever the disk made of what it had not promised`, async () => {
    const full = await run('full');
    expect(
      full.requests.filter(({ kind, file }) => kind === 's' && file.endsWith('-wal')).length,
      'syncs',
    ).to.be.greaterThan(50);
    expect(
      full.requests.some(({ kind, file }) => kind === 'w' && file === 'tangga.sqlite'),
      'checkpoints',
    ).to.equal(true);
    const found = await cutPower(full);
    console.log(
      `      ${cuts} cuts over ${full.requests.length} requests: ${found.acknowledged} acknowledged, ${found.lost} lost, ${found.broken} broken`,
    );
    expect(found.acknowledged).to.be.greaterThan(cuts * 20);
    expect(found).to.include({ lost: 0, broken: 0 });
  });

  it('catches synchronous = normal, the control', async () => {
    const found = await cutPower(await run('normal'));
    console.log(`      control: ${found.acknowledged} acknowledged, ${found.lost} lost`);
    expect(found.lost).to.be.greaterThan(0);
  });
});

/** The actions of a database as it comes up after the cut, or null when it is damaged. */
async function actionsIn(file: string): Promise<Set<string> | null> {
  const db = createDatabase(`sqlite://${file}`);
  try {
    const [check] = (await db.raw('pragma quick_check')) as { quick_check: string }[];
    if (check?.quick_check !== 'ok') return null;
    const rows: { sitting_id: number; action_id: string }[] = await db('actions').select('sitting_id', 'action_id');
    return new Set(rows.map((row) => `${row.sitting_id} ${row.action_id}`));
  } finally {
    await db.destroy();
  }
}
