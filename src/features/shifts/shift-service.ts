import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import type { Deed } from '../../core/shift/act.ts';
import { type Board, boardAt, type Refused, refusalOf } from '../../core/shift/board.ts';
import { clockMinute } from '../../core/shift/clock.ts';
import { debriefShift } from '../../core/shift/debrief.ts';
import { caseOf, fileToMake } from '../../core/shift/cases.ts';
import { decidedFile } from '../../core/shift/inspection.ts';
import { type ArrivingPerson, isPerson, planShift } from '../../core/shift/plan.ts';
import { scoreShift } from '../../core/shift/score.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type FinishedSittings, type FinishedTalks, finishedWork } from './finished-work.ts';
import { insertInspection } from './inspection-store.ts';
import * as store from './shift-store.ts';
import type { PlacedWork, RecordedAct, Shift, Workplace } from './shift-store.ts';

/** Makes a stored case one practice of the person who asked for it, in the transaction of the caller. */
export interface PracticeMaker {
  own(trx: Knex.Transaction, traineeId: number, made: { recipe: Recipe; permitCase: PermitCase }): Promise<number>;
}

/** Begins a conversation with a citizen. */
export interface TalkMaker {
  begin(person: { id: number }, level: number, wanted: string, mode: 'phrases' | 'typed'): Promise<number>;
}

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  practices: PracticeMaker;
  sittings: FinishedSittings;
  guide: TalkMaker & FinishedTalks;
}

type Person = { id: number };

/** Where a shift stands now. */
export interface Standing {
  shift: Shift;
  acts: readonly RecordedAct[];
  board: Board;
  /** The number that the next act is to have. */
  next: number;
}

/** The same, with the places where its things are worked on. */
export interface OpenShift extends Standing {
  works: ReadonlyMap<string, PlacedWork>;
}

/** What somebody wants to do: the number that it is to have, and the minute that the clock showed him. */
export interface WantedAct {
  number: number;
  minute: number;
  deed: Exclude<Deed, { type: 'close' }>;
}

export type ActAnswer =
  | { kind: 'done' | 'duplicate'; work: Workplace | null }
  | { kind: 'refused'; reason: Refused }
  /** Something else was done meanwhile, in another window. */
  | { kind: 'behind' };

/** Shifts that are remembered: as it was begun one never changes, and acts are only ever added to it. */
const remembered = 200;

/** A clock that somebody was shown may be behind, never ahead: so many minutes for the way. */
const ahead = 0.5;

/** Shifts of practice: beginning one, acting in it, and what became of it. Time is the server's alone. */
export class ShiftService {
  private readonly parts: Parts;
  private readonly known = new Map<number, { shift: Shift; acts: readonly RecordedAct[] }>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The levels whose shift somebody at this level may work. */
  offered(level: number): number[] {
    return this.parts.catalogue.shifts.shifts.map((each) => each.level).filter((each) => each <= level);
  }

  /** Begins a shift and gives its number; the one that goes on is given again. */
  async begin(person: Person, practising: number, level: number): Promise<number> {
    const { db, now, catalogue } = this.parts;
    if (!this.offered(practising).includes(level)) throw new InvalidInputError({ level: { key: 'shifts.unknownLevel' } });
    const plan = planShift(catalogue, level, randomBytes(16).toString('hex'));
    return writeTx(db, async (trx) => {
      // One after the other: two windows that begin at once get the same shift.
      await trx('users').where({ id: person.id }).forUpdate().select('id');
      const open = await store.findOpenShift(trx, person.id);
      if (open !== null) return open;
      const at = now();
      const id = await store.insertShift(trx, { traineeId: person.id, level, begunAt: at.toISOString(), plan, shifts: catalogue.shifts, contentVersion: catalogue.version });
      await recordEvent(trx, { at, actorId: person.id, action: 'shift.begun', subjectType: 'shift', subjectId: id, detail: { level } });
      return id;
    });
  }

  openOf(person: Person): Promise<number | null> {
    return store.findOpenShift(this.parts.db, person.id);
  }

