import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { mostCharacters, mostPhrases } from '../../core/conversations/vocabulary.ts';
import { enteredIn, fieldOf, guideFilter, replyForm, talkForm, toReply } from './guide-input.ts';
import type { OpenTalk } from './guide-service.ts';
import { presentModes, presentTalks, presentWaiting } from './list-presenter.ts';
import { presentResult } from './result-presenter.ts';
import { type Entered, nothingEntered, presentTalk } from './talk-presenter.ts';

const trainee = ['trainee'] as const;

type Needs = Pick<Services, 'guide' | 'tests' | 'catalogue'>;

/** Guide duty: who waits, conversations by chat, telephone and at the desk, and their results. */
export function guideRoutes({ guide, tests, catalogue }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const showList = async (req: Request, res: Response, problems: Problems = {}): Promise<void> => {
    const person = currentUser(res);
    const { practising } = await tests.standing(person);
    const { channel } = queryOf(req, guideFilter);
    const wanted = paging(req);
    const open = await guide.list(person, false, { page: 1, perPage: 20 });
    const over = await guide.list(person, true, wanted);
    page(res, 'guide/list', {
      waiting: presentWaiting(await guide.offeredNow(practising), await guide.finishedTimes(person), channel, speech(res)),
      modes: presentModes(practising, speech(res)),
      open: presentTalks(catalogue, open.rows, speech(res)),
      over: presentTalks(catalogue, over.rows, speech(res)),
      pager: presentPager('/guide', { channel: channel ?? '' }, wanted, over.total),
      channel: channel ?? '',
      problems,
    });
  };

  get('/guide', trainee, (req, res) => showList(req, res));

  post('/guide/talks', trainee, async (req, res) => {
    const person = currentUser(res);
    const { practising } = await tests.standing(person);
    try {
      const { talk, mode } = formBody(req, talkForm);
      res.redirect(303, `/guide/talks/${await guide.begin(person, practising, talk, mode)}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      res.status(422);
      await showList(req, res, error.problems);
    }
  });

  const showTalk = (res: Response, open: OpenTalk, entered: Entered = nothingEntered, problems: Problems = {}) =>
    page(res, 'guide/talk', { talk: presentTalk(open, entered, speech(res)), problems });

  get('/guide/talks/:id', trainee, async (req, res) => {
    const open = await guide.get(currentUser(res), idParam(req));
    if (open.state.over) return res.redirect(303, `/guide/talks/${open.talk.id}/result`);
    showTalk(res, open);
  });

  post('/guide/talks/:id/replies', trainee, async (req, res) => {
    const person = currentUser(res);
    const { talk } = await guide.get(person, idParam(req));
    const refuse = async (status: number, problems: Problems) => {
      // Read again: another window may have gone on.
      const open = await guide.get(person, talk.id);
      if (open.state.over) {
        flash(req, 'guide.closed');
        return res.redirect(303, `/guide/talks/${talk.id}/result`);
      }
      res.status(status);
      showTalk(res, open, enteredIn(req), problems);
    };
    try {
      const form = formBody(req, replyForm);
      const answer = await guide.reply(person, talk.id, form.turn, toReply(form, speech(res).language));
      const field = fieldOf[form.kind];
      if (answer.kind === 'refused') return await refuse(answer.reason === 'over' ? 410 : 422, { [field]: { key: `guide.refused.${answer.reason}`, vars: { phrases: mostPhrases, characters: mostCharacters } } });
      if (answer.kind === 'behind') return await refuse(409, { form: { key: 'guide.refused.behind' } });
      res.redirect(303, answer.over ? `/guide/talks/${talk.id}/result` : `/guide/talks/${talk.id}#latest`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await refuse(422, error.problems);
    }
  });

  get('/guide/talks/:id/result', trainee, async (req, res) => {
    const open = await guide.get(currentUser(res), idParam(req));
    if (!open.state.over) return res.redirect(303, `/guide/talks/${open.talk.id}`);
    page(res, 'guide/result', { result: presentResult(catalogue, open, speech(res)) });
  });

  return router;
}
