import type { Request, Response, Router } from 'express';
import { extraTimeKinds, type ExtraTime } from '../../core/sittings/extra-time.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { extraTimeForm, longestReason } from './session-input.ts';

const supervisor = ['supervisor'] as const;
const sayExtra = ({ kind, amount }: ExtraTime, { t }: Speech): string => t(amount === 0 ? 'sessions.extra.none' : `sessions.extra.say.${kind}`, { amount });

/** The extra time of a person, as a supervisor sets it. */
export function extraTimeRoutes({ extraTimes, accounts }: Pick<Services, 'extraTimes' | 'accounts'>): Router {
  const { router, get, post } = createRoutes();
  type Trainee = Awaited<ReturnType<typeof extraTimes.trainee>>;
  const speech = (res: Response) => res.locals as Speech;

  const show = async (res: Response, trainee: Trainee, typed: Record<string, string> = {}, problems: Problems = {}) => {
    const history = await extraTimes.history(trainee.id);
    const names = await accounts.namesOf(history.map(({ by }) => by));
    const last = history.at(-1);
    page(res, 'sessions/extra-time', {
      trainee,
      now: sayExtra(last ?? { kind: 'minutes', amount: 0 }, speech(res)),
      kinds: extraTimeKinds.map((value) => ({ value, label: speech(res).t(`sessions.extra.kind.${value}`) })),
      history: history.toReversed().map((each) => ({
        extra: sayExtra(each, speech(res)),
        mark: each.amount > 0 ? 'state-good' : 'state-off',
        reason: each.reason,
        by: names.get(each.by) ?? `#${each.by}`,
        at: speech(res).format.dateTime(each.at),
      })),
      longest: longestReason,
      typed,
      problems,
    });
  };

  get('/extra-time/:id', supervisor, async (req, res) => show(res, await extraTimes.trainee(idParam(req))));

  post('/extra-time/:id', supervisor, async (req: Request, res: Response) => {
    const trainee = await extraTimes.trainee(idParam(req));
    const typed = typedText(req, ['kind', 'amount', 'reason']);
    try {
      const { then, ...extra } = formBody(req, extraTimeForm);
      if (then === 'change') return await show(res, trainee, typed);
      if (then === 'check') return page(res, 'sessions/extra-time-check', { trainee, ...extra, say: sayExtra(extra, speech(res)) });
      await extraTimes.decide(trainee.id, currentUser(res).id, extra);
      flash(req, 'sessions.extra.done', { name: trainee.name });
      res.redirect(303, `/extra-time/${trainee.id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await show(res.status(422), trainee, typed, error.problems);
    }
  });

  return router;
}
