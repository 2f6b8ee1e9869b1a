import { randomBytes } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { caseOf, seedsOf } from '../../core/scenarios/cases.ts';
import { pointsAtCut } from '../../core/scenarios/difficulty.ts';
import type { Scenario } from '../../core/scenarios/scenario.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText, wantsJson } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { publishedVersion } from '../authoring/published-read-model.ts';
import { stateFilter } from '../authoring/work-input.ts';
import { presentStates, presentWorks } from '../authoring/work-presenter.ts';
import { addWorkRoutes, headOf, type WorkPages } from '../authoring/work-routes.ts';
import type { Work } from '../authoring/work-store.ts';
import { presentPreview } from '../desk/desk-preview.ts';
import { presentTruth } from '../grading/truth-presenter.ts';
import { presentFields, presentFor, presentRecipe } from './editor-presenter.ts';
import { presentFixed } from './fixed-presenter.ts';
import { fixedOf } from './fixed-input.ts';
import { presentRobots } from './robots-presenter.ts';
import { pooled, presentPool } from './pool-presenter.ts';
import { presentSummary } from './summary-presenter.ts';
import { headOf as headFields, issueForm, newForm, poolForm, poolQuery, previewQuery, recipeOf, scenarioFilter } from './scenario-input.ts';

const trainerRole: readonly Role[] = ['trainer'];
const base = '/trainer/scenarios';
const newToken = () => randomBytes(16).toString('base64url');

type Needs = Pick<Services, 'works' | 'scenarios' | 'scenarioCases' | 'robotRuns' | 'catalogue' | 'groups' | 'db'>;

