import { spawn } from 'node:child_process';

/** The exit code of the build. */
let building;

/** Compiles and examines the types beside the tests, because the first of them need nothing that is compiled; `built` waits for it. */
export function mochaGlobalSetup() {
  const child = spawn(process.execPath, ['src/prepare.mjs', 'build', '--check'], { stdio: ['ignore', 'inherit', 'inherit'] });
  building = new Promise((resolve) => child.once('close', resolve));
}

export async function mochaGlobalTeardown() {
  if ((await building) !== 0) throw new Error('The types are wrong, or nothing could be compiled: see above.');
}
