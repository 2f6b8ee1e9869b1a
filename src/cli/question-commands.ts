import type { Command } from 'commander';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { formatNames } from '../core/questions/formats.ts';
import type { Services } from '../services.ts';
import { answer, json } from './answer.ts';
import { exportBank, importBank } from './question-bank.ts';
import { complaints, exportCommand, importCommand } from './questions.ts';

type WithServices = <T>(job: (services: Services) => Promise<T>) => Promise<T>;

/** The commands about the bank of questions. */
export function addQuestionCommands(program: Command, content: () => Catalogue, withServices: WithServices): void {
  const questions = program.command('questions').description('questions of the pack, or with --bank of the database, as files of other programs, and back');
  questions
    .command('export')
    .description('write the questions of the pack to standard output')
    .requiredOption('--format <format>', formatNames.join(', '))
    .option('--template', 'only the header, to fill in (csv)')
    .option('--bank', 'the bank of the database instead of the pack; drafts that are not complete are named on standard error')
    .action(async (options) => {
      if (options.bank && !options.template) {
        const { text, incomplete } = await withServices((services) => exportBank(services, options.format));
        for (const code of incomplete) process.stderr.write(`${code}: not complete, left out\n`);
        return void process.stdout.write(text);
      }
      process.stdout.write(exportCommand(content(), options.format, options.template));
    });
  questions
    .command('import')
    .description('read a file of questions: an answer for every item, and a file for the pack; exit code 1 when an item is not in it')
    .argument('<file>', 'the file; - for standard input')
    .requiredOption('--format <format>', formatNames.join(', '))
    .option('--language <language>', 'language of questions that do not say it: id or en', 'id')
    .option('--dry-run', 'only the answers')
    .option('--bank', 'into the bank of the database, as drafts')
    .option('--by <username>', 'the trainer whose drafts they become (with --bank)')
    .option(...json)
    .action(async (file, options) => {
      if (options.bank) {
        const report = await withServices((services) => importBank(services, file, options));
        return answer(report, options, report.refused > 0);
      }
      const report = importCommand(content(), file, options);
      const negative = report.refused > 0 || (!report.dryRun && report.keptOut > 0);
      if (options.json || report.dryRun) return answer(report, options, negative);
      process.stdout.write(report.yaml!);
      for (const line of complaints(file, report)) process.stderr.write(`${line}\n`);
      if (negative) process.exitCode = 1;
    });
}
