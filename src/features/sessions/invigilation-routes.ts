import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { interventionLimits, type InterventionKind } from '../../core/sittings/intervention.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError, InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { waitingParts } from '../sittings/part-read-model.ts';
import { saySignals } from '../sittings/signal-read-model.ts';
import { boardOf, boardPhases } from './board-store.ts';
import { countPhases, possibleActs, presentBoard, presentInterventions, presentTest } from './board-presenter.ts';
import type { SupervisedTest } from './intervention-store.ts';
import { actForm, kindQuery, longestReason } from './session-input.ts';
import { presentSession } from './test-session-presenter.ts';
import type { TestSession } from './test-session-store.ts';

const invigilator = ['invigilator'] as const;

type Needs = Pick<Services, 'testSessions' | 'interventions' | 'board' | 'presence' | 'accounts' | 'catalogue' | 'db' | 'now'>;

/** What an invigilator acts on: one test, or with null every running test of the session. */
interface Aim {
  session: TestSession;
  test: SupervisedTest | null;
  path: string;
}

/** The board of a test session, and what an invigilator does to its tests: each with a reason, shown again before it counts. */
export function invigilationRoutes({ testSessions, interventions, board, presence, accounts, catalogue, db, now }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const at = () => now().toISOString();
  const session = (req: Request) => testSessions.get(idParam(req));
  const view = (each: TestSession, res: Response) => presentSession(each, catalogue, at(), '/invigilation', speech(res));

  get('/invigilation', invigilator, async (req, res) => {
    const wanted = paging(req);
    const { ahead, past, total } = await testSessions.list(wanted);
    page(res, 'sessions/boards', { ahead: ahead.map((each) => view(each, res)), past: past.map((each) => view(each, res)), pager: presentPager('/invigilation', {}, wanted, total) });
  });

  get('/invigilation/:id', invigilator, async (req, res) => {
    const found = await session(req);
    const rows = await boardOf(db, found.id, presence, at());
    page(res, 'sessions/board', {
      session: view(found, res),
      rows: presentBoard(rows, found.id, speech(res)),
      counts: countPhases(rows, boardPhases, speech(res)),
      running: rows.some(({ minutesLeft }) => minutesLeft !== null),
      at: speech(res).format.time(now()),
    });
  });

  get('/invigilation/:id/events', invigilator, async (req, res) => board.answer(req, res, (await session(req)).id));

  const one = async (req: Request): Promise<Aim> => {
    const found = await session(req);
    const test = await interventions.test(found.id, idParam(req, 'sitting'));
    return { session: found, test, path: `/invigilation/${found.id}/sittings/${test.id}` };
  };
  const all = async (req: Request): Promise<Aim> => {
    const found = await session(req);
    return { session: found, test: null, path: `/invigilation/${found.id}/all` };
  };
  const nameOf = async ({ test }: Aim, res: Response) => (test ? ((await accounts.namesOf([test.traineeId])).get(test.traineeId) ?? `#${test.id}`) : speech(res).t('sessions.act.everybody'));

  const show = async (res: Response, aim: Aim, chosen: InterventionKind | null, typed: Record<string, string> = {}, problems: Problems = {}) => {
    const history = aim.test ? await interventions.history(aim.test.id) : [];
    const names = await accounts.namesOf(history.map(({ by }) => by));
    const name = await nameOf(aim, res);
    const acts: InterventionKind[] = aim.test ? possibleActs(aim.test, at()) : ['pause', 'resume', 'extend'];
    const refused = aim.test && acts.includes('reopen') ? await interventions.refusal(aim.test) : null;
    page(res, 'sessions/act', {
      session: view(aim.session, res),
      path: aim.path,
      name,
      test: aim.test && presentTest(aim.test, name, (await waitingParts(db, [aim.test.id], at())).get(aim.test.id) ?? null, at(), speech(res)),
      acts: acts.filter((kind) => kind !== 'reopen' || !refused),
      refused,
      chosen: chosen && acts.includes(chosen) ? chosen : (acts.find((kind) => kind !== 'reopen' || !refused) ?? null),
      signals: aim.test ? saySignals(await interventions.signals(aim.test.id), speech(res)) : [],
      history: presentInterventions(history, names, speech(res)),
      token: randomUUID(),
      most: interventionLimits.minutes,
      longest: longestReason,
      typed,
      problems,
    });
  };

  /** Not done before it was shown again; what does not apply any more leads back with a sentence. */
  const act = async (req: Request, res: Response, aim: Aim) => {
    const typed = typedText(req, ['kind', 'minutes', 'reason']);
    try {
      const { then, ...form } = formBody(req, actForm);
      if (then === 'change') return await show(res, aim, form.kind, typed);
      const name = await nameOf(aim, res);
      if (then === 'check') return page(res, 'sessions/act-check', { session: view(aim.session, res), path: aim.path, name, ...form });
      const by = currentUser(res).id;
      if (aim.test) await interventions.act(aim.test, by, form);
      else await interventions.actOnAll(aim.session.id, by, form);
      flash(req, `sessions.act.flash.${form.kind}`, { name, minutes: form.minutes });
    } catch (error) {
      if (error instanceof ConflictError) flash(req, 'sessions.act.tooLate');
      else if (error instanceof InvalidInputError) return show(res.status(422), aim, typed.kind as InterventionKind, typed, error.problems);
      else throw error;
    }
    res.redirect(303, aim.test ? aim.path : `/invigilation/${aim.session.id}`);
  };

  get('/invigilation/:id/all', invigilator, async (req, res) => show(res, await all(req), queryOf(req, kindQuery).kind));
  post('/invigilation/:id/all', invigilator, async (req, res) => act(req, res, await all(req)));
  get('/invigilation/:id/sittings/:sitting', invigilator, async (req, res) => show(res, await one(req), queryOf(req, kindQuery).kind));
  post('/invigilation/:id/sittings/:sitting', invigilator, async (req, res) => act(req, res, await one(req)));

  return router;
}
