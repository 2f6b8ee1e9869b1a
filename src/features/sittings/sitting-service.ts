import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import type { Action, Command } from '../../core/desk/action.ts';
import type { Grade } from '../../core/grading/mark.ts';
import type { TestTalk } from '../../core/grading/talk.ts';
import { isOverdue, isPaused } from '../../core/sittings/clock.ts';
import { itemPlaces } from '../../core/sittings/places.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import { createActionWriter, type ActionWriter } from '../../platform/action-writer.ts';
import { ConflictError, DuringTestError, GoneError, NotFoundError, PausedError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Memory } from '../../platform/memory.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { actionCommit, type SaveAnswer, type SaveJob } from './action-commit.ts';
import { CaseCache } from './case-cache.ts';
import { findGrade, findResult } from './grade-store.ts';
import { ElsewhereError } from './screen.ts';
import type { TestFollowUp } from './result-recording.ts';
import * as due from './due-store.ts';
import { takenPlaces } from './form-read-model.ts';
import { ExtensionService } from './extension-service.ts';
import { SittingClosing } from './sitting-closing.ts';
import { SittingReader, type SittingWork } from './sitting-reader.ts';
import * as store from './sitting-store.ts';
import type { Sitting } from './sitting-store.ts';
import { lockSittings } from './sitting-locks.ts';
import type { TriedQuestions } from './tried-read-model.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  logger: Logger;
  memory: Memory;
  followUp: TestFollowUp;
  bank: TriedQuestions;
}

/** One case of a sitting as its owner works on it. */
export interface OpenCase {
  sitting: Sitting;
  position: number;
  permitCase: PermitCase;
  recipe: Recipe;
  actions: Action[];
}

/** One guidance case of a test as its owner works on it. */
export interface OpenTestTalk {
  sitting: Sitting;
  position: number;
  talk: TestTalk;
  actions: Action[];
}

/** A sitting with its cases and all that was done. */
export interface WholeSitting {
  sitting: Sitting;
  cases: PermitCase[];
  talks: TestTalk[];
  /** The places of the permit cases, of the guidance cases and of the items, in their order. */
  places: { cases: number[]; talks: number[]; items: number[] };
  /** By position. */
  actions: ReadonlyMap<number, Action[]>;
}

/** Who works, and from which screen; without one, as on the command line, none is held against another. */
type Person = Pick<CurrentUser, 'id'> & { screen?: string };

/** Sittings while they run: who may see them, what is saved, and how they end. */
export class SittingService {
  readonly cases = new CaseCache();
  readonly closing: SittingClosing;
  readonly extensions: ExtensionService;
  private readonly parts: Parts;
  private readonly reader: SittingReader;
  private readonly writer: ActionWriter<SaveJob, SaveAnswer>;

  constructor(parts: Parts) {
    this.parts = parts;
    this.reader = new SittingReader(parts.db, parts.memory);
    this.closing = new SittingClosing({ ...parts, cases: this.cases });
    this.extensions = new ExtensionService({ ...parts, cases: this.cases, closing: this.closing, changed: (id) => this.reader.forget(id) });
    this.writer = createActionWriter({
      db: parts.db,
      ...actionCommit({ ...parts, cases: this.cases, closing: this.closing, reader: this.reader }),
    });
  }

  /** The person's own sitting, closed when its time is over; NotFoundError for any other, DuringTestError for any but the test that runs. */
  async get(person: Person, id: number): Promise<Sitting> {
    const sitting = await store.findSitting(this.parts.db, person.id, id);
    if (!sitting) throw new NotFoundError();
    return this.open(sitting);
  }

  /** One case of the person's own sitting with the work on it; one query at most when the case is in memory. */
  async getCase(person: Person, id: number, position: number): Promise<OpenCase> {
    const { sitting, caseIds, actions } = await this.work(person, id, position);
    const caseId = caseIds.get(position);
    if (caseId === undefined) throw new NotFoundError();
    const { permitCase, recipe } = await this.cases.get(this.parts.db, caseId);
    return { sitting, position, permitCase, recipe, actions: actions.get(position) ?? [] };
  }

