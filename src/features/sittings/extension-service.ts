import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Recipe } from '../../core/cases/dossier.ts';
import { withEvents } from '../../core/cases/events.ts';
import { generateCase } from '../../core/cases/generate.ts';
import { deadlineOf } from '../../core/sittings/clock.ts';
import { rawCutOf } from '../../core/sittings/curve.ts';
import { beginBy, type Extension, extensionAfter, type ExtensionNeed, isWaiting, wholeForm } from '../../core/sittings/extension.ts';
import { extraMinutes } from '../../core/sittings/extra-time.ts';
import { ConflictError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { extraTimeOf } from '../sessions/extra-time-read-model.ts';
import type { CaseCache } from './case-cache.ts';
import { itemsOfForms, seenBy } from './form-store.ts';
import { countedItems, takenPlaces } from './form-read-model.ts';
import { versionsNow } from './form-versions.ts';
import { caseIdsOf } from './grade-store.ts';
import { talkRecipes } from './talk-store.ts';
import { findPart, insertPart, insertStart, type PreparedPart } from './part-store.ts';
import type { SittingClosing } from './sitting-closing.ts';
import * as store from './sitting-store.ts';
import type { Sitting } from './sitting-store.ts';
import { lockPerson, lockSittings } from './sitting-locks.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  cases: CaseCache;
  closing: SittingClosing;
  /** What is kept in memory of this sitting is out of date. */
  changed(id: number): void;
}

/** A part that waits for its person, with the minutes that belong to the person. */
export interface WaitingExtension extends PreparedPart {
  extra: number;
}

