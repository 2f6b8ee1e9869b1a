import type { Knex } from 'knex';
import type { Action, Command } from '../../core/desk/action.ts';

/** A place in a sitting: positions 1 to n are its cases, those after them its items. */
export interface Place {
  sittingId: number;
  position: number;
}

export interface PlacedAction extends Place {
  action: Action;
}

interface Row {
  sitting_id: number;
  position: number;
  action_id: string;
  type: string;
  payload: string;
  at: string;
}

const columns = ['sitting_id', 'position', 'action_id', 'type', 'payload', 'at'];

const toPlaced = (row: Row): PlacedAction => ({
  sittingId: row.sitting_id,
  position: row.position,
  action: { ...(JSON.parse(row.payload) as object), id: row.action_id, type: row.type, at: row.at } as Action,
});

const toRow = ({ sittingId, position, action }: PlacedAction): Row => {
  const { id, type, at, ...payload } = action;
  return { sitting_id: sittingId, position, action_id: id, type, payload: JSON.stringify(payload), at };
};

/** The work on one case or item, in the order in which it was recorded. */
export async function actionsAt(db: Knex, sittingId: number, position: number): Promise<Action[]> {
  const rows: Row[] = await db('actions').where({ sitting_id: sittingId, position }).orderBy('id').select(columns);
  return rows.map((row) => toPlaced(row).action);
}

/** All work of a sitting, by position, each in its order. */
export async function actionsByPosition(db: Knex, sittingId: number): Promise<Map<number, Action[]>> {
  const rows: Row[] = await db('actions').where({ sitting_id: sittingId }).orderBy('id').select(columns);
  return grouped(rows.map(toPlaced), ({ position }) => position);
}

/** The work at several places at once, keyed by `placeKey`. */
export async function actionsAtPlaces(db: Knex, places: readonly Place[]): Promise<Map<string, Action[]>> {
  const pairs = [...new Map(places.map((place) => [placeKey(place), [place.sittingId, place.position]])).values()];
  const rows: Row[] = await db('actions').whereIn(['sitting_id', 'position'], pairs).orderBy('id').select(columns);
  return grouped(rows.map(toPlaced), placeKey);
}

/** Those of the given ids that are recorded already, in any of these sittings. */
export async function recordedActions(
  db: Knex,
  sittingIds: readonly number[],
  commands: readonly Command[],
): Promise<PlacedAction[]> {
  const rows: Row[] = await db('actions')
    .whereIn('sitting_id', [...new Set(sittingIds)])
    .whereIn('action_id', [...new Set(commands.map(({ id }) => id))])
    .select(columns);
  return rows.map(toPlaced);
}

export async function insertActions(trx: Knex.Transaction, actions: readonly PlacedAction[]): Promise<void> {
  if (actions.length > 0) await trx('actions').insert(actions.map(toRow));
}

export const placeKey = ({ sittingId, position }: Place): string => `${sittingId}/${position}`;

/** Whether a recorded action says the same as a command: a replay, not another use of its id. */
export function saysTheSame(action: Action, command: Command): boolean {
  const { at: _, ...recorded } = action;
  return canonical(recorded) === canonical(command);
}

const canonical = (value: object): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

function grouped<Key>(placed: readonly PlacedAction[], keyOf: (entry: PlacedAction) => Key): Map<Key, Action[]> {
  const groups = new Map<Key, Action[]>();
  for (const entry of placed) {
    const list = groups.get(keyOf(entry));
    if (list) list.push(entry.action);
    else groups.set(keyOf(entry), [entry.action]);
  }
  return groups;
}
