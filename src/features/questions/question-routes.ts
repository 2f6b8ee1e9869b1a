import type { Request, Response, Router } from 'express';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { draftOfForm, type QuestionDraft } from '../../core/questions/form.ts';
import { isLanguage } from '../../platform/i18n.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { pictureMark, picturePath } from '../../platform/markdown.ts';
import { presentPager } from '../../platform/pager.ts';
import { pictureLimits } from '../../platform/pictures.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentStates } from '../authoring/work-presenter.ts';
import { addWorkRoutes, headOf, type WorkPages } from '../authoring/work-routes.ts';
import { presentEditor, presentPreview } from './editor-presenter.ts';
import { newQuestionForm, packQuery, questionsQuery } from './question-input.ts';
import { presentFacts, presentFilters, presentKinds, presentList, queryPairs, workQueryOf } from './question-list-presenter.ts';
import { findQuestions, presentCompetencies, presentQuestions } from './pack-presenter.ts';

const trainer = ['trainer'] as const;
const base = '/trainer/questions';
/** Pictures that the editor offers again. */
const shownPictures = 8;

type Needs = Pick<Services, 'works' | 'questions' | 'pictures'> & { catalogue: Catalogue };

/** The bank of questions for those who write and review it, and the items of the content pack beside it. */
export function questionRoutes({ works, questions, pictures, catalogue }: Needs): Router {
  const routes = createRoutes();
  const { get, post } = routes;
  const speech = (res: Response) => res.locals as Speech;

  get(base, trainer, async (req, res) => {
    const query = queryOf(req, questionsQuery);
    const wanted = paging(req);
    const { rows, total } = await works.list('question', workQueryOf(query), wanted);
    page(res, 'questions/list', {
      works: presentList(rows, works.kind('question'), base, await questions.uses(rows), speech(res)),
      states: presentStates(speech(res)),
      filters: presentFilters(query, await questions.tags(), catalogue, speech(res)),
      chosen: { q: query.q, state: query.state ?? '' },
      filtered: queryPairs(query).length > 0,
      exportPath: `${base}/export?${new URLSearchParams(queryPairs(query))}`,
      pager: presentPager(base, Object.fromEntries(queryPairs(query)), wanted, total),
      base,
    });
  });

  get(`${base}/pack`, trainer, (req, res) => {
    const { q, competency } = queryOf(req, packQuery);
    const wanted = paging(req);
    const found = findQuestions(catalogue, { q, competency });
    const from = (wanted.page - 1) * wanted.perPage;
    page(res, 'questions/pack', {
      questions: presentQuestions(found.slice(from, from + wanted.perPage), catalogue, speech(res)),
      q,
      competency: competency ?? '',
      competencies: presentCompetencies(speech(res)),
      pager: presentPager(`${base}/pack`, { q, competency: competency ?? '' }, wanted, found.length),
    });
  });

  const showNew = (res: Response, typed: Record<string, string>, problems: Problems = {}) =>
    page(res, 'questions/new', { kinds: presentKinds(speech(res)), typed, problems });

  get(`${base}/new`, trainer, (_req, res) => showNew(res, { kind: 'single', code: '' }));

  post(base, trainer, async (req, res) => {
    try {
      const { kind, code } = formBody(req, newQuestionForm);
      const id = await questions.create(currentUser(res), kind, code);
      res.redirect(303, `${base}/${id}/edit`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      showNew(res.status(422), typedText(req, ['kind', 'code']), error.problems);
    }
  });

  const draftOf: WorkPages['draftOf'] = (body, work) => {
    const language = isLanguage(body.language) ? body.language : 'id';
    return draftOfForm(body, language, work.draft.document as QuestionDraft);
  };

  const pages: WorkPages = {
    kind: 'question',
    base,
    roles: trainer,
    texts: 'questions',
    tabs: [],
    async body(work, _req, res) {
      return {
        view: '/questions/summary',
        model: { preview: presentPreview(work.draft.document, work.code, speech(res)), facts: presentFacts(work, (await questions.uses([work])).get(work.id), catalogue, speech(res)) },
      };
    },
    draftOf,
    async editor(_req, res, work, { draft, faults, conflict }) {
      const codes = await pictures.newest(currentUser(res), shownPictures);
      page(res, 'questions/edit', {
        head: headOf(works, pages, work, 'edit', speech(res)),
        work: { id: work.id, revision: work.draft.revision, savedAt: speech(res).format.time(work.draft.savedAt) },
        form: presentEditor(catalogue, draft, speech(res)),
        preview: presentPreview(draft, work.code, speech(res)),
        pictures: codes.map((code) => ({ src: picturePath(code), mark: pictureMark(code, '') })),
        pictureLimits,
        faults,
        conflict,
      });
    },
  };

  /** The preview of what is typed, as a part of a page. */
  post(`${base}/:id/preview`, trainer, async (req: Request, res) => {
    const work = await works.get('question', idParam(req));
    page(res, 'questions/preview', { preview: presentPreview(draftOf((req.body ?? {}) as Record<string, unknown>, work), work.code, speech(res)) });
  });

  addWorkRoutes(routes, works, pages);
  return routes.router;
}
