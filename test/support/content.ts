import { fileURLToPath } from 'node:url';
import { type Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { fileCache, loadContent } from '../../src/platform/content.ts';
import { paths } from '../../src/platform/paths.ts';

/** The content pack of this repository. */
export const contentFolder = fileURLToPath(new URL('../../seeds/content', import.meta.url));

let pack: Catalogue | undefined;

/** The catalogue of this repository, loaded once for all tests of a run. */
export const content = (): Catalogue => (pack ??= loadContent(contentFolder, fileCache(paths.contentCache)));
