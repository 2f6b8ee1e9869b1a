import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { ClearanceKind } from '../../core/ladder/retake.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { peopleWithRole } from '../accounts/account-read-model.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { addClearance, clearancesOf, type ClearanceRecord, traineesWithCritical } from './clearance-store.ts';
import { type Standing, standingOf } from './level-read-model.ts';
import { lockTrainee } from './waiver-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
}

interface Person {
  id: number;
  name: string;
}

/** What is recorded about somebody after a critical error; who may do it is decided before. */
export class ClearanceService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  history(traineeId: number): Promise<ClearanceRecord[]> {
    return clearancesOf(this.parts.db, traineeId);
  }

  /** The trainees for whom the way is closed until the head of the agency decides, by name. */
  async closed(): Promise<Person[]> {
    const { db, catalogue, now } = this.parts;
    const ids = new Set(await traineesWithCritical(db));
    const list: Person[] = [];
    for (const person of await peopleWithRole(db, 'trainee'))
      if (ids.has(person.id) && (await standingOf(db, catalogue, person.id, now())).missing.includes('reopened')) list.push(person);
    return list;
  }

  /** The trainee of the list of closed ones, or NotFoundError. */
  async forAdministrator(traineeId: number): Promise<Person> {
    const person = (await this.closed()).find(({ id }) => id === traineeId);
    if (!person) throw new NotFoundError();
    return person;
  }

  /** Records one thing that is missing; the same sent again changes nothing, ConflictError when it is not missing. */
  async record(traineeId: number, by: number, kind: ClearanceKind, reason: string): Promise<void> {
    const { db, catalogue, now } = this.parts;
    await writeTx(db, async (trx) => {
      await lockTrainee(trx, traineeId);
      const standing: Standing = await standingOf(trx, catalogue, traineeId, now());
      if (!standing.missing.includes(kind)) {
        const last = (await clearancesOf(trx, traineeId)).findLast((each) => each.kind === kind);
        if (last?.by === by && last.reason === reason) return;
        throw new ConflictError(`Nothing to be recorded now: ${kind}`);
      }
      const at = now();
      await addClearance(trx, traineeId, { kind, reason, by, at: at.toISOString() });
      await recordEvent(trx, { at, actorId: by, action: 'trainee.cleared', subjectType: 'user', subjectId: traineeId, detail: { clearance: kind, reason } });
    });
  }
}
