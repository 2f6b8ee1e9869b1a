import type { Request, RequestHandler } from 'express';

/** One sentence that the next page shows once, by its translation key. */
export interface Flash {
  key: string;
  vars?: Record<string, string | number>;
}

declare module 'express-session' {
  interface SessionData {
    flash?: Flash;
  }
}

/** Leaves a message for the next page that is shown. */
export function flash(req: Request, key: string, vars?: Flash['vars']): void {
  req.session.flash = { key, vars };
}

/** Gives templates `takeFlash()`, which yields the message and forgets it. */
export const flashMessages: RequestHandler = (req, res, next) => {
  res.locals.takeFlash = (): Flash | null => {
    const message = req.session?.flash ?? null;
    if (message) delete req.session.flash;
    return message;
  };
  next();
};
