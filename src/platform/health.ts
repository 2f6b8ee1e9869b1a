import { Router } from 'express';
import type { Knex } from 'knex';
import { pendingMigrations } from './migrate.ts';

/** For monitors: `/healthz` says that the process answers, `/readyz` that the database does and has every migration. */
export function healthRoutes(db: Knex): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (req, res) => {
    const database = await stateOf(db).catch((error: unknown) => {
      req.log?.error({ err: error }, 'not ready');
      return 'unreachable';
    });
    res.status(database === 'ok' ? 200 : 503).json({ status: database === 'ok' ? 'ok' : 'unavailable', database });
  });
  return router;
}

async function stateOf(db: Knex): Promise<string> {
  await db.raw('select 1');
  return (await pendingMigrations(db)).length === 0 ? 'ok' : 'migrations pending';
}
