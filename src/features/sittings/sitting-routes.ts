import type { Request, Response, Router } from 'express';
import { type AnswerFields, readAnswer } from '../../core/questions/response.ts';
import { evidenceOf, isUnaided } from '../../core/ladder/evidence.ts';
import { isPaused } from '../../core/sittings/clock.ts';
import { levelOf } from '../../core/catalogue/catalogue.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, NotFoundError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, wantsJson } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentExtension } from './extension-presenter.ts';
import { presentLive } from './live-presenter.ts';
import { satParts, sayParts } from './part-read-model.ts';
import { pausedForms, refusePausedForm, showPaused } from './paused.ts';
import { presentItem, presentPlayer, presentReview, presentTried, resumeAt, triedNumber } from './player-presenter.ts';
import { presentNotes } from '../grading/note-presenter.ts';
import { presentMoved, presentPractice } from '../grading/result-presenter.ts';
import { presentWhy } from './why-presenter.ts';
import { notesOn } from '../trainer/note-read-model.ts';
import { showElsewhere } from './elsewhere.ts';
import { ElsewhereError, isElsewhere, screenOf, StaleAnswerError } from './screen.ts';
import { flashSent } from './sent-again.ts';
import { newActionId } from './seeds.ts';
import { itemForm, triedForm } from './sitting-input.ts';
import type { TriedItem } from './item-service.ts';
import type { WholeSitting } from './sitting-service.ts';
import { openTried } from './form-read-model.ts';
import { type Sitting } from './sitting-store.ts';
import { presentTestResult } from './test-result-presenter.ts';
import { presentTypedReplies } from './typed-result-presenter.ts';

const trainee = ['trainee'] as const;

type Needs = Pick<Services, 'sittings' | 'practices' | 'items' | 'tests' | 'catalogue' | 'now' | 'saveLimiter' | 'signals' | 'db'>;

