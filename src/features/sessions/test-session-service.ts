import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { extraMinutes } from '../../core/sittings/extra-time.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import { writeTx } from '../../platform/transaction.ts';
import { peopleWithRole } from '../accounts/account-read-model.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Standing, standingOf } from '../levels/level-read-model.ts';
import { extraTimesOf } from './extra-time-read-model.ts';
import type { FormPreparation } from './form-preparation.ts';
import * as store from './test-session-store.ts';
import type { SessionMember, SessionPlan, TestSession } from './test-session-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  preparation: FormPreparation;
}

/** What a supervisor plans: the persons are those of the group and those named. */
export interface SessionInput extends SessionPlan {
  traineeIds: readonly number[];
}

/** Somebody planned for a session, and whether the test could begin. */
export interface PlannedMember extends SessionMember {
  test: Standing['test'];
  /** The gate of this level is open, or the test runs. */
  ready: boolean;
  minutes: number;
  extra: number;
}

/** The longest window, in hours. */
const longestWindow = 12;

/** Test sessions: planned, changed and cancelled before they begin. */
export class TestSessionService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The sessions that are not over, and a page of those that are, with the number of all that are. */
  async list(paging: Paging): Promise<{ ahead: TestSession[]; past: TestSession[]; total: number }> {
    const { db } = this.parts;
    const at = this.parts.now().toISOString();
    const { rows, total } = await store.sessionsPast(db, at, paging);
    return { ahead: await store.sessionsAhead(db, at), past: rows, total };
  }

  async get(id: number): Promise<TestSession> {
    const session = await store.findSession(this.parts.db, id);
    if (!session) throw new NotFoundError();
    return session;
  }

  groups(): Promise<{ id: number; name: string; members: number[] }[]> {
    return store.listGroups(this.parts.db);
  }

  trainees(): Promise<{ id: number; name: string; username: string }[]> {
    return peopleWithRole(this.parts.db, 'trainee');
  }

  /** Whether it may still be changed or cancelled. */
  isAhead({ opensAt, cancelledAt }: TestSession): boolean {
    return cancelledAt === null && opensAt > this.parts.now().toISOString();
  }

  async members(session: TestSession): Promise<PlannedMember[]> {
    return this.planned(await store.membersOf(this.parts.db, session.id), session.level);
  }

  /** The members of what is planned but not kept yet. */
  async membersOf(input: SessionInput): Promise<PlannedMember[]> {
    const wanted = new Set(input.traineeIds);
    const people = (await this.trainees()).filter(({ id }) => wanted.has(id));
    return this.planned(people.map(({ id, name }) => ({ traineeId: id, name })), input.level);
  }

  /** How many of the persons of a session have their form. */
  async progress(session: TestSession): Promise<{ made: number; all: number }> {
    const members = await store.membersOf(this.parts.db, session.id);
    return { made: await this.parts.preparation.made(session, members), all: members.length };
  }

  /** The group's people and those named, each once, in the input's place; InvalidInputError for what cannot be. */
  async check(input: SessionInput, except: number | null = null): Promise<SessionInput> {
    const { db, now, catalogue } = this.parts;
    const { blueprint, services } = catalogue.levels.find(({ level }) => level === input.level) ?? {};
    if (!blueprint || !services?.length) throw new InvalidInputError({ level: { key: 'sessions.problem.level' } });
    if (input.closesAt <= input.opensAt) throw new InvalidInputError({ to: { key: 'sessions.problem.order' } });
    if (input.opensAt <= now().toISOString()) throw new InvalidInputError({ from: { key: 'sessions.problem.past' } });
    if (Date.parse(input.closesAt) - Date.parse(input.opensAt) > longestWindow * 3_600_000)
      throw new InvalidInputError({ to: { key: 'sessions.problem.window', vars: { hours: longestWindow } } });
    const group = input.groupId === null ? null : (await this.groups()).find(({ id }) => id === input.groupId);
    if (group === undefined) throw new InvalidInputError({ groupId: { key: 'sessions.problem.group' } });
    const people = new Map((await this.trainees()).map(({ id, name }) => [id, name]));
    if (input.traineeIds.some((id) => !people.has(id))) throw new InvalidInputError({ trainees: { key: 'sessions.problem.trainee' } });
    const traineeIds = [...new Set([...(group?.members ?? []), ...input.traineeIds])].filter((id) => people.has(id));
    if (traineeIds.length === 0) throw new InvalidInputError({ trainees: { key: 'sessions.problem.nobody' } });
    const clash = await store.plannedElsewhere(db, traineeIds, input, except);
    if (clash.length > 0)
      throw new InvalidInputError({ trainees: { key: 'sessions.problem.clash', vars: { names: clash.map((id) => people.get(id)!).sort().join(', ') } } });
    return { ...input, traineeIds };
  }

  /** Plans a session and gives its number; the forms of its persons are made from now on, in the background. */
  async schedule(supervisorId: number, input: SessionInput): Promise<number> {
    const checked = await this.check(input);
    const id = await writeTx(this.parts.db, async (trx) => {
      const at = this.parts.now();
      const added = await store.insertSession(trx, checked, supervisorId, at.toISOString());
      await store.setMembers(trx, added, checked.traineeIds, at.toISOString());
      await this.record(trx, 'session.scheduled', supervisorId, added, checked);
      return added;
    });
    this.parts.preparation.start();
    return id;
  }

  /** Changes a session before it begins; ConflictError afterwards. */
  async change(session: TestSession, supervisorId: number, input: SessionInput): Promise<void> {
    const checked = await this.check(input, session.id);
    await writeTx(this.parts.db, async (trx) => {
      const at = this.parts.now().toISOString();
      if (!(await store.updateSession(trx, session.id, checked, at))) throw new ConflictError('The session has begun or is cancelled');
      await store.setMembers(trx, session.id, checked.traineeIds, at);
      await this.record(trx, 'session.changed', supervisorId, session.id, checked);
    });
    this.parts.preparation.start();
  }

  /** Cancels a session before it begins; ConflictError afterwards. */
  async cancel(session: TestSession, supervisorId: number, reason: string): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      const at = this.parts.now();
      if (!(await store.cancelSession(trx, session.id, supervisorId, reason, at.toISOString()))) throw new ConflictError('The session has begun or is cancelled');
      await recordEvent(trx, { at, actorId: supervisorId, action: 'session.cancelled', subjectType: 'test-session', subjectId: session.id, detail: { reason } });
    });
  }

  private async planned(members: readonly SessionMember[], level: number): Promise<PlannedMember[]> {
    const { db, catalogue, now } = this.parts;
    const minutes = levelOf(catalogue, level).blueprint?.minutes ?? 0;
    const extra = await extraTimesOf(db, members.map(({ traineeId }) => traineeId));
    const planned: PlannedMember[] = [];
    for (const member of members) {
      const standing = await standingOf(db, catalogue, member.traineeId, now());
      const ready = standing.working === level && (standing.test === 'open' || standing.test === 'running');
      planned.push({ ...member, test: standing.test, ready, minutes, extra: extraMinutes(minutes, extra.get(member.traineeId) ?? null) });
    }
    return planned;
  }

  private record(trx: Knex.Transaction, action: 'session.scheduled' | 'session.changed', actorId: number, id: number, input: SessionInput): Promise<void> {
    const { level, opensAt, closesAt, room, traineeIds: trainees } = input;
    const detail = { level, opensAt, closesAt, room, trainees };
    return recordEvent(trx, { at: this.parts.now(), actorId, action, subjectType: 'test-session', subjectId: id, detail });
  }
}
