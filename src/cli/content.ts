import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ContentError } from '../core/catalogue/build.ts';
import { files, serviceFile } from '../core/catalogue/content.ts';
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

/** `content schema`: a JSON schema for each pattern of files, as an editor takes them. */
export function schemaCommand(): Record<string, object> {
  const schemas: Record<string, object> = {};
  const write = (pattern: string, schema: z.ZodType) => (schemas[pattern] = z.toJSONSchema(schema, { io: 'input' }));
  for (const [file, schema] of Object.entries(files)) write(`${file.replace(/\.yaml$/, '')}{,/*}.yaml`, schema);
  write('services/*.yaml', serviceFile);
  return schemas;
}