/** The player of a test, its end, and the result of any sitting. */
export function sittingRoutes({ sittings, practices, items, tests, catalogue, now, saveLimiter, signals, db }: Needs): Router {
  const { router, get, post } = createRoutes();
  const own = (req: Request, res: Response) => sittings.get(currentUser(res), idParam(req));
  const resultOf = (sitting: Sitting) => `/sittings/${sitting.id}/result`;
  const whole = (req: Request, res: Response) => sittings.getWhole(currentUser(res), idParam(req));
  /** All of one's own test to work on; a screen that another one has taken the place of gets the page that says so, and null. */
  const toWorkOn = async (req: Request, res: Response): Promise<WholeSitting | null> => {
    const found = await whole(req, res);
    res.locals.screen = screenOf(req, res);
    if (found.sitting.submittedAt !== null || !isElsewhere(found.sitting, screenOf(req, res))) return found;
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
    if (isPaused(sitting)) return showPaused(res, sitting, now());
    const { frame } = frameOf(work, res);
    if (frame.practice && frame.cells.length === 1) return res.redirect(303, frame.cells[0]!.href);
    noStore(res);
    page(res, 'sittings/show', { frame, resume: resumeAt(frame) });
  });

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
    if (sitting.submittedAt === null && isElsewhere(sitting, screenOf(req, res))) throw new ElsewhereError();
    if (!(await sittings.submitTest(sitting))) flashSent(req, res, await own(req, res));
    res.redirect(303, resultOf(sitting));
  });

  /** Goes on at this screen, at the first place that is not done. */
  post('/sittings/:id/screen', trainee, async (req, res) => {
    const sitting = await own(req, res);
    if (sitting.kind === 'practice') throw new NotFoundError();
    if (sitting.submittedAt !== null) return res.redirect(303, resultOf(sitting));
    const screen = screenOf(req, res);
    if (isElsewhere(sitting, screen)) await signals.note(currentUser(res).id, sitting.id, 'taken-over');
    await sittings.takeOver(sitting, screen);
    const { frame } = frameOf(await whole(req, res), res);
    res.redirect(303, resumeAt(frame)?.href ?? `/sittings/${sitting.id}`);
  });

  const showItem = async (res: Response, whole: WholeSitting, item: number, problems: Problems = {}, typed: AnswerFields | null = null) => {
    const tried = await items.tried(whole.sitting, item);
    if (!tried && item > whole.sitting.form.items.length) throw new NotFoundError();
    const { request, frame } = frameOf(whole, res, tried ? triedNumber(whole, item) : whole.places.items[item - 1]);
    noStore(res);
    page(res, 'sittings/item', {
      frame,
      question: tried ? presentTried(request, frame, item, tried, typed) : presentItem(request, frame, item),
      actionId: newActionId(),
      problems,
    });
  };

  get('/sittings/:id/items/:item', trainee, async (req, res) => {
    const found = await toWorkOn(req, res);
    if (!found) return;
    const item = itemNumber(req, found.sitting);
    if (found.sitting.submittedAt !== null) return res.redirect(303, resultOf(found.sitting));
    // The items of a part that is over are not shown again.
    if (isPaused(found.sitting) || (found.places.items[item - 1] ?? found.sitting.openFrom) < found.sitting.openFrom) return res.redirect(303, `/sittings/${found.sitting.id}`);
    // Where the script of a page was told so, it comes back for the newer answer.
    const field = item > found.sitting.form.items.length ? 'answer' : 'choice';
    await showItem(res, found, item, req.query.newer === undefined ? {} : new StaleAnswerError(field).problems);
  });

  post('/sittings/:id/items/:item', trainee, async (req, res) => {
    const sitting = await own(req, res);
    const item = itemNumber(req, sitting);
    refusePausedForm(req, sitting);
    const tried = await items.tried(sitting, item);
    if (tried) return answerTried(req, res, sitting, item, tried);
    try {
      const form = formBody(req, itemForm);
      const flag = form.flag === undefined ? null : form.flag === 'true';
      await saveLimiter(String(sitting.id));
      const at = await items.answer({ ...currentUser(res), screen: screenOf(req, res) }, sitting, item, {
        id: form.id,
        choice: form.choice || null,
        clear: form.then === 'clear',
        flag,
        seen: form.seen ?? null,
      });
      void signals.noteCircumstances(req, res, sitting.id, item);
      if (wantsJson(req)) return void res.json({ savedAt: (res.locals as Speech).format.time(at ?? now()) });
      res.redirect(303, whereTo(sitting, item, form.then));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      noteRefused(res, sitting, item, error);
      if (wantsJson(req)) throw error;
      res.status(422);
      await showItem(res, await whole(req, res), item, error.problems);
    }
  });

  const noteRefused = (res: Response, sitting: Sitting, item: number, error: InvalidInputError) =>
    void signals.note(currentUser(res).id, sitting.id, error instanceof StaleAnswerError ? 'stale-form' : 'edited-form', { item });

  async function answerTried(req: Request, res: Response, sitting: Sitting, item: number, tried: TriedItem): Promise<void> {
    let fields: AnswerFields = {};
    try {
      const { id, seen, flag, then, ...rest } = formBody(req, triedForm);
      fields = rest;
      await saveLimiter(String(sitting.id));
      const read = then === 'clear' ? { response: null } : readAnswer(tried.asked, fields, (res.locals as Speech).language);
      if ('fault' in read) {
        const error = new InvalidInputError({ [read.field]: { key: `questions.problem.${read.fault}` } });
        if (read.fault === 'choice') noteRefused(res, sitting, item, error);
        throw error;
      }
      const at = await items.respond({ ...currentUser(res), screen: screenOf(req, res) }, sitting, tried, { id, response: read.response, flag: flag === undefined ? null : flag === 'true', seen: seen ?? null });
      void signals.noteCircumstances(req, res, sitting.id, item);
      if (wantsJson(req)) return void res.json({ savedAt: (res.locals as Speech).format.time(at ?? now()) });
      res.redirect(303, whereTo(sitting, item, then));
    } catch (error) {
      if (error instanceof StaleAnswerError) noteRefused(res, sitting, item, error);
      if (!(error instanceof InvalidInputError) || wantsJson(req)) throw error;
      // What another page has answered is shown as it is recorded.
      await showItem(res.status(422), await whole(req, res), item, error.problems, error instanceof StaleAnswerError ? null : fields);
    }
  }

  get('/sittings/:id/result', trainee, async (req, res) => {
    const sitting = await own(req, res);
    if (sitting.submittedAt === null) return res.redirect(303, `/sittings/${sitting.id}`);
    if (sitting.kind === 'test' && (await sittings.extensions.waiting(sitting))) return res.redirect(303, `/sittings/${sitting.id}/extension`);
    if (sitting.kind === 'test') return showTestResult(res, sitting);
    await showPracticeResult(req, res, sitting);
  });

  /** Why the test goes on, with what, and until when it may be begun. What it says about the result is only that it is not clear. */
  get('/sittings/:id/extension', trainee, async (req, res) => {
    const sitting = await own(req, res);
    const part = await sittings.extensions.waiting(sitting);
    if (!part) return res.redirect(303, `/sittings/${sitting.id}`);
    noStore(res);
    page(res, 'sittings/extension', presentExtension(catalogue, sitting, part, now(), res.locals as Speech));
  });

  post('/sittings/:id/extension', trainee, async (req, res) => {
    const sitting = await own(req, res);
    if (sitting.kind === 'practice') throw new NotFoundError();
    if (sitting.submittedAt !== null) await sittings.extensions.begin(sitting);
    res.redirect(303, `/sittings/${sitting.id}`);
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
      marking: record.state.state === 'under_review',
      typed: view && (await presentTypedReplies(db, sitting, speech)),
      path: `/sittings/${sitting.id}`,
      retakeFrom: standing.retakeFrom && failed ? speech.format.dateTime(standing.retakeFrom) : null,
      parts: sayParts(await satParts(db, sitting.id), speech),
      waiting: record.evaluation !== null && record.evaluation.decidedAt === null,
      // In a session an invigilator may open it again.
      live: sitting.testSessionId === null ? null : presentLive(sitting, now()),
    });
  }

  async function showPracticeResult(req: Request, res: Response, sitting: Sitting): Promise<void> {
    const { cases, actions } = await whole(req, res);
    const position = Math.min(cases.length, Number(/^[1-9]\d?$/.exec(String(req.query.case))?.[0] ?? 1));
    const grade = await sittings.gradeOf(sitting, position);
    const speech = res.locals as Speech;
    const permitCase = cases[position - 1]!;
    const deskPath = `/sittings/${sitting.id}/cases/${position}`;
    const view = grade && presentPractice({ catalogue, permitCase, grade, deskPath, actions: actions.get(position) ?? [], speech });
    const standing = await tests.standing(currentUser(res));
    const { cutTheta } = levelOf(catalogue, standing.practising);
    const until = standing.observations.filter((each) => isUnaided(each) && each.at <= sitting.submittedAt!);
    const before = until.filter(({ at }) => at < sitting.submittedAt!);
    const moved = presentMoved(evidenceOf(before, cutTheta), evidenceOf(until, cutTheta), speech);
    page(res, 'sittings/practice-result', {
      view,
      notes: presentNotes(await notesOn(db, sitting.id), position, view, speech),
      moved,
      position,
      positions: cases.map((_, index) => index + 1),
      id: sitting.id,
      service: permitCase.service,
      why: presentWhy(await practices.reason(sitting.id), await practices.help(sitting.id), grade, speech),
    });
  }

  router.use(signals.ofRefusals, pausedForms({ sittings, now }));
  return router;
}

function itemNumber(req: Request, sitting: Sitting): number {
  const item = idParam(req, 'item');
  if (item > itemCount(sitting)) throw new NotFoundError();
  return item;
}

function whereTo(sitting: Sitting, item: number, then: 'stay' | 'next' | 'previous' | 'clear'): string {
  const here = `/sittings/${sitting.id}/items/`;
  if (then === 'next')
    return item === itemCount(sitting) ? `/sittings/${sitting.id}/review` : `${here}${item + 1}`;
  const first = sitting.form.items.length - (sitting.form.extended?.parts.at(-1)?.items ?? sitting.form.items).length + 1;
  return `${here}${then === 'previous' ? Math.max(first, item - 1) : item}`;
}

const itemCount = (sitting: Sitting): number => sitting.form.items.length + openTried(sitting).length;

/** A page of a running test must not come back from the browser's memory with old answers. */
const noStore = (res: Response): void => void res.setHeader('Cache-Control', 'no-store');
