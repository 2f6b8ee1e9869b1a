/**
 * Makes a checkout runnable: installs what is missing from the lock file and, with `build`, compiles what is newer than
 * dist. With `--check` the types are examined too, which takes twice as long and changes nothing of what is compiled. Plain
 * Node without packages, because it runs before there are any.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const minimum = [20, 19];
const quiet = process.argv.includes('--quiet');
const check = process.argv.includes('--check');
const at = (...parts) => join(root, ...parts);
const say = (text) => quiet || process.stderr.write(`${text}\n`);
const modified = (path) => statSync(path).mtimeMs;

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** Output of the tools goes to our stderr, so that stdout belongs to the program that runs next. */
async function run(command, args) {
  const { spawnSync } = await import('node:child_process');
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.error) fail(`${command}: ${done.error.message}`);
  if (done.status !== 0) fail(`'${command} ${args.join(' ')}' ended with ${done.status ?? done.signal}.`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < minimum[0] || (major === minimum[0] && minor < minimum[1]))
    fail(`Tangga needs Node.js ${minimum.join('.')} or newer; this is ${process.versions.node}.`);
}

async function installMissing() {
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  const stamp = at('node_modules', '.tangga-lock');
  if (existsSync(stamp)) {
    if (readFileSync(stamp, 'utf8') === lock) return;
  } else if (installedByHand()) {
    writeFileSync(stamp, lock);
    return;
  }
  say('Installing packages from package-lock.json ...');
  await run('npm', ['ci', '--include=dev']);
  writeFileSync(stamp, lock);
}

/** npm leaves its own copy of the lock file in node_modules when it has finished. */
function installedByHand() {
  const hidden = at('node_modules', '.package-lock.json');
  return existsSync(hidden) && modified(hidden) >= modified(at('package-lock.json'));
}

/** The newest change under a folder; a folder's own time tells of files that were removed. */
function newest(folder) {
  let latest = modified(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) latest = Math.max(latest, newest(path));
    else if (entry.name.endsWith('.ts')) latest = Math.max(latest, modified(path));
  }
  return latest;
}

/** What the stamp of a build says whose types were examined. */
const checked = 'compiled and checked';

function isFresh() {
  const stamp = at('dist', '.stamp');
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) => modified(at(name)));
  const sources = ['src', 'migrations', 'seeds'].filter((name) => existsSync(at(name))).map((name) => newest(at(name)));
  return existsSync(stamp) && modified(stamp) >= Math.max(...settings, ...sources) && (!check || readFileSync(stamp, 'utf8') === checked);
}

/** Waits until nobody else compiles. The lock of a process that is gone does not count. */
async function takeTurn() {
  const { setTimeout: wait } = await import('node:timers/promises');
  const lock = at('node_modules', '.tangga-build');
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    try {
      process.kill(Number(readFileSync(lock, 'utf8')), 0);
    } catch {
      rmSync(lock, { force: true });
    }
    await wait(200);
  }
}

async function buildStale() {
  if (isFresh()) return;
  await takeTurn();
  if (isFresh()) return;
  say('Compiling ...');
  rmSync(at('dist'), { recursive: true, force: true });
  await run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json', ...(check ? [] : ['--noCheck'])]);
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(at('dist', '.stamp'), check ? checked : 'compiled');
}

checkNode();
await installMissing();
if (process.argv.includes('build')) await buildStale();
