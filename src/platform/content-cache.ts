import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Remembers what a text of YAML says, because reading YAML is nearly all that a start costs. */
export interface ContentCache {
  get(text: string): { value: unknown } | undefined;
  put(text: string, value: unknown): void;
  /** When the pack has been read. */
  keep(): void;
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Remembers nothing: every file is parsed. */
export const noCache: ContentCache = { get: () => undefined, put: () => {}, keep: () => {} };

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
  };
}

/**
 * Remembers in a file, by the hash of the text, so that a changed text is never taken for another. The file may be lost or spoilt at any time: then the
 * YAML is parsed again. It is put in its place whole, so that two processes never read half of it.
 */
export function fileCache(file: string): ContentCache {
  let known: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read === 'object' && read !== null) known = read as Record<string, unknown>;
  } catch {
    known = {};
  }
  const used: Record<string, unknown> = {};
  let news = false;
  return {
    get(text) {
      const key = keyOf(text);
      if (!Object.hasOwn(known, key)) return undefined;
      used[key] = known[key];
      return { value: known[key] };
    },
    put(text, value) {
      used[keyOf(text)] = value;
      news = true;
    },
    keep() {
      if (!news) return;
      const draft = `${file}.${process.pid}`;
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(draft, JSON.stringify(used));
        renameSync(draft, file);
      } catch {
        // A folder that cannot be written to costs a slower start, nothing else.
        discard(draft);
      }
    },
  };
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It never came to be.
  }
}
