import { expect } from 'chai';
import type { Knex } from 'knex';
import type { AuditEvent } from '../../../src/features/audit/audit-events.ts';
import { recordEvent, verifyChain } from '../../../src/features/audit/audit-store.ts';
import { isPostgres } from '../../../src/platform/database.ts';
import { writeTx } from '../../../src/platform/transaction.ts';
import { closeDatabase, testDatabase } from '../../support/database.ts';

const at = new Date('2015-05-28T01:02:03.000Z');

describe('the audit chain', () => {
  let db: Knex;
  beforeEach(async () => {
    db = await testDatabase();
    for (let number = 1; number <= 6; number += 1) await add(number);
  });
  afterEach(() => closeDatabase(db));

  const add = (number: number) =>
    writeTx(db, (trx) =>
      recordEvent(trx, {
        at,
        actorId: 7,
        action: 'case.made',
        subjectType: 'case',
        subjectId: number,
        detail: { b: number, a: 'x' },
      } as unknown as AuditEvent),
    );

  /** As somebody with a shell would do it. */
  async function withoutTriggers(work: () => Promise<unknown>): Promise<void> {
    if (isPostgres(db)) await db.raw('alter table audit_events disable trigger all');
    else for (const verb of ['update', 'delete']) await db.raw(`drop trigger audit_events_no_${verb}`);
    await work();
  }

  it('is intact, numbered without gaps, whatever the order of keys', async () => {
    const chain = await verifyChain(db);
    expect(chain).to.include({ rows: 6, ok: true, firstBroken: null });
    expect(chain.head).to.equal((await db('audit_events').where({ id: 6 }).first()).hash);
    expect((await db('audit_events').first()).detail).to.equal('{"a":"x","b":1}');
  });

  it('is intact when it is empty', async () => {
    await withoutTriggers(() => db('audit_events').delete());
    expect(await verifyChain(db)).to.include({ rows: 0, ok: true });
  });

  const changes: [string, Record<string, unknown>][] = [
    ['time', { at: '2015-05-29T01:02:03.000Z' }],
    ['actor', { actor_id: 8 }],
    ['missing actor', { actor_id: null }],
    ['action', { action: 'case.read' }],
    ['subject', { subject_id: 99 }],
    ['kind of subject', { subject_type: 'user' }],
    ['detail', { detail: '{"a":"y","b":4}' }],
    ['hash', { hash: 'f'.repeat(64) }],
    ['hash before', { previous_hash: 'f'.repeat(64) }],
  ];
  for (const [name, change] of changes)
    it(`shows a changed ${name} in the row where it is`, async () => {
      await withoutTriggers(() => db('audit_events').where({ id: 4 }).update(change));
      expect(await verifyChain(db)).to.include({ ok: false, firstBroken: 4, rows: 3 });
    });

  it('shows a removed row', async () => {
    await withoutTriggers(() => db('audit_events').where({ id: 3 }).delete());
    expect(await verifyChain(db)).to.include({ ok: false, firstBroken: 4 });
  });

  it('shows rows that changed places', async () => {
    await withoutTriggers(async () => {
      for (const [from, to] of [
        [2, 20],
        [3, 2],
        [20, 3],
      ])
        await db('audit_events').where({ id: from }).update({ id: to });
    });
    expect(await verifyChain(db)).to.include({ ok: false, firstBroken: 2 });
  });

  it('shows a head that moved back when the end is cut off', async () => {
    const { head } = await verifyChain(db);
    await withoutTriggers(() => db('audit_events').where({ id: 6 }).delete());
    expect((await verifyChain(db)).head).to.not.equal(head);
  });

  it('takes concurrent entries one after the other', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(index)));
    expect(await verifyChain(db)).to.include({ ok: true, rows: 26 });
  });
});
