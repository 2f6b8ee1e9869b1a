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
  // A browser sends its cookie with every request; what was found true of it stays true.
  const known = new Map<string, string>();
  return (req, res, next) => {
    const cookie = cookieOf(req, config);
    const id = known.get(cookie) ?? idOf(cookie, config);
    if (id && !known.has(cookie)) {
      if (known.size >= mostKnown) known.clear();
      known.set(cookie, id);
    }
    res.locals.browser = id;
    next();
  };
}

/** Gives the browser a name for a year, when somebody signs in at it; one that has a name keeps it. */
export function keepBrowser(req: Request, res: Response, config: Needs): void {
  const id = idOf(cookieOf(req, config), config) ?? randomBytes(16).toString('hex');
  res.cookie(nameOf(config), `${id}.${sign(id, config)}`, { maxAge: year, sameSite: 'lax', secure: isSecure(config), httpOnly: true, path: '/' });
}

const mostKnown = 5_000;

function cookieOf(req: Request, config: Needs): string {
  const start = `${nameOf(config)}=`;
  const pair = (req.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(start));
  return pair?.slice(start.length) ?? '';
}

/** The name in a cookie that we signed, or null. */
function idOf(cookie: string, config: Needs): string | null {
  const [id, signature] = /^([0-9a-f]{32})\.([0-9a-f]{64})$/.exec(cookie)?.slice(1) ?? [];
  return id && signature && timingSafeEqual(Buffer.from(signature), Buffer.from(sign(id, config))) ? id : null;
}
