import type { Knex } from 'knex';
import { type AssignmentState, assignmentState, type Step, stepOf } from '../../core/ladder/assignment.ts';
import { addDays, isDate } from '../../core/shared/dates.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { wallTime } from '../../platform/local-time.ts';
import type { Paging } from '../../platform/request.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import * as store from './assignment-store.ts';
import type { Assignment, AssignmentQuery } from './assignment-store.ts';
import { practiceCases } from './case-store.ts';
import { type Group, membersOf } from './group-store.ts';

/** Gives stored cases to a trainee as one practice, in the transaction of the caller. */
export interface PracticeIssuer {
  issue(trx: Knex.Transaction, issuedBy: number, traineeId: number, permitCase: PermitCase, caseIds: readonly number[]): Promise<number>;
}

interface Parts {
  db: Knex;
  now: () => Date;
  practices: PracticeIssuer;
  timeZone: string;
}

type Person = { id: number };

/** How far one person is, and where he stands in work that is open: the stage, null for the first one. */
export interface AssignedState {
  sittingId: number;
  state: AssignmentState;
  where: { stage: string | null; step: Step };
}

/** An assignment with the work of everybody who was given it, by trainee. */
export interface AssignmentWork extends Assignment {
  work: Map<number, AssignedState>;
}

/** So far ahead a due day may lie. */
const longestDays = 366;

/** What a trainer has assigned: who is how far, moving the due day, and giving it to those who joined later. */
export class AssignmentService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Today on the wall clock, `YYYY-MM-DD`. */
  today(): string {
    return wallTime(this.parts.now(), this.parts.timeZone).date;
  }

  /** One page of the assignments of this trainer with the work on them, the newest first; of one trainee only his own work. */
  async list(query: AssignmentQuery, paging: Paging): Promise<{ rows: AssignmentWork[]; total: number }> {
    const { rows, total } = await store.listAssignments(this.parts.db, query, paging);
    return { rows: await this.withWork(rows, query.traineeId), total };
  }

  /** The assignment with the work of everybody who was given it. */
  async work(assignment: Assignment): Promise<AssignmentWork> {
    return (await this.withWork([assignment]))[0]!;
  }

  private async withWork(rows: readonly Assignment[], traineeId?: number): Promise<AssignmentWork[]> {
    const { db, timeZone } = this.parts;
    const sittings = await store.sittingsOf(db, rows.map(({ id }) => id), traineeId);
    const today = this.today();
    const day = (moment: string | null) => (moment === null ? null : wallTime(moment, timeZone).date);
    return rows.map((row) => {
      const own = sittings.filter(({ assignmentId }) => assignmentId === row.id);
      const stateOf = ({ startedAt, lastAt, submittedAt, total }: store.AssignedSitting) =>
        assignmentState({ startedOn: day(startedAt), lastOn: day(lastAt), submittedOn: day(submittedAt), total }, row.dueOn, today);
      return { ...row, work: new Map(own.map((each) => [each.traineeId, { sittingId: each.sittingId, state: stateOf(each), where: { stage: each.stage, step: stepOf(each.last) } }])) };
    });
  }

  /** The assignment of this group if this trainer made it, or NotFoundError. */
  async get(trainer: Person, group: Group, id: number): Promise<Assignment> {
    const found = await store.findAssignment(this.parts.db, id, trainer.id);
    if (!found || found.groupId !== group.id) throw new NotFoundError();
    return found;
  }

  /** The day if it exists, is not past and not more than a year ahead; InvalidInputError on the field otherwise. */
  checkDue(dueOn: string, field = 'due'): string {
    const today = this.today();
    if (!isDate(dueOn)) throw new InvalidInputError({ [field]: { key: 'assignments.problem.day' } });
    if (dueOn < today) throw new InvalidInputError({ [field]: { key: 'assignments.problem.past' } });
    if (dueOn > addDays(today, longestDays)) throw new InvalidInputError({ [field]: { key: 'assignments.problem.far' } });
    return dueOn;
  }

  /** From now on it is due on this day; nothing changes when it is already. */
  async moveDue(trainer: Person, assignment: Assignment, dueOn: string): Promise<void> {
    this.checkDue(dueOn);
    if (assignment.dueOn === dueOn) return;
    const at = this.parts.now();
    await writeTx(this.parts.db, async (trx) => {
      await store.insertDue(trx, assignment.id, dueOn, trainer.id, at);
      await recordEvent(trx, { at, actorId: trainer.id, action: 'assignment.due-moved', subjectType: 'case', subjectId: assignment.caseId, detail: { dueOn } });
    });
  }

  /** Gives it to those of the group who have not got it, and says to how many. */
  async giveToNewcomers(trainer: Person, group: Group, assignment: Assignment): Promise<number> {
    const { db, now } = this.parts;
    const made = (await practiceCases(db, [assignment.caseId])).get(assignment.caseId)!;
    return writeTx(db, async (trx) => {
      await store.lockAssignment(trx, assignment.id);
      const have = new Set((await store.sittingsOf(trx, [assignment.id])).map(({ traineeId }) => traineeId));
      const trainees = (await membersOf(trx, group.id)).map(({ traineeId }) => traineeId).filter((id) => !have.has(id));
      if (trainees.length === 0) return 0;
      const detail = { service: assignment.service, to: { kind: 'group', id: group.id }, trainees, dueOn: assignment.dueOn };
      await recordEvent(trx, { at: now(), actorId: trainer.id, action: 'case.issued', subjectType: 'case', subjectId: assignment.caseId, detail });
      await this.give(trx, trainer, assignment.id, made.permitCase, assignment.caseId, trainees);
      return trainees.length;
    });
  }

  /** Records what is assigned and gives it to these trainees, in the transaction of the caller. */
  async assign(
    trx: Knex.Transaction,
    trainer: Person,
    { caseId, permitCase, groupId, dueOn }: { caseId: number; permitCase: PermitCase; groupId: number | null; dueOn: string | null },
    traineeIds: readonly number[],
  ): Promise<void> {
    const at = this.parts.now();
    const id = await store.insertAssignment(trx, { caseId, groupId, madeBy: trainer.id, at });
    if (dueOn !== null) await store.insertDue(trx, id, dueOn, trainer.id, at);
    await this.give(trx, trainer, id, permitCase, caseId, traineeIds);
  }

  private async give(trx: Knex.Transaction, trainer: Person, assignmentId: number, permitCase: PermitCase, caseId: number, traineeIds: readonly number[]): Promise<void> {
    for (const traineeId of traineeIds) {
      const sittingId = await this.parts.practices.issue(trx, trainer.id, traineeId, permitCase, [caseId]);
      await store.insertAssignedSitting(trx, assignmentId, sittingId);
    }
  }
}
