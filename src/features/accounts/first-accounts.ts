import { readFileSync } from 'node:fs';
import type { Config } from '../../config.ts';
import type { AccountService } from './account-service.ts';
import type { Role } from './roles.ts';

export interface DemoAccount {
  role: Role;
  username: string;
  name: string;
  password: string;
}

const password = 'naik-jenjang-2015';

/** One invented person for each role; outside production only. */
export const demoAccounts: readonly DemoAccount[] = [
  { role: 'trainee', username: 'peserta', name: 'Sari Wulandari', password },
  { role: 'trainer', username: 'pelatih', name: 'Dadan Suherlan', password },
  { role: 'supervisor', username: 'penyelia', name: 'Ratna Kusumah', password },
  { role: 'invigilator', username: 'pengawas', name: 'Iis Komalasari', password },
  { role: 'administrator', username: 'admin', name: 'Yayan Permana', password },
];

/** Adds the demonstration accounts and gives their ids by role. */
export async function addDemoAccounts(accounts: AccountService): Promise<Record<Role, number>> {
  const ids: Partial<Record<Role, number>> = {};
  for (const { role, ...account } of demoAccounts)
    ids[role] = (await accounts.create(null, { ...account, roles: [role] })).id;
  return ids as Record<Role, number>;
}

/** Production's first administrator; gives the one-time password, or null when the operator has set one by a file. */
export async function addFirstAdministrator(accounts: AccountService, config: Config): Promise<string | null> {
  const file = config.adminPasswordFile;
  const given = file ? readFileSync(file, 'utf8').trim() : undefined;
  const account = { username: config.adminUsername, name: 'Administrator', roles: ['administrator' as const] };
  const created = await accounts.create(null, { ...account, password: given });
  return given === undefined ? created.password : null;
}
