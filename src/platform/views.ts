import { join } from 'node:path';
import type { Express, Response } from 'express';
import { paths } from './paths.ts';
import { createTemplates } from './templates.ts';

/** What a template gets beside `res.locals`: plain data. */
export type ViewModel = Readonly<Record<string, unknown>>;

/**
 * EJS with a fixed set of options: what a template is given can never change how it is compiled. `include('/parts/field')`
 * is looked up from the folder of views.
 */
export function setUpViews(app: Express, { cache }: { cache: boolean }): void {
  const templates = createTemplates(paths.views, { cache });
  // In the place of Express's own, which looks for engines and puts together what a template is given many times more slowly.
  const render = (view: string, options: RenderOptions, done: (error: Error | null, html?: string) => void): void => {
    let html: string;
    try {
      const locals = Object.assign({}, app.locals, options._locals, options);
      // eslint-disable-next-line no-restricted-syntax -- the file of the name that `page` was given
      html = templates.render(join(paths.views, `${view}.ejs`), locals);
    } catch (error) {
      return done(error as Error);
    }
    done(null, html);
  };
  app.render = render as Express['render'];
}

/** What `res.render` passes on. */
interface RenderOptions extends Record<string, unknown> {
  /** `res.locals`. */
  _locals?: Record<string, unknown>;
}

/** Renders `views/<view>.ejs`. A 422 or another status is set on `res` before. */
export function page<Model extends ViewModel>(res: Response, view: string, model: Model): void {
  // eslint-disable-next-line no-restricted-syntax -- the one place where the name of a view is passed on
  res.render(view, model);
}
