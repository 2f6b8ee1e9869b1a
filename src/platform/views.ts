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
  app.set('views', paths.views);
  app.set('view engine', 'ejs');
  app.set('view cache', cache);
  const templates = createTemplates(paths.views, { cache });
  app.engine('ejs', (file, data, done) => {
    let html: string;
    try {
      // eslint-disable-next-line no-restricted-syntax -- Express has found the file by the name that `page` was given
      html = templates.render(file, data as Record<string, unknown>);
    } catch (error) {
      return done(error as Error);
    }
    done(null, html);
  });
}

/** Renders `views/<view>.ejs`. A 422 or another status is set on `res` before. */
export function page<Model extends ViewModel>(res: Response, view: string, model: Model): void {
  // eslint-disable-next-line no-restricted-syntax -- the one place where the name of a view is passed on
  res.render(view, model);
}
