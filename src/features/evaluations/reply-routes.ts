import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError, InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, typedText } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { markForm } from './reply-input.ts';
import { presentReply, presentWaitingTalk, talksOf, type TypedMark } from './reply-presenter.ts';
import type { TypedReply } from './reply-store.ts';

const supervisor: readonly Role[] = ['supervisor'];
const path = '/evaluations/replies';
const nothingTyped: TypedMark = { moves: [], none: false, note: '' };

/** Typed replies of tests, which people mark: the queue, and a reply with the conversation up to it. */
export function replyRoutes({ replies, catalogue, now }: Pick<Services, 'replies' | 'catalogue' | 'now'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const load = (req: Request, res: Response) => replies.forMarker(idParam(req), currentUser(res).id);

  get(path, supervisor, async (req, res) => {
    const talks = talksOf(await replies.list(currentUser(res).id));
    const wanted = paging(req);
    const from = (wanted.page - 1) * wanted.perPage;
    const rows = [];
    for (const talk of talks.slice(from, from + wanted.perPage)) rows.push(presentWaitingTalk(talk, await replies.talkOf(talk), catalogue, now(), speech(res)));
    page(res, 'evaluations/replies', { rows, pager: presentPager(path, {}, wanted, talks.length) });
  });

  const show = async (res: Response, reply: TypedReply, typed = nothingTyped, problems: Problems = {}) => {
    const markerId = currentUser(res).id;
    const left = (await replies.list(markerId)).filter(({ sittingId, position }) => sittingId === reply.sittingId && position === reply.position).length;
    page(res, 'evaluations/reply', { reply: presentReply(reply, await replies.talkOf(reply), markerId, { typed, left }, catalogue, speech(res)), problems });
  };

  get(`${path}/:id`, supervisor, async (req, res) => show(res, await load(req, res)));

  post(`${path}/:id/mark`, supervisor, async (req, res) => {
    const reply = await load(req, res);
    try {
      const came = await replies.mark(reply, currentUser(res).id, formBody(req, markForm));
      flash(req, came === 'taken' ? 'replies.mark.sent' : 'replies.mark.settledBefore');
    } catch (error) {
      if (error instanceof ConflictError) return show(res.status(409), await load(req, res), nothingTyped, { form: { key: 'replies.mark.markedBefore' } });
      if (!(error instanceof InvalidInputError)) throw error;
      const { note } = typedText(req, ['note']);
      const body = req.body as { moves?: unknown; none?: unknown };
      return show(res.status(422), reply, { moves: [body.moves ?? []].flat().map(String), none: body.none !== undefined, note: note! }, error.problems);
    }
    const next = (await replies.list(currentUser(res).id)).find(({ sittingId, position }) => sittingId === reply.sittingId && position === reply.position);
    res.redirect(303, next ? `${path}/${next.id}` : path);
  });

  return router;
}
