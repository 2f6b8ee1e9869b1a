import type { Knex } from 'knex';
import type { InspectionAct } from '../../core/shift/inspection-acts.ts';
import type { DecidedFile, Inspected } from '../../core/shift/inspection.ts';

/** An act with its moment; the one that concludes keeps what it came to, so that a result stays as it was when the pack changes. */
export type RecordedInspection = InspectionAct & { at: string; outcome?: Inspected };

export async function insertInspection(trx: Knex.Transaction, shiftId: number, job: string, file: DecidedFile, at: string): Promise<void> {
  await trx('shift_inspections').insert({ shift_id: shiftId, job, body: JSON.stringify(file), at });
}

/** The decided file of a thing of a shift, or null. */
export async function findInspection(db: Knex, shiftId: number, job: string): Promise<{ id: number; file: DecidedFile } | null> {
  const row: { id: number; body: string } | undefined = await db('shift_inspections').where({ shift_id: shiftId, job }).first('id', 'body');
  return row ? { id: row.id, file: JSON.parse(row.body) as DecidedFile } : null;
}

/** The things of a shift whose decided file lies there. */
export const inspectionJobs = (db: Knex, shiftId: number): Promise<string[]> => db('shift_inspections').where({ shift_id: shiftId }).pluck('job');

export async function inspectionActs(db: Knex, inspectionId: number): Promise<RecordedInspection[]> {
  const rows: { act: string; at: string }[] = await db('shift_inspection_acts').where({ inspection_id: inspectionId }).orderBy('number').select('act', 'at');
  return rows.map(({ act, at }) => ({ ...(JSON.parse(act) as InspectionAct), at }));
}

export async function insertInspectionAct(trx: Knex.Transaction, inspectionId: number, number: number, { at, ...act }: RecordedInspection): Promise<void> {
  await trx('shift_inspection_acts').insert({ inspection_id: inspectionId, number, act: JSON.stringify(act), at });
}
