// The control of the kill loop: our own server, but it acknowledges a save before it is committed. The loop must catch it.
import { createServer } from 'node:http';
import { createApp } from '../../dist/src/app.js';
import { loadConfig } from '../../dist/src/config.js';
import { fileCache, loadContent } from '../../dist/src/platform/content.js';
import { createDatabase } from '../../dist/src/platform/database.js';
import { paths } from '../../dist/src/platform/paths.js';
import { createServices } from '../../dist/src/services.js';

const config = loadConfig();
const db = createDatabase(config.databaseUrl);
const services = createServices({ db, now: () => new Date(), config, content: loadContent(paths.content, fileCache(paths.contentCache)) });
const save = services.sittings.save.bind(services.sittings);
services.sittings.save = (...job) => {
  setTimeout(() => save(...job).catch(() => {}), 40);
  return Promise.resolve({ kind: 'saved', at: new Date().toISOString() });
};
createServer(createApp(services, config)).listen(config.port, config.host, () => process.stdout.write('ready\n'));
