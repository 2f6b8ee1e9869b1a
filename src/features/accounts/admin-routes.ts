import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { longestReason, newUserForm, rolesForm, superiorForm, suspensionForm, userFilter } from './account-input.ts';
import { presentAccount, presentRoles } from './account-presenter.ts';
import { roles, type Role } from './roles.ts';

const administrator: readonly Role[] = ['administrator'];

/** The administration of people. */
export function adminRoutes({ accounts }: Pick<Services, 'accounts'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  get('/admin/users', administrator, async (req, res) => {
    const { q, role } = queryOf(req, userFilter);
    const wanted = paging(req);
    const { accounts: found, total } = await accounts.list({ search: q, role }, wanted);
    page(res, 'admin/users', {
      users: found.map((account) => presentAccount(account, speech(res))),
      q,
      role: role ?? '',
      roles: presentRoles([], speech(res)),
      pager: presentPager('/admin/users', { q, role: role ?? '' }, wanted, total),
    });
  });

  const newUser = (res: Response, typed: Record<string, string>, held: readonly Role[], problems: Problems) =>
    page(res, 'admin/new-user', { typed, roles: presentRoles(held, speech(res)), problems });

  get('/admin/users/new', administrator, (_req, res) => newUser(res, { language: 'id' }, ['trainee'], {}));

  post('/admin/users', administrator, async (req, res) => {
    try {
      const form = formBody(req, newUserForm);
      const { id, password } = await accounts.create(currentUser(res), form);
      // Shown in the answer itself, so that it is written down nowhere.
      showPassword(res.status(201), { id, name: form.name, username: form.username }, password);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      newUser(res.status(422), typedText(req, ['username', 'name', 'language']), chosenRoles(req), error.problems);
    }
  });

  const oneUser = async (res: Response, id: number, problems: Problems = {}, reason = '') => {
    const account = await accounts.get(id);
    const { now, choices } = account.roles.includes('trainee') ? await accounts.superior(account) : { now: null, choices: null };
    page(res, 'admin/user', {
      superior: choices && {
        value: String(now?.superiorId ?? ''),
        since: now?.name ? speech(res).t('admin.user.superiorSince', { name: now.name, date: speech(res).format.date(now.setAt) }) : '',
        options: choices.map(({ id: value, name }) => ({ value: String(value), label: name })),
      },
      account: presentAccount(account, speech(res)),
      roles: presentRoles(account.roles, speech(res)),
      own: account.id === currentUser(res).id,
      reason,
      longestReason,
      problems,
    });
  };

  get('/admin/users/:id', administrator, (req, res) => oneUser(res, idParam(req)));

  post('/admin/users/:id/roles', administrator, async (req, res) => {
    const account = await accounts.get(idParam(req));
    try {
      await accounts.changeRoles(currentUser(res), account, formBody(req, rolesForm).roles);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return oneUser(res.status(422), account.id, error.problems);
    }
    flash(req, 'admin.user.rolesChanged', { name: account.name });
    res.redirect(303, `/admin/users/${account.id}`);
  });

  post('/admin/users/:id/superior', administrator, async (req, res) => {
    const account = await accounts.get(idParam(req));
    try {
      await accounts.setSuperior(currentUser(res), account, formBody(req, superiorForm).superior);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return oneUser(res.status(422), account.id, error.problems);
    }
    flash(req, 'admin.user.superiorChanged', { name: account.name });
    res.redirect(303, `/admin/users/${account.id}`);
  });

  post('/admin/users/:id/suspension', administrator, async (req, res) => {
    const account = await accounts.get(idParam(req));
    try {
      await accounts.disable(currentUser(res), account, formBody(req, suspensionForm).reason);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return oneUser(res.status(422), account.id, error.problems, typedText(req, ['reason']).reason);
    }
    flash(req, 'admin.user.disabledNow', { name: account.name });
    res.redirect(303, `/admin/users/${account.id}`);
  });

  post('/admin/users/:id/reinstatement', administrator, async (req, res) => {
    const account = await accounts.get(idParam(req));
    await accounts.enable(currentUser(res), account);
    flash(req, 'admin.user.enabledNow', { name: account.name });
    res.redirect(303, `/admin/users/${account.id}`);
  });

  post('/admin/users/:id/password', administrator, async (req, res) => {
    const account = await accounts.get(idParam(req));
    showPassword(res, account, await accounts.resetPassword(currentUser(res), account));
  });

  return router;
}

function showPassword(res: Response, user: { id: number; name: string; username: string }, password: string): void {
  res.set('Cache-Control', 'no-store');
  page(res, 'admin/password-once', { person: { id: user.id, name: user.name, username: user.username }, password });
}

function chosenRoles(req: Request): Role[] {
  const chosen: unknown[] = [].concat((req.body as { roles?: never }).roles ?? []);
  return roles.filter((role) => chosen.includes(role));
}
