import type { Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import type { Speech } from '../../platform/i18n.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentSchedule } from './schedule-presenter.ts';

type Needs = Pick<Services, 'tests' | 'config' | 'now'>;

/** What is due to be practised when. */
export function scheduleRoutes({ tests, config, now }: Needs): Router {
  const { router, get } = createRoutes();

  get('/practice/schedule', ['trainee'], async (_req, res) => {
    const { gate, practising } = await tests.standing(currentUser(res));
    page(res, 'levels/schedule', { level: practising, schedule: presentSchedule(gate.cards, now(), config.timeZone, res.locals as Speech) });
  });

  return router;
}
