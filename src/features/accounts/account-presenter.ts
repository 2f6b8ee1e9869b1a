import type { Speech } from '../../platform/i18n.ts';
import type { Account } from './account-store.ts';
import { roles, type Role } from './roles.ts';

/** A person as lists and forms of the administration show it. */
export interface AccountView {
  id: number;
  username: string;
  name: string;
  roles: string;
  disabled: boolean;
  mark: 'state-good' | 'state-off' | 'state-open';
  state: string;
  since: string;
}

/** Names of roles in the reader's language. */
export function presentAccount(account: Account, { t, format }: Speech): AccountView {
  const disabled = account.disabledAt !== null;
  return {
    id: account.id,
    username: account.username,
    name: account.name,
    roles: account.roles.length > 0 ? account.roles.map((role) => t(`roles.${role}.name`)).join(', ') : t('roles.none'),
    disabled,
    mark: disabled ? 'state-off' : account.mustChangePassword ? 'state-open' : 'state-good',
    state: t(
      disabled ? 'admin.state.disabled' : account.mustChangePassword ? 'admin.state.invited' : 'admin.state.active',
    ),
    since: format.date(account.createdAt),
  };
}

/** One checkbox for each role. */
export function presentRoles(held: readonly Role[], { t }: Speech) {
  return roles.map((role) => ({
    value: role,
    label: t(`roles.${role}.name`),
    hint: t(`roles.${role}.hint`),
    checked: held.includes(role),
  }));
}
