import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Delta } from '../../core/ladder/term.ts';
import { deadlineOf, isOverdue } from '../../core/sittings/clock.ts';
import { minutesOfCases } from '../../core/sittings/extension.ts';
import { minutesOfTried } from '../../core/sittings/tried.ts';
import { extraMinutes } from '../../core/sittings/extra-time.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Standing, standingOf } from '../levels/level-read-model.ts';
import { extraTimeOf } from '../sessions/extra-time-read-model.ts';
import { type PlannedTest, plannedTests } from '../sessions/test-session-read-model.ts';
import type { KeptKnowledge } from './form-read-model.ts';
import type { FormService } from './form-service.ts';
import { type Keepable, keepableOf } from './kept-read-model.ts';
import type { SittingService } from './sitting-service.ts';
import * as store from './sitting-store.ts';
import { lockPerson } from './sitting-locks.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  sittings: SittingService;
  forms: FormService;
}

/** Minutes of a test for one person: those of the level, and those that belong to the person. */
export interface TestMinutes {
  usual: number;
  extra: number;
}

/** What kind of test begins: a short form, one with a kept knowledge part, or what is asked after changed rules, which is short too. */
interface Kind {
  renewal?: boolean;
  kept?: KeptKnowledge | null;
  delta?: Delta | null;
}

/** What is planned for a person, and whether a test may begin now. */
export interface Admission {
  planned: PlannedTest[];
  /** Why no test may begin although the gate is open: the level is tested in sessions only and none is open. */
  outside: boolean;
  mayBegin: boolean;
}

