import type { Request, Response, Router } from 'express';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type AnswerFields, readAnswer } from '../../core/questions/response.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf, wantsJson } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentAsked, presentMarked } from '../grading/asked-presenter.ts';
import type { OpenAttempt } from './attempt-service.ts';
import { answerForm, wishForm } from './question-practice-input.ts';
import { presentClause, presentPast, presentWish, presentWishes } from './question-practice-presenter.ts';

const trainee = ['trainee'] as const;
/** So many of the last answers stand below the choice. */
const shown = 10;

type Needs = Pick<Services, 'attempts' | 'tests'> & { catalogue: Catalogue };

/** Practice with single questions: choose, answer, see at once what was right and why. */
export function questionPracticeRoutes({ attempts, tests, catalogue }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const highest = async (res: Response): Promise<number> => (await tests.standing(currentUser(res))).practising;

  get('/practice/questions', trainee, async (req, res) => {
    const offered = await attempts.offered(await highest(res));
    const { answered, newest } = await attempts.past(currentUser(res), shown);
    page(res, 'questions/practice', {
      wish: presentWish(queryOf(req, wishForm)),
      choices: presentWishes(offered, speech(res)),
      offered: offered.length,
      answered,
      past: presentPast(newest, speech(res)),
    });
  });

  post('/practice/questions', trainee, async (req, res) => {
    const wish = formBody(req, wishForm);
    const id = await attempts.begin(currentUser(res), wish, await highest(res));
    if (id !== null) return res.redirect(303, `/practice/questions/${id}`);
    flash(req, 'questions.practice.none');
    res.redirect(303, `/practice/questions?${new URLSearchParams(presentWish(wish))}`);
  });

  const own = (req: Request, res: Response) => attempts.get(currentUser(res), idParam(req));

  const show = (res: Response, { attempt, question, asked }: OpenAttempt, filled: AnswerFields, problems: Problems = {}): void => {
    const about = { id: attempt.id, wish: presentWish(attempt.wish) };
    res.set('Cache-Control', 'no-store');
    if (attempt.answeredAt === null)
      return page(res, 'questions/attempt', { ...about, asked: presentAsked(question, asked, filled, speech(res)), savedAt: attempt.draftAt ? speech(res).format.time(attempt.draftAt) : '', problems });
    const marked = presentMarked(question, asked, attempt.response, attempt.score!, speech(res));
    page(res, 'questions/answered', { ...about, marked, clause: presentClause(catalogue, question.clause, speech(res)), at: speech(res).format.dateTime(attempt.answeredAt) });
  };

  get('/practice/questions/:id', trainee, async (req, res) => {
    const open = await own(req, res);
    show(res, open, open.attempt.draft ?? {});
  });

  post('/practice/questions/:id', trainee, async (req, res) => {
    const open = await own(req, res);
    const here = `/practice/questions/${open.attempt.id}`;
    if (open.attempt.answeredAt !== null) return res.redirect(303, here);
    const { then, ...fields } = formBody(req, answerForm);
    const read = readAnswer(open.asked, fields, speech(res).language);
    if ('fault' in read) return show(res.status(422), open, fields, { [read.field]: { key: `questions.problem.${read.fault}` } });
    if (then === 'keep') {
      await attempts.keep(open.attempt, fields);
      return res.redirect(303, here);
    }
    if (read.response === null) return show(res.status(422), open, fields, { answer: { key: 'questions.problem.empty' } });
    await attempts.answer(open, read.response);
    res.redirect(303, here);
  });

  /** What is typed, as the page sends it from time to time. */
  post('/practice/questions/:id/draft', trainee, async (req, res) => {
    const open = await own(req, res);
    const { then: _, ...fields } = formBody(req, answerForm);
    const at = await attempts.keep(open.attempt, fields);
    if (at === null) throw new ConflictError('The answer was sent before');
    if (!wantsJson(req)) return res.redirect(303, `/practice/questions/${open.attempt.id}`);
    res.json({ text: speech(res).t('questions.practice.draft', { time: speech(res).format.time(at) }) });
  });

  return router;
}
