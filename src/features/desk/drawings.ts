import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../../platform/paths.ts';

/** Kinds of document with a drawing of their own in views/facsimiles, and those with styles of their own beside it; both found by their names. */
const named = (folder: string, end: string): ReadonlySet<string> =>
  new Set(existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(end)).map((file) => file.slice(0, -end.length)) : []);

const drawings = named(join(paths.views, 'facsimiles'), '.ejs');
const styles = named(join(paths.assets, 'styles/sheets'), '.css');

/** The partial that draws a kind of document; any without a drawing is printed as a plain form sheet. */
export const partialOf = (kind: string): string => (drawings.has(kind.toLowerCase()) ? kind.toLowerCase() : 'generic');

/** The stylesheet of its own, loaded with the sheet; empty when it has none. */
export const stylesOf = (kind: string): string => (styles.has(kind.toLowerCase()) ? `styles/sheets/${kind.toLowerCase()}.css` : '');