/** A test whose result is not clear goes on: its next part is prepared when a part is closed, begun by its person in time, or the test is graded as it stands. */
export class ExtensionService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The part that this test waits for its person to begin; null when it does not. */
  async waiting(sitting: Sitting, db: Knex = this.parts.db): Promise<WaitingExtension | null> {
    const part = await findPart(db, sitting);
    if (!part || !isWaiting(part, sitting.submittedAt, this.parts.now().toISOString())) return null;
    return { ...part, extra: extraMinutes(part.minutes, await extraTimeOf(db, sitting.traineeId)) };
  }

  /**
   * Brings a closed sitting to what comes next and says whether anything was done: its grades, or the part that it has to go on with, or, when that was not begun in
   * time, the result as it stands. Making a part is done outside the transaction; what was changed meanwhile is seen, and then nothing is done.
   */
  async settle(id: number): Promise<boolean> {
    const { db } = this.parts;
    const found = await this.tryGrading(id);
    if (found.kind !== 'open') return found.kind === 'graded';
    const sitting = (await store.findAnySitting(db, id))!;
    const extension = await this.make(sitting, found.need);
    return extension ? this.offer(sitting, extension) : (await this.tryGrading(id, true)).kind === 'graded';
  }

  /** Begins the part that waits and gives its deadline. ConflictError when none does, or when the person sits another test. */
  async begin(owned: Sitting): Promise<string> {
    const { db, now } = this.parts;
    return writeTx(db, async (trx) => {
      await lockPerson(trx, owned.traineeId);
      const sitting = (await lockSittings(trx, [owned.id])).get(owned.id)!;
      const part = await this.waiting(sitting, trx);
      if (!part || (await store.isSittingAnother(trx, sitting))) throw new ConflictError('No part waits');
      const at = now().toISOString();
      const deadlineAt = deadlineOf(at, part.minutes + part.extra);
      const { form } = sitting;
      const openFrom = 1 + takenPlaces((await caseIdsOf(trx, sitting.id)).keys(), form).length + form.items.length;
      const first = form.extended?.first ?? { items: form.items, cut: form.cut };
      const later = { part: part.part, from: openFrom, items: part.items, cut: part.cut, begunAt: at };
      await insertStart(trx, part, at, deadlineAt);
      const extended = { ...form, extended: { first, parts: [...(form.extended?.parts ?? []), later] } };
      await store.openPart(trx, sitting, { form: extended, openFrom, caseIds: part.caseIds, deadlineAt });
      const detail = { part: part.part, deadlineAt };
      await recordEvent(trx, { at: now(), actorId: sitting.traineeId, action: 'test.part-begun', subjectType: 'sitting', subjectId: sitting.id, detail });
      return deadlineAt;
    }).finally(() => this.parts.changed(owned.id));
  }

  /** Grades a closed sitting; one that waits is left alone, and one whose part was not begun in time is graded as it stands. */
  private async tryGrading(id: number, whole = false) {
    const { db, now, closing } = this.parts;
    return writeTx(db, async (trx) => {
      const sitting = (await lockSittings(trx, [id])).get(id);
      if (!sitting || sitting.submittedAt === null) return { kind: 'before' as const };
      const part = await findPart(trx, sitting);
      if (isWaiting(part, sitting.submittedAt, now().toISOString())) return { kind: 'before' as const };
      const graded = await closing.grade(trx, sitting, whole || part !== null);
      if (part && (graded.kind === 'graded' || graded.kind === 'marking'))
        await recordEvent(trx, { at: now(), actorId: null, action: 'test.part-lapsed', subjectType: 'sitting', subjectId: id, detail: { part: part.part } });
      return graded;
    });
  }

  private async make(sitting: Sitting, need: ExtensionNeed): Promise<Extension | null> {
    const { db, catalogue } = this.parts;
    const { seenSeeds, seenItems } = await seenBy(db, sitting.traineeId);
    const seen = { seenSeeds, seenItems: [...seenItems, ...(await itemsOfForms(db, sitting.traineeId))] };
    return extensionAfter(catalogue, sitting.level, { seed: sitting.form.seed, before: sitting.form.extended?.parts.length ?? 0, need, seen });
  }

  /** Keeps what was made, unless the sitting was opened, graded or given a part meanwhile. */
  private async offer(sitting: Sitting, { round, cases, items, minutes, need }: Extension): Promise<boolean> {
    const { db, now, catalogue } = this.parts;
    const form = wholeForm({ cases: await this.recipes(sitting.id), talks: await talkRecipes(db, (sitting.form.talks ?? []).map(({ id }) => id)), items: countedItems(sitting.form) }, [{ cases, items }]);
    const cut = rawCutOf(catalogue, sitting.level, form);
    const made = withEvents(cases).map((recipe) => ({ recipe, permitCase: generateCase(catalogue, recipe) }));
    return writeTx(db, async (trx) => {
      const still = (await lockSittings(trx, [sitting.id])).get(sitting.id)!;
      if (still.submittedAt === null || still.submittedAt !== sitting.submittedAt || (await findPart(trx, still))) return false;
      const at = now().toISOString();
      const caseIds: number[] = [];
      for (const each of made) caseIds.push(await store.insertCase(trx, { ...each, purpose: 'test', madeBy: null, at }));
      const until = beginBy(catalogue.rules.extension, sitting.testSessionId !== null, at);
      const part = { sittingId: sitting.id, part: round + 1, after: still.submittedAt, need, items, cut, minutes, caseIds, offeredAt: at, beginBy: until };
      await insertPart(trx, part, versionsNow(catalogue));
      const detail = { part: part.part, cases: caseIds.length, items: items.length, minutes, beginBy: until };
      await recordEvent(trx, { at: now(), actorId: null, action: 'test.part-offered', subjectType: 'sitting', subjectId: sitting.id, detail });
      return true;
    }).finally(() => this.parts.changed(sitting.id));
  }

  private async recipes(sittingId: number): Promise<Recipe[]> {
    const { db, cases } = this.parts;
    const ids = [...(await caseIdsOf(db, sittingId)).values()];
    const bodies = await cases.getMany(db, ids);
    return ids.map((id) => bodies.get(id)!.recipe);
  }
}
