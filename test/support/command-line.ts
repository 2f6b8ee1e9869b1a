import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { paths } from '../../src/platform/paths.ts';
import { built } from './built.ts';

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command line as another program would. */
export function start(args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [built('src/cli.js'), ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

/** The process that takes the calls of this one, and its answer to the last of them. */
let caller: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/** The same for many calls: one process takes them all, one after the other. It ends with ours. */
export function tangga(args: readonly string[], input = '', variables: Record<string, string> = {}): Promise<Outcome> {
  const child = (caller ??= open());
  const answer = last.then(
    () =>
      new Promise<Outcome>((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`the command line ended with ${code} at ${args.join(' ')}`));
        child.once('exit', ended);
        child.once('message', (outcome) => {
          child.off('exit', ended);
          unheld(child);
          resolve(outcome as Outcome);
        });
        child.ref();
        child.channel?.ref();
        child.send({ args, input, variables });
      }),
  );
  last = answer.catch(() => (caller = undefined));
  return answer;
}

function open(): ChildProcess {
  const child = fork(join(paths.root, 'test/support/many-calls.mjs'), [built('src/cli.js')], { execArgv: [], cwd: paths.root });
  unheld(child);
  return child;
}

/** Between calls it does not keep our process alive. */
function unheld(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
