import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { ContentError } from '../core/catalogue/build.ts';
import type { EntryPath } from '../core/catalogue/entry-error.ts';
import type { ContentCache } from './content-cache.ts';

/** One file of the pack: its path under the folder, its text, and what the YAML says. */
export interface PackFile {
  name: string;
  text: string;
  value: unknown;
}

/** The names of all YAML files of a folder, with their folder inside it, in order. */
function yamlFilesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

/** The text of every YAML file of a folder, by its name, in order. Throws ContentError for one that cannot be read. */
export function readTexts(folder: string): Map<string, string> {
  const read = (name: string): string => {
    try {
      return readFileSync(path.join(folder, name), 'utf8');
    } catch (error) {
      throw new ContentError(name, (error as Error).message);
    }
  };
  return new Map(yamlFilesOf(folder).map((name) => [name, read(name)]));
}

/** What one file says. Throws ContentError with file, line and reason when it is not there or not YAML. */
export function readPackFile(texts: ReadonlyMap<string, string>, name: string, cache: ContentCache): PackFile {
  const text = texts.get(name);
  if (text === undefined) throw new ContentError(name, 'the file is missing');
  const known = cache.get(text);
  if (known) return { name, text, value: known.value };
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new ContentError(`${name}:${error.linePos?.[0].line ?? 1}`, error.message.split('\n')[0]!);
  const value = valueOf(document, name);
  cache.put(text, value);
  return { name, text, value };
}

function valueOf(document: Document, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ContentError(`${name}:1`, (error as Error).message);
  }
}

/** `file:line` of the datum at a path. The datum itself may be what is missing; then it is the line of its nearest parent. */
export function placeOf({ name, text }: PackFile, at: EntryPath): string {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (let length = at.length; length >= 0; length--) {
    const node = document.getIn(at.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return `${name}:${lines.linePos(node.range[0]).line}`;
  }
  return `${name}:1`;
}
