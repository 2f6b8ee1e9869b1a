// Calls the command line many times in one process, because a start costs more than most commands: each message has the arguments, the standard input and the
// variables of a call, and is answered by what it wrote and its exit code. Each call evaluates the entry anew; what it imports stays.
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const entry = process.argv[2];
const { env } = process;
const { readFileSync } = fs;
process.stdout.setMaxListeners(0);
let calls = 0;

async function call({ args, input, variables }) {
  const outcome = { code: 0, out: '', err: '' };
  process.stdout.write = (text) => ((outcome.out += text), true);
  process.stderr.write = (text) => ((outcome.err += text), true);
  fs.readFileSync = (file, ...rest) => (file === 0 ? (rest.length > 0 ? input : Buffer.from(input)) : readFileSync(file, ...rest));
  syncBuiltinESMExports();
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([Buffer.from(input)]) });
  process.env = { ...env, ...variables };
  process.argv = [process.argv[0], entry, ...args];
  process.exitCode = undefined;
  await import(`${pathToFileURL(entry).href}?${++calls}`);
  return { ...outcome, code: process.exitCode ?? 0 };
}

let last = Promise.resolve();
process.on('message', (message) => {
  last = last.then(async () => process.send(await call(message)));
});
process.on('disconnect', () => process.exit(0));
