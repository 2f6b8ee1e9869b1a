import type { Request, Response, Router } from 'express';
import type { Draft } from '../../core/evaluation/decision.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf, wantsJson } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { afterDraft, draftForm, evidenceForm, eventsOf, lengthProblems, replayQuery } from './evaluation-input.ts';
import { levelName, presentCases, presentHead, presentHolder, presentReport } from './evaluation-presenter.ts';
import { OwnTestError } from './evaluation-service.ts';
import type { Evaluation } from './evaluation-store.ts';
import { presentMarking, presentMarkings, presentOutcome } from './outcome-presenter.ts';
import type { Place } from './queue-service.ts';
import { saySignals } from '../sittings/signal-read-model.ts';
import { presentReplay } from './replay-presenter.ts';
import { nameDimensions, presentPlan, presentRubric } from './rubric-presenter.ts';
import { eventTexts } from './step-presenter.ts';

const supervisor: readonly Role[] = ['supervisor'];

type Needs = Pick<Services, 'evaluations' | 'markings' | 'queue' | 'accounts' | 'catalogue' | 'now'>;

/** The evidence of a test, the rubric, the markings, and the outcome as the trainee reads it. */
export function evaluationRoutes({ evaluations, markings, queue, accounts, catalogue, now }: Needs): Router {
  const { router, get, post } = createRoutes();
  const { rubric } = catalogue;
  const form = draftForm(rubric);
  const speech = (res: Response) => res.locals as Speech;
  const load = async (req: Request, res: Response): Promise<Evaluation> => {
    try {
      return await evaluations.forEvaluator(idParam(req), currentUser(res).id);
    } catch (error) {
      if (error instanceof OwnTestError) await evaluations.signalOwnTest(error);
      throw error;
    }
  };
  const headOf = async (evaluation: Evaluation, res: Response) => presentHead(evaluation, await evaluations.state(evaluation), catalogue, now(), speech(res));

  const showRubric = async (res: Response, evaluation: Evaluation, draft: Draft, savedAt: string | null, problems: Problems = {}) => {
    const { cases, result, parts, signals } = await evaluations.evidence(evaluation);
    const head = await headOf(evaluation, res);
    const earlier = await evaluations.earlierPlan(evaluation);
    const { planned } = (await queue.progressOf([evaluation])).get(evaluation.id)!;
    const eventText = eventTexts(catalogue, cases, speech(res));
    page(res, 'evaluations/show', {
      head,
      report: presentReport(result, parts, speech(res)),
      signals: saySignals(signals, speech(res)),
      cases: presentCases(cases, catalogue, head.path, speech(res)),
      rubric: presentRubric(rubric, draft, { path: head.path, eventText }, speech(res)),
      problems: nameDimensions(problems, rubric, speech(res)),
      savedAt: savedAt && speech(res).format.time(savedAt),
      place: (await queue.placeOf(evaluation, currentUser(res).id)).kind,
      minutes: queue.claimMinutes,
      double: planned.length > 0,
      earlier: earlier && { when: speech(res).t('evaluations.plan.earlierFrom', { level: levelName(catalogue, earlier.level, speech(res)), date: speech(res).format.date(earlier.decidedAt) }), lines: presentPlan(earlier.plan, speech(res)) },
    });
  };

  const showReplay = async (req: Request, res: Response, evaluation: Evaluation, position: number, closed: boolean) => {
    const { step, document } = queryOf(req, replayQuery);
    const { work, cases } = await evaluations.caseWork(evaluation, position);
    const head = await headOf(evaluation, res);
    const where = { path: head.path, step, document: document ?? null, cases };
    page(res, 'evaluations/replay', {
      head,
      closed,
      replay: presentReplay(work, catalogue, where, speech(res)),
      dimensions: rubric.dimensions.map(({ id, name }) => ({ value: id, label: name[speech(res).language] })),
    });
  };

  get('/evaluations/:id', supervisor, async (req, res) => {
    const evaluation = await load(req, res);
    const outcome = await evaluations.outcome(evaluation);
    const place: Place = outcome ? { kind: 'marked' } : await queue.placeOf(evaluation, currentUser(res).id);
    const { case: position } = queryOf(req, replayQuery);
    if (position !== undefined) return showReplay(req, res, evaluation, position, place.kind !== 'free' && place.kind !== 'own');
    if (place.kind === 'free' || place.kind === 'own') {
      const { draft, savedAt } = await evaluations.draft(evaluation, currentUser(res).id);
      return showRubric(res, evaluation, draft, savedAt);
    }
    const head = await headOf(evaluation, res);
    if (place.kind === 'held') return page(res, 'evaluations/held', { head, holder: presentHolder(place, speech(res)), minutes: queue.claimMinutes });
    const { cases } = await evaluations.evidence(evaluation);
    const where = { path: head.path, eventText: eventTexts(catalogue, cases, speech(res)) };
    if (!outcome) {
      const own = (await evaluations.ownMarking(evaluation, currentUser(res).id))!;
      return page(res, 'evaluations/marked', { head, marking: presentMarking(own, catalogue, where, speech(res)) });
    }
    const given = await evaluations.markings(evaluation);
    const names = await accounts.namesOf(given.map(({ evaluatorId }) => evaluatorId));
    page(res, 'evaluations/closed', {
      head,
      outcome: presentOutcome(evaluation, outcome, catalogue, where, speech(res)),
      markings: presentMarkings(given, outcome, names, catalogue, speech(res)),
    });
  });

  post('/evaluations/:id/draft', supervisor, async (req, res) => {
    const evaluation = await load(req, res);
    const draft = formBody(req, form);
    const problems = lengthProblems(rubric, draft);
    if (Object.keys(problems).length > 0 && !wantsJson(req)) return showRubric(res.status(422), evaluation, draft, null, problems);
    const at = await evaluations.keep(evaluation, currentUser(res).id, draft);
    if (wantsJson(req)) return void res.json({ text: speech(res).t('evaluations.savedAt', { time: speech(res).format.time(at) }) });
    const { next } = formBody(req, afterDraft);
    if (next === 'check') return check(res, evaluation, draft);
    res.redirect(303, next ? `/evaluations/${evaluation.id}?case=${next}` : `/evaluations/${evaluation.id}#rubric`);
  });

  const check = async (res: Response, evaluation: Evaluation, draft: Draft) => {
    try {
      await markings.examine(evaluation, draft);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showRubric(res.status(422), evaluation, draft, now().toISOString(), error.problems);
    }
    res.redirect(303, `/evaluations/${evaluation.id}/check`);
  };

  post('/evaluations/:id/evidence', supervisor, async (req, res) => {
    const evaluation = await load(req, res);
    const { dimension: chosen, events: ticked, case: position, step } = formBody(req, evidenceForm);
    const events = eventsOf(ticked);
    const some = events.length > 0 && chosen.length > 0;
    if (some) await evaluations.addEvidence(evaluation, currentUser(res).id, chosen, events);
    const names = rubric.dimensions.filter(({ id }) => chosen.includes(id)).map(({ name }) => name[speech(res).language]);
    flash(req, some ? 'evaluations.evidenceAdded' : 'evaluations.evidenceNone', { count: events.length, dimension: names.join(', ') });
    res.redirect(303, `/evaluations/${evaluation.id}?case=${position}&step=${step}`);
  });

  get('/evaluations/:id/check', supervisor, async (req, res) => {
    const evaluation = await load(req, res);
    const place = await queue.placeOf(evaluation, currentUser(res).id);
    if (evaluation.closedAt || place.kind === 'marked' || place.kind === 'held') return res.redirect(303, `/evaluations/${evaluation.id}`);
    const { draft, savedAt } = await evaluations.draft(evaluation, currentUser(res).id);
    try {
      await markings.examine(evaluation, draft);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showRubric(res.status(422), evaluation, draft, savedAt, error.problems);
    }
    const { cases } = await evaluations.evidence(evaluation);
    const head = await headOf(evaluation, res);
    const eventText = eventTexts(catalogue, cases, speech(res));
    page(res, 'evaluations/check', { head, rubric: presentRubric(rubric, draft, { path: head.path, eventText }, speech(res)) });
  });

  post('/evaluations/:id/closure', supervisor, async (req, res) => {
    const evaluation = await load(req, res);
    const draft = formBody(req, form);
    let published: boolean;
    try {
      published = await markings.mark(evaluation, currentUser(res).id, draft);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showRubric(res.status(422), evaluation, draft, null, error.problems);
    }
    flash(req, published ? 'evaluations.closed' : 'evaluations.marked.flash', { name: evaluation.traineeName });
    res.redirect(303, `/evaluations/${evaluation.id}`);
  });

  get('/evaluations/:id/verdict', 'signed-in', async (req, res) => {
    const { evaluation, outcome } = await evaluations.forTrainee(idParam(req), currentUser(res).id);
    const eventText = () => '';
    page(res, 'evaluations/verdict', { outcome: presentOutcome(evaluation, outcome, catalogue, { path: '', eventText }, speech(res)) });
  });

  return router;
}
