import type { Command } from 'commander';
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
}

export function idOf(text: string, name = 'id'): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name}: '${text}' is not a number of at least 1`);
  return Number(text);
}
