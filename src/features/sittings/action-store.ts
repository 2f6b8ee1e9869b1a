import type { Knex } from 'knex';
import type { Action, Command } from '../../core/desk/action.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { isPostgres, rowsOf, rowsPerInsert } from '../../platform/database.ts';

/** A place in a sitting: positions 1 to n are its cases, those after them its items. */
export interface Place {
  sittingId: number;
  position: number;
}

export interface PlacedAction extends Place {
  action: Action;
}

export interface ActionRow {
  sitting_id: number;
  position: number;
  action_id: string;
  type: string;
  payload: string;
  at: string;
}

export const actionColumns = ['sitting_id', 'position', 'action_id', 'type', 'payload', 'at'];

/** A row with `actionColumns` as an action in its place. */
export const toPlaced = (row: ActionRow): PlacedAction => ({
  sittingId: row.sitting_id,
  position: row.position,
  action: { ...(JSON.parse(row.payload) as object), id: row.action_id, type: row.type, at: row.at } as Action,
});

const toRow = ({ sittingId, position, action }: PlacedAction): ActionRow => {
  const { id, type, at, ...payload } = action;
  return { sitting_id: sittingId, position, action_id: id, type, payload: JSON.stringify(payload), at };
};

/** The work on one case or item, in the order in which it was recorded. */
export async function actionsAt(db: Knex, sittingId: number, position: number): Promise<Action[]> {
  const sql = `select ${actionColumns.join(', ')} from actions where sitting_id = ? and position = ? order by id`;
  const rows = await rowsOf<ActionRow>(db, sql, [sittingId, position]);
  return rows.map((row) => toPlaced(row).action);
}

/** All work of a sitting, by position, each in its order. */
export async function actionsByPosition(db: Knex, sittingId: number): Promise<Map<number, Action[]>> {
  const sql = `select ${actionColumns.join(', ')} from actions where sitting_id = ? order by id`;
  const rows = await rowsOf<ActionRow>(db, sql, [sittingId]);
  return grouped(rows.map(toPlaced), ({ position }) => position);
}

/** All work of a sitting in the order in which it was recorded. */
export async function actionsInOrder(db: Knex, sittingId: number): Promise<PlacedAction[]> {
  const rows = await rowsOf<ActionRow>(db, `select ${actionColumns.join(', ')} from actions where sitting_id = ? order by id`, [sittingId]);
  return rows.map(toPlaced);
}

/**
 * The rows of these sittings after row `from`, oldest first; those that `lastSeen` of their sitting has seen are left out before they are parsed.
 */
export async function actionsAfter(
  db: Knex,
  sittingIds: readonly number[],
  from: number,
  lastSeen: (sittingId: number) => number,
): Promise<{ row: number; placed: PlacedAction }[]> {
  const query = db('actions').where('id', '>', from).orderBy('id');
  // The plus keeps SQLite from reading the whole log of each sitting by its index, when only the newest rows of the table are wanted.
  if (from > 0) void query.whereRaw(`+sitting_id in (${sittingIds.map(() => '?').join(',')})`, [...sittingIds]);
  else void query.whereIn('sitting_id', [...sittingIds]);
  const rows: (ActionRow & { id: number })[] = await query.select('id', ...actionColumns);
  return rows.filter((row) => row.id > lastSeen(row.sitting_id)).map((row) => ({ row: row.id, placed: toPlaced(row) }));
}

/** Adds the rows and gives the number of the last one. */
export async function insertActions(trx: Knex.Transaction, actions: readonly PlacedAction[]): Promise<number> {
  let last = 0;
  for (let from = 0; from < actions.length; from += rowsPerInsert) {
    const rows = actions.slice(from, from + rowsPerInsert).map(toRow);
    const ids: unknown[] = isPostgres(trx)
      ? await trx('actions').insert(rows).returning('id')
      : await trx('actions').insert(rows);
    last = isPostgres(trx) ? (ids.at(-1) as { id: number }).id : (ids[0] as number);
  }
  return last;
}

/** Whether a recorded action says the same as a command: a replay, not another use of its id. */
export function saysTheSame(action: Action, command: Command): boolean {
  const { at: _, ...recorded } = action;
  return canonical(recorded) === canonical(command);
}

function grouped<Key>(placed: readonly PlacedAction[], keyOf: (entry: PlacedAction) => Key): Map<Key, Action[]> {
  const groups = new Map<Key, Action[]>();
  for (const entry of placed) {
    const list = groups.get(keyOf(entry));
    if (list) list.push(entry.action);
    else groups.set(keyOf(entry), [entry.action]);
  }
  return groups;
}
