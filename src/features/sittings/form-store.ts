import type { Knex } from 'knex';
import type { Recipe } from '../../core/cases/dossier.ts';
import type { FormVersions } from './form-versions.ts';
import { itemsOfParts } from './part-store.ts';
import { type SittingForm, toForm } from './form-read-model.ts';
import { metTalks } from './talk-store.ts';

/** A form that waits for its sitting. */
export interface FrozenForm {
  id: number;
  form: SittingForm;
  /** Stored cases in their order. */
  caseIds: number[];
}

/** Of these persons those who have a form of this level that nobody has sat, with its number; the oldest when there are several. */
export async function unusedForms(db: Knex, traineeIds: readonly number[], level: number, versions: FormVersions): Promise<Map<number, number>> {
  const rows: { id: number; trainee_id: number }[] = await db('frozen_forms')
    .whereIn('trainee_id', [...traineeIds])
    .where({ level, content_version: versions.content, grader_version: versions.grader, policy_version: versions.policy })
    .whereNotExists(db('sittings').whereRaw('sittings.frozen_form_id = frozen_forms.id').select(db.raw('1')))
    .orderBy('id', 'desc')
    .select('id', 'trainee_id');
  return new Map(rows.map((row) => [row.trainee_id, row.id]));
}

export async function findForm(db: Knex, id: number): Promise<FrozenForm> {
  const row: { form: string } = await db('frozen_forms').where({ id }).first('form');
  const caseIds: number[] = await db('frozen_form_cases').where({ frozen_form_id: id }).orderBy('position').pluck('case_id');
  return { id, form: toForm(id, row.form), caseIds };
}

/** Items of every form that was ever made ahead for this person, oldest first. */
export async function itemsOfForms(db: Knex, traineeId: number): Promise<string[]> {
  const forms: string[] = await db('frozen_forms').where({ trainee_id: traineeId }).orderBy('id').pluck('form');
  return forms.flatMap((form) => toForm(0, form).items);
}

/** Adds a form and gives its number; it never changes. */
export async function insertForm(
  trx: Knex.Transaction,
  made: { traineeId: number; level: number; form: SittingForm; caseIds: readonly number[]; versions: FormVersions; at: string },
): Promise<number> {
  const { traineeId, level, form, caseIds, versions, at } = made;
  const row = {
    trainee_id: traineeId,
    level,
    seed: form.seed,
    form: JSON.stringify(form),
    content_version: versions.content,
    grader_version: versions.grader,
    policy_version: versions.policy,
    made_at: at,
  };
  const [added] = await trx('frozen_forms').insert(row).returning('id');
  const { id } = added as { id: number };
  await trx('frozen_form_cases').insert(caseIds.map((caseId, index) => ({ frozen_form_id: id, position: index + 1, case_id: caseId })));
  return id;
}

/** Seeds of every case, ids of every item and names of every conversation that the person ever had, oldest first. */
export async function seenBy(db: Knex, traineeId: number): Promise<{ seenSeeds: string[]; seenItems: string[]; seenTalks: string[] }> {
  const seenSeeds: string[] = await db('cases')
    .join('sitting_cases', 'sitting_cases.case_id', 'cases.id')
    .join('sittings', 'sittings.id', 'sitting_cases.sitting_id')
    .where({ trainee_id: traineeId })
    .pluck('cases.seed');
  const forms: string[] = await db('sittings')
    .where({ trainee_id: traineeId, kind: 'test' })
    .orderBy('id')
    .pluck('form');
  return { seenSeeds, seenItems: [...forms.flatMap((form) => toForm(0, form).items), ...(await itemsOfParts(db, traineeId))], seenTalks: await metTalks(db, traineeId) };
}

/** The recipes of stored cases, in this order. */
export async function recipesOf(db: Knex, caseIds: readonly number[]): Promise<Recipe[]> {
  const rows: { id: number; recipe: string }[] = await db('cases').whereIn('id', [...caseIds]).select('id', 'recipe');
  const byId = new Map(rows.map(({ id, recipe }) => [id, JSON.parse(recipe) as Recipe]));
  return caseIds.map((id) => byId.get(id)!);
}
