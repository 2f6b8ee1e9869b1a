import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { generateCase } from '../../core/cases/generate.ts';
import { assembleForm, type Form } from '../../core/sittings/assemble.ts';
import { rawCutOf } from '../../core/sittings/curve.ts';
import { deadlineOf, isOverdue } from '../../core/sittings/clock.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Standing, standingOf } from '../levels/level-read-model.ts';
import { newSeed } from './seeds.ts';
import type { SittingService } from './sitting-service.ts';
import * as store from './sitting-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  sittings: SittingService;
}

/** Achievement tests: who may sit one, and beginning it. */
export class TestService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Where the person stands; a test whose time is over is closed first. */
  async standing(person: Pick<CurrentUser, 'id'>): Promise<Standing> {
    const { db, catalogue, now, sittings } = this.parts;
    const standing = await standingOf(db, catalogue, person.id, now());
    const overdue = standing.tests.find((test) => isOverdue(test, now().toISOString()));
    if (!overdue) return standing;
    await sittings.get(person, overdue.sittingId);
    return standingOf(db, catalogue, person.id, now());
  }

  /**
   * Begins the test of the level worked for and gives the id of its sitting; a test that runs already is given again.
   * ConflictError when the gate is closed. The deadline is stored once, here.
   */
  async start(person: Pick<CurrentUser, 'id'>): Promise<number> {
    const { db, now, catalogue } = this.parts;
    await this.standing(person);
    return writeTx(db, async (trx) => {
      await store.lockPerson(trx, person.id);
      const standing = await standingOf(trx, catalogue, person.id, now());
      if (standing.running) return standing.running.sittingId;
      if (standing.test !== 'open') throw new ConflictError(`No test now: ${standing.test}`);
      const seed = newSeed();
      const form = assembleForm(catalogue, standing.working, seed, await store.seenBy(trx, person.id));
      return this.insert(trx, person.id, standing.working, seed, form);
    });
  }

  private async insert(
    trx: Knex.Transaction,
    traineeId: number,
    level: number,
    seed: string,
    form: Form,
  ): Promise<number> {
    const { now, catalogue } = this.parts;
    const startedAt = now().toISOString();
    const deadlineAt = deadlineOf(startedAt, levelOf(catalogue, level).blueprint!.minutes);
    const caseIds: number[] = [];
    for (const recipe of form.cases) {
      const made = {
        recipe,
        permitCase: generateCase(catalogue, recipe),
        purpose: 'test' as const,
        madeBy: null,
        at: startedAt,
      };
      caseIds.push(await store.insertCase(trx, made));
    }
    const sitting = {
      traineeId,
      kind: 'test' as const,
      level,
      contentVersion: catalogue.version,
      form: { seed, items: form.items, cut: rawCutOf(catalogue, level, form) },
      issuedBy: null,
      issuedAt: startedAt,
      startedAt,
      deadlineAt,
    };
    const id = await store.insertSitting(trx, sitting, caseIds);
    await recordEvent(trx, {
      at: now(),
      actorId: traineeId,
      action: 'test.started',
      subjectType: 'sitting',
      subjectId: id,
      detail: { level, deadlineAt },
    });
    return id;
  }
}
