#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { answer, json, readJson, readTwoJson } from './cli/answer.ts';
import { checksCommand, demoCommand, generateCommand, gradeCommand } from './cli/cases.ts';
import { assembleCommand } from './cli/forms.ts';
import { abilityCommand, dueCommand, idCommand, scoreCommand } from './cli/measures.ts';
import { addConversationCommands } from './cli/conversation-commands.ts';
import { addPackCommands } from './cli/pack-commands.ts';
import { addQuestionCommands } from './cli/question-commands.ts';
import { addAuditCommands } from './cli/audit-commands.ts';
import { addItemCommands } from './cli/item-commands.ts';
import { addScenarioCommands } from './cli/scenario-commands.ts';
import { addShiftCommands } from './cli/shift-commands.ts';
import { addSittingCommands } from './cli/sitting-commands.ts';
import { calibrateCommand, simulateCommand } from './cli/simulate.ts';
import { practiceCommand } from './cli/practice.ts';
import { UsageError } from './cli/usage-error.ts';
import { contentFolder } from './config.ts';
import { AppError, InvalidInputError } from './platform/errors.ts';
import type { Services } from './services.ts';
import { fileCache, loadContent } from './platform/content.ts';
import { paths } from './platform/paths.ts';

/** The database and its drivers are loaded only by the commands that need them. */
async function withServices<T>(job: (services: Services) => Promise<T>): Promise<T> {
  const { runWithServices } = await import('./cli/with-services.ts');
  return runWithServices(job);
}

const content = () => loadContent(contentFolder(), fileCache(paths.contentCache));

const program = new Command('tangga')
  .description('Simulated permit cases, their grading, and the care of the installation')
  .exitOverride();

const cases = program.command('case').description('make, play and grade a case');
const recipe = (command: Command) =>
  command
    .requiredOption('--service <code>', 'service, such as SIUP')
    .option('--level <n>', 'level 1 to 5', '1')
    .requiredOption('--seed <seed>', 'seed: the same arguments give the same bytes')
    .option('--break <ids>', 'checks to break, separated by commas; "none" for a case without defects')
    .option(...json);
recipe(cases.command('generate').description('make a case'))
  .option('--with-truth', 'add what is true of it')
  .option('--explain', 'with the truth: say of each failing check which documents and fields show it, in both languages')
  .action((options) => answer(generateCommand(content(), options), options));
recipe(cases.command('demo').description('the actions of a synthetic operator'))
  .requiredOption('--as <archetype>', 'expert, hasty, rubber-stamp, reject-all or corrupt')
  .action((options) => answer(demoCommand(content(), options), options));
cases
  .command('grade')
  .description('grade the actions on a case')
  .requiredOption('--case <file>', 'case as JSON; - for standard input')
  .requiredOption('--actions <file>', 'actions as JSON; - for standard input')
  .option(...json)
  .action((options) => {
    const [permitCase, actions] = readTwoJson({ case: options.case, actions: options.actions });
    answer(gradeCommand(content(), permitCase, actions), options);
  });

program
  .command('form')
  .description('forms of tests')
  .command('assemble')
  .description('the form of a level and a seed, with its own cut, its curve and its constraints')
  .requiredOption('--level <n>', 'level 1 to 5')
  .requiredOption('--seed <seed>', 'seed: the same arguments give the same form')
  .option('--with-truth', 'add recipes, right decisions and keys')
  .option(...json)
  .action((options) => answer(assembleCommand(content(), options), options));

const simulate = program.command('simulate').description('synthetic operators through the real engine');
const simulated = (command: Command, operators: string) =>
  command
    .requiredOption('--level <n>', 'level 1 to 5')
    .option('--operators <n>', 'number of operators', operators)
    .option('--seed <seed>', 'seed: the same arguments give the same numbers', '1')
    .option('--forms <n>', 'forms that are made ahead', '40')
    .option(...json);
simulated(simulate.command('tests'), '200')
  .description('how well tests tell who is above the cut, form by form and by kind of operator')
  .option('--strategies', 'instead: people who do not look at what is true, so many tests in all')
  .option('--replications <n>', 'times that a case is played to measure how hard a form is', '40')
  .action((options) => answer(simulateCommand(content(), options), options));
simulated(simulate.command('calibrate'), '1500')
  .description('the calibration of the floors of a level')
  .action((options) => answer(calibrateCommand(content(), options), options));

