import type { ErrorRequestHandler, Request, Response } from 'express';
import { isPaused, minutesLeft } from '../../core/sittings/clock.ts';
import { currentUser } from '../../platform/auth.ts';
import { PausedError } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { wantsJson } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentLive } from './live-presenter.ts';
import type { Sitting } from './sitting-store.ts';

/** A form that was sent during the pause; it is kept in the page and can be sent again. */
interface Held {
  action: string;
  fields: (readonly [string, string])[];
}

/** In the place of any page of a test while its invigilator has paused it: nothing of the work is shown. */
export function showPaused(res: Response, { id, pausedAt, deadlineAt }: Sitting, now: Date, held: Held | null = null): void {
  const { format } = res.locals as unknown as Speech;
  res.set('Cache-Control', 'no-store');
  page(res, 'sittings/paused', { live: presentLive({ id, deadlineAt, pausedAt, submittedAt: null }, now), since: format.time(pausedAt!), minutes: minutesLeft(deadlineAt, pausedAt!), held });
}

/** Refuses a form of a page while the test is paused, before anything of the work could be shown with it; what scripts send waits in their outbox. */
export function refusePausedForm(req: Request, sitting: Sitting): void {
  if (req.method === 'POST' && isPaused(sitting) && !wantsJson(req)) throw new PausedError();
}

/** Answers a form that a pause has refused with the page of the pause, and keeps what was typed in it. */
export const pausedForms =
  ({ sittings, now }: Pick<Services, 'sittings' | 'now'>): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const id = Number(/^\/sittings\/([1-9]\d{0,8})\//.exec(req.path)?.[1] ?? 0);
    if (!(error instanceof PausedError) || req.method !== 'POST' || wantsJson(req) || id === 0) return next(error);
    void sittings
      .get(currentUser(res), id)
      .then((sitting) => (isPaused(sitting) ? showPaused(res.status(423), sitting, now(), heldOf(req)) : next(error)))
      .catch(next);
  };

/** What was sent, field by field. To hand the test in nothing is typed: that is said again on its own page. */
function heldOf(req: Request): Held | null {
  if (req.path.endsWith('/submission')) return null;
  const fields = Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    name === '_csrf' ? [] : [value].flat().flatMap((each) => (typeof each === 'string' ? [[name, each] as const] : [])),
  );
  return { action: req.path, fields };
}
