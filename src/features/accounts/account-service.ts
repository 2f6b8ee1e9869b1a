import type { Knex } from 'knex';
import { isUniqueViolation } from '../../platform/database.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Memory, Shelf } from '../../platform/memory.ts';
import { oneTimePassword, passwordProblem, type Passwords } from '../../platform/passwords.ts';
import type { Paging } from '../../platform/request.ts';
import type { CurrentUser, Role } from '../../platform/roles.ts';
import type { SessionStore } from '../../platform/session-store.ts';
import { writeTx } from '../../platform/transaction.ts';
import { type AuditAction, type DetailOf, recordEvent } from '../audit/audit-store.ts';
import { namesOf, peopleWithRole } from './account-read-model.ts';
import * as store from './account-store.ts';
import type { Account, UserFilter } from './account-store.ts';
import { conflictingRoles } from './roles.ts';
import { addSuperior, type Superior, superiorOf } from './superior-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  sessions: SessionStore;
  passwords: Passwords;
  memory: Memory;
}

export interface NewAccount {
  username: string;
  name: string;
  roles: Role[];
  language?: string;
  /** Without one, a one-time password is made that has to be replaced. */
  password?: string;
  mustChangePassword?: boolean;
}

/** Who acts: a person, or null for the command line and the first start. */
type Actor = { id: number } | null;

/** People, their passwords and their roles; each change leaves an audit entry in its own transaction. */
export class AccountService {
  private readonly parts: Parts;
  /** Persons as each request asks for them; what changes a person goes through `change`, which forgets. */
  private readonly kept: Shelf<number, Account>;

  constructor(parts: Parts) {
    this.parts = parts;
    this.kept = parts.memory.shelf();
  }

  /** The person with this name and password who is not disabled, or null; all refusals take equally long. */
  async authenticate(username: string, password: string): Promise<CurrentUser | null> {
    const found = await store.findByUsername(this.parts.db, username);
    const matches = await this.parts.passwords.verifyPassword(found?.passwordHash ?? null, password);
    return found && matches && !found.account.disabledAt ? found.account : null;
  }

  /** The person of a session, with the roles of now; null when disabled meanwhile. */
  async findActive(id: number): Promise<CurrentUser | null> {
    const account = await this.kept.get(id, () => store.findUser(this.parts.db, id));
    return account && !account.disabledAt ? account : null;
  }

  /** The person, or NotFoundError. */
  async get(id: number): Promise<Account> {
    const account = await store.findUser(this.parts.db, id);
    if (!account) throw new NotFoundError();
    return account;
  }

  async findByUsername(username: string): Promise<Account | null> {
    return (await store.findByUsername(this.parts.db, username))?.account ?? null;
  }

  list(filter: UserFilter, paging: Paging): Promise<{ accounts: Account[]; total: number }> {
    return store.listUsers(this.parts.db, filter, paging);
  }

  namesOf(ids: readonly number[]): Promise<Map<number, string>> {
    return namesOf(this.parts.db, ids);
  }

  async isEmpty(): Promise<boolean> {
    return (await store.countUsers(this.parts.db)) === 0;
  }

  /** Notes that somebody signed in or out. */
  async recordVisit(user: CurrentUser, action: 'account.signed-in' | 'account.signed-out'): Promise<void> {
    await writeTx(this.parts.db, (trx) => this.record(trx, user, action, user.id, {}));
  }

  /** Adds a person; gives the id and the password, which is stored nowhere else in this form. */
  async create(actor: Actor, account: NewAccount): Promise<{ id: number; password: string }> {
    const { username, name, roles } = account;
    if (conflictingRoles(roles)) throw new InvalidInputError({ roles: { key: 'accounts.roles.conflict' } });
    if (account.password !== undefined) refuseWeak(account.password, account);
    const password = account.password ?? oneTimePassword();
    const mustChangePassword = account.mustChangePassword ?? account.password === undefined;
    const passwordHash = await this.parts.passwords.hashPassword(password);
    try {
      const id = await writeTx(this.parts.db, async (trx) => {
        const at = this.parts.now();
        const language = account.language ?? 'id';
        const user = { username: username.toLowerCase(), name, passwordHash, mustChangePassword, language, at };
        const userId = await store.createUser(trx, user);
        for (const role of roles) await store.grantRole(trx, userId, role, actor?.id ?? null, at);
        await this.record(trx, actor, 'account.created', userId, { username: user.username, roles });
        return userId;
      });
      return { id, password };
    } catch (error) {
      if (isUniqueViolation(error)) throw new InvalidInputError({ username: { key: 'accounts.username.taken' } });
      throw error;
    }
  }

  /** A person replaces the own password; every other session of theirs ends. */
  async changePassword(user: CurrentUser, current: string, wanted: string, sessionId?: string): Promise<void> {
    const { db, passwords, sessions } = this.parts;
    const found = await store.findByUsername(db, user.username);
    if (!(await passwords.verifyPassword(found?.passwordHash ?? null, current)))
      throw new InvalidInputError({ current: { key: 'accounts.password.wrong' } });
    if (current === wanted) throw new InvalidInputError({ password: { key: 'accounts.password.same' } });
    refuseWeak(wanted, user);
    const hash = await passwords.hashPassword(wanted);
    await this.change(user.id, async (trx) => {
      await store.setPassword(trx, user.id, hash, false);
      await this.record(trx, user, 'account.password-changed', user.id, {});
    });
    await sessions.endAllOf(user.id, sessionId);
  }

