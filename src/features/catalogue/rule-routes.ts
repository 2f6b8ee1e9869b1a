import type { Response, Router } from 'express';
import { z } from 'zod';
import { confidence } from '../../core/catalogue/content.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { idParam, paging, queryOf } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { filterClauses, presentChange, presentClause, presentClauses, presentDependents, presentEditions, presentRuleFilter, presentTariff } from './rule-presenter.ts';

const trainer: readonly Role[] = ['trainer'];

const ruleFilter = z.object({
  q: z.string().trim().max(100).catch(''),
  service: z.string().regex(/^[A-Z]{2,8}$/).or(z.literal('')).catch(''),
  confidence: confidence.nullable().catch(null),
});

/** The rules of the pack for everybody who is signed in; for trainers also what depends on each, and what a new pack has changed. */
export function ruleRoutes({ rules, catalogue }: Pick<Services, 'rules' | 'catalogue'>): Router {
  const { router, get } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const isTrainer = (res: Response) => currentUser(res).roles.includes('trainer');
  const servicesOf = (clause: string) => rules.entriesOf(clause).flatMap(({ kind, id }) => (kind === 'service' ? [id] : []));

  get('/regulations', 'signed-in', (req, res) => {
    const filter = queryOf(req, ruleFilter);
    const wanted = paging(req);
    const found = filterClauses(rules.search(filter.q), filter, servicesOf);
    const from = (wanted.page - 1) * wanted.perPage;
    const chosen = { q: filter.q, service: filter.service, confidence: filter.confidence ?? '' };
    page(res, 'regulations/list', {
      clauses: presentClauses(catalogue, found.slice(from, from + wanted.perPage), speech(res)),
      count: catalogue.clauses.size,
      chosen,
      choices: presentRuleFilter(catalogue, speech(res)),
      trainer: isTrainer(res),
      pager: presentPager('/regulations', chosen, wanted, found.length),
    });
  });

  get('/regulations/changes', trainer, async (_req, res) => {
    page(res, 'regulations/changes', { editions: presentEditions(await rules.editions(), null, speech(res)), changes: null });
  });

  get('/regulations/changes/:edition', trainer, async (req, res) => {
    const id = idParam(req, 'edition');
    const changes = await rules.changesOf(id);
    if (!changes) throw new NotFoundError();
    const shown = [];
    for (const change of changes) shown.push(presentChange(catalogue, change, await rules.ofChange(change), speech(res)));
    page(res, 'regulations/changes', { editions: presentEditions(await rules.editions(), id, speech(res)), changes: shown });
  });

  get('/regulations/tariffs/:tariff', trainer, async (req, res) => {
    const id = String(req.params.tariff);
    if (!catalogue.levies.has(id)) throw new NotFoundError();
    page(res, 'regulations/tariff', { tariff: presentTariff(catalogue, id, speech(res)), groups: presentDependents(catalogue, await rules.ofTariff(id), speech(res)) });
  });

  get('/regulations/:clause', 'signed-in', async (req, res) => {
    const clause = catalogue.clauses.get(String(req.params.clause));
    if (!clause) throw new NotFoundError();
    page(res, 'regulations/clause', {
      clause: presentClause(catalogue, clause, rules.entriesOf(clause.id), speech(res)),
      trainer: isTrainer(res),
      groups: isTrainer(res) ? presentDependents(catalogue, await rules.ofClause(clause.id), speech(res)) : [],
    });
  });

  return router;
}
