import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { createRateLimit } from '../../platform/rate-limit.ts';
import { idParam } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { letterPdf } from './letter-pdf.ts';
import { presentLetter, presentLetterCheck } from './letter-presenter.ts';
import { findByLetterCode, resultsOf } from './replay-store.ts';

/** One address may check so often: enough for a queue at a counter, useless for guessing. */
const checks = { points: 60, seconds: 60 };

type Needs = Pick<Services, 'sittings' | 'tests' | 'evaluations' | 'appeals' | 'catalogue' | 'config' | 'db' | 'now'>;

/** The letter about the result of a test, for its owner, and the public check of its code. */
export function letterRoutes({ sittings, tests, evaluations, appeals, catalogue, config, db, now }: Needs): Router {
  const { router, get } = createRoutes();
  const takeCheck = createRateLimit(now, checks);
  const speech = (res: Response) => res.locals as Speech;

  const ownLetter = async (req: Request, res: Response) => {
    const person = currentUser(res);
    const sitting = await sittings.get(person, idParam(req));
    const recorded = (await resultsOf(db, sitting.id)).at(-1);
    const appeal = await appeals.standing(person.id, sitting.id);
    if (sitting.kind !== 'test' || !recorded || !appeal) throw new NotFoundError();
    const standing = await tests.standing(person);
    const evaluation = standing.tests.find(({ sittingId }) => sittingId === sitting.id)?.evaluation ?? null;
    const outcome = evaluation?.decidedAt ? (await evaluations.forTrainee(evaluation.id, person.id)).outcome : null;
    const letter = { sitting, recorded, name: person.name, appeal, evaluation, reasons: outcome?.decided.reasons ?? '', retakeFrom: standing.retakeFrom, baseUrl: config.baseUrl };
    return presentLetter(catalogue, letter, speech(res));
  };

  get('/sittings/:id/letter', ['trainee'], async (req, res) => page(res, 'sittings/letter', { letter: await ownLetter(req, res) }));

  get('/sittings/:id/letter.pdf', ['trainee'], async (req, res) => {
    const letter = await ownLetter(req, res);
    res.set({ 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${letter.fileName}"` });
    res.send(letterPdf(letter, speech(res)));
  });

  get('/r/:code', 'public', async (req, res) => {
    await takeCheck(req.ip ?? '');
    const found = await findByLetterCode(db, String(req.params.code));
    if (!found) res.status(404);
    page(res, 'sittings/letter-check', { letter: found && presentLetterCheck(catalogue, found, speech(res)) });
  });

  return router;
}