/** The scenarios of the bank: list, editor, preview, robots, and issuing what is published. */
export function scenarioRoutes({ works, scenarios, scenarioCases, robotRuns, catalogue, groups, db }: Needs): Router {
  const routes = createRoutes();
  const { router, get, post } = routes;
  const speech = (res: Response) => res.locals as Speech;
  const load = (req: Request) => works.get('scenario', idParam(req));
  const kind = works.kind('scenario');

  const list = async (req: Request, res: Response, typed: { way: string; for: string }, problems: Problems = {}) => {
    const { state, q } = queryOf(req, stateFilter);
    const { service, level } = queryOf(req, scenarioFilter);
    const wanted = paging(req);
    const facets = { ...(service && { service }), ...(level && { level }) };
    const { rows, total } = await works.list('scenario', { state, q, facets }, wanted);
    const chosen = { q, state: state ?? '', service: service ?? '', level: level ?? '' };
    const { t, language } = speech(res);
    page(res, 'scenarios/list', {
      base,
      works: presentWorks(rows, kind, base, speech(res)),
      states: presentStates(speech(res)),
      columns: [{ name: 'service', label: t('scenarios.field.service') }, { name: 'level', label: t('scenarios.field.level') }],
      filters: [
        { name: 'service', label: t('scenarios.field.service'), value: chosen.service, options: [...catalogue.services.values()].map(({ code, name }) => ({ value: code, label: `${code}, ${name[language]}` })) },
        { name: 'level', label: t('scenarios.field.level'), value: chosen.level, options: catalogue.levels.map((each) => ({ value: String(each.level), label: `${each.level} ${each.name[language]}` })) },
      ],
      chosen,
      filtered: Object.values(chosen).some(Boolean),
      texts: { empty: t('scenarios.list.empty'), emptyFilter: t('scenarios.list.emptyFilter') },
      pager: presentPager(base, chosen, wanted, total),
      choices: presentFor(catalogue, speech(res)),
      typed,
      problems,
    });
  };

  get(base, trainerRole, (req, res) => list(req, res, { way: 'recipe', for: '' }));

  post(base, trainerRole, async (req, res) => {
    try {
      const { way, for: wanted } = formBody(req, newForm);
      const [level, service] = wanted.split('-') as [string, string];
      res.redirect(303, `${base}/${await scenarios.begin(currentUser(res), way, Number(level), service)}/edit`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await list(req, res.status(422), typedText(req, ['way', 'for']) as { way: string; for: string }, error.problems);
    }
  });

  const playable = (work: Work): Scenario | null => scenarios.playable(work.draft.document);

  const pages: WorkPages = {
    kind: 'scenario',
    base,
    roles: trainerRole,
    texts: 'scenarios',
    tabs: ['preview', 'robots', 'pool'],
    async body(work, req, res) {
      const document = playable(work);
      const version = await publishedVersion(db, 'scenario', work.id);
      const me = currentUser(res);
      const run = document && robotRuns.look(document);
      const report = run?.report ?? (await scenarios.triedReport(work));
      return {
        view: '/scenarios/summary',
        model: {
          summary: presentSummary(catalogue, work.draft.document, speech(res)),
          atCut: document ? speech(res).format.number(pointsAtCut(catalogue, caseOf(catalogue, document, seedsOf(document, 1)[0]!).permitCase), 0) : '',
          playable: document !== null,
          run: run ?? null,
          robots: report && presentRobots(report, catalogue, speech(res)),
          duplicates: document
            ? (await scenarios.duplicates(document)).map(({ work: other, likeness }) => ({ href: `${base}/${other.id}`, code: other.code, title: kind.title(other.draft.document, speech(res).language), likeness: speech(res).format.percent(likeness, 0) }))
            : [],
          issue: version && { token: typedText(req, ['token']).token || newToken(), to: typedText(req, ['to']).to ?? '', due: typedText(req, ['due']).due ?? '', number: version.number, count: (await scenarioCases.issued(work)).get(version.number) ?? 0, groups: await groups.list(me), trainees: await groups.trainees(me) },
        },
      };
    },
    draftOf(body, work) {
      const { document } = work.draft;
      const fixed = (document.content as { way?: unknown } | undefined)?.way === 'fixed';
      return { ...headFields(body, document), ...(fixed ? { service: document.service!, level: document.level! } : {}), content: fixed ? fixedOf(catalogue, body, document) : recipeOf(body, document) };
    },
    async editor(req, res, work, { draft, faults, conflict }) {
      const fixed = (draft.content as { way?: unknown } | undefined)?.way === 'fixed';
      const { document } = queryOf(req, previewQuery);
      const model = {
        head: headOf(works, pages, work, 'edit', speech(res)),
        revision: work.draft.revision,
        savedAt: speech(res).t('authoring.editor.savedAt', { time: speech(res).format.time(work.draft.savedAt) }),
        faults,
        conflict,
        fields: presentFields(catalogue, draft, speech(res)),
        recipe: fixed ? null : presentRecipe(catalogue, draft, speech(res)),
        fixed: fixed ? presentFixed(catalogue, draft, { path: `${base}/${work.id}/edit`, document }, speech(res)) : null,
      };
      if (fixed) page(res, 'scenarios/edit-fixed', model);
      else page(res, 'scenarios/edit', model);
    },
  };

  get(`${base}/:id/preview`, trainerRole, async (req, res) => {
    const work = await load(req);
    const document = playable(work);
    const { seed, truth, document: paper } = queryOf(req, previewQuery);
    const head = headOf(works, pages, work, 'preview', speech(res));
    if (!document) return page(res, 'scenarios/unplayable', { head });
    const seeds = seedsOf(document, 8);
    const wanted = seed ?? seeds[0]!;
    const { recipe, permitCase } = caseOf(catalogue, document, wanted);
    const path = `${base}/${work.id}/preview`;
    page(res, 'scenarios/preview', {
      head,
      path,
      seed: wanted,
      shown: truth === 'shown',
      variants: seeds.length > 1 ? seeds.map((each, at) => ({ href: `${path}?${new URLSearchParams({ seed: each, truth })}`, number: at + 1, current: each === wanted })) : [],
      desk: presentPreview(catalogue, permitCase, { path, query: [['seed', wanted], ['truth', truth]], document: paper }, speech(res)),
      truth: truth === 'shown' ? presentTruth(catalogue, permitCase, recipe, speech(res)) : null,
    });
  });

  get(`${base}/:id/robots`, trainerRole, async (req, res) => {
    const work = await load(req);
    const document = playable(work);
    const run = document && robotRuns.look(document);
    const { t, format } = speech(res);
    const share = run ? t(run.report ? 'scenarios.robots.done' : 'scenarios.robots.running', { share: format.percent(run.share, 0) }) : '';
    if (wantsJson(req)) return void res.json({ share: run?.share ?? 0, done: Boolean(run?.report) || Boolean(run?.failed), text: share });
    const report = run ? run.report : await scenarios.triedReport(work);
    page(res, 'scenarios/robots', {
      head: headOf(works, pages, work, 'robots', speech(res)),
      playable: document !== null,
      run: run && { share: Math.round(100 * run.share), text: share, done: run.report !== null, failed: run.failed },
      robots: report && presentRobots(report, catalogue, speech(res)),
    });
  });

  post(`${base}/:id/robots`, trainerRole, async (req, res) => {
    const work = await load(req);
    const document = playable(work);
    if (document) robotRuns.begin(document);
    res.redirect(303, `${base}/${work.id}/robots`);
  });

  get(`${base}/:id/pool`, trainerRole, async (req, res) => {
    const work = await load(req);
    const document = playable(work);
    const head = headOf(works, pages, work, 'pool', speech(res));
    if (!document) return page(res, 'scenarios/unplayable', { head });
    page(res, 'scenarios/pool', { head, revision: work.draft.revision, pool: presentPool(catalogue, document, queryOf(req, poolQuery).more, speech(res)) });
  });

  post(`${base}/:id/pool`, trainerRole, async (req, res) => {
    const work = await load(req);
    const { revision, seeds, act: wanted } = formBody(req, poolForm);
    const saved = seeds.length > 0 && (await works.save(currentUser(res), work, revision, pooled(work.draft.document, wanted, seeds)));
    flash(req, !saved ? 'scenarios.pool.none' : saved.kind === 'saved' ? 'scenarios.pool.saved' : 'scenarios.pool.conflict');
    res.redirect(303, `${base}/${work.id}/pool`);
  });

  const act = addWorkRoutes(routes, works, pages);
  act('cases', 'trainer.new.issued', async (req, res, work) => {
    const { token, ...recipient } = formBody(req, issueForm);
    return `/trainer/cases/${await scenarioCases.issue(currentUser(res), work, recipient, token)}`;
  });
  return router;
}