  /** Gives a person a new password, by default a one-time one, and ends all their sessions. */
  async resetPassword(actor: Actor, account: Account, given?: string): Promise<string> {
    if (given !== undefined) refuseWeak(given, account);
    const password = given ?? oneTimePassword();
    const hash = await this.parts.passwords.hashPassword(password);
    await this.change(account.id, async (trx) => {
      await store.setPassword(trx, account.id, hash, given === undefined);
      await this.record(trx, actor, 'account.password-reset', account.id, {});
    });
    await this.parts.sessions.endAllOf(account.id);
    return password;
  }

  /** Grants and revokes until the person has exactly these roles. Nobody changes the own ones. */
  async changeRoles(actor: CurrentUser, account: Account, wanted: readonly Role[]): Promise<void> {
    refuseOneself(actor, account);
    if (conflictingRoles(wanted)) throw new InvalidInputError({ roles: { key: 'accounts.roles.conflict' } });
    await this.change(account.id, async (trx) => {
      const { roles: held } = (await store.findUser(trx, account.id)) ?? account;
      const at = this.parts.now();
      for (const role of wanted.filter((each) => !held.includes(each))) {
        await store.grantRole(trx, account.id, role, actor.id, at);
        await this.record(trx, actor, 'account.role-granted', account.id, { role });
      }
      for (const role of held.filter((each) => !wanted.includes(each))) {
        await store.revokeRole(trx, account.id, role, actor.id, at);
        await this.record(trx, actor, 'account.role-revoked', account.id, { role });
      }
    });
  }

  /** The person's line superior, and who may be it: the supervisors in office but the person himself, by name. */
  async superior(account: Account): Promise<{ now: Superior | null; choices: { id: number; name: string }[] }> {
    const { db } = this.parts;
    return { now: await superiorOf(db, account.id), choices: (await peopleWithRole(db, 'supervisor')).filter(({ id }) => id !== account.id) };
  }

  /** Records who the line superior is from now on, or that nobody is; the same again changes nothing. InvalidInputError for anybody who cannot be it. */
  async setSuperior(actor: CurrentUser, account: Account, superiorId: number | null): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      const can = superiorId === null || (superiorId !== account.id && (await peopleWithRole(trx, 'supervisor')).some(({ id }) => id === superiorId));
      if (!can) throw new InvalidInputError({ superior: { key: 'accounts.superior.unknown' } });
      if (((await superiorOf(trx, account.id))?.superiorId ?? null) === superiorId) return;
      await addSuperior(trx, account.id, superiorId, actor.id, this.parts.now());
      await this.record(trx, actor, 'account.superior-set', account.id, { superiorId });
    });
  }

  /** Shuts a person out at once, sessions included; the reason stands in the audit. */
  async disable(actor: CurrentUser, account: Account, reason: string): Promise<void> {
    refuseOneself(actor, account);
    await this.change(account.id, async (trx) => {
      if (!(await store.disableUser(trx, account.id, this.parts.now()))) throw new ConflictError('Disabled already');
      await this.record(trx, actor, 'account.disabled', account.id, { reason });
    });
    await this.parts.sessions.endAllOf(account.id);
  }

  async enable(actor: CurrentUser, account: Account): Promise<void> {
    refuseOneself(actor, account);
    await this.change(account.id, async (trx) => {
      if (!(await store.enableUser(trx, account.id))) throw new ConflictError('Not disabled');
      await this.record(trx, actor, 'account.enabled', account.id, {});
    });
  }

  async setLanguage(user: CurrentUser, language: string): Promise<void> {
    await this.change(user.id, (trx) => store.setLanguage(trx, user.id, language));
  }

  /** Changes a person; the next request sees it. */
  private async change(id: number, work: (trx: Knex.Transaction) => Promise<void>): Promise<void> {
    await writeTx(this.parts.db, work).finally(() => this.kept.forget(id));
  }

  private record<A extends AuditAction>(
    trx: Knex.Transaction,
    actor: Actor,
    action: A,
    subjectId: number,
    detail: DetailOf<A>,
  ): Promise<void> {
    return recordEvent(trx, {
      at: this.parts.now(),
      actorId: actor?.id ?? null,
      action,
      subjectType: 'user',
      subjectId,
      detail,
    });
  }
}

function refuseOneself(actor: CurrentUser, account: Account): void {
  if (actor.id === account.id) throw new ForbiddenError('Nobody changes the own role or state');
}

function refuseWeak(password: string, { username, name }: { username: string; name: string }): void {
  const problem = passwordProblem(password, [username, ...name.split(/\s+/)]);
  if (problem) throw new InvalidInputError({ password: problem });
}
