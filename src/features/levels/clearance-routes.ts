import type { Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import { formBody, idParam, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { clearanceForm, longestReason, reopeningForm } from './waiver-input.ts';

const supervisor = ['supervisor'] as const;
const administrator = ['administrator'] as const;

type Needs = Pick<Services, 'waivers' | 'clearances'>;

/** What a supervisor and the administrator record about somebody after a critical error. */
export function clearanceRoutes({ waivers, clearances }: Needs): Router {
  const { router, get, post } = createRoutes();

  const showForm = async (res: Response, trainee: { id: number; name: string }, typed: Record<string, string>, problems: Problems = {}) => {
    const { missing } = await waivers.standing({ ...trainee, username: '' });
    page(res, 'levels/clearance', { trainee: trainee.name, path: `/gates/${trainee.id}`, missing: missing.filter((kind) => kind !== 'reopened'), longest: longestReason, typed, problems });
  };

  get('/gates/:id/clearance', supervisor, async (req, res) => showForm(res, await waivers.forSupervisor(idParam(req), currentUser(res).id), {}));

  post('/gates/:id/clearance', supervisor, async (req, res) => {
    const trainee = await waivers.forSupervisor(idParam(req), currentUser(res).id);
    try {
      const { kind, reason } = formBody(req, clearanceForm);
      await clearances.record(trainee.id, currentUser(res).id, kind, reason);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showForm(res.status(422), trainee, typedText(req, ['kind', 'reason']), error.problems);
    }
    flash(req, 'levels.clearance.done', { name: trainee.name });
    res.redirect(303, `/gates/${trainee.id}`);
  });

  const showClosed = async (res: Response, typed: Record<string, string>, problems: Problems = {}, wrong = 0) =>
    page(res, 'levels/reopenings', { people: await clearances.closed(), longest: longestReason, typed, problems, wrong });

  get('/admin/reopenings', administrator, (_req, res) => showClosed(res, {}));

  post('/admin/reopenings/:id', administrator, async (req, res) => {
    const trainee = await clearances.forAdministrator(idParam(req));
    try {
      const { reason } = formBody(req, reopeningForm);
      await clearances.record(trainee.id, currentUser(res).id, 'reopened', reason);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showClosed(res.status(422), typedText(req, ['reason', 'confirmed']), error.problems, trainee.id);
    }
    flash(req, 'levels.clearance.done', { name: trainee.name });
    res.redirect(303, '/admin/reopenings');
  });

  return router;
}
