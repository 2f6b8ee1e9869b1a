import type { Knex } from 'knex';
import type { ExtraTime } from '../../core/sittings/extra-time.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { peopleWithRole } from '../accounts/account-read-model.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { addExtraTime, extraTimeHistory, type ExtraTimeRecord } from './extra-time-store.ts';

/** Extra time that belongs to a person: decided by a supervisor, as records that stay. A test that runs already keeps its deadline. */
export class ExtraTimeService {
  private readonly db: Knex;
  private readonly now: () => Date;

  constructor({ db, now }: { db: Knex; now: () => Date }) {
    this.db = db;
    this.now = now;
  }

  /** The trainee, or NotFoundError. */
  async trainee(id: number): Promise<{ id: number; name: string; username: string }> {
    const found = (await peopleWithRole(this.db, 'trainee')).find((person) => person.id === id);
    if (!found) throw new NotFoundError();
    return found;
  }

  history(traineeId: number): Promise<ExtraTimeRecord[]> {
    return extraTimeHistory(this.db, traineeId);
  }

  /** Records a decision; the same decision sent twice is recorded once. */
  async decide(traineeId: number, supervisorId: number, extra: ExtraTime & { reason: string }): Promise<void> {
    await writeTx(this.db, async (trx) => {
      await trx('users').where({ id: traineeId }).forUpdate().select('id');
      const last = (await extraTimeHistory(trx, traineeId)).at(-1);
      if (last && last.kind === extra.kind && last.amount === extra.amount && last.reason === extra.reason && last.by === supervisorId) return;
      const at = this.now();
      await addExtraTime(trx, traineeId, { ...extra, by: supervisorId, at: at.toISOString() });
      const { kind, amount, reason } = extra;
      await recordEvent(trx, { at, actorId: supervisorId, action: 'extra-time.decided', subjectType: 'user', subjectId: traineeId, detail: { kind, amount, reason } });
    });
  }
}
