import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { randomBytes } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { nameChecks, presentChecks, presentFilters, presentGiven, presentList, presentRecipients, presentLevels, presentServices } from './case-presenter.ts';
import { caseFilter, documentQuery, issueForm, type RecipeForm, recipeForm, recipeOf, serviceQuery } from './trainer-input.ts';
import { presentPreview } from '../desk/desk-preview.ts';
import { presentTruth } from '../grading/truth-presenter.ts';

const trainerRole: readonly Role[] = ['trainer'];
const newToken = () => randomBytes(16).toString('base64url');
const newSeed = () => randomBytes(16).toString('hex');

type Needs = Pick<Services, 'trainerCases' | 'groups' | 'catalogue'>;

/** Practice cases with their truth, and issuing new ones: choose, look at it with its truth, send it. */
export function trainerCaseRoutes({ trainerCases, groups, catalogue }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  get('/trainer/cases', trainerRole, async (req, res) => {
    const { service, decision, trainee } = queryOf(req, caseFilter);
    const wanted = paging(req);
    const { rows, total } = await trainerCases.list({ service, decision, traineeId: trainee }, wanted);
    const chosen = { service: service ?? '', decision: decision ?? '', trainee: trainee === null ? '' : String(trainee) };
    page(res, 'trainer/cases', {
      rows: presentList(rows, catalogue, speech(res)),
      filters: presentFilters(catalogue, await trainerCases.trainees(), speech(res)),
      chosen,
      filtered: Object.values(chosen).some(Boolean),
      pager: presentPager('/trainer/cases', chosen, wanted, total),
    });
  });

  const form = (res: Response, typed: RecipeForm, problems: Problems = {}) =>
    page(res, 'trainer/new', {
      levels: presentLevels(catalogue, typed, speech(res)),
      services: presentServices(catalogue, typed.level, speech(res)),
      typed,
      groups: presentChecks(catalogue, typed.service, typed.breaks, speech(res)),
      problems: nameChecks(problems, catalogue, speech(res)),
    });

  get('/trainer/cases/new', trainerRole, (req, res) => {
    const { service, level } = queryOf(req, serviceQuery);
    const { services } = levelOf(catalogue, level);
    form(res, { service: services.find((code) => code === service) ?? services[0]!, level, how: 'draw', breaks: [], seed: '' });
  });

  const preview = async (req: Request, res: Response, typed: RecipeForm, permitCase: PermitCase, again: { to: string; due: string; token: string; problems: Problems }) => {
    const { document } = queryOf(req, documentQuery);
    const me = currentUser(res);
    page(res, 'trainer/preview', {
      typed,
      ...again,
      editPath: `/trainer/cases/new?${new URLSearchParams({ level: String(typed.level), service: typed.service })}`,
      desk: presentPreview(catalogue, permitCase, { path: '/trainer/cases/preview', query: pairsOf(typed), document }, speech(res)),
      truth: presentTruth(catalogue, permitCase, recipeOf(typed), speech(res)),
      recipients: presentRecipients(await groups.list(me), await groups.trainees(me), speech(res)),
    });
  };

  get('/trainer/cases/preview', trainerRole, async (req, res) => {
    try {
      const typed = queryOf(req, recipeForm);
      // The address then names the very case that is shown, so that its documents can be leafed through.
      if (typed.seed === '') return res.redirect(303, `/trainer/cases/preview?${new URLSearchParams(pairsOf({ ...typed, seed: newSeed() }))}`);
      await preview(req, res, typed, trainerCases.make(recipeOf(typed)), { to: '', due: '', token: newToken(), problems: {} });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      form(res.status(422), lenient(req.query, catalogue), error.problems);
    }
  });

  post('/trainer/cases', trainerRole, async (req, res) => {
    const { to, due, token } = typedText(req, ['to', 'due', 'token']) as { to: string; due: string; token: string };
    try {
      const { to: recipient, due: dueOn, token: once, ...recipe } = formBody(req, issueForm);
      const id = await trainerCases.issue(currentUser(res), recipeOf(recipe), { to: recipient, dueOn }, once);
      flash(req, 'trainer.new.issued');
      res.redirect(303, `/trainer/cases/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const typed = lenient(req.body, catalogue);
      // What is wrong with the recipe is mended on its own form.
      if (Object.keys(error.problems).some((field) => field !== 'to' && field !== 'due')) return form(res.status(422), typed, error.problems);
      await preview(req, res.status(422), typed, trainerCases.make(recipeOf(typed)), { to, due, token, problems: error.problems });
    }
  });

  get('/trainer/cases/:id', trainerRole, async (req, res) => {
    const made = await trainerCases.get(idParam(req));
    const { document } = queryOf(req, documentQuery);
    page(res, 'trainer/case', {
      desk: presentPreview(catalogue, made.permitCase, { path: `/trainer/cases/${made.id}`, query: [], document }, speech(res)),
      truth: presentTruth(catalogue, made.permitCase, made.recipe, speech(res)),
      given: presentGiven(made.given, speech(res)),
      madeAt: speech(res).format.dateTime(made.madeAt),
    });
  });

  return router;
}

const pairsOf = ({ service, level, how, breaks, seed }: RecipeForm): [string, string][] => [
  ['level', String(level)],
  ['service', service],
  ['how', how],
  ...breaks.map((id): [string, string] => ['breaks', id]),
  ['seed', seed],
];

/** What was typed into the form of a recipe, without judging it, to show the form again. */
function lenient(input: unknown, catalogue: Catalogue): RecipeForm {
  const typed = (input ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name].slice(0, 200) : '');
  const breaks: unknown[] = [typed.breaks ?? []].flat();
  const level = catalogue.levels.find((each) => String(each.level) === text('level'))?.level ?? 1;
  const { services } = levelOf(catalogue, level);
  return {
    level,
    service: services.find((code) => code === text('service')) ?? services[0]!,
    how: text('how') === 'choose' ? 'choose' : 'draw',
    breaks: breaks.filter((each) => typeof each === 'string').slice(0, 100),
    seed: text('seed'),
  };
}
