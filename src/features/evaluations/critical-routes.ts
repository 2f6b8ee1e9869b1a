import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf, typedText } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentCritical } from './critical-presenter.ts';
import type { CriticalError } from './critical-store.ts';
import { replayQuery, voteForm } from './evaluation-input.ts';
import { presentReplay } from './replay-presenter.ts';

const supervisor: readonly Role[] = ['supervisor'];

/** The review of a critical error: what the machine set, the replay of its case, and the reviewer's own verdict. */
export function criticalRoutes({ criticals, catalogue }: Pick<Services, 'criticals' | 'catalogue'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const load = (req: Request, res: Response) => criticals.forReviewer(idParam(req), currentUser(res).id);

  const show = async (res: Response, critical: CriticalError, typed: { confirmed: string; reason: string }, problems: Problems = {}) => {
    const work = await criticals.caseWork(critical);
    page(res, 'evaluations/critical', { critical: presentCritical(critical, work, currentUser(res).id, catalogue, speech(res)), typed, problems });
  };

  get('/evaluations/criticals/:id', supervisor, async (req, res) => {
    const critical = await load(req, res);
    const { case: position, step, document } = queryOf(req, replayQuery);
    if (position !== critical.position) return show(res, critical, { confirmed: '', reason: '' });
    const work = await criticals.caseWork(critical);
    const { path, trainee, level } = presentCritical(critical, work, currentUser(res).id, catalogue, speech(res));
    page(res, 'evaluations/replay', {
      head: { path, trainee, level, headline: speech(res).t('evaluations.critical.page', { name: trainee }) },
      closed: true,
      replay: presentReplay(work, catalogue, { path, step, document: document ?? null, cases: [position] }, speech(res)),
      dimensions: [],
    });
  });

  post('/evaluations/criticals/:id/vote', supervisor, async (req, res) => {
    const critical = await load(req, res);
    try {
      const { confirmed, reason } = formBody(req, voteForm);
      await criticals.vote(critical, currentUser(res).id, confirmed, reason);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const { confirmed, reason } = typedText(req, ['confirmed', 'reason']);
      return show(res.status(422), critical, { confirmed: confirmed!, reason: reason! }, error.problems);
    }
    flash(req, 'evaluations.critical.sent');
    res.redirect(303, `/evaluations/criticals/${critical.id}`);
  });

  return router;
}
