import type { Knex } from 'knex';
import type { Shifts } from '../../core/catalogue/content.ts';
import type { ShiftAct } from '../../core/shift/act.ts';
import type { ShiftPlan } from '../../core/shift/plan.ts';
import type { ShiftScore } from '../../core/shift/score.ts';
import { isPostgres, rowsOf } from '../../platform/database.ts';

/** A shift as it was begun, with its own copy of what it is scored by, so that it stays as it was when the pack changes. */
export interface Shift {
  id: number;
  traineeId: number;
  level: number;
  begunAt: string;
  plan: ShiftPlan;
  shifts: Shifts;
}

/** An act with the moment at which it was recorded. */
export type RecordedAct = ShiftAct & { at: string };

/** Where a thing of a shift is worked on. */
export type Workplace = { kind: 'sitting' | 'talk'; id: number } | { kind: 'inspection'; shiftId: number; job: string };

/** The same, with the moment at which the work there was finished; null while it goes on. An inspection closes its thing itself. */
export type PlacedWork = Workplace & { finishedAt: string | null };

interface ShiftRow {
  id: number;
  trainee_id: number;
  level: number;
  begun_at: string;
  body: string;
}

function toShift(row: ShiftRow): Shift {
  const { plan, shifts } = JSON.parse(row.body) as { plan: ShiftPlan; shifts: Shifts };
  return { id: row.id, traineeId: row.trainee_id, level: row.level, begunAt: row.begun_at, plan, shifts };
}

export async function insertShift(trx: Knex.Transaction, shift: Omit<Shift, 'id'> & { contentVersion: string }): Promise<number> {
  const [row] = await trx('shifts')
    .insert({
      trainee_id: shift.traineeId,
      level: shift.level,
      seed: shift.plan.seed,
      content_version: shift.contentVersion,
      body: JSON.stringify({ plan: shift.plan, shifts: shift.shifts }),
      begun_at: shift.begunAt,
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** The person's own shift, or null. */
export async function findShift(db: Knex, traineeId: number, id: number): Promise<Shift | null> {
  const row: ShiftRow | undefined = await db('shifts').where({ id, trainee_id: traineeId }).first();
  return row ? toShift(row) : null;
}

/** Nobody else acts in this shift until the transaction ends; on SQLite nobody writes then anyway. */
export async function lockShift(trx: Knex.Transaction, id: number): Promise<void> {
  if (isPostgres(trx)) await trx('shifts').where({ id }).forUpdate().select('id');
}

/** The shift of this person that has no result yet, or null. */
export async function findOpenShift(db: Knex, traineeId: number): Promise<number | null> {
  const row: { id: number } | undefined = await db('shifts')
    .where({ trainee_id: traineeId })
    .whereNotExists(db('shift_results').whereRaw('shift_results.shift_id = shifts.id').select(db.raw('1')))
    .orderBy('id', 'desc')
    .first('id');
  return row?.id ?? null;
}

/** The acts of a shift in their order. What is known of them already stands first and is not read again: acts are only ever added. */
export async function actsOf(db: Knex, shiftId: number, known: readonly RecordedAct[] = []): Promise<readonly RecordedAct[]> {
  const rows = await rowsOf<{ act: string; minute: number; at: string }>(db, 'select act, minute, at from shift_acts where shift_id = ? and number > ? order by number', [shiftId, known.length]);
  return rows.length === 0 ? known : [...known, ...rows.map(({ act, minute, at }) => ({ ...(JSON.parse(act) as ShiftAct), minute, at }))];
}

export async function insertAct(trx: Knex.Transaction, shiftId: number, number: number, { at, minute, ...act }: RecordedAct): Promise<void> {
  await trx('shift_acts').insert({ shift_id: shiftId, number, minute, act: JSON.stringify(act), at });
}

/** Where the things of a shift are worked on, and when a case was sent or a conversation ended there; null while it goes on. */
export async function worksOf(db: Knex, shiftId: number): Promise<Map<string, PlacedWork>> {
  const sql = `select job, sitting_id, shift_works.talk_id, coalesce(submitted_at, ended_at) as finished
    from shift_works left join sittings on sittings.id = sitting_id left join guide_results on guide_results.talk_id = shift_works.talk_id
    where shift_id = ? union all select job, null, null, null from shift_inspections where shift_id = ?`;
  const rows = await rowsOf<{ job: string; sitting_id: number | null; talk_id: number | null; finished: string | null }>(db, sql, [shiftId, shiftId]);
  const placeOf = ({ job, sitting_id, talk_id }: (typeof rows)[number]): Workplace =>
    sitting_id !== null ? { kind: 'sitting', id: sitting_id } : talk_id !== null ? { kind: 'talk', id: talk_id } : { kind: 'inspection', shiftId, job };
  return new Map(rows.map((row) => [row.job, { ...placeOf(row), finishedAt: row.finished }]));
}

export async function insertWork(trx: Knex.Transaction, shiftId: number, job: string, place: Exclude<Workplace, { kind: 'inspection' }>, at: string): Promise<void> {
  await trx('shift_works').insert({ shift_id: shiftId, job, sitting_id: place.kind === 'sitting' ? place.id : null, talk_id: place.kind === 'talk' ? place.id : null, at });
}

export async function hasResult(db: Knex, shiftId: number): Promise<boolean> {
  return (await db('shift_results').where({ shift_id: shiftId }).first('id')) !== undefined;
}

export async function insertResult(trx: Knex.Transaction, shiftId: number, { total, accuracy, wkt, passed }: ShiftScore, at: string): Promise<void> {
  await trx('shift_results').insert({ shift_id: shiftId, total, accuracy, wkt, passed, ended_at: at });
}

export interface ShiftEntry {
  id: number;
  level: number;
  endedAt: string;
  total: number;
  accuracy: number | null;
  wkt: number | null;
  passed: boolean;
}

/** The person's shifts that are over, newest first. */
export async function listShifts(db: Knex, traineeId: number, { page, perPage }: { page: number; perPage: number }): Promise<{ rows: ShiftEntry[]; total: number }> {
  const of = () => db('shifts').join('shift_results', 'shift_results.shift_id', 'shifts.id').where({ trainee_id: traineeId });
  const counted = (await of().count({ count: '*' }).first()) as { count: number | string };
  const rows: (Omit<ShiftEntry, 'passed'> & { passed: boolean | number })[] = await of()
    .orderBy('shifts.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .select({ id: 'shifts.id', level: 'level', endedAt: 'ended_at', total: 'total', accuracy: 'accuracy', wkt: 'wkt', passed: 'passed' });
  return { rows: rows.map((row) => ({ ...row, passed: Boolean(row.passed) })), total: Number(counted.count) };
}
