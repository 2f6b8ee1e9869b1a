import type { Request, Response, Router } from 'express';
import { evidenceOf } from '../../core/ladder/evidence.ts';
import { isPaused, minutesLeft } from '../../core/sittings/clock.ts';
import { levelOf } from '../../core/catalogue/catalogue.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, NotFoundError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, wantsJson } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentLive } from './live-presenter.ts';
import { presentItem, presentPlayer, presentReview, resumeAt } from './player-presenter.ts';
import { presentMoved, presentPractice, presentWhy } from './result-presenter.ts';
import { showElsewhere } from './elsewhere.ts';
import { ElsewhereError, isElsewhere, screenOf } from './screen.ts';
import { newActionId } from './seeds.ts';
import { itemForm } from './sitting-input.ts';
import type { WholeSitting } from './sitting-service.ts';
import type { Sitting } from './sitting-store.ts';
import { presentTestResult } from './test-result-presenter.ts';

const trainee = ['trainee'] as const;

type Needs = Pick<Services, 'sittings' | 'practices' | 'items' | 'tests' | 'catalogue' | 'now' | 'saveLimiter' | 'signals'>;

/** The player of a test, its end, and the result of any sitting. */
export function sittingRoutes({ sittings, practices, items, tests, catalogue, now, saveLimiter, signals }: Needs): Router {
  const { router, get, post } = createRoutes();
  const own = (req: Request, res: Response) => sittings.get(currentUser(res), idParam(req));
  const resultOf = (sitting: Sitting) => `/sittings/${sitting.id}/result`;
  const whole = (req: Request, res: Response) => sittings.getWhole(currentUser(res), idParam(req));
  /** All of one's own test to work on; a screen that another one has taken the place of gets the page that says so, and null. */
  const toWorkOn = async (req: Request, res: Response): Promise<WholeSitting | null> => {
    const found = await whole(req, res);
    res.locals.screen = screenOf(req);
    if (found.sitting.submittedAt !== null || !isElsewhere(found.sitting, screenOf(req))) return found;
    showElsewhere(res, found.sitting);
    return null;
  };
  const frameOf = (whole: WholeSitting, res: Response, current: number | null = null) => {
    const request = { catalogue, whole, now: now(), speech: res.locals as Speech };
    return { request, frame: presentPlayer(request, current) };
  };

  get('/sittings/:id', trainee, async (req, res) => {
    const work = await toWorkOn(req, res);
    if (!work) return;
    const { sitting } = work;
    if (sitting.submittedAt !== null) return res.redirect(303, resultOf(sitting));
    if (isPaused(sitting)) return showPaused(res, sitting);
    const { frame } = frameOf(work, res);
    if (frame.practice && frame.cells.length === 1) return res.redirect(303, frame.cells[0]!.href);
    noStore(res);
    page(res, 'sittings/show', { frame, resume: resumeAt(frame) });
  });

  const showPaused = (res: Response, { id, pausedAt, deadlineAt }: Sitting) => {
    noStore(res);
    const { format } = res.locals as Speech;
    const clock = presentLive({ id, deadlineAt, pausedAt, submittedAt: null }, now());
    page(res, 'sittings/paused', { live: clock, since: format.time(pausedAt!), minutes: minutesLeft(deadlineAt, pausedAt!) });
  };

  get('/sittings/:id/review', trainee, async (req, res) => {
    const work = await toWorkOn(req, res);
    if (!work) return;
    const { sitting } = work;
    if (sitting.kind === 'practice') throw new NotFoundError();
    if (sitting.submittedAt !== null) return res.redirect(303, resultOf(sitting));
    if (isPaused(sitting)) return res.redirect(303, `/sittings/${sitting.id}`);
    const { frame } = frameOf(work, res);
    noStore(res);
    page(res, 'sittings/review', { frame, review: presentReview(frame) });
  });

  post('/sittings/:id/submission', trainee, async (req, res) => {
    const sitting = await own(req, res);
    if (sitting.kind === 'practice') throw new NotFoundError();
    if (sitting.submittedAt === null && isElsewhere(sitting, screenOf(req))) throw new ElsewhereError();
    await sittings.submitTest(sitting);
    res.redirect(303, resultOf(sitting));
  });

  /** Goes on at this screen, at the first place that is not done. */
  post('/sittings/:id/screen', trainee, async (req, res) => {
    const sitting = await own(req, res);
    if (sitting.kind === 'practice') throw new NotFoundError();
    if (sitting.submittedAt !== null) return res.redirect(303, resultOf(sitting));
    const screen = screenOf(req);
    if (isElsewhere(sitting, screen)) await signals.note(currentUser(res).id, sitting.id, 'taken-over');
    await sittings.takeOver(sitting, screen);
    const { frame } = frameOf(await whole(req, res), res);
    res.redirect(303, resumeAt(frame)?.href ?? `/sittings/${sitting.id}`);
  });

  const showItem = (res: Response, whole: WholeSitting, item: number, problems: Problems = {}) => {
    const { request, frame } = frameOf(whole, res, whole.cases.length + item);
    noStore(res);
    page(res, 'sittings/item', {
      frame,
      question: presentItem(request, frame, item),
      actionId: newActionId(),
      problems,
    });
  };

  get('/sittings/:id/items/:item', trainee, async (req, res) => {
    const found = await toWorkOn(req, res);
    if (!found) return;
    const item = itemNumber(req, found.sitting);
    if (found.sitting.submittedAt !== null) return res.redirect(303, resultOf(found.sitting));
    if (isPaused(found.sitting)) return res.redirect(303, `/sittings/${found.sitting.id}`);
    showItem(res, found, item);
  });

  post('/sittings/:id/items/:item', trainee, async (req, res) => {
    const sitting = await own(req, res);
    const item = itemNumber(req, sitting);
    try {
      const form = formBody(req, itemForm);
      const flag = form.flag === undefined ? null : form.flag === 'true';
      await saveLimiter(String(sitting.id));
      const at = await items.answer({ ...currentUser(res), screen: screenOf(req) }, sitting, item, {
        id: form.id,
        choice: form.choice || null,
        clear: form.then === 'clear',
        flag,
      });
      void signals.noteCircumstances(req, res, sitting.id, item);
      if (wantsJson(req)) return void res.json({ savedAt: (res.locals as Speech).format.time(at ?? now()) });
      res.redirect(303, whereTo(sitting, item, form.then));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      void signals.note(currentUser(res).id, sitting.id, 'edited-form', { item });
      if (wantsJson(req)) throw error;
      res.status(422);
      showItem(res, await whole(req, res), item, error.problems);
    }
  });

  get('/sittings/:id/result', trainee, async (req, res) => {
    const sitting = await own(req, res);
    if (sitting.submittedAt === null) return res.redirect(303, `/sittings/${sitting.id}`);
    if (sitting.kind === 'test') return showTestResult(res, sitting);
    await showPracticeResult(req, res, sitting);
  });

  async function showTestResult(res: Response, sitting: Sitting): Promise<void> {
    const result = await sittings.resultOf(sitting);
    const standing = await tests.standing(currentUser(res));
    const speech = res.locals as Speech;
    const record = standing.tests.find(({ sittingId }) => sittingId === sitting.id)!;
    const failed = record.state.passed === false && result?.passed === false;
    const view = result && presentTestResult(catalogue, sitting, result, record, speech);
    page(res, 'sittings/test-result', {
      view,
      path: `/sittings/${sitting.id}`,
      retakeFrom: standing.retakeFrom && failed ? speech.format.dateTime(standing.retakeFrom) : null,
      waiting: record.evaluation !== null && record.evaluation.decidedAt === null,
      // In a session an invigilator may open it again.
      live: sitting.testSessionId === null ? null : presentLive(sitting, now()),
    });
  }

  async function showPracticeResult(req: Request, res: Response, sitting: Sitting): Promise<void> {
    const { cases } = await whole(req, res);
    const position = Math.min(cases.length, Number(/^[1-9]\d?$/.exec(String(req.query.case))?.[0] ?? 1));
    const grade = await sittings.gradeOf(sitting, position);
    const speech = res.locals as Speech;
    const permitCase = cases[position - 1]!;
    const deskPath = `/sittings/${sitting.id}/cases/${position}`;
    const view = grade && presentPractice({ catalogue, permitCase, grade, deskPath, speech });
    const standing = await tests.standing(currentUser(res));
    const { cutTheta } = levelOf(catalogue, standing.practising);
    const until = standing.observations.filter(({ at }) => at <= sitting.submittedAt!);
    const before = until.filter(({ at }) => at < sitting.submittedAt!);
    const moved = presentMoved(evidenceOf(before, cutTheta), evidenceOf(until, cutTheta), speech);
    page(res, 'sittings/practice-result', {
      view,
      moved,
      position,
      positions: cases.map((_, index) => index + 1),
      id: sitting.id,
      service: permitCase.service,
      why: presentWhy(catalogue, await practices.reason(sitting.id), grade, speech),
    });
  }

  router.use(signals.ofRefusals);
  return router;
}

function itemNumber(req: Request, sitting: Sitting): number {
  const item = idParam(req, 'item');
  if (item > sitting.form.items.length) throw new NotFoundError();
  return item;
}

function whereTo(sitting: Sitting, item: number, then: 'stay' | 'next' | 'previous' | 'clear'): string {
  const here = `/sittings/${sitting.id}/items/`;
  if (then === 'next')
    return item === sitting.form.items.length ? `/sittings/${sitting.id}/review` : `${here}${item + 1}`;
  return `${here}${then === 'previous' ? Math.max(1, item - 1) : item}`;
}

/** A page of a running test must not come back from the browser's memory with old answers. */
const noStore = (res: Response): void => void res.set('Cache-Control', 'no-store');
