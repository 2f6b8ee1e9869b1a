import type { Request, Response, Router } from 'express';
import { correctionKinds } from '../../core/sittings/correction.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError, InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { applyForm, correctionForm, longestReason, rulingForm } from './regrade-input.ts';
import { presentCorrections, presentPreview, presentReviews, presentTalks, presentUngraded } from './regrade-presenter.ts';
import type { Preview } from './regrade-service.ts';

const supervisor = ['supervisor'] as const;

type Needs = Pick<Services, 'regrades' | 'accounts' | 'catalogue'>;

/** Corrections of keys, checks, cases and conversations: the preview, the record, and the decisions that follow. */
export function regradeRoutes({ regrades, accounts, catalogue }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const show = async (res: Response, typed: Record<string, string>, problems: Problems = {}, review = 0) => {
    const [corrections, reviews, ungraded] = [await regrades.corrections(), await regrades.reviews(), await regrades.ungraded()];
    const names = await accounts.namesOf([...corrections.map(({ by }) => by), ...reviews.map(({ traineeId }) => traineeId), ...ungraded.map(({ traineeId }) => traineeId)]);
    page(res, 'sittings/regrades', {
      kinds: correctionKinds.map((value) => ({ value, label: speech(res).t(`regrades.kind.${value}`) })),
      corrections: presentCorrections(catalogue, corrections, names, speech(res)),
      reviews: presentReviews(catalogue, reviews, names, speech(res)),
      talks: presentTalks(catalogue, await regrades.talks(), speech(res)),
      ungraded: presentUngraded(catalogue, ungraded, names, speech(res)),
      longest: longestReason,
      typed,
      review,
      problems,
    });
  };

  const showPreview = async (res: Response, preview: Preview, reason = '', problems: Problems = {}, changed = false) => {
    const names = await accounts.namesOf(preview.changes.map(({ traineeId }) => traineeId));
    const { kind, subject, answer } = preview.correction;
    const fields = { kind, subject, answer: answer ?? '', seen: preview.seen };
    page(res, 'sittings/regrade-preview', { preview: presentPreview(catalogue, preview, names, speech(res)), fields, longest: longestReason, reason, problems, changed });
  };

  get('/regrades', supervisor, (_req, res) => show(res, {}));

  get('/regrades/preview', supervisor, async (req, res) => {
    try {
      await showPreview(res, await regrades.preview(queryOf(req, correctionForm)));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const text = (name: string) => (typeof req.query[name] === 'string' ? req.query[name].slice(0, 64) : '');
      await show(res.status(422), { kind: text('kind'), subject: text('subject'), answer: text('answer') }, error.problems);
    }
  });

  post('/regrades', supervisor, async (req, res) => {
    const correction = formBody(req, correctionForm);
    const typed = typedText(req, ['reason']).reason ?? '';
    try {
      const { reason, seen } = formBody(req, applyForm);
      const { id, preview } = await regrades.apply(correction, { reason, seen, by: currentUser(res).id });
      flash(req, 'regrades.applied', { id, count: preview.changes.length });
      res.redirect(303, '/regrades');
    } catch (error) {
      const stale = error instanceof ConflictError;
      if (!stale && !(error instanceof InvalidInputError)) throw error;
      await showPreview(res.status(stale ? 409 : 422), await regrades.preview(correction), typed, stale ? {} : error.problems, stale);
    }
  });

  post('/regrades/reviews/:id', supervisor, async (req: Request, res) => {
    const id = idParam(req);
    try {
      const ruling = formBody(req, rulingForm);
      await regrades.rule(id, { ...ruling, by: currentUser(res).id });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      if (!(await regrades.reviews()).some((review) => review.id === id)) await regrades.rule(id, { ruling: 'keep', reason: '', by: currentUser(res).id });
      return show(res.status(422), typedText(req, ['ruling', 'reason']), error.problems, id);
    }
    flash(req, 'regrades.ruled');
    res.redirect(303, '/regrades');
  });

  return router;
}
