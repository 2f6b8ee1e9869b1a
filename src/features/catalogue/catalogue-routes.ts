import type { Router } from 'express';
import { z } from 'zod';
import { serviceFields } from '../../core/catalogue/content.ts';
import { createRoutes } from '../../platform/access.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { queryOf } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentCatalogue, presentService } from './catalogue-presenter.ts';

const filterForm = z.object({ q: z.string().trim().max(60).catch(''), field: z.enum(serviceFields).or(z.literal('')).catch('') });

/** The services and their rules, for everybody who is signed in. */
export function catalogueRoutes({ catalogue }: Pick<Services, 'catalogue'>): Router {
  const { router, get } = createRoutes();

  get('/catalogue', 'signed-in', (req, res) => {
    const speech = res.locals as Speech;
    const { q, field } = queryOf(req, filterForm);
    page(res, 'catalogue/list', {
      fields: presentCatalogue(catalogue, { q, field: field === '' ? null : field }, speech),
      q,
      field,
      choices: serviceFields.map((id) => ({ value: id, label: speech.t(`catalogue.field.${id}`) })),
      count: catalogue.services.size,
    });
  });

  get('/catalogue/:code', 'signed-in', (req, res) => {
    const service = catalogue.services.get(String(req.params.code));
    if (!service) throw new NotFoundError();
    page(res, 'catalogue/service', { service: presentService(catalogue, service, res.locals as Speech) });
  });

  return router;
}
