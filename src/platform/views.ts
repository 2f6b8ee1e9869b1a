import ejs from 'ejs';
import type { Express, Response } from 'express';
import { paths } from './paths.ts';

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
  app.engine('ejs', (file, data, done) => {
    void ejs.renderFile(file, data, { cache, root: paths.views }, done as (error: Error | null, html: string) => void);
  });
}

/** Renders `views/<view>.ejs`. A 422 or another status is set on `res` before. */
export function page<Model extends ViewModel>(res: Response, view: string, model: Model): void {
  // eslint-disable-next-line no-restricted-syntax -- the one place where the name of a view is passed on
  res.render(view, model);
}
