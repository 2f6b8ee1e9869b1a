import type { Command } from 'commander';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { answer, json } from './answer.ts';
import { complaints, exportCommand, formatNames, importCommand } from './questions.ts';

/** The commands about the bank of questions. */
export function addQuestionCommands(program: Command, content: () => Catalogue): void {
  const questions = program.command('questions').description('the questions of the pack as files of other programs, and back');
  questions
    .command('export')
    .description('write the questions of the pack to standard output')
    .requiredOption('--format <format>', formatNames)
    .option('--template', 'only the header, to fill in (csv)')
    .action((options) => {
      process.stdout.write(exportCommand(content(), options.format, options.template));
    });
  questions
    .command('import')
    .description('read a file of questions: an answer for every item, and a file for the pack; exit code 1 when an item is not in it')
    .argument('<file>', 'the file; - for standard input')
    .requiredOption('--format <format>', formatNames)
    .option('--language <language>', 'language of questions that do not say it: id or en', 'id')
    .option('--dry-run', 'only the answers')
    .option(...json)
    .action((file, options) => {
      const report = importCommand(content(), file, options);
      const negative = report.refused > 0 || (!report.dryRun && report.keptOut > 0);
      if (options.json || report.dryRun) return answer(report, options, negative);
      process.stdout.write(report.yaml!);
      for (const line of complaints(file, report)) process.stderr.write(`${line}\n`);
      if (negative) process.exitCode = 1;
    });
}
