import type { Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import type { Speech } from '../../platform/i18n.ts';
import { createRateLimit } from '../../platform/rate-limit.ts';
import { idParam } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentCertificate, presentFacts } from './certificate-presenter.ts';

/** One address may check so often: enough for a queue at a counter, useless for guessing. */
const checks = { points: 60, seconds: 60 };

type Needs = Pick<Services, 'certificates' | 'catalogue' | 'config' | 'now'>;

/** The certificate on paper, and the public check of its code. */
export function certificateRoutes({ certificates, catalogue, config, now }: Needs): Router {
  const { router, get } = createRoutes();
  const takeCheck = createRateLimit(now, checks);
  const speech = (res: Response) => res.locals as Speech;

  get('/certificates/:id', 'signed-in', async (req, res) => {
    const certificate = await certificates.forReader(idParam(req), currentUser(res));
    const surroundings = { now: now(), baseUrl: config.baseUrl };
    page(res, 'certificates/show', { certificate: presentCertificate(certificate, catalogue, surroundings, speech(res)) });
  });

  get('/v/:code', 'public', async (req, res) => {
    await takeCheck(req.ip ?? '');
    const certificate = await certificates.check(String(req.params.code));
    if (!certificate) res.status(404);
    page(res, 'certificates/check', { certificate: certificate && presentFacts(certificate, catalogue, now(), speech(res)) });
  });

  return router;
}
