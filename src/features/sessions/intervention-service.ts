import type { Knex } from 'knex';
import { intervene, type Intervention } from '../../core/sittings/intervention.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type NotedSignal, signalsOf } from '../sittings/signal-read-model.ts';
import * as store from './intervention-store.ts';
import type { InterventionRecord, SupervisedTest } from './intervention-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  /** What is kept in memory of these sittings is out of date, and who looks at them should know. */
  changed(ids: readonly number[]): void;
}

/** One act of an invigilator; the token of its form makes a second sending change nothing. */
export interface Act extends Intervention {
  reason: string;
  token: string;
}

const actions = { pause: 'test.paused', resume: 'test.resumed', extend: 'test.extended', reopen: 'test.reopened' } as const;

/** What invigilators do to running tests: a record, the audit entry and the changed clock stand or fall together. */
export class InterventionService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  tests(sessionId: number): Promise<SupervisedTest[]> {
    return store.testsOfSession(this.parts.db, sessionId);
  }

  /** The test if it was begun in this session, else NotFoundError. */
  async test(sessionId: number, sittingId: number): Promise<SupervisedTest> {
    const found = (await this.tests(sessionId)).find(({ id }) => id === sittingId);
    if (!found) throw new NotFoundError();
    return found;
  }

  history(sittingId: number): Promise<InterventionRecord[]> {
    return store.interventionsOf(this.parts.db, sittingId);
  }

  signals(sittingId: number): Promise<NotedSignal[]> {
    return signalsOf(this.parts.db, sittingId);
  }

  refusal(test: SupervisedTest): Promise<store.ReopeningRefusal | null> {
    return store.reopeningRefusal(this.parts.db, test);
  }

  /** Does it to one test. ConflictError when it does not apply any more; sent twice, it is done once. */
  async act(test: SupervisedTest, invigilatorId: number, act: Act): Promise<void> {
    await writeTx(this.parts.db, (trx) => this.actIn(trx, test, invigilatorId, act)).finally(() => this.parts.changed([test.id]));
  }

  /** Does it to every test of a session to which it applies, all or none, and gives the number. */
  async actOnAll(sessionId: number, invigilatorId: number, act: Act): Promise<number> {
    const tests = await this.tests(sessionId);
    const done = writeTx(this.parts.db, async (trx) => {
      let count = 0;
      for (const test of tests) {
        if (!intervene(await store.lockTest(trx, test.id), act, this.parts.now().toISOString())) continue;
        await this.actIn(trx, test, invigilatorId, act);
        count += 1;
      }
      return count;
    });
    return done.finally(() => this.parts.changed(tests.map(({ id }) => id)));
  }

  private async actIn(trx: Knex.Transaction, { id }: SupervisedTest, by: number, act: Act): Promise<void> {
    const { kind, reason, token } = act;
    const before = await store.lockTest(trx, id);
    if (await store.isRecorded(trx, id, token)) return;
    const now = this.parts.now();
    const at = now.toISOString();
    const after = intervene(before, act, at);
    if (!after || (kind === 'reopen' && (await store.reopeningRefusal(trx, before)))) throw new ConflictError(`Cannot ${kind} now`);
    const minutes = kind === 'extend' || kind === 'reopen' ? act.minutes : null;
    const record = { kind, minutes, reason, deadlineBefore: before.deadlineAt, deadlineAfter: after.deadlineAt, by, at };
    const intervention = await store.addIntervention(trx, id, record, token);
    await store.moveClock(trx, id, after, kind === 'reopen');
    const event = { at: now, actorId: by, subjectType: 'sitting' as const, subjectId: id };
    if (kind === 'pause') return recordEvent(trx, { ...event, action: actions[kind], detail: { reason, intervention } });
    const detail = { reason, deadlineAt: after.deadlineAt, intervention };
    if (kind === 'resume') return recordEvent(trx, { ...event, action: actions[kind], detail });
    return recordEvent(trx, { ...event, action: actions[kind], detail: { minutes: act.minutes, ...detail } });
  }
}
