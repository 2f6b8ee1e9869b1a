import type { Express, RequestHandler } from 'express';
import type { Assets } from './assets.ts';
import { currentEntry, foldMenu, navigation } from './navigation.ts';
import type { CurrentUser } from './roles.ts';

declare module 'express-session' {
  interface SessionData {
    /** Where every page leads back to while something goes on there: the address, and the key of its name. */
    goesOn?: { path: string; key: string };
  }
}

/** What the frame of every page needs, also of an error page that comes before anybody is known. */
export function setUpShell(app: Express, { asset }: Assets): void {
  Object.assign(app.locals, { asset, menu: foldMenu([], null), here: null, address: '/', user: null, goesOn: null });
}

/** The menu of the signed-in person and where in it the page stands. */
export const pageShell: RequestHandler = (req, res, next) => {
  const menu = navigation((res.locals.user as CurrentUser | null) ?? null);
  const here = currentEntry(menu, req.path);
  Object.assign(res.locals, { menu: foldMenu(menu, here), here, address: req.originalUrl, goesOn: req.session?.goesOn ?? null });
  next();
};
