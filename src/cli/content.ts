import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ContentError } from '../core/catalogue/build.ts';
import { files, serviceFile } from '../core/catalogue/content.ts';
import { type Change, diffEditions, editionOf } from '../core/catalogue/editions.ts';
import { type ContentCache, memoryCache } from '../platform/content-cache.ts';
import { loadContent } from '../platform/content.ts';
import { UsageError } from './usage-error.ts';

export type Lint = { ok: true; counts: Record<string, number> } | { ok: false; place: string; reason: string };

/** `content lint`: what the start would say of a pack: how much it holds, or the first fault with file and line. */
export function lintCommand(folder: string): Lint {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`dir: "${folder}" is not a folder`);
  try {
    const { services, documents, checks, decoys, clauses, facts, registries, levies, questions, guides, messages } = loadContent(folder);
    const counts = { services, documents, checks, decoys, clauses, facts, registries, levies, questions, guides, messages };
    return { ok: true, counts: Object.fromEntries(Object.entries(counts).map(([name, map]) => [name, map.size])) };
  } catch (error) {
    if (error instanceof ContentError) return { ok: false, place: error.file, reason: error.reason };
    throw error;
  }
}

/** `content diff`: the clauses and tariffs that a new pack changes, with everything of either pack that depends on each. UsageError for a folder that is no sound pack. */
export function diffCommand(before: string, after: string, cache = memoryCache()): Change[] {
  return diffEditions(editionIn('old', before, cache), editionIn('new', after, cache));
}

/** Most files of two packs are the same; the cache keeps them from being parsed twice. */
function editionIn(argument: string, folder: string, cache: ContentCache) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${argument}: "${folder}" is not a folder`);
  try {
    return editionOf(loadContent(folder, cache));
  } catch (error) {
    if (error instanceof ContentError) throw new UsageError(`${argument}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Changes as lines that a person reads. */
export function sayChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No clause and no tariff differs.\n';
  return changes
    .map(({ subject, id, change, parts, dependents }) => {
      const kinds = [...new Set(dependents.map(({ kind }) => kind))];
      const lines = kinds.map((kind) => `  ${kind}: ${dependents.filter((each) => each.kind === kind).map((each) => each.id).join(', ')}`);
      return [`${subject} ${id} ${change}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`, ...(lines.length > 0 ? lines : ['  nothing depends on it'])].join('\n');
    })
    .join('\n')
    .concat('\n');
}

/** `content schema`: a JSON schema for each pattern of files, as an editor takes them. */
export function schemaCommand(): Record<string, object> {
  const schemas: Record<string, object> = {};
  const write = (pattern: string, schema: z.ZodType) => (schemas[pattern] = z.toJSONSchema(schema, { io: 'input' }));
  for (const [file, schema] of Object.entries(files)) write(`${file.replace(/\.yaml$/, '')}{,/*}.yaml`, schema);
  write('services/*.yaml', serviceFile);
  return schemas;
}
