import type { Request, Response, Router } from 'express';
import { serviceOf } from '../../core/catalogue/catalogue.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, NotFoundError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { dueDaysOf } from '../trainer/assignment-read-model.ts';
import { presentHelp } from './help-presenter.ts';
import { presentChains, presentInbox, presentInboxFilter, presentProposals, presentServices } from './inbox-presenter.ts';
import { chainForm, helpForm, inboxFilter, practiceForm } from './sitting-input.ts';

const trainee = ['trainee'] as const;

type Needs = Pick<Services, 'sittings' | 'practices' | 'tests' | 'accounts' | 'catalogue' | 'db'>;

/** The inbox of practice cases, and beginning a new one. */
export function practiceRoutes({ sittings, practices, tests, accounts, catalogue, db }: Needs): Router {
  const { router, get, post } = createRoutes();

  const showInbox = async (req: Request, res: Response, typed = '', problems: Problems = {}): Promise<void> => {
    const person = currentUser(res);
    const speech = res.locals as Speech;
    const standing = await tests.standing(person);
    const query = queryOf(req, inboxFilter);
    const filter = {
      state: query.state,
      service: catalogue.services.has(query.service) ? query.service : null,
      search: query.q,
    };
    const wanted = paging(req);
    const { rows, total } = await practices.list(person, filter, wanted);
    const stored = await sittings.cases.getMany(
      db,
      rows.map(({ caseId }) => caseId),
    );
    const bodies = new Map([...stored].map(([id, { permitCase }]) => [id, permitCase]));
    const names = await accounts.namesOf(rows.flatMap(({ issuedBy }) => issuedBy ?? []));
    const timesOf = (service: string) =>
      standing.gate.conditions.find(({ id, subject }) => id === 'service' && subject === service)!;
    page(res, 'practice/inbox', {
      entries: presentInbox(catalogue, rows, bodies, names, await dueDaysOf(db, rows.map(({ id }) => id)), speech),
      filter: presentInboxFilter(catalogue, standing.practising, filter, speech),
      narrowed: filter.service !== null || filter.search !== '',
      fields: presentServices(catalogue, standing.practising, timesOf, speech),
      chains: presentChains(catalogue, standing.practising, speech),
      // Shifts begin where a level has one.
      shifts: catalogue.shifts.shifts.some(({ level }) => level <= standing.practising),
      proposals: presentProposals(catalogue, standing.practising, practices.proposals(standing, person), speech),
      pager: presentPager(
        '/practice',
        { state: filter.state, service: filter.service ?? '', q: filter.search },
        wanted,
        total,
      ),
      typed,
      problems,
    });
  };

  /** Whoever begins a case wants to see it: the first document is opened with it. Doing it again changes nothing. */
  const openFirstDocument = async (person: CurrentUser, id: number): Promise<void> => {
    const { permitCase, actions } = await sittings.getCase(person, id, 1);
    const [first] = permitCase.dossier.documents;
    if (actions.length > 0 || !first) return;
    await sittings.save(person, id, 1, [{ id: 'first-document', type: 'open-document', document: first.kind }]);
  };

  get('/practice', trainee, (req, res) => showInbox(req, res));

  post('/practices', trainee, async (req, res) => {
    try {
      const { service, competency } = formBody(req, practiceForm);
      const person = currentUser(res);
      const id = await practices.create(person, service === '' ? null : service, competency);
      await openFirstDocument(person, id);
      res.redirect(303, `/sittings/${id}/cases/1`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      res.status(422);
      await showInbox(req, res, typedText(req, ['service']).service, error.problems);
    }
  });

  get('/sittings/:id/help', trainee, async (req, res) => {
    const { sitting, permitCase } = await sittings.getCase(currentUser(res), idParam(req), 1);
    const help = sitting.kind === 'practice' ? await practices.help(sitting.id) : null;
    if (!help) throw new NotFoundError();
    const desk = `/sittings/${sitting.id}/cases/1`;
    if (help.state !== 'taken') return res.redirect(303, desk);
    page(res, 'practice/help', { desk, service: serviceOf(catalogue, permitCase.service).name[(res.locals as Speech).language], help: presentHelp(catalogue, permitCase, help, sitting.id, res.locals as Speech) });
  });

  /** Takes the help with a practice file, or goes on without it. */
  post('/sittings/:id/help', trainee, async (req, res) => {
    const person = currentUser(res);
    const sitting = await sittings.get(person, idParam(req));
    const { choice } = formBody(req, helpForm);
    await practices.answerHelp(person, sitting, choice);
    res.redirect(303, choice === 'taken' ? `/sittings/${sitting.id}/help` : `/sittings/${sitting.id}/cases/1`);
  });

  post('/chains', trainee, async (req, res) => {
    try {
      const id = await practices.createChain(currentUser(res), formBody(req, chainForm).chain);
      res.redirect(303, `/sittings/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      res.status(422);
      await showInbox(req, res, '', error.problems);
    }
  });

  return router;
}