program
  .command('practice')
  .description('practice of synthetic learners')
  .command('simulate')
  .description('learners practise a level by a policy: files until mastery, error of the ability estimates, realised success')
  .option('--learners <n>', 'number of learners', '200')
  .requiredOption('--policy <policy>', 'adaptive, as the product chooses; or random, as the level draws')
  .option('--level <n>', 'level 1 to 5', '3')
  .option('--pace <pace>', 'how fast they learn: usual, slow, fast, or none to measure the estimate by itself', 'usual')
  .option('--files <n>', 'nobody practises more files than this', '250')
  .option('--seed <seed>', 'seed: the same arguments give the same numbers', '1')
  .option(...json)
  .action((options) => answer(practiceCommand(content(), options), options));

program
  .command('checks')
  .description('the checks of a service')
  .requiredOption('--service <code>', 'service, such as SIUP')
  .option(...json)
  .action((options) => answer(checksCommand(content(), options.service), options));

addConversationCommands(program, content, withServices);
addPackCommands(program, content);
addQuestionCommands(program, content, withServices);

program
  .command('id')
  .description('check an identifier: nik, npwp, s10 or plate')
  .argument('<kind>')
  .argument('<value>')
  .option(...json)
  .action((kind, value, options) => {
    const result = idCommand(kind, value);
    answer(result, options, !result.valid);
  });

program
  .command('due')
  .description('the last working day of a term')
  .requiredOption('--from <date>', 'day on which the file was complete, YYYY-MM-DD')
  .requiredOption('--days <n>', 'working days')
  .option(...json)
  .action((options) => answer(dueCommand(options.from, options.days, content().holidays), options));

program
  .command('score')
  .description('score one part of a case: defects, decision, fee or time')
  .argument('<part>')
  .argument('[file]', 'input as JSON; - for standard input', '-')
  .option('--input <file>', 'input as JSON')
  .option(...json)
  .action((part, file, options) => answer(scoreCommand(part, readJson(options.input ?? file)), options));

program
  .command('ability')
  .description('the ability estimate after a list of answers')
  .argument('[file]', 'input as JSON; - for standard input', '-')
  .option('--input <file>', 'input as JSON')
  .option(...json)
  .action((file, options) => answer(abilityCommand(readJson(options.input ?? file)), options));

addScenarioCommands(program, content, withServices);

addShiftCommands(program, content);

addSittingCommands(program, withServices);

addItemCommands(program);

addAuditCommands(program, withServices);

const user = program.command('user').description('accounts');
user
  .command('add')
  .description(
    'add a person; the password is asked for, or read from standard input; without one a one-time password is made',
  )
  .argument('<username>')
  .requiredOption('--name <name>', 'name of the person')
  .requiredOption('--role <roles...>', 'trainee, trainer, supervisor, administrator')
  .option('--one-time', 'make a one-time password instead of asking')
  .option(...json)
  .action(async (username, options) => {
    const { addUser, readPassword } = await import('./cli/user.ts');
    const password = options.oneTime ? undefined : await readPassword(process.stdin, process.stderr);
    const result = await withServices((services) =>
      addUser(services, { username, name: options.name, roles: options.role, ...(password && { password }) }),
    );
    answer(password ? { username } : { username, oneTimePassword: result }, options);
  });
user
  .command('password')
  .description('replace a password (asked for, or read from standard input) and end the sessions of its owner')
  .argument('<username>')
  .option(...json)
  .action(async (username, options) => {
    const { readPassword, setUserPassword } = await import('./cli/user.ts');
    const password = await readPassword(process.stdin, process.stderr);
    await withServices((services) => setUserPassword(services, username, password));
    answer({ username }, options);
  });

/** A mistake in one clear line, never a stack. */
async function describe(error: unknown): Promise<string> {
  if (error instanceof InvalidInputError) {
    const { createSpeech } = await import('./platform/i18n.ts');
    const { t } = createSpeech({ timeZone: 'Asia/Jakarta' })('en');
    const lines = Object.entries(error.problems).map(([field, { key, vars }]) => `${field}: ${t(key, vars)}`);
    return lines.join('; ') || error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

// Whoever reads our output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`${await describe(error)}\n`);
    process.exitCode = error instanceof UsageError || error instanceof AppError ? 2 : 1;
  }
}