  list(person: Person, paging: Paging) {
    return store.listShifts(this.parts.db, person.id, paging);
  }

  /** The person's own shift as it stands now, what was finished meanwhile taken in; NotFoundError for any other. */
  async get(person: Person, id: number): Promise<OpenShift> {
    const { db } = this.parts;
    const open = await this.opened(db, await this.find(person, id));
    const closed = await this.finished(person, open);
    if ((closed.length === 0 && !open.board.over) || (await store.hasResult(db, id))) return open;
    return writeTx(db, async (trx) => {
      await store.lockShift(trx, id);
      await this.takeIn(trx, open.shift, closed);
      const after = await this.opened(trx, open.shift);
      if (after.board.over) await this.finish(trx, after);
      return after;
    });
  }

  /** Does something in a shift that was opened, or says why not; nothing is recorded then. */
  async act(person: Person, before: OpenShift, { number, minute, deed }: WantedAct): Promise<ActAnswer> {
    const { db, now } = this.parts;
    const { shift } = before;
    const prepared = await this.prepare(person, before, deed);
    return writeTx(db, async (trx) => {
      const open = await this.locked(trx, shift);
      const place = async (): Promise<Workplace | null> => (deed.type === 'take' || deed.type === 'resume' ? ((await store.worksOf(trx, shift.id)).get(deed.job) ?? null) : null);
      const recorded = open.acts[number - 1];
      if (recorded) return sameDeed(recorded, deed) ? { kind: 'duplicate', work: await place() } : { kind: open.board.over ? 'refused' : 'behind', reason: 'over' };
      if (number !== open.next) return { kind: 'behind' };
      const at = now().toISOString();
      if (minute > open.board.minute + ahead) return { kind: 'refused', reason: 'clock' };
      const reason = this.refusal(open, deed);
      if (reason) return { kind: 'refused', reason };
      await store.insertAct(trx, shift.id, number, { ...deed, minute: open.board.minute, at });
      const work = (await place()) ?? (await prepared?.(trx, at)) ?? null;
      if (deed.type === 'end') await this.finish(trx, await this.standing(trx, shift));
      return { kind: 'done', work };
    });
  }

  /** What the shift was like; for one that is over. */
  debrief({ shift, acts }: OpenShift) {
    return debriefShift(shift, shift.plan, acts);
  }

  /** Makes, outside of the transaction, what somebody is going to work on who takes up a thing for the first time; what is given back puts it in its place. Null where nothing is needed. */
  private async prepare(person: Person, open: OpenShift, deed: Deed): Promise<((trx: Knex.Transaction, at: string) => Promise<Workplace>) | null> {
    const { catalogue, practices } = this.parts;
    const { shift } = open;
    const job = deed.type === 'take' && !open.works.has(deed.job) ? open.board.jobs.get(deed.job)?.arrival : undefined;
    if (!job || (isPerson(job) && this.refusal(open, deed) !== null)) return null;
    if (job.kind === 'inspection') {
      const file = decidedFile(catalogue, shift.level, { ...fileToMake(shift.plan, job), colleague: job.colleague });
      return async (trx, at) => {
        await insertInspection(trx, shift.id, job.id, file, at);
        return { kind: 'inspection', shiftId: shift.id, job: job.id };
      };
    }
    const made = isPerson(job) ? null : caseOf(catalogue, shift.level, fileToMake(shift.plan, job));
    // A conversation has a transaction of its own; one that was begun and not used is given again.
    const talk = isPerson(job) ? await this.beginTalk(person, shift, job) : null;
    return async (trx, at) => {
      const work = made ? { kind: 'sitting' as const, id: await practices.own(trx, person.id, made) } : { kind: 'talk' as const, id: talk! };
      await store.insertWork(trx, shift.id, job.id, work, at);
      return work;
    };
  }

  private beginTalk(person: Person, { level }: Shift, job: ArrivingPerson): Promise<number> {
    return this.parts.guide.begin(person, level, `${job.situation}/${job.variant}`, level <= 3 ? 'phrases' : 'typed');
  }

