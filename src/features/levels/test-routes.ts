import type { Response, Router } from 'express';
import { levelOf } from '../../core/catalogue/catalogue.ts';
import { minutesOfTried } from '../../core/sittings/tried.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import type { Services } from '../../services.ts';
import { latestDecision } from '../evaluations/evaluation-read-model.ts';
import { presentLatestDecision } from './level-presenter.ts';
import { sayMinutes } from '../sessions/extra-time-read-model.ts';
import { presentPlanned } from './planned-presenter.ts';
import { startForm } from './waiver-input.ts';
import { presentDelta, presentHistory, presentKept, presentRenewal, presentTestState } from './test-presenter.ts';

const trainee = ['trainee'] as const;

/** Achievement tests: the conditions, the history, and the beginning. */
export function testRoutes({
  tests,
  catalogue,
  now,
  db,
}: Pick<Services, 'tests' | 'catalogue' | 'now' | 'db'>): Router {
  const { router, get, post } = createRoutes();

  const showTests = async (res: Response, refused = false): Promise<void> => {
    const person = currentUser(res);
    const standing = await tests.standing(person);
    const { planned, outside } = await tests.admission(person, standing);
    const speech = res.locals as Speech;
    page(res, 'levels/tests', {
      state: presentTestState(catalogue, standing, now(), speech),
      history: presentHistory(catalogue, standing, speech),
      decision: presentLatestDecision(await latestDecision(db, person.id), speech),
      delta: presentDelta(catalogue, standing, now(), speech),
      renewal: presentRenewal(catalogue, standing, speech),
      missing: standing.missing.map((kind) => speech.t(`audit.value.clearance.${kind}`)),
      refused,
      outside,
      planned: presentPlanned(planned, await tests.minutesOf(person), catalogue, now().toISOString(), speech),
    });
  };

  get('/tests', trainee, (_req, res) => showTests(res));

  get('/tests/new', trainee, async (_req, res) => {
    const standing = await tests.standing(currentUser(res));
    if (standing.running) return res.redirect(303, `/sittings/${standing.running.sittingId}`);
    const person = currentUser(res);
    if (!(await tests.admission(person, standing)).mayBegin) return res.redirect(303, '/tests');
    const { usual, extra } = (await tests.minutesOf(person))(standing.working);
    const keepable = await tests.keepable(standing);
    const { blueprint, cut, name } = levelOf(catalogue, standing.working);
    const tried = await tests.tried(person, standing);
    page(res, 'levels/start', {
      level: standing.working,
      name: name[(res.locals as Speech).language],
      cut,
      ...blueprint!,
      time: sayMinutes(usual, extra, res.locals as Speech),
      extra,
      tried: tried === 0 ? null : { count: tried, items: blueprint!.items, all: blueprint!.items + tried, minutes: tried * minutesOfTried },
      kept: presentKept(keepable, (await tests.minutesOf(person))(standing.working, false, true), res.locals as Speech),
    });
  });

  post('/tests', trainee, (req, res) => begin(res, (person) => tests.start(person, { keep: formBody(req, startForm).keep === 'yes' })));
  post('/tests/delta', trainee, (_req, res) => begin(res, (person) => tests.startDelta(person)));
  post('/tests/renewal', trainee, (_req, res) => begin(res, (person) => tests.startRenewal(person)));

  async function begin(res: Response, start: (person: CurrentUser) => Promise<number>): Promise<void> {
    try {
      res.redirect(303, `/sittings/${await start(currentUser(res))}`);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      res.status(409);
      await showTests(res, true);
    }
  }

  return router;
}
