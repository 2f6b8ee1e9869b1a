import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { buildCatalogue, ContentError, type PackFiles } from '../core/catalogue/build.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { files, serviceFile } from '../core/catalogue/content.ts';
import { checksOf } from '../core/checks/check.ts';
import { generateCase } from '../core/cases/generate.ts';
import { decoysOf } from '../core/checks/decoy.ts';
import { faultOf } from '../core/levies/examine.ts';

/** Parses one YAML file by its schema. Throws ContentError with file, line and reason. */
function parse<T>(folder: string, file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path.join(folder, file), 'utf8'), { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new ContentError(`${file}:${error.linePos?.[0].line ?? 1}`, error.message.split('\n')[0]!);
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  // The node itself may be what is missing; then the line of its nearest parent is the place to look.
  for (let at = issue.path.length; at >= 0; at--) {
    const node = document.getIn(issue.path.slice(0, at), true) as { range?: [number, number, number] } | undefined;
    if (node?.range)
      throw new ContentError(
        `${file}:${lines.linePos(node.range[0]).line}`,
        `${issue.path.join('.')}: ${issue.message}`,
      );
  }
  throw new ContentError(`${file}:1`, `${issue.path.join('.')}: ${issue.message}`);
}

/** The YAML files of a part of the pack: `questions.yaml`, or every file of the folder `questions`. */
function partsOf(folder: string, file: string): string[] {
  const base = file.replace(/\.yaml$/, '');
  if (existsSync(path.join(folder, file))) return [file];
  const sub = path.join(folder, base);
  return existsSync(sub)
    ? readdirSync(sub)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => `${base}/${name}`)
    : [file];
}

/** Lists of the same name are joined; anything else is taken from the last file. */
function join(parts: Record<string, unknown>[]): Record<string, unknown> {
  const joined: Record<string, unknown> = {};
  for (const part of parts)
    for (const [key, value] of Object.entries(part))
      joined[key] = Array.isArray(value) ? [...((joined[key] as unknown[] | undefined) ?? []), ...value] : value;
  return joined;
}

/**
 * Loads the content pack in a folder. A broken pack throws ContentError with file, line and reason: the server must not start.
 */
export function loadContent(folder: string): Catalogue {
  const pack: Record<string, unknown> = {};
  for (const [file, schema] of Object.entries(files))
    pack[file] = join(
      partsOf(folder, file).map((part) => parse(folder, part, schema as z.ZodType<Record<string, unknown>>)),
    );
  pack['services'] = partsOf(folder, 'services.yaml').map((file) => parse(folder, file, serviceFile));
  const catalogue = buildCatalogue(pack as unknown as PackFiles);
  for (const levy of catalogue.levies.values()) {
    const fault = faultOf(levy);
    if (fault) throw new ContentError('levies', `levy "${levy.id}": ${fault}`);
  }
  for (const { code, level } of catalogue.services.values()) {
    try {
      checksOf(catalogue, code);
      decoysOf(catalogue, code);
      // A file that can be made shows that every fact it needs is known.
      generateCase(catalogue, { service: code, level, seed: 'load', breaks: [] });
    } catch (error) {
      throw new ContentError(`services/${code.toLowerCase()}.yaml`, (error as Error).message);
    }
  }
  return catalogue;
}