  /** One guidance case of the person's own test with the work on it. */
  async getTalk(person: Person, id: number, position: number): Promise<OpenTestTalk> {
    const { sitting, actions } = await this.work(person, id, position);
    const placed = (sitting.form.talks ?? []).find(({ place }) => place === position);
    if (!placed) throw new NotFoundError();
    const talk = (await this.cases.talks.getMany(this.parts.db, [placed.id])).get(placed.id)!;
    return { sitting, position, talk, actions: actions.get(position) ?? [] };
  }

  /** The person's own sitting with everything in it; one query at most when its cases are in memory. */
  async getWhole(person: Person, id: number): Promise<WholeSitting> {
    const { sitting, caseIds, actions } = await this.work(person, id, null);
    const ids = [...caseIds.values()];
    const bodies = await this.cases.getMany(this.parts.db, ids);
    const placed = sitting.form.talks ?? [];
    const talks = await this.cases.talks.getMany(this.parts.db, placed.map((talk) => talk.id));
    const places = { cases: [...caseIds.keys()], talks: placed.map(({ place }) => place), items: itemPlaces(takenPlaces(caseIds.keys(), sitting.form), sitting.form.items.length) };
    return { sitting, cases: ids.map((caseId) => bodies.get(caseId)!.permitCase), talks: placed.map((talk) => talks.get(talk.id)!), places, actions };
  }

  /** Records commands; it resolves when they are durable. Refused commands come back with their reason, what is over is a GoneError, what is paused a PausedError. */
  async save(
    person: Person,
    sittingId: number,
    position: number,
    commands: readonly Command[],
  ): Promise<Extract<SaveAnswer, { kind: 'saved' | 'duplicate' | 'refused' }>> {
    const answer = await this.writer.save({
      sittingId,
      position,
      traineeId: person.id,
      screen: person.screen ?? null,
      commands,
    });
    if (answer.kind === 'missing') throw new NotFoundError();
    if (answer.kind === 'paused') throw new PausedError();
    if (answer.kind === 'closed') throw new GoneError('The sitting is closed');
    if (answer.kind === 'elsewhere') throw new ElsewhereError();
    return answer;
  }

  /** From now on this screen writes in the test; the one before only reads. */
  async takeOver(sitting: Sitting, screen: string): Promise<void> {
    await writeTx(this.parts.db, (trx) => store.setScreen(trx, sitting.id, screen)).finally(() =>
      this.reader.forget(sitting.id),
    );
  }

  /** Hands a test in, and says whether this did it; handing it in again changes nothing. A practice ends with its last case. */
  async submitTest(sitting: Sitting): Promise<boolean> {
    if (sitting.kind !== 'test') throw new ConflictError('A practice is sent case by case');
    const first = await writeTx(this.parts.db, async (trx) => {
      const locked = (await lockSittings(trx, [sitting.id])).get(sitting.id)!;
      if (isPaused(locked)) throw new PausedError();
      const late = isOverdue(locked, this.parts.now().toISOString());
      return this.closing.finish(trx, locked, late ? 'deadline' : 'trainee');
    }).finally(() => this.reader.forget(sitting.id));
    await this.settle(sitting.id);
    return first;
  }

  /** To be called when something else has changed these sittings, and the change is durable. */
  changed(ids: readonly number[]): void {
    for (const id of ids) this.reader.forget(id);
  }

  /**
   * Closes every sitting whose deadline has come, and settles every test whose next part was not begun in time; gives the number. Each in a transaction of its own,
   * so that one cannot hold up the others.
   */
  async sweep(): Promise<number> {
    const at = this.parts.now().toISOString();
    const closed = await this.each(await due.overdueIds(this.parts.db, at), (id) => this.closeOverdue(id));
    return closed + (await this.each(await due.lapsedIds(this.parts.db, at), (id) => this.extensions.settle(id)));
  }

