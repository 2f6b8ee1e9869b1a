// Calls the command line many times in one process, because a start costs more than most commands: a list of lists of arguments as JSON comes in as the only
// argument, and what each call wrote and its exit code goes out as JSON. Each call evaluates the entry anew; what it imports stays.
import { pathToFileURL } from 'node:url';

const [, , entry, calls] = process.argv;
const write = process.stdout.write.bind(process.stdout);
process.stdout.setMaxListeners(0);
const outcomes = [];
for (const [at, args] of JSON.parse(calls).entries()) {
  const outcome = { code: 0, out: '', err: '' };
  process.stdout.write = (text) => ((outcome.out += text), true);
  process.stderr.write = (text) => ((outcome.err += text), true);
  process.argv = [process.argv[0], entry, ...args];
  process.exitCode = undefined;
  await import(`${pathToFileURL(entry).href}?${at}`);
  outcomes.push({ ...outcome, code: process.exitCode ?? 0 });
}
process.exitCode = 0;
write(JSON.stringify(outcomes));
