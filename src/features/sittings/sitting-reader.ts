import type { Knex } from 'knex';
import type { Action } from '../../core/desk/action.ts';
import { rowsOf } from '../../platform/database.ts';
import { type ActionRow, actionColumns, toPlaced } from './action-store.ts';
import { type Sitting, type SittingForm, type StateRow, stateColumns, toForm, toState } from './sitting-store.ts';

/** What of a sitting never changes once it is issued. */
export interface SittingShape {
  form: SittingForm;
  /** Case numbers by position, in their order. */
  caseIds: ReadonlyMap<number, number>;
}

/** A sitting with the work on one place of it, or on all. */
export interface SittingWork {
  sitting: Sitting;
  caseIds: ReadonlyMap<number, number>;
  /** By position, each in the order in which it was recorded. */
  actions: Map<number, Action[]>;
}

type Joined = StateRow & { [Column in keyof ActionRow]: ActionRow[Column] | null };

/** Reads sittings for pages: what can change by one query each time, what cannot from memory. */
export class SittingReader {
  private readonly db: Knex;
  private readonly kept = new Map<number, SittingShape>();
  private readonly most: number;

  constructor(db: Knex, most = 1_000) {
    this.db = db;
    this.most = most;
  }

  /** The sitting if it is this trainee's, with the work at `position`, or everywhere; else null: another's and an unknown one are the same. */
  async find(traineeId: number, id: number, position: number | null): Promise<SittingWork | null> {
    const here = position === null ? '' : 'and actions.position = ?';
    const sql = `select ${stateColumns.join(', ')}, ${actionColumns.map((column) => `actions.${column}`).join(', ')}
      from sittings left join actions on actions.sitting_id = sittings.id ${here}
      where sittings.id = ? and trainee_id = ? order by actions.id`;
    const rows = await rowsOf<Joined>(this.db, sql, position === null ? [id, traineeId] : [position, id, traineeId]);
    if (!rows[0]) return null;
    const { form, caseIds } = await this.shapeOf(id);
    const actions = new Map<number, Action[]>();
    for (const row of rows) {
      if (row.action_id === null) continue;
      const placed = toPlaced(row as ActionRow);
      const list = actions.get(placed.position);
      if (list) list.push(placed.action);
      else actions.set(placed.position, [placed.action]);
    }
    return { sitting: { ...toState(rows[0]), form }, caseIds, actions };
  }

  /** Form and cases of a sitting that exists. */
  async shapeOf(id: number): Promise<SittingShape> {
    const known = this.kept.get(id);
    if (known) return known;
    const sql = `select form, position, case_id from sittings left join sitting_cases on sitting_cases.sitting_id = sittings.id
      where sittings.id = ? order by position`;
    const rows = await rowsOf<{ form: string; position: number; case_id: number }>(this.db, sql, [id]);
    const caseIds = new Map(rows.filter((row) => row.position !== null).map((row) => [row.position, row.case_id]));
    const shape = { form: toForm(id, rows[0]!.form), caseIds };
    this.kept.set(id, shape);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    return shape;
  }
}
