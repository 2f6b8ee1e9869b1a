import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { withEvents } from '../../core/cases/events.ts';
import { generateCase } from '../../core/cases/generate.ts';
import type { Delta } from '../../core/ladder/term.ts';
import { assembleForm, type Form } from '../../core/sittings/assemble.ts';
import { rawCutOf } from '../../core/sittings/curve.ts';
import { deltaForm } from '../../core/sittings/delta-form.ts';
import { shortForms } from '../../core/sittings/short-form.ts';
import { drawTalks, talkName, talkOf, type TalkRecipe, testMode } from '../../core/sittings/talks.ts';
import { randomFrom } from '../../core/shared/random.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { findForm, type FrozenForm, insertForm, recipesOf, unusedForms, seenBy } from './form-store.ts';
import { type FormVersions, versionsNow } from './form-versions.ts';
import { newSeed } from './seeds.ts';
import type { KeptKnowledge, PlacedTalk, SittingForm } from './form-read-model.ts';
import { lockPerson } from './sitting-locks.ts';
import { insertCase } from './sitting-store.ts';
import { insertTestTalk, metTalks, talkRecipes } from './talk-store.ts';
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
  talks: readonly TalkRecipe[];
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
      const { form, caseIds } = await this.keep(trx, level, made, at);
      const id = await insertForm(trx, { traineeId, level, form, caseIds, versions: this.versions(), at });
      await recordEvent(trx, { at: now(), actorId: null, action: 'form.frozen', subjectType: 'form', subjectId: id, detail: { traineeId, level } });
      return true;
    });
  }

  /** How many questions would be tried out in a whole test that begins now: those of the frozen form, else as many as the bank has for this person. */
  async tried(traineeId: number, level: number): Promise<number> {
    const { db, bank } = this.parts;
    const frozen = (await unusedForms(db, [traineeId], level, this.versions())).get(traineeId);
    const tried = frozen === undefined ? await bank.pick(db, traineeId, level, randomFrom('tried')) : ((await findForm(db, frozen)).form.tried ?? []);
    return tried.length;
  }

  /** The form of a test that begins in this transaction: the frozen one, else one that is made now; the short form of a renewal always is. With a `kept` knowledge part it has cases only. */
  async take(trx: Knex.Transaction, traineeId: number, level: number, renewal = false, kept: KeptKnowledge | null = null): Promise<Taken> {
    const whole = await this.takeWhole(trx, traineeId, level, renewal);
    if (!kept) return whole;
    const { seed, talks } = whole.form;
    const items = kept.answers.map(({ item }) => item);
    const cut = rawCutOf(this.parts.catalogue, level, { ...(await this.recipes(trx, whole)), items });
    return { ...whole, form: { seed, items: [], ...(talks && { talks }), kept, cut } };
  }

  /** The form after changed rules. It is too short for floors; its cut is its own, by its characteristic curve, as of every form. */
  async takeDelta(trx: Knex.Transaction, traineeId: number, level: number, { services, clauses }: Pick<Delta, 'services' | 'clauses'>): Promise<Taken> {
    const { catalogue, now } = this.parts;
    const seed = newSeed();
    const { cases, items } = deltaForm(catalogue, level, { services, clauses }, seed, await seenBy(trx, traineeId));
    const cut = rawCutOf(catalogue, level, { cases, items });
    const made = { form: { seed, items, delta: { services, clauses }, cut }, talks: [], cases: cases.map((recipe) => ({ recipe, permitCase: generateCase(catalogue, recipe) })) };
    return { id: null, ...(await this.keep(trx, level, made, now().toISOString())) };
  }

  private async takeWhole(trx: Knex.Transaction, traineeId: number, level: number, renewal: boolean): Promise<Taken> {
    const frozen = renewal ? undefined : (await unusedForms(trx, [traineeId], level, this.versions())).get(traineeId);
    if (frozen !== undefined) return this.unmet(trx, traineeId, level, await findForm(trx, frozen));
    const made = await this.assemble(trx, traineeId, level, renewal);
    return { id: null, ...(await this.keep(trx, level, made, this.parts.now().toISOString())) };
  }

  /** The frozen form; its guidance cases are drawn anew where the person has met one of them in guide duty since it was made. */
  private async unmet(trx: Knex.Transaction, traineeId: number, level: number, frozen: FrozenForm): Promise<FrozenForm> {
    const { catalogue, now } = this.parts;
    const before = await talkRecipes(trx, (frozen.form.talks ?? []).map(({ id }) => id));
    const met = await metTalks(trx, traineeId);
    if (!before.some((talk) => met.includes(talkName(talk)))) return frozen;
    const talks = drawTalks(catalogue, level, before.length, randomFrom(frozen.form.seed, 'talks-again'), met);
    const places = frozen.form.talks!.map(({ place }) => place);
    const form = { ...frozen.form, talks: await this.keepTalks(trx, level, talks, (index) => places[index]!, now().toISOString()) };
    const cut = rawCutOf(catalogue, level, { ...(await this.recipes(trx, { ...frozen, form })), items: form.items });
    return { ...frozen, form: { ...form, cut } };
  }

  /** What a form is measured by beside its items. */
  private async recipes(db: Knex, { form, caseIds }: Taken): Promise<Pick<Form, 'cases' | 'talks'>> {
    return { cases: await recipesOf(db, caseIds), talks: await talkRecipes(db, (form.talks ?? []).map(({ id }) => id)) };
  }

  private async assemble(db: Knex, traineeId: number, level: number, renewal = false): Promise<Assembled> {
    const { catalogue, bank } = this.parts;
    const seed = newSeed();
    const form = assembleForm(renewal ? shortForms(catalogue) : catalogue, level, seed, await seenBy(db, traineeId));
    const { cases, items, talks = [] } = form;
    // A renewal is short already.
    const tried = renewal ? [] : await bank.pick(db, traineeId, level, randomFrom(seed, 'tried'));
    return { form: { seed, items, cut: rawCutOf(catalogue, level, form), ...(tried.length > 0 && { tried }) }, talks, cases: withEvents(cases).map((recipe) => ({ recipe, permitCase: generateCase(catalogue, recipe) })) };
  }

  /** Keeps the cases of a form: the guidance cases stand after the permit cases. */
  private async keep(trx: Knex.Transaction, level: number, { form, talks, cases }: Assembled, at: string): Promise<Pick<Taken, 'form' | 'caseIds'>> {
    const caseIds: number[] = [];
    for (const made of cases) caseIds.push(await insertCase(trx, { ...made, purpose: 'test', madeBy: null, at }));
    const placed = await this.keepTalks(trx, level, talks, (index) => cases.length + index + 1, at);
    // In the order in which a sitting stores its form, so that a frozen one is the same to the byte.
    const { seed, items, ...rest } = form;
    return { form: placed.length > 0 ? { seed, items, talks: placed, ...rest } : form, caseIds };
  }

  private async keepTalks(trx: Knex.Transaction, level: number, talks: readonly TalkRecipe[], placeOf: (index: number) => number, at: string): Promise<PlacedTalk[]> {
    const { catalogue } = this.parts;
    const placed: PlacedTalk[] = [];
    for (const [index, talk] of talks.entries())
      placed.push({ place: placeOf(index), id: await insertTestTalk(trx, { ...talkOf(catalogue, talk, testMode(catalogue, level)), level, contentVersion: catalogue.version, at }) });
    return placed;
  }

  private versions(): FormVersions {
    return versionsNow(this.parts.catalogue);
  }
}
