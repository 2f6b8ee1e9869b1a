import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { codeExtension } from './paths.ts';

/** Remembers what a text of YAML says, and the last pack that was found sound, because reading and examining are nearly all that a start costs. */
export interface ContentCache {
  get(text: string): { value: unknown } | undefined;
  put(text: string, value: unknown): void;
  /** When the pack has been read. */
  keep(): void;
  /** The parts of the pack of this key, if it was found sound. */
  sound(key: string): unknown;
  /** When the pack of this key was found sound. */
  keepSound(key: string, parts: object): void;
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Remembers nothing: every file is parsed. */
export const noCache: ContentCache = { get: () => undefined, put: () => {}, keep: () => {}, sound: () => undefined, keepSound: () => {} };

/** Remembers while the process lives. */
export function memoryCache(): ContentCache {
  const known = new Map<string, unknown>();
  return {
    get(text) {
      const key = keyOf(text);
      return known.has(key) ? { value: known.get(key) } : undefined;
    },
    put: (text, value) => void known.set(keyOf(text), value),
    keep: () => {},
    sound: () => undefined,
    keepSound: () => {},
  };
}

/**
 * Remembers in a file, by the hash of the text, so that a changed text is never taken for another; the sound pack in a file beside it, one for the sources and
 * one for what is compiled. They may be lost or spoilt at any time: then the YAML is parsed and the pack examined again.
 */
export function fileCache(file: string): ContentCache {
  let known: Record<string, unknown> | undefined;
  const used: Record<string, unknown> = {};
  let news = false;
  const soundFile = `${file.replace(/\.json$/, '')}-sound${codeExtension}.json`;
  return {
    get(text) {
      const key = keyOf(text);
      known ??= readObject(file) ?? {};
      if (!Object.hasOwn(known, key)) return undefined;
      used[key] = known[key];
      return { value: known[key] };
    },
    put(text, value) {
      used[keyOf(text)] = value;
      news = true;
    },
    keep() {
      if (news) replace(file, JSON.stringify(used));
    },
    sound(key) {
      const kept = readObject(soundFile);
      return kept?.['key'] === key ? kept['parts'] : undefined;
    },
    keepSound(key, parts) {
      const text = JSON.stringify({ key, parts });
      // What JSON cannot say is not kept.
      if (isDeepStrictEqual(JSON.parse(text), { key, parts })) replace(soundFile, text);
    },
  };
}

function readObject(file: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a file in its place whole, so that two processes never read half of it. A folder that cannot be written to costs a slower start, nothing else. */
function replace(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    discard(draft);
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It never came to be.
  }
}
