import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import type { Services } from '../services.ts';
import { answer, json } from './answer.ts';
import { UsageError } from './usage-error.ts';

type WithServices = <T>(job: (services: Services) => Promise<T>) => Promise<T>;

/** The commands about the audit chain and the results that it seals. */
export function addAuditCommands(program: Command, withServices: WithServices): void {
  const audit = program.command('audit').description('the audit log');
  audit
    .command('verify')
    .description('verify the hash chain, and every result, grade and log that it seals')
    .option('--file <file>', 'an exported record instead of the database; - for standard input')
    .option('--head <hash>', 'a head that was printed before: it must still be in the chain')
    .option(...json)
    .action(async (options) => {
      const head = headIn(options.head);
      const report = options.file === undefined ? await withServices((services) => services.audit.verifyRecord(head)) : await verifyFileAt(options.file, head);
      answer(report, options, !report.ok);
    });
  audit
    .command('export')
    .description('the whole record as lines of JSON, for `audit verify --file` on another machine')
    .option('--output <file>', 'where to write it; standard output by default')
    .action(async (options) => {
      const out = options.output === undefined ? process.stdout : createWriteStream(options.output, { flags: 'wx' });
      await withServices(({ audit, now }) => write(audit.export(now()), out));
    });
}

async function verifyFileAt(file: string, head: string | null) {
  const { verifyFile } = await import('../features/audit/audit-export.ts');
  const pieces = file === '-' ? process.stdin : createReadStream(file);
  return verifyFile(pieces, head).catch((error: NodeJS.ErrnoException) => {
    throw error.code === undefined ? error : new UsageError(`file: ${error.message}`, { cause: error });
  });
}

async function write(lines: AsyncIterable<string>, out: Writable): Promise<void> {
  const failed = new Promise<never>((_resolve, reject) => out.once('error', (error) => reject(new UsageError(`output: ${error.message}`, { cause: error }))));
  for await (const line of lines) if (!out.write(line)) await Promise.race([once(out, 'drain'), failed]);
  if (out === process.stdout) return;
  await Promise.race([new Promise<void>((resolve) => out.end(resolve)), failed]);
}

/** A head may be typed from paper, in groups and in capitals. */
function headIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  const head = text.replaceAll(/[\s-]/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(head)) throw new UsageError('head: is not a hash of 64 hexadecimal digits');
  return head;
}
