import { Router, type RequestHandler, type Response } from 'express';
import { AppError, NotFoundError } from './errors.ts';
import { wantsJson } from './request.ts';
import type { CurrentUser, Role } from './roles.ts';

/** Who may call a route: everybody, everybody who is signed in, or the holders of one of these roles. */
export type Access = 'public' | 'signed-in' | readonly Role[];

export interface RouteEntry {
  method: 'GET' | 'POST';
  path: string;
  access: Access;
  /** The largest form with files that it takes, in bytes. */
  upload?: number;
  /** The largest body without files that it takes, in bytes, where that is more than usual. */
  body?: number;
}

export interface Routes {
  router: Router;
  get(path: string, access: Access, ...handlers: RequestHandler[]): void;
  post(path: string, access: Access, ...handlers: RequestHandler[]): void;
  /** A route that takes a body of at most so many bytes, more than is usual. */
  large(path: string, access: readonly Role[], limit: number, ...handlers: RequestHandler[]): void;
  /** A route, without parameters, that takes a form with files of at most so many bytes. */
  upload(path: string, access: readonly Role[], limit: number, ...handlers: RequestHandler[]): void;
}

/** Where somebody with a one-time password is sent until it is replaced. */
export const passwordPath = '/account/password';

/** Every route of the application, by method and path; tests walk it. */
export const routeRegistry = new Map<string, RouteEntry>();

/** A router on which a route cannot be added without saying who may call it. */
export function createRoutes(): Routes {
  const router = Router();
  return {
    router,
    get(path, access, ...handlers) {
      register({ method: 'GET', path, access });
      router.get(path, guard(path, access), ...handlers);
    },
    post(path, access, ...handlers) {
      register({ method: 'POST', path, access });
      router.post(path, guard(path, access), ...handlers);
    },
    large(path, access, limit, ...handlers) {
      register({ method: 'POST', path, access, body: limit });
      router.post(path, guard(path, access), ...handlers);
    },
    upload(path, access, limit, ...handlers) {
      register({ method: 'POST', path, access, upload: limit });
      router.post(path, guard(path, access), ...handlers);
    },
  };
}

/** How large a form with files may be that this person sends to this address; null where none is taken. */
export function uploadLimit(path: string, user: CurrentUser | null): number | null {
  const entry = routeRegistry.get(`POST ${path}`);
  return entry?.upload !== undefined && mayCall(entry, user) ? entry.upload : null;
}

/** How large a body without files may be that this person sends to this address; null where the usual limit holds. */
export function bodyLimit(path: string, user: CurrentUser | null): number | null {
  const entry = largeRoutes.find(({ pattern }) => pattern.test(path))?.entry;
  return entry && mayCall(entry, user) ? entry.body! : null;
}

const mayCall = ({ access }: RouteEntry, user: CurrentUser | null): boolean => Array.isArray(access) && access.some((role: Role) => user?.roles.includes(role));

const largeRoutes: { pattern: RegExp; entry: RouteEntry }[] = [];

function register(entry: RouteEntry): void {
  const key = `${entry.method} ${entry.path}`;
  const known = routeRegistry.get(key);
  if (known && String(known.access) !== String(entry.access)) throw new Error(`${key} is declared twice, differently`);
  if (entry.body !== undefined && !known) largeRoutes.push({ pattern: new RegExp(`^${entry.path.replaceAll(/:\w+/g, '[^/]+')}$`), entry });
  routeRegistry.set(key, entry);
}

function guard(path: string, access: Access): RequestHandler {
  return (req, res, next) => {
    if (access === 'public') return next();
    const user = res.locals.user as CurrentUser | null;
    if (!user) return askToSignIn(req.method, req.originalUrl, wantsJson(req), res);
    // The same answer as for something that does not exist.
    if (access !== 'signed-in' && !access.some((role) => user.roles.includes(role))) throw new NotFoundError();
    if (user.mustChangePassword && path !== passwordPath) return res.redirect(303, passwordPath);
    next();
  };
}

/** What was to be read is kept in `next`; what was to be sent is not repeated by us. */
function askToSignIn(method: string, url: string, json: boolean, res: Response): void {
  if (method !== 'GET' || json) throw new AppError(401, 'Sign in first');
  res.redirect(303, url === '/' ? '/login' : `/login?next=${encodeURIComponent(url)}`);
}
