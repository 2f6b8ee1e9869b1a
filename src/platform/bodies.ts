import express, { type RequestHandler } from 'express';

/** Parses bodies of JSON and of forms, up to 64 kB; a page that is only asked for has none, and is spared the question. */
export function bodies(): RequestHandler {
  const json = express.json({ limit: '64kb', strict: true });
  const form = express.urlencoded({ limit: '64kb', extended: false });
  return (req, res, next) => {
    if (req.method === 'GET') next();
    else json(req, res, (error?: unknown) => (error ? next(error) : form(req, res, next)));
  };
}
