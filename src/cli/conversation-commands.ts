import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { applicationOf } from '../core/catalogue/application.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { worstPath } from '../core/conversations/check.ts';
import { policySchema, playBy } from '../core/conversations/policy.ts';
import { readConversations } from '../core/conversations/read.ts';
import { scoreConversation } from '../core/conversations/score.ts';
import type { Services } from '../services.ts';
import { answer, json } from './answer.ts';
import { conversationOf, exportConversation, importConversation } from './conversation-bank.ts';
import { writeScenario } from './scenarios.ts';
import { usage, UsageError } from './usage-error.ts';

/** YAML or JSON; - for standard input. */
function readFile(file: string): unknown {
  try {
    return parse(readFileSync(file === '-' ? 0 : file, 'utf8'), { maxAliasCount: 20 });
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** `conversation lint`: how much the file holds, or every fault with the way into it. */
export function lintConversations(catalogue: Catalogue, value: unknown) {
  const read = readConversations(value, catalogue.guideWords);
  if (!read.ok) return { ok: false as const, faults: read.faults.map(({ path, kind, what }) => ({ path: path.join('.'), kind, what })) };
  const variants = read.situations.flatMap((situation) => situation.variants.map((variant) => worstPath(situation, variant, read.bank)));
  return { ok: true as const, situations: read.situations.length, variants: variants.length, longest: Math.max(...variants) };
}

/** `conversation play`: the transcript with what every reply did, and the score with its marks. */
export function playConversation(catalogue: Catalogue, value: unknown, given: unknown) {
  const read = readConversations(value, catalogue.guideWords);
  if (!read.ok) throw new UsageError(`file: ${read.faults[0]!.path.join('.')}: ${read.faults[0]!.kind} ${read.faults[0]!.what}`);
  const parsed = policySchema.safeParse(given);
  if (!parsed.success) throw new UsageError(`policy: ${parsed.error.issues[0]!.path.join('.')}: ${parsed.error.issues[0]!.message}`);
  const policy = parsed.data;
  const situation = policy.situation === undefined ? read.situations[0] : read.situations.find(({ id }) => id === policy.situation);
  if (!situation) throw new UsageError(`situation: unknown "${policy.situation}"; known: ${read.situations.map(({ id }) => id).join(', ')}`);
  const variant = policy.variant === undefined ? situation.variants[0] : situation.variants.find(({ id }) => id === policy.variant);
  if (!variant) throw new UsageError(`variant: unknown "${policy.variant}"; known: ${situation.variants.map(({ id }) => id).join(', ')}`);
  const application = usage(() => applicationOf(catalogue, variant, String(policy.seed)));
  const script = { situation, variant, bank: read.bank, seed: String(policy.seed), ...(application && { application }) };
  const state = usage(() => playBy(script, policy));
  const { observations: _, ...score } = scoreConversation(script, state);
  return {
    situation: situation.id,
    variant: variant.id,
    lines: state.lines.map(({ turn, by, text }) => ({ turn, by, ...text })),
    turns: state.turns.map(({ turn, scene, moves, readings, earned, harms, flags, mood, patience }) => ({ turn, scene, moves, ...(readings.length > 0 && { readings }), earned, harms, flags, mood, patience })),
    ...score,
  };
}

/** The commands about guided conversations. */
export function addConversationCommands(program: Command, content: () => Catalogue, withServices: <T>(job: (services: Services) => Promise<T>) => Promise<T>): void {
  const conversation = program.command('conversation').description('guided conversations with citizens');
  conversation
    .command('lint')
    .description('examine a file of conversations: names, translations, speakers, dead ends, steps that cannot be earned, length')
    .argument('<file>', 'conversations as YAML or JSON; - for standard input')
    .option(...json)
    .action((file, options) => {
      const result = lintConversations(content(), readFile(file));
      if (result.ok || options.json) return answer(result, options, !result.ok);
      for (const { path, kind, what } of result.faults) process.stderr.write(`${path}: ${kind}: ${what}\n`);
      process.exitCode = 1;
    });
  conversation
    .command('play')
    .description('play a conversation by a policy: the transcript, what every reply did, and the score with its marks')
    .argument('<file>', 'conversations as YAML or JSON; - for standard input')
    .requiredOption('--policy <file>', 'policy as YAML or JSON: {variant, seed, replies} or {variant, seed, best: true} or {prefer: [moves]}')
    .option(...json)
    .action((file, options) => answer(playConversation(content(), readFile(file), readFile(options.policy)), options));
  conversation
    .command('import')
    .description('take a conversation into the bank as a draft, of its code where the bank has it; a trainer submits it and another one publishes it')
    .argument('<file>', 'one conversation as YAML or JSON; - for standard input')
    .requiredOption('--as <username>', 'the trainer in whose name it is taken')
    .option('--dry-run', 'only examine it')
    .option(...json)
    .action(async (file, options) => {
      const read = conversationOf(content(), readFile(file));
      if (read.ok) return answer(options.dryRun ? { code: read.situation.id, kind: 'dry-run' } : await withServices((services) => importConversation(services, read.situation, options.as)), options);
      if (options.json) return answer(read, options, true);
      for (const { path, text } of read.faults) process.stderr.write(`${path}: ${text}\n`);
      process.exitCode = 1;
    });
  conversation
    .command('export')
    .description('write a conversation of the bank: the version in use, or its draft')
    .argument('<code>', 'code of the conversation, such as G101')
    .option('--draft', 'the draft instead of the version in use')
    .option(...json)
    .action(async (code, options) => {
      const document = await withServices((services) => exportConversation(services, code, options.draft ?? false));
      process.stdout.write(writeScenario(document, options.json ?? false));
    });
}
