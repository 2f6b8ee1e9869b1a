import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { buildCatalogue, ContentError, joinCatalogue, type PackFiles } from '../core/catalogue/build.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { files, serviceFile } from '../core/catalogue/content.ts';
import { EntryError, type EntryPath } from '../core/catalogue/entry-error.ts';
import { examineChain, examineService } from '../core/cases/examine.ts';
import { generateCase } from '../core/cases/generate.ts';
import { faultOf } from '../core/levies/examine.ts';
import { type ContentCache, noCache } from './content-cache.ts';
import { type PackFile, placeOf, readPackFile, readTexts } from './content-files.ts';
import { codeExtension, codeRoot, paths } from './paths.ts';

export { fileCache } from './content-cache.ts';

/** Where each entry of the pack stands: its file and the way into it. */
type Origins = Map<object, { file: PackFile; path: EntryPath }>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What the schema makes of a file; remembers where each of its entries stands. Throws ContentError with file, line and reason. */
function shape<T>(file: PackFile, schema: z.ZodType<T>, origins: Origins): T {
  const result = schema.safeParse(file.value);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new ContentError(placeOf(file, issue.path as EntryPath), `${issue.path.join('.')}: ${issue.message}`);
  }
  origins.set(result.data as object, { file, path: [] });
  for (const [key, list] of Object.entries(result.data as object))
    if (Array.isArray(list)) list.forEach((entry: unknown, at) => isObject(entry) && origins.set(entry, { file, path: [key, at] }));
  return result.data;
}

/** Lists of the same name are joined; anything else is taken from the last file. */
function join(parts: Record<string, unknown>[]): Record<string, unknown> {
  const joined: Record<string, unknown> = {};
  for (const part of parts)
    for (const [key, value] of Object.entries(part))
      joined[key] = Array.isArray(value) ? [...((joined[key] as unknown[] | undefined) ?? []), ...value] : value;
  return joined;
}

/** Shapes every file of a folder: `questions.yaml`, or the files of the folder `questions`. A file that belongs to no part is refused. */
function readPack(texts: ReadonlyMap<string, string>, origins: Origins, cache: ContentCache): PackFiles {
  const names = new Set(texts.keys());
  const partsOf = (file: string): string[] => {
    const inFolder = [...names].filter((name) => name.startsWith(file.replace(/\.yaml$/, '/')) && name.split('/').length === 2 && name.endsWith('.yaml'));
    const parts = names.has(file) || inFolder.length === 0 ? [file] : inFolder;
    for (const part of parts) names.delete(part);
    return parts;
  };
  const pack: Record<string, unknown> = {};
  for (const [file, schema] of Object.entries(files))
    pack[file] = join(partsOf(file).map((part) => shape(readPackFile(texts, part, cache), schema as z.ZodType<Record<string, unknown>>, origins)));
  pack['services'] = partsOf('services.yaml').map((file) => shape(readPackFile(texts, file, cache), serviceFile, origins));
  for (const stray of names) throw new ContentError(`${stray}:1`, 'belongs to no part of the pack; see docs/content.md for the names');
  cache.keep();
  return pack as unknown as PackFiles;
}

/** What only shows when the parts work together: formulas compute, cases can be made. */
function examine(catalogue: Catalogue): void {
  for (const levy of catalogue.levies.values()) {
    const fault = faultOf(levy);
    if (fault) throw new EntryError(levy, [], `levy "${levy.id}": ${fault}`);
  }
  for (const service of catalogue.services.values()) {
    examineService(catalogue, service.code);
    try {
      generateCase(catalogue, { service: service.code, level: service.level, seed: 'load', breaks: [] });
    } catch (error) {
      throw error instanceof EntryError ? error : new EntryError(service, [], (error as Error).message, { cause: error });
    }
  }
  for (const chain of catalogue.chains.keys()) examineChain(catalogue, chain);
}

/** All code that reads and examines a pack, and the packages that it uses. */
let code: string | undefined;

function digestOfCode(): string {
  const hash = createHash('sha256').update(process.version);
  const add = (file: string) => hash.update(`\0${file}\0`).update(readFileSync(file));
  const core = path.join(codeRoot, 'src', 'core');
  for (const name of readdirSync(core, { recursive: true, encoding: 'utf8' }).sort()) if (name.endsWith(codeExtension)) add(path.join(core, name));
  for (const name of ['content', 'content-cache', 'content-files']) add(path.join(codeRoot, 'src', 'platform', name + codeExtension));
  add(path.join(paths.root, 'package-lock.json'));
  return hash.digest('hex');
}

/** Of just these texts and just this code; the names are part of it, since a file may be in the wrong place. */
function keyOf(texts: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256').update((code ??= digestOfCode()));
  for (const [name, text] of texts) hash.update(`\0${name}\0`).update(text);
  return hash.digest('hex');
}

/**
 * Loads the content pack in a folder. A broken pack throws ContentError with file, line and reason: the server must not start.
 * A pack that this very code found sound before is not examined again.
 */
export function loadContent(folder: string, cache: ContentCache = noCache): Catalogue {
  const texts = readTexts(folder);
  const key = cache === noCache ? '' : keyOf(texts);
  const known = cache.sound(key);
  if (known) return joinCatalogue(known as PackFiles);
  const origins: Origins = new Map();
  try {
    const pack = readPack(texts, origins, cache);
    const catalogue = buildCatalogue(pack);
    examine(catalogue);
    cache.keepSound(key, pack);
    return catalogue;
  } catch (error) {
    if (!(error instanceof ContentError || error instanceof EntryError)) throw error;
    const origin = error.entry && origins.get(error.entry);
    if (!origin) throw error;
    throw new ContentError(placeOf(origin.file, [...origin.path, ...error.at]), error instanceof ContentError ? error.reason : error.message);
  }
}
