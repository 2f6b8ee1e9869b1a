import type { Command } from 'commander';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Services } from '../services.ts';
import { answer, json } from './answer.ts';
import { exportCommand, importCommand } from './scenario-bank.ts';
import { lintCommand, robotsCommand, scenarioOf, schemaCommand, writeScenario } from './scenarios.ts';

/** The commands about scenarios: as files, and between files and the bank of this installation. */
export function addScenarioCommands(program: Command, content: () => Catalogue, withServices: <T>(job: (services: Services) => Promise<T>) => Promise<T>): void {
  const scenarios = program.command('scenario').description('scenarios as files (YAML or JSON), robots that play them, and the bank');
  scenarios
    .command('lint')
    .description('examine a scenario as the bank does: exit code 1 with every fault and its path')
    .argument('<file>', 'the file; - for standard input')
    .option(...json)
    .action((file, options) => {
      const result = lintCommand(content(), file);
      answer(result, options, !result.ok);
    });
  scenarios
    .command('robots')
    .description('let twelve synthetic operators play a scenario: exit code 1 when a claim of its author does not hold')
    .argument('<file>', 'the file; - for standard input')
    .option('--plays <n>', 'plays of each robot', '200')
    .option(...json)
    .action((file, options) => {
      const report = robotsCommand(content(), file, options.plays);
      answer(report, options, !report.ok);
    });
  scenarios
    .command('schema')
    .description('the JSON schema of a scenario')
    .action(() => {
      process.stdout.write(`${JSON.stringify(schemaCommand(), null, 2)}\n`);
    });
  scenarios
    .command('import')
    .description('take a scenario into the bank as a draft of its code; a trainer submits it and another one publishes it')
    .argument('<file>', 'the file; - for standard input')
    .requiredOption('--as <username>', 'the trainer in whose name it is taken')
    .option('--dry-run', 'only examine it')
    .option(...json)
    .action(async (file, options) => {
      const document = scenarioOf(content(), file);
      if (options.dryRun) return answer({ code: document.code, kind: 'dry-run' }, options);
      answer(await withServices((services) => importCommand(services, document, options.as)), options);
    });
  scenarios
    .command('export')
    .description('write a scenario of the bank: the version in use, or its draft')
    .argument('<code>', 'code of the scenario')
    .option('--draft', 'the draft instead of the version in use')
    .option(...json)
    .action(async (code, options) => {
      const document = await withServices((services) => exportCommand(services, code, options.draft ?? false));
      process.stdout.write(writeScenario(document, options.json ?? false));
    });
}
