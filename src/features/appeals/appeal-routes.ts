import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { AppError, InvalidInputError, NotFoundError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { appealForm, longestAppeal, voteForm } from './appeal-input.ts';
import { presentAppeal, presentFigures, presentQueue, presentRescore, presentStanding, remedyChoices } from './appeal-presenter.ts';
import type { AppealState } from './appeal-service.ts';

const trainee = ['trainee'] as const;
const supervisor = ['supervisor'] as const;

type Needs = Pick<Services, 'appeals' | 'replays' | 'catalogue' | 'now'>;

/** Appeals: the trainee's filing, the panel's queue and opinions. */
export function appealRoutes({ appeals, replays, catalogue, now }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const showOwn = async (req: Request, res: Response, typed: Record<string, string>, problems: Problems = {}) => {
    const standing = await appeals.standing(currentUser(res).id, idParam(req));
    if (!standing) throw new NotFoundError();
    page(res, 'appeals/own', { view: presentStanding(catalogue, standing, speech(res)), longest: longestAppeal, typed, problems });
  };

  get('/sittings/:id/appeal', trainee, (req, res) => showOwn(req, res, {}));

  post('/sittings/:id/appeal', trainee, async (req, res) => {
    const id = idParam(req);
    // Another's and an unknown one are the same, whatever was sent.
    if (!(await appeals.standing(currentUser(res).id, id))) throw new NotFoundError();
    try {
      await appeals.file(currentUser(res).id, id, formBody(req, appealForm));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showOwn(req, res.status(422), typedText(req, ['kind', 'reason']), error.problems);
    }
    flash(req, 'appeals.filedNow');
    res.redirect(303, `/sittings/${id}/appeal`);
  });

  get('/appeals', supervisor, async (req, res) => {
    const wanted = paging(req);
    const states = await appeals.queue(currentUser(res).id);
    const decided = await appeals.decided(currentUser(res).id, wanted);
    const today = now().toISOString().slice(0, 10);
    page(res, 'appeals/queue', {
      rows: presentQueue(catalogue, states, currentUser(res).id, today, speech(res)),
      decided: presentQueue(catalogue, decided.states, currentUser(res).id, today, speech(res)),
      pager: presentPager('/appeals', {}, wanted, decided.total),
      figures: presentFigures(await appeals.figures(), speech(res)),
    });
  });

  const showPanel = async (res: Response, state: AppealState, typed: Record<string, string>, problems: Problems = {}) => {
    const own = state.votes.some(({ supervisorId }) => supervisorId === currentUser(res).id);
    const { sittingId } = state.appeal;
    // What cannot be made again here is said by the re-score below.
    const replay = await replays.replay(sittingId).catch((error: unknown) => (error instanceof AppError ? null : Promise.reject(error)));
    const { language, format } = speech(res);
    page(res, 'appeals/panel', {
      appeal: presentAppeal(state, speech(res), own || state.decision !== null),
      path: `/appeals/${state.appeal.id}`,
      rescore: presentRescore(await appeals.rescored(state.appeal), speech(res)),
      grades: (replay?.grades ?? []).map(({ position, recorded, recomputed, identical }) => ({ position, recorded: format.number(recorded, 1), recomputed: format.number(recomputed, 1), identical })),
      identical: replay?.identical ?? false,
      items: (await replays.itemsOf(sittingId)).map((id) => ({ id, text: catalogue.questions.get(id)?.stem[language] ?? '' })),
      wanted: appeals.wanted(state),
      open: state.decision === null && !own,
      remedies: remedyChoices(state, speech(res)),
      longest: longestAppeal,
      typed,
      problems,
    });
  };

  get('/appeals/:id', supervisor, async (req, res) => showPanel(res, await appeals.forPanel(idParam(req), currentUser(res).id), {}));

  post('/appeals/:id/votes', supervisor, async (req, res) => {
    const state = await appeals.forPanel(idParam(req), currentUser(res).id);
    try {
      await appeals.vote(state.appeal.id, currentUser(res).id, formBody(req, voteForm));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showPanel(res.status(422), state, typedText(req, ['vote', 'remedy', 'reason']), error.problems);
    }
    flash(req, 'appeals.voted');
    res.redirect(303, `/appeals/${state.appeal.id}`);
  });

  return router;
}
