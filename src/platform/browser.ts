import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../config.ts';

type Needs = Pick<Config, 'sessionSecret' | 'production' | 'baseUrl'>;

const year = 365 * 24 * 60 * 60 * 1_000;
const isSecure = ({ production, baseUrl }: Needs): boolean => production && baseUrl.startsWith('https:');
const nameOf = (config: Needs): string => (isSecure(config) ? '__Host-browser' : 'browser');
const sign = (id: string, { sessionSecret }: Needs): string => createHmac('sha256', sessionSecret).update(`browser ${id}`).digest('hex');

/**
 * Which browser a request comes from, over all of its sessions: the name is in a cookie that only we can sign, and opens nothing. `res.locals.browser` is null for a
 * browser that nobody has signed in at yet.
 */
export function browsers(config: Needs): RequestHandler {
  return (req, res, next) => {
    res.locals.browser = readName(req, config);
    next();
  };
}

/** Gives the browser a name for a year, when somebody signs in at it; one that has a name keeps it. */
export function keepBrowser(req: Request, res: Response, config: Needs): void {
  const id = readName(req, config) ?? randomBytes(16).toString('hex');
  res.cookie(nameOf(config), `${id}.${sign(id, config)}`, { maxAge: year, sameSite: 'lax', secure: isSecure(config), httpOnly: true, path: '/' });
}

function readName(req: Request, config: Needs): string | null {
  const start = `${nameOf(config)}=`;
  const pair = (req.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(start));
  const [id, signature] = /^([0-9a-f]{32})\.([0-9a-f]{64})$/.exec(pair?.slice(start.length) ?? '')?.slice(1) ?? [];
  return id && signature && timingSafeEqual(Buffer.from(signature), Buffer.from(sign(id, config))) ? id : null;
}
