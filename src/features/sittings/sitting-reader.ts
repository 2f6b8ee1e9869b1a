import type { Knex } from 'knex';
import type { Action } from '../../core/desk/action.ts';
import { rowsOf } from '../../platform/database.ts';
import type { Memory, Shelf } from '../../platform/memory.ts';
import { type ActionRow, actionColumns, type PlacedAction, toPlaced } from './action-store.ts';
import { type SittingForm, toForm } from './form-read-model.ts';
import { type Sitting, type StateRow, stateColumns, toState } from './sitting-store.ts';

/** What of a sitting changes only when a part of it begins. */
interface SittingShape {
  form: SittingForm;
  /** Case numbers by position, in their order. */
  caseIds: ReadonlyMap<number, number>;
}

/** A sitting with the work on one place of it, or on all. */
export interface SittingWork {
  sitting: Sitting;
  caseIds: ReadonlyMap<number, number>;
  /** By position, each in the order in which it was recorded. */
  actions: ReadonlyMap<number, Action[]>;
}

type Joined = StateRow & { [Column in keyof ActionRow]: ActionRow[Column] | null };

/**
 * Reads sittings for pages: what can change by one query, what cannot from memory. Where memory is trusted the work is in it as well; who writes
 * takes it out and, after the commit, puts it back with what was added, so that the page after an action finds it.
 */
export class SittingReader {
  private readonly db: Knex;
  private readonly shapes = new Map<string, SittingShape>();
  private readonly works: Shelf<number, SittingWork>;
  private readonly most: number;
  private staged: { added: readonly PlacedAction[]; before: Map<number, SittingWork> } | null = null;

  constructor(db: Knex, memory: Memory, most = 1_000) {
    this.db = db;
    this.works = memory.shelf(most);
    this.most = most;
  }

  /** The sitting if it is this trainee's, with the work at least at `position`, or everywhere; else null: another's and an unknown one are the same. */
  async find(traineeId: number, id: number, position: number | null): Promise<SittingWork | null> {
    if (!this.works.on) return this.read(traineeId, id, position);
    const work = await this.works.get(id, () => this.read(traineeId, id, null));
    return work?.sitting.traineeId === traineeId ? work : null;
  }

  /** To be called by a transaction that adds these actions; `changed` are sittings of which more than the actions is changed. */
  stage(added: readonly PlacedAction[], changed: Iterable<number>): void {
    for (const id of changed) this.works.forget(id);
    const before = new Map<number, SittingWork>();
    for (const id of new Set(added.map(({ sittingId }) => sittingId))) {
      const work = this.works.take(id);
      if (work) before.set(id, work);
    }
    this.staged = { added, before };
  }

  /** The staged transaction has reached the disk. */
  committed(): void {
    if (!this.staged) return;
    const { added, before } = this.staged;
    this.staged = null;
    for (const [id, work] of before) {
      const actions = new Map(work.actions);
      for (const { sittingId, position, action } of added)
        if (sittingId === id) actions.set(position, [...(actions.get(position) ?? []), action]);
      this.works.putBack(id, { ...work, actions });
    }
  }

  /** The sitting has been changed otherwise, for example closed. */
  forget(id: number): void {
    this.works.forget(id);
  }

  private async read(traineeId: number, id: number, position: number | null): Promise<SittingWork | null> {
    const here = position === null ? '' : 'and actions.position = ?';
    const sql = `select ${stateColumns.join(', ')}, ${actionColumns.map((column) => `actions.${column}`).join(', ')}
      from sittings left join actions on actions.sitting_id = sittings.id ${here}
      where sittings.id = ? and trainee_id = ? order by actions.id`;
    const rows = await rowsOf<Joined>(this.db, sql, position === null ? [id, traineeId] : [position, id, traineeId]);
    if (!rows[0]) return null;
    const { form, caseIds } = await this.shapeOf(id, rows[0].open_from);
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

  /** Form and cases of a sitting that exists, with the part that begins at this place as its last. */
  private async shapeOf(id: number, openFrom: number): Promise<SittingShape> {
    const key = `${id} ${openFrom}`;
    const known = this.shapes.get(key);
    if (known) return known;
    const sql = `select form, position, case_id from sittings left join sitting_cases on sitting_cases.sitting_id = sittings.id
      where sittings.id = ? order by position`;
    const rows = await rowsOf<{ form: string; position: number; case_id: number }>(this.db, sql, [id]);
    const caseIds = new Map(rows.filter((row) => row.position !== null).map((row) => [row.position, row.case_id]));
    const shape = { form: toForm(id, rows[0]!.form), caseIds };
    this.shapes.set(key, shape);
    if (this.shapes.size > this.most) this.shapes.delete(this.shapes.keys().next().value!);
    return shape;
  }
}
