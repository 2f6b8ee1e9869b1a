import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { UsageError } from './usage-error.ts';

/** The text of a file; FILE may be `-` for standard input. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** What two files of JSON hold, by the names of their options: standard input can be only one of them. */
export function readTwoJson(files: Readonly<Record<string, string>>): unknown[] {
  const fromInput = Object.entries(files).filter(([, file]) => file === '-');
  if (fromInput.length > 1) throw new UsageError(`${fromInput.map(([name]) => `--${name}`).join(' and ')} cannot both be '-': standard input is read once`);
  return Object.values(files).map(readJson);
}

/** What a file of JSON holds. */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** One line of JSON for machines, YAML for people; `negative` makes the exit code 1. */
export function answer(result: unknown, options: { json?: boolean }, negative = false): void {
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : stringify(result, { aliasDuplicateObjects: false }));
  if (negative) process.exitCode = 1;
}

export const json = ['--json', 'answer as one line of JSON'] as const;
