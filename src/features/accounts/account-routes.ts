import type { Router } from 'express';
import { createRoutes, passwordPath } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { keepBrowser } from '../../platform/browser.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import { languageCookie } from '../../platform/i18n.ts';
import { homeOf } from '../../platform/navigation.ts';
import { passwordLength } from '../../platform/passwords.ts';
import { formBody, safeNext, typedText } from '../../platform/request.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { languageForm, passwordForm, signInForm } from './account-input.ts';

const year = 365 * 24 * 60 * 60 * 1_000;
const wrong: Problems = { form: { key: 'accounts.login.wrong' } };

type Needs = Pick<Services, 'accounts' | 'authentication' | 'loginLimiter' | 'config'>;

/** Signing in and out, the own password, the own language. */
export function accountRoutes({ accounts, authentication, loginLimiter, config }: Needs): Router {
  const { router, get, post } = createRoutes();

  get('/login', 'public', (req, res) => {
    const user = res.locals.user as CurrentUser | null;
    if (user) return res.redirect(303, homeOf(user));
    page(res, 'accounts/login', { username: '', next: safeNext(req.query.next), problems: {}, demo: config.demo });
  });

  post('/login', 'public', async (req, res) => {
    const typed = typedText(req, ['username', 'next']);
    const next = safeNext(typed.next);
    const again = (problems: Problems) =>
      page(res.status(422), 'accounts/login', { username: typed.username, next, problems, demo: config.demo });
    try {
      const form = formBody(req, signInForm);
      await loginLimiter.take(form.username, req.ip ?? '');
      req.body.username = form.username;
      const user = await authentication.signIn(req, res);
      if (!user) {
        req.log.warn({ username: form.username }, 'sign-in refused');
        return again(wrong);
      }
      await loginLimiter.forgive(form.username, req.ip ?? '');
      await accounts.recordVisit(user, 'account.signed-in');
      keepBrowser(req, res, config);
      res.redirect(303, user.mustChangePassword ? passwordPath : next === '/' ? homeOf(user) : next);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      again(error.problems);
    }
  });

  post('/logout', 'public', async (req, res) => {
    const user = res.locals.user as CurrentUser | null;
    if (user) await accounts.recordVisit(user, 'account.signed-out');
    await authentication.signOut(req);
    // Not "storage": it may hold answers that were not sent yet.
    res.set('Clear-Site-Data', '"cache"').redirect(303, '/login');
  });

  get(passwordPath, 'signed-in', (_req, res) => {
    page(res, 'accounts/password', { problems: {}, minimum: passwordLength.min });
  });

  post(passwordPath, 'signed-in', async (req, res) => {
    try {
      const form = formBody(req, passwordForm);
      await accounts.changePassword(currentUser(res), form.current, form.password, req.sessionID);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return page(res.status(422), 'accounts/password', { problems: error.problems, minimum: passwordLength.min });
    }
    flash(req, 'accounts.password.changed');
    res.redirect(303, homeOf({ ...currentUser(res), mustChangePassword: false }));
  });

  post('/language', 'public', async (req, res) => {
    const { language, next } = formBody(req, languageForm);
    const user = res.locals.user as CurrentUser | null;
    if (user) await accounts.setLanguage(user, language);
    const secure = config.production && config.baseUrl.startsWith('https:');
    res.cookie(languageCookie, language, { maxAge: year, sameSite: 'lax', secure, httpOnly: true });
    res.redirect(303, safeNext(next));
  });

  return router;
}
