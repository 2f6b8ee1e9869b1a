import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

const root = packageRoot();

/** Folders that are read at run time; they stay where they are when the sources are compiled to dist. */
export const paths = {
  root,
  views: join(root, 'views'),
  assets: join(root, 'src', 'assets'),
  locales: join(root, 'src', 'locales'),
  content: join(root, 'seeds', 'content'),
  data: join(root, 'data'),
  /** What the YAML of the content pack says, so that a start need not parse it again; may be deleted. */
  contentCache: join(root, 'data', 'content-cache.json'),
  modules: join(root, 'node_modules'),
};

/** The folder of code beside which this module was compiled: the package root under tsx, dist after a build. */
export const codeRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** `.ts` under tsx, `.js` after a build. */
export const codeExtension = extname(fileURLToPath(import.meta.url));