  /** Why nothing can be done with a thing on its own page; null when it is in hand and the clock runs. */
  held(open: Standing, job: string): Refused | null {
    return this.refusal(open, { type: 'park', job, reason: 'other' });
  }

  private refusal({ shift, acts, board }: Standing, deed: Deed): Refused | null {
    return refusalOf(shift, shift.plan, acts, { ...deed, minute: board.minute });
  }

  /** A shift as it stands in this transaction, until the end of which nobody else acts in it. */
  async locked(trx: Knex.Transaction, shift: Shift): Promise<Standing> {
    await store.lockShift(trx, shift.id);
    return this.standing(trx, shift);
  }

  /** The person's own shift as it was begun. */
  private async find(person: Person, id: number): Promise<Shift> {
    const shift = this.known.get(id)?.shift ?? (await store.findShift(this.parts.db, person.id, id));
    if (shift?.traineeId !== person.id) throw new NotFoundError();
    return shift;
  }

  private async opened(db: Knex, shift: Shift): Promise<OpenShift> {
    return { ...(await this.standing(db, shift)), works: await store.worksOf(db, shift.id) };
  }

  private async standing(db: Knex, shift: Shift): Promise<Standing> {
    const acts = await store.actsOf(db, shift.id, this.known.get(shift.id)?.acts);
    // What a transaction has written itself may yet be undone.
    if (db === this.parts.db) this.remember(shift, acts);
    const minute = clockMinute(shift.begunAt, acts, this.parts.now().toISOString());
    return { shift, acts, board: boardAt(shift, shift.plan, acts, minute), next: acts.length + 1 };
  }

  private remember(shift: Shift, acts: readonly RecordedAct[]): void {
    this.known.delete(shift.id);
    this.known.set(shift.id, { shift, acts });
    if (this.known.size > remembered) this.known.delete(this.known.keys().next().value!);
  }

  /** What was finished in its own place, and is still in hand or parked here. */
  private finished(person: Person, open: OpenShift) {
    const { catalogue, sittings, guide } = this.parts;
    const pending = [...open.works].filter(([job]) => ['working', 'parked'].includes(open.board.jobs.get(job)!.status));
    return finishedWork({ catalogue, sittings, guide }, person, open, pending);
  }

  private async takeIn(trx: Knex.Transaction, shift: Shift, closed: Awaited<ReturnType<ShiftService['finished']>>): Promise<void> {
    for (const { job, work, at: doneAt } of closed) {
      let acts = await store.actsOf(trx, shift.id);
      const last = acts.at(-1);
      // It is closed when it was finished, not when somebody looked; but never before what was recorded since.
      const at = last && doneAt < last.at ? last.at : doneAt;
      const minute = Math.max(last?.minute ?? 0, clockMinute(shift.begunAt, acts, at));
      for (const deed of [{ type: 'resume', job }, { type: 'close', job, work }] as const) {
        const act = { ...deed, minute };
        const inHand = deed.type === 'resume' && boardAt(shift, shift.plan, acts, minute).hand === job;
        if (inHand || refusalOf(shift, shift.plan, acts, act) !== null) continue;
        await store.insertAct(trx, shift.id, acts.length + 1, { ...act, at });
        acts = [...acts, { ...act, at }];
      }
    }
  }

  private async finish(trx: Knex.Transaction, { shift, acts }: Standing): Promise<void> {
    if (await store.hasResult(trx, shift.id)) return;
    const at = this.parts.now();
    const score = scoreShift(shift, shift.plan, acts);
    await store.insertResult(trx, shift.id, score, at.toISOString());
    const detail = { level: shift.level, total: Math.round(score.total * 10) / 10, passed: score.passed };
    await recordEvent(trx, { at, actorId: shift.traineeId, action: 'shift.ended', subjectType: 'shift', subjectId: shift.id, detail });
  }
}

const sameDeed = (a: RecordedAct, b: Deed): boolean => a.type === b.type && ('job' in a ? a.job : null) === ('job' in b ? b.job : null) && ('reason' in a ? a.reason : null) === ('reason' in b ? b.reason : null);
