import type { Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { paging, queryOf } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { itemFilter, itemKind, sourceQuery } from './item-input.ts';
import { findItems, presentItem, presentItemFilter, presentItems, presentScatter } from './item-presenter.ts';

const staff: readonly Role[] = ['trainer', 'supervisor'];

/** What the figures say of questions, scenarios, checks and decoys; who did what is told nowhere, and keys to trainers alone. */
export function itemRoutes({ itemAnalyses, catalogue }: Pick<Services, 'itemAnalyses' | 'catalogue'>): Router {
  const { router, get } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  get('/items', staff, async (req, res) => {
    const filter = queryOf(req, itemFilter);
    const wanted = paging(req);
    const { items } = await itemAnalyses.analyses(filter.source);
    const found = findItems(items, catalogue, filter);
    const from = (wanted.page - 1) * wanted.perPage;
    const chosen = { q: filter.q, kind: filter.kind ?? '', source: filter.source, flag: filter.flag ?? '' };
    page(res, 'items/list', {
      rows: presentItems(found.slice(from, from + wanted.perPage), catalogue, filter.source, speech(res)),
      scatter: presentScatter(found, catalogue, speech(res)),
      choices: presentItemFilter(speech(res)),
      chosen,
      filtered: chosen.q !== '' || chosen.kind !== '' || chosen.flag !== '',
      pager: presentPager('/items', { ...chosen, source: filter.source === 'all' ? '' : filter.source }, wanted, found.length),
    });
  });

  get('/items/:kind/:item', staff, async (req, res) => {
    const kind = itemKind.safeParse(req.params.kind);
    const { source } = queryOf(req, sourceQuery);
    const found = kind.success ? await itemAnalyses.find(source, kind.data, String(req.params.item)) : null;
    if (!found) throw new NotFoundError();
    const isTrainer = currentUser(res).roles.includes('trainer');
    page(res, 'items/item', { item: presentItem(catalogue, found, isTrainer, speech(res)), source, choices: presentItemFilter(speech(res)), path: `/items/${found.kind}/${encodeURIComponent(found.id)}` });
  });

  return router;
}
