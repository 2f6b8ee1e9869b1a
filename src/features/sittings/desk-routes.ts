import type { Request, RequestHandler, Response, Router } from 'express';
import { isPaused } from '../../core/sittings/clock.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { GoneError, NotFoundError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, wantsJson } from '../../platform/request.ts';
import type { Services } from '../../services.ts';
import { deskHandlers, type DeskDependencies } from '../desk/desk-handlers.ts';
import { draftForms } from '../desk/desk-draft.ts';
import { showElsewhere } from './elsewhere.ts';
import { presentHelpNote } from './help-presenter.ts';
import { pausedForms, refusePausedForm } from './paused.ts';
import { isElsewhere, screenOf } from './screen.ts';
import { newActionId } from './seeds.ts';
import { flashSent } from './sent-again.ts';
import type { SignalKind } from './signal-store.ts';
import { oddityOf } from './signals.ts';
import { draftFields } from './sitting-input.ts';
import type { OpenCase } from './sitting-service.ts';

const trainee = ['trainee'] as const;
const path = '/sittings/:sitting/cases/:position';

/** The desk of one case, for the owner of its sitting. */
export function deskRoutes({
  sittings,
  catalogue,
  now,
  saveLimiter,
  drafts,
  signals,
  practices,
}: Pick<Services, 'practices' | 'sittings' | 'catalogue' | 'now' | 'saveLimiter' | 'drafts' | 'signals'>): Router {
  const { router, get, post } = createRoutes();

  /** The case for this person, or 404. The cases of a test are not shown again when it is over. */
  const load: RequestHandler = async (req, res, next) => {
    const open = await sittings.getCase(currentUser(res), idParam(req, 'sitting'), idParam(req, 'position'));
    const over = open.sitting.kind === 'test' && open.sitting.submittedAt !== null;
    if (over && req.method === 'GET') return res.redirect(303, `/sittings/${open.sitting.id}/result`);
    if (!over && req.method === 'GET' && isElsewhere(open.sitting, screenOf(req, res)))
      return showElsewhere(res, open.sitting);
    const earlier = open.position < open.sitting.openFrom;
    if ((isPaused(open.sitting) || earlier) && req.method === 'GET') return res.redirect(303, `/sittings/${open.sitting.id}`);
    refusePausedForm(req, open.sitting);
    res.locals.screen = screenOf(req, res);
    res.locals.openCase = open;
    next();
  };

  const noteOdd = (res: Response, kind: SignalKind) => {
    const { sitting, position } = openCase(res);
    void signals.note(currentUser(res).id, sitting.id, kind, { position });
  };

  const handlers = deskHandlers({
    load: async (_req, res) => {
      const { sitting, position, permitCase, actions } = openCase(res);
      const help = sitting.kind === 'practice' ? await practices.help(sitting.id) : null;
      const basePath = `/sittings/${sitting.id}/cases/${position}`;
      return {
        catalogue,
        permitCase,
        actions,
        sitting: { id: sitting.id, kind: sitting.kind, deadlineAt: sitting.deadlineAt, basePath },
        drafts: await drafts.at(sitting.id, position),
        help: help && presentHelpNote(help, sitting.id, res.locals as Speech),
      };
    },
    save: (req, res, commands) => save(req, res, commands),
    newId: newActionId,
    now,
    afterSubmit: ({ sitting }) => `/sittings/${sitting.id}`,
    onOdd: (_req, res, kind) => noteOdd(res, kind),
  });

  /** Read anew: two forms may have come at once. */
  const sayAgain = async (req: Request, res: Response) => flashSent(req, res, (await sittings.getCase(currentUser(res), openCase(res).sitting.id, openCase(res).position)).sitting);

  /** A decision that is sent again from an old page leads to the result, as the first one did. */
  const save: (...args: Parameters<DeskDependencies['save']>) => ReturnType<DeskDependencies['save']> = async (
    req,
    res,
    commands,
  ) => {
    const { sitting, position } = openCase(res);
    const submits = commands.some(({ type }) => type === 'submit');
    await saveLimiter(String(sitting.id));
    try {
      const answer = await sittings.save(
        { ...currentUser(res), screen: screenOf(req, res) },
        sitting.id,
        position,
        commands,
      );
      void signals.noteCircumstances(req, res, sitting.id, position);
      if (submits && answer.kind === 'duplicate') await sayAgain(req, res);
      const odd = answer.kind === 'refused' ? oddityOf(answer.refusal) : null;
      if (odd) noteOdd(res, odd);
      return answer.kind === 'refused'
        ? { refused: answer.refusal, savedAt: null }
        : { refused: null, savedAt: answer.at };
    } catch (error) {
      if (!(error instanceof GoneError) || !submits || wantsJson(req)) throw error;
      await sayAgain(req, res);
      return { refused: null, savedAt: null };
    }
  };

  get(path, trainee, load, handlers.show);
  get(`${path}/decision`, trainee, load, handlers.decision);
  get(`${path}/check`, trainee, load, handlers.check);
  get(`${path}/levy`, trainee, load, handlers.levy);
  post(`${path}/actions`, trainee, load, handlers.act);
  post(`${path}/decision`, trainee, load, handlers.decide);

  /** A draft while somebody types; where it cannot be kept any more the page says why. */
  post(`${path}/drafts/:form`, trainee, load, async (req, res) => {
    const { sitting, position } = openCase(res);
    const form = draftForms.find((each) => each === req.params.form);
    if (!form) throw new NotFoundError();
    await saveLimiter(`draft ${sitting.id}`);
    const owner = { sittingId: sitting.id, traineeId: sitting.traineeId, screen: screenOf(req, res) };
    const { t, format } = res.locals as Speech;
    const at = await drafts.keep({ ...owner, position, form, fields: formBody(req, draftFields) });
    if (at === null) throw new GoneError('The sitting is closed');
    res.json({ text: t('desk.draft.keptAt', { time: format.time(at) }) });
  });
  router.use(signals.ofRefusals, pausedForms({ sittings, now }));
  return router;
}

const openCase = (res: Response): OpenCase => res.locals.openCase as OpenCase;
