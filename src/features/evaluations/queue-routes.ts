import type { Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { idParam, paging, queryOf } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentUnsettled } from './critical-presenter.ts';
import { queueFilter } from './evaluation-input.ts';
import { levelName, presentQueue } from './evaluation-presenter.ts';

const supervisor: readonly Role[] = ['supervisor'];

/** The supervisor's queue: what waits, the next one, taking and giving back. */
export function queueRoutes({ queue, criticals, replies, evaluations, catalogue, db, now }: Pick<Services, 'queue' | 'criticals' | 'replies' | 'evaluations' | 'catalogue' | 'db' | 'now'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  get('/evaluations', supervisor, async (req, res) => {
    const { q, level } = queryOf(req, queueFilter);
    const wanted = paging(req);
    const rows = await queue.list(currentUser(res).id, { search: q, level });
    const from = (wanted.page - 1) * wanted.perPage;
    const lastClosed = await evaluations.lastClosedAt();
    page(res, 'evaluations/queue', {
      rows: presentQueue(rows.slice(from, from + wanted.perPage), catalogue, now(), speech(res)),
      criticals: presentUnsettled(await criticals.list(currentUser(res).id), catalogue, now(), speech(res)),
      replies: (await replies.list(currentUser(res).id)).length,
      q,
      level: level === null ? '' : String(level),
      levels: catalogue.levels.map((each) => ({ value: String(each.level), label: levelName(catalogue, each.level, speech(res)) })),
      filtered: q !== '' || level !== null,
      lastClosed: lastClosed && speech(res).format.dateTime(lastClosed),
      pager: presentPager('/evaluations', { q, level: level === null ? '' : String(level) }, wanted, rows.length),
    });
  });

  post('/evaluations/next', supervisor, async (req, res) => {
    const { id, kept } = await queue.takeNext(currentUser(res).id);
    if (id === null) flash(req, kept ? 'evaluations.claim.kept' : 'evaluations.claim.none');
    res.redirect(303, id === null ? '/evaluations' : `/evaluations/${id}`);
  });

  post('/evaluations/:id/claim', supervisor, async (req, res) => {
    const evaluation = await evaluations.forEvaluator(idParam(req), currentUser(res).id);
    await writeTx(db, (trx) => queue.hold(trx, evaluation, currentUser(res).id));
    flash(req, 'evaluations.claim.taken', { name: evaluation.traineeName });
    res.redirect(303, `/evaluations/${evaluation.id}`);
  });

  post('/evaluations/:id/release', supervisor, async (req, res) => {
    const evaluation = await evaluations.forEvaluator(idParam(req), currentUser(res).id);
    await queue.release(evaluation, currentUser(res).id);
    flash(req, 'evaluations.claim.released', { name: evaluation.traineeName });
    res.redirect(303, '/evaluations');
  });

  return router;
}