/** Achievement tests: who may sit one, and beginning it. */
export class TestService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Where the person stands; a test whose time is over is closed first. */
  async standing(person: Pick<CurrentUser, 'id'>): Promise<Standing> {
    const { db, catalogue, now, sittings } = this.parts;
    const standing = await standingOf(db, catalogue, person.id, now());
    const overdue = standing.tests.find((test) => isOverdue(test, now().toISOString()));
    if (!overdue) return standing;
    await sittings.get(person, overdue.sittingId);
    return standingOf(db, catalogue, person.id, now());
  }

  /** The sessions planned for this person, and whether the test of the level worked for may begin now. */
  async admission(person: Pick<CurrentUser, 'id'>, standing: Standing, db: Knex = this.parts.db): Promise<Admission> {
    const { catalogue, now } = this.parts;
    const at = now().toISOString();
    const planned = await plannedTests(db, person.id, at);
    const admitted = levelOf(catalogue, standing.working).outsideSession || sessionNow(planned, standing.working, at) !== null;
    return { planned, outside: standing.test === 'open' && !admitted, mayBegin: standing.test === 'open' && admitted };
  }

  /** The minutes that a test has for this person, by level. */
  async minutesOf(person: Pick<CurrentUser, 'id'>, db: Knex = this.parts.db): Promise<(level: number, renewal?: boolean | 'delta', kept?: boolean) => TestMinutes> {
    const extra = await extraTimeOf(db, person.id);
    const { catalogue } = this.parts;
    return (level, renewal: boolean | 'delta' = false, kept = false) => {
      const usual = renewal === 'delta' ? catalogue.rules.recertification.delta.minutes : renewal ? catalogue.rules.recertification.minutes : kept ? minutesOfCases(catalogue, level) : (levelOf(catalogue, level).blueprint?.minutes ?? 0);
      return { usual, extra: extraMinutes(usual, extra) };
    };
  }

  /** How many questions are tried out in the test that this person may begin; each adds `minutesOfTried` to its time. */
  tried(person: Pick<CurrentUser, 'id'>, { working }: Standing): Promise<number> {
    return this.parts.forms.tried(person.id, working);
  }

  /** The knowledge part that this person may keep in a test that begins now; null when there is none. */
  async keepable(standing: Standing, db: Knex = this.parts.db): Promise<Keepable | null> {
    const { catalogue, now } = this.parts;
    return keepableOf(db, standing, now().toISOString(), catalogue.rules.retake);
  }

  /**
   * Begins the test of the level worked for and gives the id of its sitting; a test that runs already is given again.
   * ConflictError when the gate is closed, or when the level is tested in sessions and none is open. The deadline is stored once, here.
   * With `keep` the knowledge part of the last test stands for a new one, as long as the rules let it.
   */
  async start(person: Pick<CurrentUser, 'id'>, { keep = false } = {}): Promise<number> {
    const { db, now, catalogue } = this.parts;
    await this.standing(person);
    return writeTx(db, async (trx) => {
      await lockPerson(trx, person.id);
      const standing = await standingOf(trx, catalogue, person.id, now());
      if (standing.running) return standing.running.sittingId;
      const { mayBegin, planned } = await this.admission(person, standing, trx);
      if (!mayBegin) throw new ConflictError(`No test now: ${standing.test}`);
      const session = sessionNow(planned, standing.working, now().toISOString());
      const kept = keep ? ((await this.keepable(standing, trx))?.kept ?? null) : null;
      return this.insert(trx, person.id, standing.working, session?.id ?? null, { kept });
    });
  }

  /** Begins the short form that renews a level, or gives the test that runs. ConflictError when there is nothing to renew now. */
  async startRenewal(person: Pick<CurrentUser, 'id'>): Promise<number> {
    const { db, now, catalogue } = this.parts;
    await this.standing(person);
    return writeTx(db, async (trx) => {
      await lockPerson(trx, person.id);
      const { running, extended, renewal } = await standingOf(trx, catalogue, person.id, now());
      if (running) return running.sittingId;
      if (!renewal || extended) throw new ConflictError('Nothing to renew now');
      return this.insert(trx, person.id, renewal.level, null, { renewal: true });
    });
  }

  /** Begins what is asked after changed rules, or gives the test that runs. ConflictError when nothing is. */
  async startDelta(person: Pick<CurrentUser, 'id'>): Promise<number> {
    const { db, now, catalogue } = this.parts;
    await this.standing(person);
    return writeTx(db, async (trx) => {
      await lockPerson(trx, person.id);
      const { running, extended, delta } = await standingOf(trx, catalogue, person.id, now());
      if (running) return running.sittingId;
      if (!delta || delta.tried || extended) throw new ConflictError('No rules of a held level have changed');
      return this.insert(trx, person.id, delta.level, null, { renewal: true, delta });
    });
  }

  private async insert(trx: Knex.Transaction, traineeId: number, level: number, testSessionId: number | null, { renewal = false, kept = null, delta = null }: Kind): Promise<number> {
    const { now, catalogue, forms } = this.parts;
    const { id: frozenFormId, form, caseIds } = delta ? await forms.takeDelta(trx, traineeId, level, delta) : await forms.take(trx, traineeId, level, renewal, kept);
    const { usual, extra } = (await this.minutesOf({ id: traineeId }, trx))(level, delta ? 'delta' : renewal, kept !== null);
    const startedAt = now().toISOString();
    const deadlineAt = deadlineOf(startedAt, usual + extra + minutesOfTried * (form.tried ?? []).length);
    const sitting = {
      traineeId,
      kind: 'test' as const,
      level,
      contentVersion: catalogue.version,
      form,
      frozenFormId,
      testSessionId,
      issuedBy: null,
      issuedAt: startedAt,
      startedAt,
      deadlineAt,
      renewal,
    };
    const id = await store.insertSitting(trx, sitting, caseIds);
    await recordEvent(trx, {
      at: now(),
      actorId: traineeId,
      action: 'test.started',
      subjectType: 'sitting',
      subjectId: id,
      detail: { level, deadlineAt },
    });
    return id;
  }
}

/** The session of this level that is open now. */
const sessionNow = (planned: readonly PlannedTest[], level: number, at: string): PlannedTest | null =>
  planned.find((each) => each.level === level && each.opensAt <= at && at < each.closesAt) ?? null;
