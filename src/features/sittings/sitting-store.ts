import type { Knex } from 'knex';
import { rowsOf } from '../../platform/database.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { isOverdue } from '../../core/sittings/clock.ts';
import { type PlacedTalk, type SittingForm, toForm, toStored } from './form-read-model.ts';

export type SittingKind = 'practice' | 'test';
export type ClosedBy = 'trainee' | 'deadline';

/** One run of one person through a form. Moments are ISO-8601 UTC. */
export interface Sitting {
  id: number;
  traineeId: number;
  kind: SittingKind;
  level: number;
  form: SittingForm;
  /** The trainer who issued it, or null when the trainee began it. */
  issuedBy: number | null;
  issuedAt: string;
  startedAt: string | null;
  deadlineAt: string | null;
  submittedAt: string | null;
  closedBy: ClosedBy | null;
  /** The screen that writes in a test; null while none has. */
  screen: string | null;
  /** Since when it is paused; null while it runs. */
  pausedAt: string | null;
  /** The test session in which it is sat, or null. */
  testSessionId: number | null;
  /** The short form by which a level that was reached is renewed. */
  renewal: boolean;
  /** The first place of the part that is open, or was last; the places before it are closed. */
  openFrom: number;
}

export interface NewSitting extends Omit<Sitting, 'id' | 'submittedAt' | 'closedBy' | 'screen' | 'pausedAt' | 'testSessionId' | 'renewal' | 'openFrom'> {
  contentVersion: string;
  testSessionId?: number | null;
  /** The form that was made ahead, when it is one. */
  frozenFormId?: number | null;
  renewal?: boolean;
}

export interface StateRow {
  id: number;
  trainee_id: number;
  kind: SittingKind;
  level: number;
  issued_by: number | null;
  issued_at: string;
  started_at: string | null;
  deadline_at: string | null;
  submitted_at: string | null;
  closed_by: ClosedBy | null;
  screen: string | null;
  paused_at: string | null;
  test_session_id: number | null;
  renewal: boolean | number;
  open_from: number;
}

export type SittingRow = StateRow & { form: string };

/** All of a sitting but its form. */
export const stateColumns = [
  'id', 'trainee_id', 'kind', 'level', 'issued_by', 'issued_at', 'started_at', 'deadline_at', 'submitted_at', 'closed_by',
  'screen', 'paused_at', 'test_session_id', 'renewal', 'open_from',
].map((column) => `sittings.${column}`); // prettier-ignore

export const sittingColumns = [...stateColumns, 'sittings.form'];

/** A row with `sittingColumns` as a sitting. */
export function toSitting(row: unknown): Sitting {
  const sitting = row as SittingRow;
  return { ...toState(sitting), form: toForm(sitting.id, sitting.form) };
}

export function toState(sitting: StateRow): Omit<Sitting, 'form'> {
  return {
    id: sitting.id,
    traineeId: sitting.trainee_id,
    kind: sitting.kind,
    level: sitting.level,
    issuedBy: sitting.issued_by,
    issuedAt: sitting.issued_at,
    startedAt: sitting.started_at,
    deadlineAt: sitting.deadline_at,
    submittedAt: sitting.submitted_at,
    closedBy: sitting.closed_by,
    screen: sitting.screen,
    pausedAt: sitting.paused_at,
    testSessionId: sitting.test_session_id,
    renewal: Boolean(sitting.renewal),
    openFrom: sitting.open_from,
  };
}

/** The sitting if it is this trainee's, else null: another's and an unknown one are the same. */
export async function findSitting(db: Knex, traineeId: number, id: number): Promise<Sitting | null> {
  const sql = `select ${sittingColumns.join(', ')} from sittings where id = ? and trainee_id = ?`;
  const [row] = await rowsOf<SittingRow>(db, sql, [id, traineeId]);
  return row ? toSitting(row) : null;
}

/** The sitting of anybody, for those who examine results; null when there is none. */
export async function findAnySitting(db: Knex, id: number): Promise<(Sitting & { contentVersion: string }) | null> {
  const row: (SittingRow & { content_version: string }) | undefined = await db('sittings').where({ id }).first([...sittingColumns, 'content_version']);
  return row ? { ...toSitting(row), contentVersion: row.content_version } : null;
}

