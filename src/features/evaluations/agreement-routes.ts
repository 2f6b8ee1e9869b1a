import type { Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import type { Speech } from '../../platform/i18n.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentAgreement } from './agreement-presenter.ts';

/** How far evaluators agree, for supervisors. */
export function agreementRoutes({ agreement, catalogue }: Pick<Services, 'agreement' | 'catalogue'>): Router {
  const { router, get } = createRoutes();
  get('/agreement', ['supervisor'], async (_req, res) => {
    const figures = await agreement.figures();
    page(res, 'evaluations/agreement', { view: presentAgreement(figures.agreement, figures.names, catalogue, res.locals as Speech) });
  });
  return router;
}
