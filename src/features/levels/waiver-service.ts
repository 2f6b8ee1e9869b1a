import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { ineligibility } from '../../core/evaluation/eligibility.ts';
import { ruleState, waivableRule } from '../../core/ladder/gate.ts';
import type { WaiverRecord } from '../../core/ladder/waiver.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { peopleWithRole } from '../accounts/account-read-model.ts';
import { type AuditAction, recordEvent } from '../audit/audit-store.ts';
import { historyOf } from '../evaluations/eligibility-read-model.ts';
import { type Standing, standingOf } from './level-read-model.ts';
import * as store from './waiver-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
}

export interface Trainee {
  id: number;
  name: string;
  username: string;
}

type Kind = WaiverRecord['kind'];
const actions = { waived: 'gate.waived', withdrawn: 'gate.waiver-withdrawn' } as const satisfies Record<Kind, AuditAction>;

/** What a supervisor may decide about a gate now: its practice is waived, or that is withdrawn, or there is nothing to decide. */
export function decidable({ gate, waiver, test }: Standing): Kind | null {
  if (waiver) return 'withdrawn';
  return ruleState(gate, waivableRule) === 'unmet' && test !== 'no-content' && test !== 'done' ? 'waived' : null;
}

/** The supervisor's waivers of rule 2 of a gate: who may decide about whom, and the records with their audit entries. */
export class WaiverService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The trainees about whom this supervisor may decide, by name; `search` is part of a name. Who may evaluate a trainee may also waive. */
  async trainees(supervisorId: number, search = '', db: Knex = this.parts.db): Promise<Trainee[]> {
    const at = this.parts.now().toISOString();
    const history = await historyOf(db, supervisorId);
    const wanted = search.toLowerCase();
    return (await peopleWithRole(db, 'trainee')).filter(
      ({ id, name, username }) =>
        ineligibility(history, supervisorId, id, at) === null &&
        (name.toLowerCase().includes(wanted) || username.includes(wanted)),
    );
  }

  /** The trainee, or NotFoundError also when this supervisor may not decide about him. */
  async forSupervisor(traineeId: number, supervisorId: number, db: Knex = this.parts.db): Promise<Trainee> {
    const trainee = (await this.trainees(supervisorId, '', db)).find(({ id }) => id === traineeId);
    if (!trainee) throw new NotFoundError();
    return trainee;
  }

  /** Where a trainee stands now. */
  standing({ id }: Trainee, db: Knex = this.parts.db): Promise<Standing> {
    return standingOf(db, this.parts.catalogue, id, this.parts.now());
  }

  /** Every record about this trainee, oldest first. */
  history({ id }: Trainee): Promise<WaiverRecord[]> {
    return store.waiversOf(this.parts.db, id);
  }

  /** Waives rule 2 of the gate at which the trainee stands. ConflictError when it holds or is waived; sent twice, it is recorded once. */
  async waive(trainee: Trainee, supervisorId: number, reason: string): Promise<void> {
    await this.decide('waived', trainee, supervisorId, reason);
  }

  /** Withdraws the waiver that stands. ConflictError when there is none; sent twice, it is recorded once. */
  async withdraw(trainee: Trainee, supervisorId: number, reason: string): Promise<void> {
    await this.decide('withdrawn', trainee, supervisorId, reason);
  }

  private async decide(kind: Kind, { id }: Trainee, supervisorId: number, reason: string): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      await store.lockTrainee(trx, id);
      const trainee = await this.forSupervisor(id, supervisorId, trx);
      const standing = await this.standing(trainee, trx);
      if (decidable(standing) !== kind) {
        const last = (await store.waiversOf(trx, id)).at(-1);
        if (last?.kind === kind && last.by === supervisorId && last.reason === reason) return;
        throw new ConflictError(`Nothing to be ${kind} now`);
      }
      const at = this.parts.now();
      const level = standing.practising;
      const waiverId = await store.addWaiver(trx, id, { level, kind, reason, by: supervisorId, at: at.toISOString() });
      const detail = { level, waiverId, reason };
      await recordEvent(trx, { at, actorId: supervisorId, action: actions[kind], subjectType: 'user', subjectId: id, detail });
    });
  }
}
