import express, { type RequestHandler } from 'express';
import { bodyLimit } from './access.ts';
import { TooLargeError } from './errors.ts';
import type { CurrentUser } from './roles.ts';

const usual = 64 * 1024;

/** Parses bodies of JSON and of forms, up to 64 kB, or up to the limit of a route that takes more; a page that is only asked for has none, and is spared the question. */
export function bodies(): RequestHandler {
  const small = parser(usual);
  const large = new Map<number, RequestHandler>();
  return (req, res, next) => {
    if (req.method === 'GET') return next();
    const limit = bodyLimit(req.path, res.locals.user as CurrentUser | null);
    if (limit === null) return void small(req, res, next);
    const own = large.get(limit) ?? parser(limit);
    large.set(limit, own);
    own(req, res, (error?: unknown) => next(isTooLarge(error) ? new TooLargeError(limit) : error));
  };
}

function parser(limit: number): RequestHandler {
  const json = express.json({ limit, strict: true });
  const form = express.urlencoded({ limit, extended: false });
  return (req, res, next) => json(req, res, (error?: unknown) => (error ? next(error) : form(req, res, next)));
}

const isTooLarge = (error: unknown): boolean => (error as { type?: unknown } | undefined)?.type === 'entity.too.large';
