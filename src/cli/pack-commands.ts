import path from 'node:path';
import type { Command } from 'commander';
import { contentFolder } from '../config.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { answer, json, readJson } from './answer.ts';
import { listCommand, showCommand } from './catalogue.ts';
import { diffCommand, lintCommand, sayChanges, schemaCommand } from './content.ts';
import { levyCommand, levyExample, levyFormulaOf } from './levy.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

/** The commands about the content pack: levy, catalogue, content. */
export function addPackCommands(program: Command, content: () => Catalogue): void {
  program
    .command('levy')
    .description('the levy of a service with every step')
    .requiredOption('--service <code>', 'service, such as RKLI')
    .option('--input <file>', 'inputs of the formula as JSON; - for standard input, which is the default')
    .option('--date <date>', 'day whose tariff counts, YYYY-MM-DD; today by default')
    .option('--example', 'print inputs to start from, as JSON')
    .option(...json)
    .action((options) => {
      if (options.example) return answer(levyExample(content(), options.service), { json: true });
      const pack = content();
      // A formula without inputs asks for none, so nothing is waited for.
      const asks = (levyFormulaOf(pack, options.service)?.inputs.length ?? 0) > 0;
      const file: string | undefined = options.input ?? (asks ? '-' : undefined);
      answer(levyCommand(pack, options.service, () => (file === undefined ? {} : readJson(file)), options.date ?? today()), options);
    });

  const catalogue = program.command('catalogue').description('the services of the content pack');
  catalogue
    .command('list')
    .description('every service in a line')
    .option(...json)
    .action((options) => answer(listCommand(content()), options));
  catalogue
    .command('show')
    .description('everything that the pack says of a service')
    .argument('<service>', 'service, such as SIUP')
    .option(...json)
    .action((service, options) => answer(showCommand(content(), service), options));

  const pack = program.command('content').description('the content pack itself');
  pack
    .command('lint')
    .description('examine a pack as the start does: how much it holds, or file, line and reason of what is wrong')
    .argument('[dir]', 'folder of the pack; that of this installation by default')
    .option(...json)
    .action((dir, options) => {
      const result = lintCommand(dir === undefined ? contentFolder() : path.resolve(dir));
      if (result.ok || options.json) answer(result.ok && !options.json ? result.counts : result, options, !result.ok);
      else {
        process.stderr.write(`${result.place}: ${result.reason}\n`);
        process.exitCode = 1;
      }
    });
  pack
    .command('diff')
    .description('the clauses and tariffs that a new pack changes, with exactly the checks, questions, services and others that depend on each')
    .argument('<old>', 'folder of the pack before')
    .argument('<new>', 'folder of the pack after')
    .option(...json)
    .action((before, after, options) => {
      const changes = diffCommand(path.resolve(before), path.resolve(after));
      if (options.json) answer(changes, options);
      else process.stdout.write(sayChanges(changes));
    });
  pack
    .command('schema')
    .description('a JSON schema for each pattern of files of a pack')
    .action(() => {
      process.stdout.write(`${JSON.stringify(schemaCommand(), null, 2)}\n`);
    });
}
