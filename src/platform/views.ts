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
  // In the place of Express's own, which looks for engines, puts together what a template is given many times more slowly, and copies the page into a buffer first.
  app.response.render = function render(this: Response, view: string, model: object): void {
    // eslint-disable-next-line no-restricted-syntax -- the file of the name that `page` was given
    const html = templates.render(join(paths.views, `${view}.ejs`), Object.assign({}, app.locals, this.locals, model));
    if (!this.hasHeader('Content-Type')) this.setHeader('Content-Type', 'text/html; charset=utf-8');
    this.setHeader('Content-Length', Buffer.byteLength(html));
    this.end(html);
  } as Response['render'];
}

/** Renders `views/<view>.ejs`. A 422 or another status is set on `res` before. */
export function page<Model extends ViewModel>(res: Response, view: string, model: Model): void {
  // eslint-disable-next-line no-restricted-syntax -- the one place where the name of a view is passed on
  res.render(view, model);
}
