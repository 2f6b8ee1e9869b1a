import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { StalePageError } from './csrf.ts';
import { AppError, InvalidInputError, NotFoundError, TooLargeError, TooManyRequestsError } from './errors.ts';
import type { Speak, Speech } from './i18n.ts';
import { foldMenu, navigation } from './navigation.ts';
import { wantsJson } from './request.ts';
import type { CurrentUser } from './roles.ts';
import { SessionNotStoredError } from './session-store.ts';
import { page } from './views.ts';

/** Statuses that have a title and a sentence of their own in `errors.json`. */
const known = new Set([400, 401, 403, 404, 409, 410, 413, 415, 422, 423, 429, 500, 503]);

/** The last route: whatever was not answered is not there. */
export const notFound: RequestHandler = () => {
  throw new NotFoundError();
};

/**
 * The only place where an error becomes an answer. What we did not foresee is logged whole under the id that the page
 * shows, and says nothing of itself.
 */
export function errorPages(speak: Speak): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const status = statusOf(error);
    if (status >= 500) req.log?.error({ err: error }, 'request failed');
    // A session that could not be stored fails after the answer was written: it stands. One that is half sent is cut off.
    if (res.headersSent) return error instanceof SessionNotStoredError ? undefined : next(error);
    res.status(status);
    if (error instanceof TooManyRequestsError) res.set('Retry-After', String(secondsUntil(error.retryAt)));
    if (status === 503) res.set('Retry-After', '2');
    const speech = 't' in res.locals ? (res.locals as Speech) : speak('id');
    const name =
      error instanceof StalePageError ? 'stale' : error instanceof AppError && error.texts ? error.texts : known.has(status) ? String(status) : status < 500 ? '400' : '500';
    if (wantsJson(req)) answerJson(res, speech, name, error);
    else answerPage(req, res, speech, name, error);
  };
}

function answerJson(res: Response, { t }: Speech, name: string, error: unknown): void {
  const problems = error instanceof InvalidInputError ? translated(error, t) : undefined;
  res.json({ error: name, message: t(`errors.${name}.text`, { time: '', ...limitOf(error) }), problems });
}

function answerPage(req: Request, res: Response, speech: Speech, name: string, error: unknown): void {
  const time = error instanceof TooManyRequestsError ? speech.format.time(error.retryAt) : '';
  Object.assign(res.locals, speech);
  // What is not there stands nowhere in the menu, or the menu would tell a forbidden page from an unknown one.
  if (res.statusCode === 404) Object.assign(res.locals, { menu: foldMenu(navigation((res.locals.user as CurrentUser | null) ?? null), null), here: null });
  page(res, 'errors/show', {
    status: res.statusCode,
    title: speech.t(`errors.${name}.title`),
    text: speech.t(`errors.${name}.text`, { time, ...limitOf(error) }),
    goOn: error instanceof AppError && error.goOn ? { href: error.goOn, text: speech.t(`errors.${name}.goOn`) } : null,
    incident: res.statusCode >= 500 ? String(req.id ?? '') : null,
  });
}

const limitOf = (error: unknown) => (error instanceof TooLargeError ? { kilobytes: error.kilobytes } : {});

function translated(error: InvalidInputError, t: Speech['t']): Record<string, string> {
  return Object.fromEntries(Object.entries(error.problems).map(([field, { key, vars }]) => [field, t(key, vars)]));
}

/** Our own errors, those of Express and its parsers, and what a database says of values that it cannot hold. */
function statusOf(error: unknown): number {
  if (error instanceof AppError) return error.status;
  const { status, code, name } = (error ?? {}) as { status?: unknown; code?: unknown; name?: unknown };
  if (typeof status === 'number' && status >= 400 && status < 500) return status;
  if (typeof code === 'string' && /^22\d/.test(code)) return 422;
  if (name === 'KnexTimeoutError' || code === 'SQLITE_BUSY' || code === 'SQLITE_FULL') return 503;
  return 500;
}

function secondsUntil(moment: Date): number {
  return Math.max(1, Math.ceil((moment.getTime() - Date.now()) / 1_000));
}