  /** Tries to grade closed sittings that have no grade yet, and gives the number of those that have one now. */
  async gradeUngraded(): Promise<number> {
    return this.each(await due.ungradedIds(this.parts.db, this.parts.now().toISOString()), (id) => this.extensions.settle(id));
  }

  /** Grades a closed test whose typed replies are all marked, in the transaction of the last mark. When the grader fails it is tried again later. */
  async gradeMarked(trx: Knex.Transaction, id: number): Promise<void> {
    const sitting = (await store.findAnySitting(trx, id))!;
    // One that was opened again is graded when it is closed.
    if (sitting.submittedAt !== null) await this.closing.grade(trx, sitting);
  }

  /** How many of these sittings something was done to. */
  private async each(ids: readonly number[], work: (id: number) => Promise<boolean>): Promise<number> {
    let done = 0;
    for (const id of ids) {
      const worked = await work(id).catch((error: unknown) => {
        this.parts.logger.error({ err: error, sitting: id }, 'sitting not closed');
        return false;
      });
      if (worked) done += 1;
    }
    return done;
  }

  gradeOf(sitting: Sitting, position: number): Promise<Grade | null> {
    return findGrade(this.parts.db, sitting.id, position);
  }

  /** The only case of a practice that was sent and graded, with all that was done; null while it is worked on. */
  async finishedCase(person: Person, id: number): Promise<{ permitCase: PermitCase; actions: Action[]; grade: Grade; submittedAt: string } | null> {
    const { sitting, permitCase, actions } = await this.getCase(person, id, 1);
    const grade = sitting.submittedAt === null ? null : await this.gradeOf(sitting, 1);
    return grade && { permitCase, actions, grade, submittedAt: sitting.submittedAt! };
  }

  resultOf(sitting: Sitting): Promise<TestResult | null> {
    return findResult(this.parts.db, sitting.id);
  }

  /** Resolves when every save that was taken has been answered. */
  idle(): Promise<void> {
    return this.writer.idle();
  }

  private async work(person: Person, id: number, position: number | null): Promise<SittingWork> {
    const found = await this.reader.find(person.id, id, position);
    if (!found) throw new NotFoundError();
    const sitting = await this.open(found.sitting);
    return sitting === found.sitting ? found : { ...found, sitting };
  }

  /** While a test runs its person sees no other sitting, because results explain; DuringTestError for those. */
  private async open(found: Sitting): Promise<Sitting> {
    const sitting = await this.closedIfOverdue(found);
    const isRunningTest = sitting.kind === 'test' && sitting.submittedAt === null;
    if (!isRunningTest && (await store.runningTest(this.parts.db, sitting.traineeId, this.parts.now().toISOString())) !== null) throw new DuringTestError();
    return sitting;
  }

  private async closedIfOverdue(sitting: Sitting): Promise<Sitting> {
    if (!isOverdue(sitting, this.parts.now().toISOString())) return sitting;
    await this.closeOverdue(sitting.id);
    return (await store.findSitting(this.parts.db, sitting.traineeId, sitting.id))!;
  }

  private async closeOverdue(id: number): Promise<boolean> {
    const closed = await writeTx(this.parts.db, async (trx) => {
      const sitting = (await lockSittings(trx, [id])).get(id);
      return sitting && isOverdue(sitting, this.parts.now().toISOString())
        ? this.closing.finish(trx, sitting, 'deadline')
        : false;
    }).finally(() => this.reader.forget(id));
    if (closed) await this.settle(id);
    return closed;
  }

  /** What comes after a closing; when it fails the closing stands, and it is tried again later. */
  private async settle(id: number): Promise<void> {
    await this.extensions.settle(id).catch((error: unknown) => this.parts.logger.error({ err: error, sitting: id }, 'sitting not settled'));
  }
}
