import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { type Loss, lossesOf } from '../../core/grading/losses.ts';
import type { Grade } from '../../core/grading/mark.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Standing, standingOf } from '../levels/level-read-model.ts';
import { type RecentPractice, recentPractices } from '../levels/work-read-model.ts';
import { practiceCases } from './case-store.ts';
import { type Group, type Member, membersOf } from './group-store.ts';
import { type MarkNote, notesOn } from './note-read-model.ts';
import { insertNote, insertReads, unreadUpTo } from './note-store.ts';
import * as store from './person-store.ts';
import type { FinishedPractice } from './person-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
}

type Person = { id: number };

/** What was lost most, each with the case of the last loss. */
export interface NamedLoss extends Loss {
  permitCase: PermitCase;
  sittingId: number;
  position: number;
}

/** One person of a group: where he stands, what he did last, what he loses marks for. */
export interface PersonOverview {
  standing: Standing;
  recent: RecentPractice[];
  losses: NamedLoss[];
  /** Graded cases behind the losses, and the days that they are of. */
  cases: number;
  days: number;
}

/** One graded case of a practice with the notes on it; without a grade when the grader could not make one. */
export interface MarkedCase {
  practice: FinishedPractice;
  position: number;
  permitCase: PermitCase;
  grade: Grade | null;
  notes: MarkNote[];
}

const mostRecent = 10;
const mostLosses = 10;
const lossDays = 60;

/** One trainee as his trainer sees him, and the notes that a trainer writes beside marks. */
export class PersonService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Somebody who is in the group now, or NotFoundError. */
  async member(group: Group, traineeId: number): Promise<Member> {
    const found = (await membersOf(this.parts.db, group.id)).find((each) => each.traineeId === traineeId);
    if (!found) throw new NotFoundError();
    return found;
  }

  async overview({ traineeId }: Member): Promise<PersonOverview> {
    const { db, catalogue, now } = this.parts;
    const since = new Date(now().getTime() - lossDays * 86_400_000).toISOString();
    const cases = await store.gradedCasesOf(db, traineeId, since);
    const losses = lossesOf(cases.map(({ grade }) => grade.marks)).slice(0, mostLosses);
    const last = losses.map((loss) => cases[loss.last.at]!);
    const bodies = await practiceCases(db, last.map(({ caseId }) => caseId));
    return {
      standing: await standingOf(db, catalogue, traineeId, now()),
      recent: await recentPractices(db, traineeId, mostRecent),
      losses: losses.map((loss, at) => ({ ...loss, permitCase: bodies.get(last[at]!.caseId)!.permitCase, sittingId: last[at]!.sittingId, position: last[at]!.position })),
      cases: cases.length,
      days: lossDays,
    };
  }

  /** A finished practice of this person at a position, or NotFoundError. */
  async markedCase({ traineeId }: Member, sittingId: number, position: number): Promise<MarkedCase> {
    const { db } = this.parts;
    const practice = await store.findFinishedPractice(db, traineeId, sittingId);
    const caseId = practice?.caseIds.get(position);
    if (!practice || caseId === undefined) throw new NotFoundError();
    const graded = await store.findGradedCase(db, sittingId, position);
    const { permitCase } = (await practiceCases(db, [caseId])).get(caseId)!;
    return { practice, position, permitCase, grade: graded?.grade ?? null, notes: await notesOn(db, sittingId) };
  }

  /** Writes a note beside a mark; InvalidInputError when the case has no such mark. */
  async writeNote(trainer: Person, { traineeId }: Member, { practice, position, grade }: MarkedCase, { mark, text }: { mark: string; text: string }): Promise<void> {
    if (!grade?.marks.some(({ id }) => id === mark)) throw new InvalidInputError({ mark: { key: 'notes.problem.mark' } });
    const at = this.parts.now();
    await writeTx(this.parts.db, async (trx) => {
      await insertNote(trx, { sittingId: practice.id, position, mark, text, writtenBy: trainer.id, at });
      await recordEvent(trx, { at, actorId: trainer.id, action: 'note.written', subjectType: 'sitting', subjectId: practice.id, detail: { traineeId, mark } });
    });
  }

  /** One's own finished practice, or NotFoundError. */
  async ownPractice(trainee: Person, sittingId: number): Promise<FinishedPractice> {
    const found = await store.findFinishedPractice(this.parts.db, trainee.id, sittingId);
    if (!found) throw new NotFoundError();
    return found;
  }

  /** Its trainee has read the notes on a case up to this one. Doing it again changes nothing. */
  async readNotes({ id }: FinishedPractice, { position, last }: { position: number; last: number }): Promise<void> {
    const { db, now } = this.parts;
    await writeTx(db, async (trx) => insertReads(trx, await unreadUpTo(trx, id, position, last), now()));
  }
}
