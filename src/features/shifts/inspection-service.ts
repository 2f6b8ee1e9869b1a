import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { canonical } from '../../core/shared/canonical.ts';
import type { Refused } from '../../core/shift/board.ts';
import { workOfInspection } from '../../core/shift/grade-work.ts';
import { type InspectionAct, type InspectionState, inspectionState, type RefusedInspection, refusedInspection } from '../../core/shift/inspection-acts.ts';
import { type DecidedFile, type Inspected, judgeInspection } from '../../core/shift/inspection.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { findInspection, insertInspectionAct, inspectionActs, inspectionJobs } from './inspection-store.ts';
import type { OpenShift, ShiftService } from './shift-service.ts';
import * as store from './shift-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  shifts: ShiftService;
}

/** A decided file of a shift with where its inspection stands. */
export interface OpenInspection {
  open: OpenShift;
  job: string;
  file: DecidedFile;
  state: InspectionState;
  /** The number that the next act is to have. */
  next: number;
  /** What it came to; null while it goes on. */
  outcome: Inspected | null;
  /** Why nothing can be done now; null when it is in hand and the clock runs. */
  held: Refused | null;
}

export type InspectionAnswer = { kind: 'done' | 'duplicate'; concluded: boolean } | { kind: 'held'; reason: Refused } | { kind: 'refused'; reason: RefusedInspection } | { kind: 'behind' };

/** Files decided by colleagues: looking them over within a shift. */
export class InspectionService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** A decided file that the person has taken up in his own shift; NotFoundError for any other. */
  async get(person: { id: number }, shiftId: number, job: string): Promise<OpenInspection> {
    const { db, shifts } = this.parts;
    const open = await shifts.get(person, shiftId);
    const found = await findInspection(db, shiftId, job);
    if (!found) throw new NotFoundError();
    const acts = await inspectionActs(db, found.id);
    return { open, job, file: found.file, state: inspectionState(acts), next: acts.length + 1, outcome: acts.at(-1)?.outcome ?? null, held: shifts.held(open, job) };
  }

  /** Notes something, takes it back, or says at the end whether the decision stands, which closes the thing in the shift. What is not done is not recorded. */
  async act({ open: { shift }, job }: Pick<OpenInspection, 'open' | 'job'>, number: number, act: InspectionAct): Promise<InspectionAnswer> {
    const { db, now, catalogue, shifts } = this.parts;
    return writeTx(db, async (trx) => {
      const open = await shifts.locked(trx, shift);
      const found = (await findInspection(trx, shift.id, job))!;
      const acts = await inspectionActs(trx, found.id);
      const recorded = acts[number - 1];
      if (recorded) {
        const { at: _, outcome: __, ...same } = recorded;
        return canonical(same) === canonical(act) ? { kind: 'duplicate', concluded: inspectionState(acts).said !== null } : { kind: 'behind' };
      }
      const reason = refusedInspection(catalogue, found.file, acts, act);
      if (reason) return { kind: 'refused', reason };
      const held = shifts.held(open, job);
      if (held) return { kind: 'held', reason: held };
      if (number !== acts.length + 1) return { kind: 'behind' };
      const at = now().toISOString();
      if (act.type !== 'conclude') await insertInspectionAct(trx, found.id, number, { ...act, at });
      else {
        const outcome = judgeInspection(catalogue, found.file, inspectionState(acts).notes, act.stands);
        const worked = open.board.jobs.get(job)!.spans.filter(({ status }) => status === 'working');
        const work = workOfInspection(shift, outcome, worked.reduce((sum, { from, to }) => sum + to - from, 0));
        await insertInspectionAct(trx, found.id, number, { ...act, outcome, at });
        await store.insertAct(trx, shift.id, open.next, { type: 'close', job, work, minute: open.board.minute, at });
      }
      return { kind: 'done', concluded: act.type === 'conclude' };
    });
  }

  /** What the inspections of a shift came to, by thing. */
  async outcomes({ shift }: OpenShift): Promise<Map<string, Inspected>> {
    const { db } = this.parts;
    const outcomes = new Map<string, Inspected>();
    for (const job of await inspectionJobs(db, shift.id)) {
      const found = await findInspection(db, shift.id, job);
      const outcome = found && (await inspectionActs(db, found.id)).at(-1)?.outcome;
      if (outcome) outcomes.set(job, outcome);
    }
    return outcomes;
  }
}
