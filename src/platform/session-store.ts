import { hash } from 'node:crypto';
import { Store, type SessionData } from 'express-session';
import type { Knex } from 'knex';
import { rowsOf } from './database.ts';
import { Memory, type Shelf } from './memory.ts';

const minute = 60_000;
export const sessionLimits = { idle: 120 * minute, absolute: 720 * minute, touchEvery: 5 * minute };

declare module 'express-session' {
  interface SessionData {
    /** When it began, ISO-8601; it ends 12 hours later whatever is done. */
    startedAt?: string;
    /** The end that the stored row has; absent on a session that was never stored. */
    storedUntil?: string;
    passport?: { user?: number };
  }
}

type Done = (error?: unknown) => void;

interface Row {
  /** Text, so that each request parses a session of its own. */
  data: string;
  expires_at: string;
}

/** The session could not be written; often only noticed when the answer is on its way already. */
export class SessionNotStoredError extends Error {
  override name = 'SessionNotStoredError';
}

/** Sessions in the table `sessions`, under a hash of their id: who reads the table cannot take a session over. */
export class SessionStore extends Store {
  private readonly db: Knex;
  private readonly now: () => Date;
  /** By the hashed id. Every write forgets what it changed, also one that failed. */
  private readonly kept: Shelf<string, Row>;

  constructor(db: Knex, now: () => Date, memory = new Memory(db)) {
    super();
    this.db = db;
    this.now = now;
    this.kept = memory.shelf();
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    settle(this.read(id), done);
  }

  override set(id: string, session: SessionData, done: Done = () => {}): void {
    settle(this.write(id, session).catch(notStored), done);
  }

  /** Writes at most once in five minutes. Called back at once otherwise: express-session then sends the answer in one piece instead of two. */
  override touch(id: string, session: SessionData, done: Done = () => {}): void {
    const until = this.expiry(session.startedAt);
    if (until - (session.storedUntil ? Date.parse(session.storedUntil) : until) < sessionLimits.touchEvery) done();
    else settle(this.update(hashOf(id), { expires_at: new Date(until).toISOString() }).catch(notStored), done);
  }

  override destroy(id: string, done: Done = () => {}): void {
    const key = hashOf(id);
    const deleted = this.db('sessions').where({ id: key }).delete();
    settle(
      deleted.finally(() => this.kept.forget(key)),
      (error) => done(error),
    );
  }

  /** Signs a person out everywhere, except in the session that is being used. */
  async endAllOf(userId: number, exceptId?: string): Promise<void> {
    const rows = this.db('sessions').where({ user_id: userId });
    const ended = (exceptId ? rows.whereNot({ id: hashOf(exceptId) }) : rows).delete();
    await ended.finally(() => this.kept.clear());
  }

  /** Of these sessions, by the ids that the browsers have, those in which somebody is signed in; one query. */
  async signedIn(ids: readonly string[]): Promise<Set<string>> {
    const byKey = new Map(ids.map((id) => [hashOf(id), id]));
    const found: string[] = await this.db('sessions')
      .whereIn('id', [...byKey.keys()])
      .whereNotNull('user_id')
      .where('expires_at', '>', this.now().toISOString())
      .pluck('id');
    return new Set(found.map((key) => byKey.get(key)!));
  }

  /** Removes what has expired and gives the number. */
  async sweep(): Promise<number> {
    return this.db('sessions').where('expires_at', '<=', this.now().toISOString()).delete();
  }

  private async read(id: string): Promise<SessionData | null> {
    const key = hashOf(id);
    const row = await this.kept.get(key, async () => {
      const [found] = await rowsOf<Row>(this.db, 'select data, expires_at from sessions where id = ?', [key]);
      return found ?? null;
    });
    if (!row || row.expires_at <= this.now().toISOString()) return null;
    return { ...(JSON.parse(row.data) as SessionData), storedUntil: row.expires_at };
  }

  /** A session that was loaded is only updated: a slow request cannot bring back one that was ended meanwhile. */
  private async write(id: string, session: SessionData): Promise<void> {
    const { storedUntil, ...data } = session;
    data.startedAt ??= this.now().toISOString();
    const row = {
      user_id: session.passport?.user ?? null,
      data: JSON.stringify(data),
      expires_at: new Date(this.expiry(data.startedAt)).toISOString(),
    };
    const key = hashOf(id);
    if (storedUntil) return this.update(key, row);
    const inserted = this.db('sessions')
      .insert({ id: key, ...row })
      .onConflict('id')
      .merge();
    await inserted.finally(() => this.kept.forget(key));
  }

  private async update(key: string, change: Partial<Row> & { user_id?: number | null }): Promise<void> {
    const updated = this.db('sessions').where({ id: key }).update(change);
    await updated.finally(() => this.kept.forget(key));
  }

  /** When a session that is used now ends, in milliseconds. */
  private expiry(startedAt?: string): number {
    const now = this.now().getTime();
    return Math.min((startedAt ? Date.parse(startedAt) : now) + sessionLimits.absolute, now + sessionLimits.idle);
  }
}

function notStored(cause: unknown): never {
  throw new SessionNotStoredError('The session was not stored', { cause });
}

function hashOf(id: string): string {
  return hash('sha256', id);
}

function settle<T>(work: PromiseLike<T>, done: (error: unknown, value?: T) => void): void {
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error ?? new Error('Unknown')),
  );
}
