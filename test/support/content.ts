import { fileURLToPath } from 'node:url';
import { type Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { fileCache, loadContent } from '../../src/platform/content.ts';
import { paths } from '../../src/platform/paths.ts';

/** The content pack of this repository. */
export const contentFolder = fileURLToPath(new URL('../../seeds/content', import.meta.url));

let pack: Catalogue | undefined;

let withTeams: Catalogue | undefined;

/** The same, in which every service has a technical team, so that its files come to every stage. */
export function contentWithTeams(): Catalogue {
  if (withTeams) return withTeams;
  const team = { name: { id: 'Tim teknis', en: 'Technical team' }, visit: false };
  const services = new Map([...content().services].map(([code, service]) => [code, { ...service, team: service.team ?? team }]));
  return (withTeams = { ...content(), services });
}

/** The same, in which citizens of tests of level 1 are answered with typed replies. */
export function contentWithTyping(): Catalogue {
  const levels = content().levels.map((level) => (level.level === 1 ? { ...level, blueprint: { ...level.blueprint!, replies: 'typed' as const } } : level));
  return { ...content(), levels };
}

/** The catalogue of this repository, loaded once for all tests of a run. */
export const content = (): Catalogue => (pack ??= loadContent(contentFolder, fileCache(paths.contentCache)));
