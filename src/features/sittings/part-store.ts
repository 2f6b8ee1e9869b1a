import type { Knex } from 'knex';
import type { ExtensionNeed, Offer } from '../../core/sittings/extension.ts';
import type { FormVersions } from './form-versions.ts';

/** A later part of a test that was prepared, and that its person may begin. */
export interface PreparedPart extends Offer {
  id: number;
  sittingId: number;
  /** 2, 3... */
  part: number;
  need: ExtensionNeed;
  items: string[];
  /** The cut of the whole form with this part, 0..100. */
  cut: number;
  /** As many as everybody has; extra time comes to them when it is begun. */
  minutes: number;
  /** Stored cases in their order. */
  caseIds: number[];
  offeredAt: string;
}

interface Row {
  id: number;
  sitting_id: number;
  part: number;
  after_at: string;
  need: string;
  items: string;
  cut: number;
  minutes: number;
  offered_at: string;
  begin_by: string;
}

/** The part that was prepared after this closing of a test and that nobody has begun; null when there is none. */
export async function findPart(db: Knex, { id, submittedAt }: { id: number; submittedAt: string | null }): Promise<PreparedPart | null> {
  if (submittedAt === null) return null;
  const row: Row | undefined = await db('test_parts').where({ sitting_id: id, after_at: submittedAt }).whereNotExists(started(db)).first();
  if (!row) return null;
  const caseIds: number[] = await db('test_part_cases').where({ test_part_id: row.id }).orderBy('position').pluck('case_id');
  return {
    id: row.id,
    sittingId: row.sitting_id,
    part: row.part,
    after: row.after_at,
    need: JSON.parse(row.need) as ExtensionNeed,
    items: JSON.parse(row.items) as string[],
    cut: row.cut,
    minutes: row.minutes,
    caseIds,
    offeredAt: row.offered_at,
    beginBy: row.begin_by,
  };
}

/** Adds a prepared part and gives its number; it never changes. */
export async function insertPart(trx: Knex.Transaction, part: Omit<PreparedPart, 'id'>, versions: FormVersions): Promise<number> {
  const [added] = await trx('test_parts')
    .insert({
      sitting_id: part.sittingId,
      part: part.part,
      after_at: part.after,
      need: JSON.stringify(part.need),
      items: JSON.stringify(part.items),
      cut: part.cut,
      minutes: part.minutes,
      content_version: versions.content,
      grader_version: versions.grader,
      policy_version: versions.policy,
      offered_at: part.offeredAt,
      begin_by: part.beginBy,
    })
    .returning('id');
  const { id } = added as { id: number };
  if (part.caseIds.length > 0) await trx('test_part_cases').insert(part.caseIds.map((caseId, index) => ({ test_part_id: id, position: index + 1, case_id: caseId })));
  return id;
}

/** Notes that a part was begun, with its deadline; the database lets its sitting be opened beside this record only. */
export async function insertStart(trx: Knex.Transaction, part: Pick<PreparedPart, 'id' | 'sittingId'>, startedAt: string, deadlineAt: string): Promise<void> {
  await trx('test_part_starts').insert({ test_part_id: part.id, sitting_id: part.sittingId, started_at: startedAt, deadline_at: deadlineAt });
}

/** Of a row of `test_parts` in the outer query: that it was begun. */
export const started = (db: Knex) => db('test_part_starts').whereRaw('test_part_starts.test_part_id = test_parts.id').select(db.raw('1'));

/** Of a row of `sittings` in the outer query: a part that was prepared after its last closing, which nobody has begun. */
export const partOf = (db: Knex) => 
  db('test_parts').whereRaw('test_parts.sitting_id = sittings.id and test_parts.after_at = sittings.submitted_at').whereNotExists(started(db)).select(db.raw('1'));

/** Items of every part that was ever prepared for this person, oldest first. */
export async function itemsOfParts(db: Knex, traineeId: number): Promise<string[]> {
  const rows: string[] = await db('test_parts').join('sittings', 'sittings.id', 'test_parts.sitting_id').where({ trainee_id: traineeId }).orderBy('test_parts.id').pluck('items');
  return rows.flatMap((items) => JSON.parse(items) as string[]);
}
