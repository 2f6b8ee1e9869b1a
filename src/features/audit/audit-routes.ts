import type { Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import type { Speech } from '../../platform/i18n.ts';
import { paging } from '../../platform/request.ts';
import { presentPager } from '../../platform/pager.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { personsIn, presentChain, presentEntries, presentHead } from './audit-presenter.ts';

/** What has been done in the system, and whether the record of it is whole. */
export function auditRoutes({ audit, accounts, catalogue, now }: Pick<Services, 'audit' | 'accounts' | 'catalogue' | 'now'>): Router {
  const { router, get } = createRoutes();

  get('/admin/audit', ['administrator'], async (req, res) => {
    const wanted = paging(req);
    const [{ rows, total }, chain] = [await audit.list(wanted), await audit.verify()];
    const names = await accounts.namesOf(personsIn(rows));
    const speech = res.locals as Speech;
    page(res, 'admin/audit', {
      entries: presentEntries(rows, { speech, names, catalogue }),
      chain: presentChain(chain, speech),
      pager: presentPager('/admin/audit', {}, wanted, total),
    });
  });

  get('/admin/audit/head', ['administrator'], async (_req, res) => {
    const speech = res.locals as Speech;
    page(res, 'admin/audit-head', { head: presentHead(await audit.head(), now(), speech), chain: presentChain(await audit.verify(), speech) });
  });

  return router;
}
