import { expect } from 'chai';
import type { SessionData } from 'express-session';
import type { Knex } from 'knex';
import { SessionStore } from '../../src/platform/session-store.ts';
import { TestClock } from '../support/app.ts';
import { closeDatabase, testDatabase } from '../support/database.ts';

const hour = 3_600;
const cookie = { originalMaxAge: null, path: '/' } as SessionData['cookie'];

describe('the session store', () => {
  let db: Knex;
  let store: SessionStore;
  let clock: TestClock;
  beforeEach(async () => {
    db = await testDatabase();
    clock = new TestClock();
    store = new SessionStore(db, clock.now);
  });
  afterEach(() => closeDatabase(db));

  const get = (id: string) =>
    new Promise<SessionData | null>((resolve, reject) =>
      store.get(id, (error, data) => (error ? reject(error) : resolve(data ?? null))),
    );
  const set = (id: string, data: SessionData) =>
    new Promise<void>((resolve, reject) => store.set(id, data, (error) => (error ? reject(error) : resolve())));
  const touch = (id: string, data: SessionData) =>
    new Promise<void>((resolve, reject) => store.touch(id, data, (error) => (error ? reject(error) : resolve())));
  const destroy = (id: string) => new Promise<void>((resolve) => store.destroy(id, () => resolve()));
  const expiry = () =>
    db('sessions')
      .first('expires_at')
      .then((row) => row.expires_at as string);

  it('gives back what was set, and does not hold the id itself', async () => {
    await set('abc', { cookie, csrfToken: 't' });
    expect((await get('abc'))?.csrfToken).to.equal('t');
    expect(await db('sessions').pluck('id')).to.not.include('abc');
  });

  it('ends after two idle hours', async () => {
    await set('abc', { cookie });
    clock.advance(2 * hour - 1);
    expect(await get('abc')).to.not.equal(null);
    clock.advance(1);
    expect(await get('abc')).to.equal(null);
  });

  it('ends after twelve hours of use', async () => {
    await set('abc', { cookie });
    for (let passed = 1; passed < 12; passed += 1) {
      clock.advance(hour);
      await touch('abc', (await get('abc')) as SessionData);
    }
    expect(await get('abc')).to.not.equal(null);
    clock.advance(hour);
    expect(await get('abc')).to.equal(null);
  });

  it('is touched at most once in five minutes', async () => {
    await set('abc', { cookie });
    const first = await expiry();
    clock.advance(299);
    await touch('abc', (await get('abc')) as SessionData);
    expect(await expiry()).to.equal(first);
    clock.advance(1);
    await touch('abc', (await get('abc')) as SessionData);
    expect((await expiry()) > first).to.equal(true);
  });

  it('does not bring back a session that was ended while a request was running', async () => {
    await set('abc', { cookie });
    const loaded = (await get('abc')) as SessionData;
    await destroy('abc');
    await set('abc', { ...loaded, flash: { key: 'x' } });
    await touch('abc', loaded);
    expect(await get('abc')).to.equal(null);
  });

  it('ends all sessions of one person but the one in use, and sweeps what has expired', async () => {
    await db('users').insert(
      [1, 2].map((id) => ({
        id,
        username: `u${id}`,
        name: 'x',
        password_hash: 'x',
        created_at: clock.now().toISOString(),
      })),
    );
    for (const [id, user] of [
      ['a', 1],
      ['b', 1],
      ['c', 2],
    ] as const)
      await set(id, { cookie, passport: { user } });
    await store.endAllOf(1, 'b');
    expect([await get('a'), await get('b'), await get('c')].map(Boolean)).to.deep.equal([false, true, true]);
    clock.advance(2 * hour);
    expect(await store.sweep()).to.equal(2);
  });
});
