import type { Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import type { Speech } from '../../platform/i18n.ts';
import { paging, queryOf } from '../../platform/request.ts';
import { presentPager } from '../../platform/pager.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { auditQuery, filterOf } from './audit-input.ts';
import { personsIn, presentActions, presentChain, presentEntries, presentHead } from './audit-presenter.ts';

/** What has been done in the system, and whether the record of it is whole. */
export function auditRoutes({ audit, accounts, catalogue, config, now }: Pick<Services, 'audit' | 'accounts' | 'catalogue' | 'config' | 'now'>): Router {
  const { router, get } = createRoutes();

  get('/admin/audit', ['administrator'], async (req, res) => {
    const wanted = paging(req);
    const chosen = queryOf(req, auditQuery);
    const [{ rows, total }, chain] = [await audit.list(filterOf(chosen, config.timeZone), wanted), await audit.verify()];
    const names = await accounts.namesOf(personsIn(rows));
    const speech = res.locals as Speech;
    page(res, 'admin/audit', {
      entries: presentEntries(rows, { speech, names, catalogue }),
      chain: presentChain(chain, speech),
      chosen,
      actions: presentActions(speech),
      filtered: Object.values(chosen).some(Boolean),
      pager: presentPager('/admin/audit', chosen, wanted, total),
    });
  });

  get('/admin/audit/head', ['administrator'], async (_req, res) => {
    const speech = res.locals as Speech;
    page(res, 'admin/audit-head', { head: presentHead(await audit.head(), now(), speech), chain: presentChain(await audit.verify(), speech) });
  });

  return router;
}
