import type { Command } from 'commander';
import { leastReason } from '../core/ladder/waiver.ts';
import type { Correction } from '../core/sittings/correction.ts';
import type { Services } from '../services.ts';
import { answer, json } from './answer.ts';
import { UsageError } from './usage-error.ts';

type WithServices = <T>(job: (services: Services) => Promise<T>) => Promise<T>;

/** The commands about sittings that were taken: they read and, where it is said, add records. */
export function addSittingCommands(program: Command, withServices: WithServices): void {
  const sitting = program.command('sitting').description('examine and regrade what was taken');
  sitting
    .command('replay')
    .description('a sitting with its actions in order, graded again from its log; exit code 1 when it is not what is recorded')
    .argument('<id>', 'number of the sitting')
    .option(...json)
    .action(async (id: string, options) => {
      const result = await withServices(({ replays }) => replays.replay(idOf(id)));
      answer(result, options, !result.identical);
    });
  sitting
    .command('regrade')
    .description('what a correction would change in the results of tests; with --apply also recorded')
    .option('--item <id>', 'give this item another key, with --key')
    .option('--key <option>', 'the option that is right')
    .option('--exclude-item <id>', 'let an item count no more')
    .option('--exclude-check <id>', 'let a check count no more')
    .option('--exclude-case <number>', 'let a stored case count no more')
    .option('--exclude-talk <name>', 'let a conversation of guidance cases count no more, such as G1/meatball-cart')
    .option('--dry-run', 'change nothing; the default')
    .option('--apply', 'record the correction with new grades and results')
    .option('--reason <text>', 'why, with --apply')
    .option('--by <username>', 'the supervisor who decides, with --apply')
    .option(...json)
    .action(async (options: RegradeOptions) => answer(await withServices((services) => regradeCommand(services, options)), options));
}

interface RegradeOptions {
  item?: string;
  key?: string;
  excludeItem?: string;
  excludeCheck?: string;
  excludeCase?: string;
  excludeTalk?: string;
  dryRun?: boolean;
  apply?: boolean;
  reason?: string;
  by?: string;
  json?: boolean;
}

/** `tangga sitting regrade`: the preview of a correction and, when it is to be applied, its number. */
export async function regradeCommand({ regrades, accounts }: Pick<Services, 'regrades' | 'accounts'>, options: RegradeOptions): Promise<object> {
  const correction = correctionIn(options);
  const preview = await regrades.preview(correction);
  const passes = preview.changes.filter(({ before, after }) => after.passed && !before.passed).length;
  const fails = preview.changes.filter(({ before, after }) => before.passed && !after.passed).length;
  const { seen, ...said } = preview;
  if (!options.apply || options.dryRun) return { ...said, passes, fails, applied: null };
  const reason = options.reason?.trim() ?? '';
  if (reason.length < leastReason) throw new UsageError(`reason: write at least ${leastReason} characters`);
  const account = options.by === undefined ? null : await accounts.findByUsername(options.by);
  if (!account?.roles.includes('supervisor')) throw new UsageError(`by: '${options.by ?? ''}' is no supervisor`);
  const { id } = await regrades.apply(correction, { reason, by: account.id, seen });
  return { ...said, passes, fails, applied: id };
}

function correctionIn({ item, key, excludeItem, excludeCheck, excludeCase, excludeTalk }: RegradeOptions): Correction {
  const given = [
    item === undefined ? null : { kind: 'item-key' as const, subject: item, answer: key ?? null },
    excludeItem === undefined ? null : { kind: 'item-excluded' as const, subject: excludeItem, answer: null },
    excludeCheck === undefined ? null : { kind: 'check-excluded' as const, subject: excludeCheck, answer: null },
    excludeCase === undefined ? null : { kind: 'case-excluded' as const, subject: String(idOf(excludeCase, 'exclude-case')), answer: null },
    excludeTalk === undefined ? null : { kind: 'talk-excluded' as const, subject: excludeTalk, answer: null },
  ].filter((each) => each !== null);
  if (given.length !== 1) throw new UsageError('item: give one of --item with --key, --exclude-item, --exclude-check, --exclude-case, --exclude-talk');
  return given[0]!;
}

export function idOf(text: string, name = 'id'): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name}: '${text}' is not a number of at least 1`);
  return Number(text);
}
