import type { Planned } from '../core/questions/plan.ts';
import type { Services } from '../services.ts';
import { formatOf, languageOf, readQuestionFile } from './questions.ts';
import { UsageError } from './usage-error.ts';

/** `questions export --bank`: the last drafts of the database's bank as a file, and the codes of those that are not complete. */
export async function exportBank({ works, questionImports }: Pick<Services, 'works' | 'questionImports'>, format: string): Promise<{ text: string; incomplete: string[] }> {
  const { write } = formatOf(format);
  const { questions, incomplete } = questionImports.questionsOf(await works.all('question'));
  return { text: write(questions), incomplete };
}

export interface BankReport {
  format: string;
  dryRun: boolean;
  items: number;
  created: number;
  changed: number;
  same: number;
  refused: number;
  answers: Planned[];
}

/** `questions import --bank`: an answer for every item of a file; unless it is a dry run the questions become drafts of the trainer `by`. */
export async function importBank(
  { accounts, questionImports }: Pick<Services, 'accounts' | 'questionImports'>,
  file: string,
  options: { format: string; by?: string; dryRun?: boolean; language?: string },
): Promise<BankReport> {
  const format = formatOf(options.format).name;
  const language = languageOf(options.language);
  const person = options.by === undefined ? null : await accounts.findByUsername(options.by);
  if (!options.dryRun && !person?.roles.includes('trainer')) throw new UsageError('by: name a trainer, whose drafts they become: --by USERNAME');
  const opened = readQuestionFile(file);
  const answers = 'refused' in opened ? (opened.refused as Planned[]) : await questionImports.plan({ format, language, body: opened.text });
  const count = (outcome: string) => answers.filter((answer) => answer.ok && answer.outcome === outcome).length;
  if (!options.dryRun) await questionImports.take({ id: person!.id }, answers);
  return {
    format,
    dryRun: options.dryRun ?? false,
    items: answers.filter(({ item }) => item > 0).length,
    created: count('new'),
    changed: count('changed'),
    same: count('same'),
    refused: answers.filter(({ ok }) => !ok).length,
    answers,
  };
}
