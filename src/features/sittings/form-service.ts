import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { withEvents } from '../../core/cases/events.ts';
import { generateCase } from '../../core/cases/generate.ts';
import type { Delta } from '../../core/ladder/term.ts';
import { assembleForm } from '../../core/sittings/assemble.ts';
import { rawCutOf } from '../../core/sittings/curve.ts';
import { deltaForm } from '../../core/sittings/delta-form.ts';
import { shortForms } from '../../core/sittings/short-form.ts';
import { randomFrom } from '../../core/shared/random.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { findForm, type FrozenForm, insertForm, recipesOf, unusedForms, seenBy } from './form-store.ts';
import { type FormVersions, versionsNow } from './form-versions.ts';
import { newSeed } from './seeds.ts';
import type { KeptKnowledge, SittingForm } from './form-read-model.ts';
import { lockPerson } from './sitting-locks.ts';
import { insertCase } from './sitting-store.ts';
import type { TriedQuestions } from './tried-read-model.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  bank: TriedQuestions;
}

/** A form for a test that begins; without a number when it was not made ahead. */
type Taken = Omit<FrozenForm, 'id'> & { id: number | null };

interface Assembled {
  form: SittingForm;
  cases: { recipe: Recipe; permitCase: PermitCase }[];
}

/**
 * Forms of tests, assembled at the start of one or made ahead and frozen. A person has at most one unused form of a level, and every test takes it when it
 * is there: so no case, seed or item of it can come to this person by another way.
 */
export class FormService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Of these persons those who have a form of this level ready, of the versions of now. */
  async ready(traineeIds: readonly number[], level: number): Promise<Set<number>> {
    return new Set((await unusedForms(this.parts.db, traineeIds, level, this.versions())).keys());
  }

  /** Makes and keeps a form for a person; false when one is there already. The making is done outside the transaction. */
  async freeze(traineeId: number, level: number): Promise<boolean> {
    const { db, now } = this.parts;
    const made = await this.assemble(db, traineeId, level);
    return writeTx(db, async (trx) => {
      await lockPerson(trx, traineeId);
      if ((await unusedForms(trx, [traineeId], level, this.versions())).size > 0) return false;
      const at = now().toISOString();
      const caseIds = await this.keepCases(trx, made, at);
      const id = await insertForm(trx, { traineeId, level, form: made.form, caseIds, versions: this.versions(), at });
      await recordEvent(trx, { at: now(), actorId: null, action: 'form.frozen', subjectType: 'form', subjectId: id, detail: { traineeId, level } });
      return true;
    });
  }

  /** The form of a test that begins in this transaction: the frozen one, else one that is made now; the short form of a renewal always is. With a `kept` knowledge part it has cases only. */
  async take(trx: Knex.Transaction, traineeId: number, level: number, renewal = false, kept: KeptKnowledge | null = null): Promise<Taken> {
    const whole = await this.takeWhole(trx, traineeId, level, renewal);
    if (!kept) return whole;
    const { seed } = whole.form;
    const items = kept.answers.map(({ item }) => item);
    const cut = rawCutOf(this.parts.catalogue, level, { cases: await recipesOf(trx, whole.caseIds), items });
    return { ...whole, form: { seed, items: [], kept, cut } };
  }

  /** The form after changed rules. It is too short for floors; its cut is its own, by its characteristic curve, as of every form. */
  async takeDelta(trx: Knex.Transaction, traineeId: number, level: number, { services, clauses }: Pick<Delta, 'services' | 'clauses'>): Promise<Taken> {
    const { catalogue, now } = this.parts;
    const seed = newSeed();
    const { cases, items } = deltaForm(catalogue, level, { services, clauses }, seed, await seenBy(trx, traineeId));
    const cut = rawCutOf(catalogue, level, { cases, items });
    const made = { form: { seed, items, delta: { services, clauses }, cut }, cases: cases.map((recipe) => ({ recipe, permitCase: generateCase(catalogue, recipe) })) };
    return { id: null, form: made.form, caseIds: await this.keepCases(trx, made, now().toISOString()) };
  }

  private async takeWhole(trx: Knex.Transaction, traineeId: number, level: number, renewal: boolean): Promise<Taken> {
    const frozen = renewal ? undefined : (await unusedForms(trx, [traineeId], level, this.versions())).get(traineeId);
    if (frozen !== undefined) return findForm(trx, frozen);
    const made = await this.assemble(trx, traineeId, level, renewal);
    return { id: null, form: made.form, caseIds: await this.keepCases(trx, made, this.parts.now().toISOString()) };
  }

  private async assemble(db: Knex, traineeId: number, level: number, renewal = false): Promise<Assembled> {
    const { catalogue, bank } = this.parts;
    const seed = newSeed();
    const form = assembleForm(renewal ? shortForms(catalogue) : catalogue, level, seed, await seenBy(db, traineeId));
    const { cases, items } = form;
    // A renewal is short already.
    const tried = renewal ? [] : await bank.pick(db, traineeId, level, randomFrom(seed, 'tried'));
    return { form: { seed, items, cut: rawCutOf(catalogue, level, form), ...(tried.length > 0 && { tried }) }, cases: withEvents(cases).map((recipe) => ({ recipe, permitCase: generateCase(catalogue, recipe) })) };
  }

  private async keepCases(trx: Knex.Transaction, { cases }: Assembled, at: string): Promise<number[]> {
    const caseIds: number[] = [];
    for (const made of cases) caseIds.push(await insertCase(trx, { ...made, purpose: 'test', madeBy: null, at }));
    return caseIds;
  }

  private versions(): FormVersions {
    return versionsNow(this.parts.catalogue);
  }
}
