import type { Knex } from 'knex';
import { inReadingOrder } from '../../core/conversations/marked.ts';
import type { Move } from '../../core/conversations/vocabulary.ts';
import { ineligibility, isSuperior } from '../../core/evaluation/eligibility.ts';
import { readingState } from '../../core/evaluation/readings.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { lockSitting } from './critical-store.ts';
import { historyOf } from './eligibility-read-model.ts';
import { caseWorkOf, isTalk, type TalkWork } from './evidence-store.ts';
import * as store from './reply-store.ts';
import type { TypedReply, WaitingReply } from './reply-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  /** Grades a closed test once every reply of it is marked. */
  grader: { gradeMarked(trx: Knex.Transaction, sittingId: number): Promise<void> };
}

/** What came of a mark: it was taken, or others had settled the reply meanwhile. */
export type Marked = 'taken' | 'settled-before';

/** Typed replies of tests: people read what each does, blind to the rules and to one another. */
export class ReplyService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** What waits for this marker, the longest waiting first. */
  async list(markerId: number): Promise<WaitingReply[]> {
    const { db, now } = this.parts;
    const history = await historyOf(db, markerId);
    const at = now().toISOString();
    return (await store.waitingReplies(db, markerId)).filter(({ traineeId }) => ineligibility(history, markerId, traineeId, at) === null);
  }

  /** The reply for this marker; NotFoundError also when he may not mark this person. */
  async forMarker(id: number, markerId: number, db: Knex = this.parts.db): Promise<TypedReply> {
    const reply = await store.findReply(db, id);
    if (!reply || ineligibility(await historyOf(db, markerId), markerId, reply.traineeId, this.parts.now().toISOString()) !== null) throw new NotFoundError();
    return reply;
  }

  /** The conversation in which it stands. */
  async talkOf({ sittingId, position }: Pick<TypedReply, 'sittingId' | 'position'>, db: Knex = this.parts.db): Promise<TalkWork> {
    return (await caseWorkOf(db, sittingId)).filter(isTalk).find((each) => each.position === position)!;
  }

  /**
   * Adds what a marker reads in a reply. When that settles the last reply of the test, the test is graded by what people have read. The same again changes nothing; ConflictError for another reading
   * of a reply that he has marked.
   */
  async mark(reply: TypedReply, markerId: number, { moves: chosen, note }: { moves: readonly string[]; note: string }): Promise<Marked> {
    const { talk } = await this.talkOf(reply);
    const moves = inReadingOrder(talk.script, chosen);
    return writeTx(this.parts.db, async (trx) => {
      await lockSitting(trx, reply.sittingId);
      const current = await this.forMarker(reply.id, markerId, trx);
      const own = current.marks.find((mark) => mark.markerId === markerId);
      if (own && sameList(own.moves, moves)) return 'taken';
      if (own) throw new ConflictError('Marked already');
      if (current.settled) return 'settled-before';
      const at = this.parts.now();
      const asSuperior = isSuperior(await historyOf(trx, markerId), markerId, current.traineeId, at.toISOString());
      await store.addMark(trx, reply.id, { markerId, moves, asSuperior, note, markedAt: at.toISOString() });
      const { traineeId, sittingId, position, turn } = current;
      await recordEvent(trx, { at, actorId: markerId, action: 'test.reply-marked', subjectType: 'sitting', subjectId: sittingId, detail: { traineeId, place: position, reply: turn } });
      const state = readingState(current.rules, [...current.marks, { moves, asSuperior }]);
      if (!state.settled) return 'taken';
      await store.addReading(trx, reply.id, inReadingOrder(talk.script, state.moves), at.toISOString());
      if (await store.isAllMarked(trx, sittingId)) await this.parts.grader.gradeMarked(trx, sittingId);
      return 'taken';
    });
  }
}

const sameList = (a: readonly Move[], b: readonly Move[]): boolean => a.length === b.length && a.every((move, at) => move === b[at]);
