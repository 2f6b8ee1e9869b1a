import type { Request, RequestHandler } from 'express';
import { csrfSync } from 'csrf-sync';
import { ForbiddenError, NotFoundError } from './errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The page was made for another session, or the request comes from another site. */
export class StalePageError extends ForbiddenError {}

/**
 * Each unsafe request carries the token of its session, in the field `_csrf` or the header `x-csrf-token`, and comes from
 * our own pages. Templates ask for the token by `csrfToken()`, so that a page without a form starts no session.
 */
export function csrfProtection({ baseUrl }: { baseUrl: string }): RequestHandler {
  const { generateToken, isRequestValid } = csrfSync({ size: 32, getTokenFromRequest });
  const ownHost = new URL(baseUrl).host;

  return (req, res, next) => {
    res.locals.csrfToken = () => generateToken(req);
    if (safeMethods.has(req.method)) next();
    // No route has another method, whatever token comes with it.
    else if (req.method !== 'POST') next(new NotFoundError('No such method'));
    else if (!comesFromHere(req, ownHost)) next(new StalePageError('Another origin'));
    else if (!isRequestValid(req)) next(new StalePageError('No valid token'));
    else next();
  };
}

function getTokenFromRequest(req: Request): string | undefined {
  const token: unknown = req.get('x-csrf-token') ?? (req.body as { _csrf?: unknown } | undefined)?._csrf;
  return typeof token === 'string' ? token : undefined;
}

/** Browsers send Origin with every unsafe request; other clients have to know the token anyway. */
function comesFromHere(req: Request, ownHost: string): boolean {
  const origin = req.get('origin');
  if (origin === undefined) return !['cross-site', 'same-site'].includes(req.get('sec-fetch-site') ?? '');
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  return host !== '' && (host === req.get('host') || host === ownHost);
}
