import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import { paths } from './paths.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
};

/** Files of packages, under names of our own. */
const vendor: Record<string, string> = {
  'vendor/bootstrap.css': join(paths.modules, 'bootstrap', 'dist', 'css', 'bootstrap.min.css'),
  'vendor/chart.js': join(paths.modules, 'chart.js', 'dist', 'chart.umd.min.js'),
};

interface Packed {
  modified: number;
  plain: Buffer;
  br: Promise<Buffer>;
  gzip: Promise<Buffer>;
}

export interface Assets {
  /** The address of a file: `styles/app.css` gives `/assets/<hash>/styles/app.css`. Throws for a file that is not there. */
  asset(name: string): string;
  router: Router;
}

/** A style sheet as it is sent: comments and indentation say nothing to a browser, and weigh a tenth of it. */
const unindented = (css: string): string => css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\n\s+/g, '\n');

// The files stay as they were when the process began.
let hashed: string | undefined;

/**
 * One hash over all files stands in every address, so that a module finds its neighbour by a relative import and nothing
 * old is ever mixed with something new. Files are compressed in memory when first asked for.
 */
export function createAssets({ immutable }: { immutable: boolean }): Assets {
  const files = new Map([...Object.entries(vendor), ...listFiles(paths.assets)]);
  const hash = (hashed ??= hashOf(files));
  const packed = new Map<string, Packed>();

  function pack(file: string): Packed {
    const modified = statSync(file).mtimeMs;
    const known = packed.get(file);
    if (known?.modified === modified) return known;
    const plain = file.endsWith('.css') ? Buffer.from(unindented(readFileSync(file, 'utf8'))) : readFileSync(file);
    const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
    const fresh = {
      modified,
      plain,
      br: promisify(brotliCompress)(plain, options),
      gzip: promisify(gzip)(plain, { level: 9 }),
    };
    packed.set(file, fresh);
    return fresh;
  }

  async function send(req: Request, res: Response): Promise<void> {
    const name = ([] as string[]).concat(req.params.name ?? []).join('/');
    const file = files.get(name);
    if (!file) {
      res.status(404).type('text').send('Not found');
      return;
    }
    const content = pack(file);
    const encoding = req.acceptsEncodings(['br', 'gzip', 'identity']) || 'identity';
    const fresh = immutable && req.params.hash === hash;
    res.set({
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': fresh ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
    });
    if (encoding === 'br' || encoding === 'gzip') res.set('Content-Encoding', encoding).send(await content[encoding]);
    else res.send(content.plain);
  }

  const router = Router();
  router.get('/assets/:hash/*name', send);
  return {
    router,
    asset(name) {
      if (!files.has(name)) throw new Error(`No asset '${name}'`);
      return `/assets/${hash}/${name}`;
    },
  };
}

function listFiles(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in types)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(folder, file).split(sep).join('/'), file]);
}

function hashOf(files: Map<string, string>): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) hash.update(name).update(readFileSync(files.get(name) as string));
  return hash.digest('hex').slice(0, 12);
}
