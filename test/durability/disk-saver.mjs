// Saves through our own services, as the server does, and writes down every id that was acknowledged, at the moment of the acknowledgement.
import { openSync, writeSync } from 'node:fs';
import { loadConfig } from '../../dist/src/config.js';
import { fileCache, loadContent } from '../../dist/src/platform/content.js';
import { createDatabase } from '../../dist/src/platform/database.js';
import { paths } from '../../dist/src/platform/paths.js';
import { createServices } from '../../dist/src/services.js';

const [acknowledged, synchronous, rounds, sitters] = process.argv.slice(2);
const acks = openSync(acknowledged, 'w');
const config = loadConfig();
const db = createDatabase(config.databaseUrl);
// Small, so that the log is copied into the database many times in a short run.
await db.raw('pragma wal_autocheckpoint = 30');
await db.raw(`pragma synchronous = ${synchronous}`);
const { sittings } = createServices({ db, now: () => new Date(), config, content: loadContent(paths.content, fileCache(paths.contentCache)) });

async function work([traineeId, sittingId]) {
  for (let n = 0; n < Number(rounds); n++) {
    const id = `disk-${sittingId}-${n}-action`;
    await sittings.save({ id: traineeId }, sittingId, (n % 7) + 1, [{ id, type: 'assess-levy', amount: n }]);
    writeSync(acks, `${sittingId} ${id}\n`);
    // Not everybody in every commit: a cut then falls between many of them.
    if (n % 3 === sittingId % 3) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

await Promise.all(JSON.parse(sitters).map(work));
process.exit(0);
