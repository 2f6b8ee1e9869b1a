import type { Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { idParam } from '../../platform/request.ts';
import type { Services } from '../../services.ts';

/** What happens to the clock of a running test, as events; as JSON for who asks again and again. */
export function liveRoutes({ sittings, live }: Pick<Services, 'sittings' | 'live'>): Router {
  const { router, get } = createRoutes();

  get('/sittings/:id/events', ['trainee'], async (req, res) => {
    const sitting = await sittings.get(currentUser(res), idParam(req));
    if (sitting.kind !== 'test') throw new NotFoundError();
    await live.answer(req, res, sitting.id);
  });

  return router;
}
