import type { Request, Response, Router } from 'express';
import { channels } from '../../core/conversations/vocabulary.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { stateFilter } from '../authoring/work-input.ts';
import { presentFaults, presentStates, presentWorks } from '../authoring/work-presenter.ts';
import { addWorkRoutes, headOf, type WorkPages } from '../authoring/work-routes.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { presentGraph, presentLengths } from './check-presenter.ts';
import { conversationFilter, draftOfForm, editQuery, newForm, nameOf, partOf, stayOf } from './conversation-input.ts';
import { presentEditor } from './editor-presenter.ts';
import { addFileRoutes } from './file-routes.ts';
import { addPlayRoutes } from './play-routes.ts';
import { presentSources, presentSummary } from './summary-presenter.ts';

const trainer = ['trainer'] as const;
const base = '/trainer/conversations';

type Needs = Pick<Services, 'works' | 'conversations' | 'catalogue'>;

/** The conversations of the bank: list, editor with the picture of the graph beside it, trying one out, files, and what every work has. */
export function conversationRoutes({ works, conversations, catalogue }: Needs): Router {
  const routes = createRoutes();
  const { router, get, post } = routes;
  const speech = (res: Response) => res.locals as Speech;
  const kind = works.kind('conversation');

  const list = async (req: Request, res: Response, from: string, problems: Problems = {}) => {
    const { state, q } = queryOf(req, stateFilter);
    const { channel, level } = queryOf(req, conversationFilter);
    const wanted = paging(req);
    const { rows, total } = await works.list('conversation', { state, q, facets: { ...(channel && { [`channel:${channel}`]: 'yes' }), ...(level && { [`level:${level}`]: 'yes' }) } }, wanted);
    const chosen = { q, state: state ?? '', channel: channel ?? '', level: level ?? '' };
    const { t, language } = speech(res);
    const named = presentWorks(rows, kind, base, speech(res)).map(({ facets, ...work }) => ({
      ...work,
      facets: { channels: (facets.channels ?? '').split(',').filter(Boolean).map((each) => t(`guide.channel.${each}`)).join(', ') || '–', citizens: facets.citizens },
    }));
    page(res, 'conversations/list', {
      base,
      works: named,
      states: presentStates(speech(res)),
      columns: [{ name: 'channels', label: t('conversations.list.channels') }, { name: 'citizens', label: t('conversations.list.citizens') }],
      filters: [
        { name: 'channel', label: t('conversations.field.channel'), value: chosen.channel, options: channels.map((value) => ({ value, label: t(`guide.channel.${value}`) })) },
        { name: 'level', label: t('conversations.field.levels'), value: chosen.level, options: catalogue.levels.map((each) => ({ value: String(each.level), label: `${each.level} ${each.name[language]}` })) },
      ],
      chosen,
      filtered: Object.values(chosen).some(Boolean),
      texts: { empty: t('conversations.list.empty'), emptyFilter: t('conversations.list.emptyFilter') },
      pager: presentPager(base, chosen, wanted, total),
      sources: presentSources(catalogue, speech(res)),
      from,
      problems,
    });
  };

  get(base, trainer, (req, res) => list(req, res, ''));

  post(base, trainer, async (req, res) => {
    try {
      const { from } = formBody(req, newForm);
      res.redirect(303, `${base}/${await conversations.begin(currentUser(res), from)}/edit`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await list(req, res.status(422), typedText(req, ['from']).from ?? '', error.problems);
    }
  });

  /** What the check says of a draft: what is wrong, how long it can last, the picture, and the same in words. */
  const check = (draft: Draft, res: Response) => {
    const faults = works.faultsOf('conversation', draft);
    return {
      faults: presentFaults(faults, kind, draft, speech(res)),
      graph: presentGraph(catalogue, draft, faults, speech(res)),
      longest: presentLengths(conversations.playable(draft), catalogue, speech(res)),
    };
  };

  const pages: WorkPages = {
    kind: 'conversation',
    base,
    roles: trainer,
    texts: 'conversations',
    tabs: ['play'],
    async body(work, _req, res) {
      return { view: '/conversations/summary', model: { ...check(work.draft.document, res), summary: presentSummary(catalogue, work.draft.document, speech(res)), playable: conversations.playable(work.draft.document) !== null } };
    },
    draftOf: draftOfForm,
    stay: stayOf,
    async editor(req, res, work, { draft, conflict }) {
      const { part: wanted, at } = queryOf(req, editQuery);
      const typed = (req.body ?? {}) as { part?: unknown };
      const part = partOf(typeof typed.part === 'string' ? typed.part : wanted, draft);
      const checked = check(draft, res);
      page(res, 'conversations/edit', {
        head: headOf(works, pages, work, 'edit', speech(res)),
        revision: work.draft.revision,
        savedAt: speech(res).t('authoring.editor.savedAt', { time: speech(res).format.time(work.draft.savedAt) }),
        ...checked,
        conflict,
        editor: presentEditor(catalogue, draft, part, [at, ...checked.faults.map(({ anchor }) => anchor)], speech(res)),
        open: `?part=${nameOf(part)}`,
        playable: conversations.playable(draft) !== null,
      });
    },
  };

  /** The check of what is typed, as a part of a page. */
  post(`${base}/:id/check`, trainer, async (req, res) => {
    const work = await works.get('conversation', idParam(req));
    const body = (req.body ?? {}) as Record<string, unknown>;
    const draft = draftOfForm(body, work);
    const part = partOf(typeof body.part === 'string' ? body.part : '', draft);
    page(res, 'conversations/check', { ...check(draft, res), head: headOf(works, pages, work, 'edit', speech(res)), open: `?part=${nameOf(part)}`, here: 'edit' });
  });

  addFileRoutes(routes, { works, conversations }, base);
  addPlayRoutes(routes, { works, conversations, catalogue }, pages);
  addWorkRoutes(routes, works, pages);
  return router;
}