/** The items of these sittings in their order, what is tried out in them, and their guidance cases; items change only when a part begins. */
export async function itemsOf(db: Knex, ids: readonly number[]): Promise<Map<number, { items: string[]; tried: number[]; talks: PlacedTalk[] }>> {
  const rows: { id: number; form: string }[] = await db('sittings')
    .whereIn('id', [...ids])
    .select('id', 'form');
  return new Map(
    rows.map(({ id, form }) => {
      const { items, tried = [], talks = [] } = toForm(id, form);
      return [id, { items, tried, talks }];
    }),
  );
}

export async function insertCase(
  trx: Knex.Transaction,
  made: { recipe: Recipe; permitCase: PermitCase; purpose: SittingKind; madeBy: number | null; at: string },
): Promise<number> {
  const { recipe, permitCase, purpose, madeBy, at } = made;
  const [row] = await trx('cases')
    .insert({
      service: permitCase.service,
      level: permitCase.level,
      seed: recipe.seed,
      recipe: JSON.stringify(recipe),
      content_version: permitCase.contentVersion,
      purpose,
      body: JSON.stringify(permitCase),
      made_by: madeBy,
      made_at: at,
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** Adds a sitting with its cases in their order and gives the id. */
export async function insertSitting(
  trx: Knex.Transaction,
  sitting: NewSitting,
  caseIds: readonly number[],
): Promise<number> {
  const [row] = await trx('sittings')
    .insert({
      trainee_id: sitting.traineeId,
      kind: sitting.kind,
      level: sitting.level,
      content_version: sitting.contentVersion,
      form: toStored(sitting.form),
      issued_by: sitting.issuedBy,
      issued_at: sitting.issuedAt,
      started_at: sitting.startedAt,
      deadline_at: sitting.deadlineAt,
      test_session_id: sitting.testSessionId ?? null,
      frozen_form_id: sitting.frozenFormId ?? null,
      renewal: sitting.renewal ?? false,
    })
    .returning('id');
  const { id } = row as { id: number };
  await trx('sitting_cases').insert(
    caseIds.map((caseId, index) => ({ sitting_id: id, position: index + 1, case_id: caseId })),
  );
  return id;
}

/** Notes the first piece of work; a sitting that has begun keeps its moment. */
export async function markStarted(trx: Knex.Transaction, ids: readonly number[], at: string): Promise<void> {
  if (ids.length > 0)
    await trx('sittings')
      .whereIn('id', [...ids])
      .whereNull('started_at')
      .update({ started_at: at });
}

/** From now on this screen writes, and no other. */
export async function setScreen(trx: Knex.Transaction, id: number, screen: string): Promise<void> {
  await trx('sittings').where({ id }).update({ screen });
}

/** False when it was closed before: a closed sitting is never closed again. */
export async function closeSitting(
  trx: Knex.Transaction,
  id: number,
  at: string,
  closedBy: ClosedBy,
): Promise<boolean> {
  return (
    (await trx('sittings')
      .where({ id })
      .whereNull('submitted_at')
      .update({ submitted_at: at, closed_by: closedBy })) === 1
  );
}

/** The test that this person sits now, by its number; null when there is none. */
export async function runningTest(db: Knex, traineeId: number, at: string): Promise<number | null> {
  const sql = `select ${stateColumns.join(', ')} from sittings where trainee_id = ? and kind = 'test' and submitted_at is null`;
  const running = (await rowsOf<StateRow>(db, sql, [traineeId])).map(toState).find((test) => !isOverdue(test, at));
  return running?.id ?? null;
}

/** Whether the person of this test sits another one. */
export async function isSittingAnother(db: Knex, { id, traineeId }: Pick<Sitting, 'id' | 'traineeId'>): Promise<boolean> {
  return (await db('sittings').where({ trainee_id: traineeId, kind: 'test', submitted_at: null }).whereNot({ id }).first('id')) !== undefined;
}

/** Opens a closed test for its next part, whose record must be there: its cases at places of their own, and a deadline. Which screen writes is open again. */
export async function openPart(trx: Knex.Transaction, sitting: Pick<Sitting, 'id'>, part: { form: SittingForm; openFrom: number; caseIds: readonly number[]; deadlineAt: string }): Promise<void> {
  const { form, openFrom, caseIds, deadlineAt } = part;
  if (caseIds.length > 0) await trx('sitting_cases').insert(caseIds.map((caseId, index) => ({ sitting_id: sitting.id, position: openFrom + index, case_id: caseId })));
  await trx('sittings')
    .where({ id: sitting.id })
    .update({ form: toStored(form), open_from: openFrom, deadline_at: deadlineAt, submitted_at: null, closed_by: null, paused_at: null, screen: null });
}
