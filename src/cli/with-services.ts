import { loadConfig } from '../config.ts';
import { createDatabase } from '../platform/database.ts';
import { fileCache, loadContent } from '../platform/content.ts';
import { migrateLatest } from '../platform/migrate.ts';
import { paths } from '../platform/paths.ts';
import { createServices, type Services } from '../services.ts';

/** Runs one job on the installation's database, brought up to date, and closes it. */
export async function runWithServices<T>(job: (services: Services) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const db = createDatabase(config.databaseUrl);
  try {
    await migrateLatest(db);
    return await job(createServices({ db, now: () => new Date(), config, content: loadContent(config.contentFolder, fileCache(paths.contentCache)) }));
  } finally {
    await db.destroy();
  }
}
