import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Action, Command } from '../../core/desk/action.ts';
import { refusal, type Refusal } from '../../core/desk/stages.ts';
import { isOpen } from '../../core/sittings/clock.ts';
import { itemRefusal } from '../../core/sittings/items.ts';
import {
  actionsAtPlaces,
  insertActions,
  placeKey,
  type PlacedAction,
  recordedActions,
  saysTheSame,
} from './action-store.ts';
import type { CaseCache } from './case-cache.ts';
import { lockSittings, markStarted, type Sitting } from './sitting-store.ts';
import type { SittingClosing } from './sitting-closing.ts';

/** Commands of one person for one case or item: all of them are recorded, or none. */
export interface SaveJob {
  sittingId: number;
  position: number;
  traineeId: number;
  commands: readonly Command[];
}

export type SaveAnswer =
  | { kind: 'saved' | 'duplicate'; at: string }
  | { kind: 'refused'; refusal: Refusal }
  /** Handed in, or past the deadline. */
  | { kind: 'closed' }
  /** Unknown, or another person's: nobody can tell the two apart. */
  | { kind: 'missing' };

interface Parts {
  catalogue: Catalogue;
  cases: CaseCache;
  closing: SittingClosing;
  now: () => Date;
}

/** What a batch is judged by, brought up to date while it is judged. */
interface State {
  at: string;
  sittings: Map<number, Sitting>;
  /** Cases by place; a place without one is an item or does not exist. */
  bodies: Map<string, PermitCase>;
  cases: Map<number, number>;
  actions: Map<string, Action[]>;
  recorded: Map<string, PlacedAction>;
  added: PlacedAction[];
}

/**
 * The commit of the action writer: judges each job by the state in this very transaction, the clock included, and records what is allowed.
 * A command whose id is recorded already with the same content is acknowledged and changes nothing, also after the end.
 */
export function actionCommit(parts: Parts) {
  return async (trx: Knex.Transaction, jobs: SaveJob[]): Promise<SaveAnswer[]> => {
    const state = await load(trx, parts, jobs);
    const answers = jobs.map((job) => judge(parts.catalogue, state, job));
    await insertActions(trx, state.added);
    await markStarted(trx, [...new Set(state.added.map(({ sittingId }) => sittingId))], state.at);
    for (const sitting of finished(state)) await parts.closing.finish(trx, sitting, 'trainee');
    return answers;
  };
}

async function load(trx: Knex.Transaction, { cases, now }: Parts, jobs: SaveJob[]): Promise<State> {
  const sittings = await lockSittings(
    trx,
    jobs.map(({ sittingId }) => sittingId),
  );
  const ids = [...sittings.keys()];
  const rows: { sitting_id: number; position: number; case_id: number }[] = await trx('sitting_cases').whereIn(
    'sitting_id',
    ids,
  );
  const wanted = new Set(jobs.map(placeKey));
  const here = rows.map((row) => ({ sittingId: row.sitting_id, position: row.position, caseId: row.case_id }));
  const asked = here.filter((row) => wanted.has(placeKey(row)));
  const bodies = await cases.getMany(
    trx,
    asked.map(({ caseId }) => caseId),
  );
  const recorded = await recordedActions(
    trx,
    ids,
    jobs.flatMap(({ commands }) => commands),
  );
  const practices = here.filter(({ sittingId }) => sittings.get(sittingId)!.kind === 'practice');
  return {
    // Read here, inside the transaction: waiting for it is part of being late.
    at: now().toISOString(),
    sittings,
    bodies: new Map(asked.map((row) => [placeKey(row), bodies.get(row.caseId)!])),
    cases: new Map(ids.map((id) => [id, here.filter(({ sittingId }) => sittingId === id).length])),
    actions: await actionsAtPlaces(trx, [...jobs, ...practices]),
    recorded: new Map(recorded.map((entry) => [recordKey(entry.sittingId, entry.action.id), entry])),
    added: [],
  };
}

const recordKey = (sittingId: number, actionId: string): string => `${sittingId}/${actionId}`;

function judge(catalogue: Catalogue, state: State, job: SaveJob): SaveAnswer {
  const sitting = state.sittings.get(job.sittingId);
  const items = sitting?.form.items.length ?? 0;
  const exists =
    state.bodies.has(placeKey(job)) ||
    (job.position > state.cases.get(job.sittingId)! && job.position <= state.cases.get(job.sittingId)! + items);
  if (!sitting || sitting.traineeId !== job.traineeId || !exists) return { kind: 'missing' };

  const fresh: Action[] = [];
  let savedAt = '';
  for (const command of job.commands) {
    const before = state.recorded.get(recordKey(job.sittingId, command.id));
    if (before) {
      if (before.position !== job.position || !saysTheSame(before.action, command))
        return { kind: 'refused', refusal: { key: 'sittings.refused.reused' } };
      savedAt = before.action.at;
      continue;
    }
    if (!isOpen(sitting, state.at)) return { kind: 'closed' };
    const refused = refusalAt(catalogue, state, job, [...actionsOf(state, job), ...fresh], command);
    if (refused) return { kind: 'refused', refusal: refused };
    fresh.push({ ...command, at: state.at });
  }
  if (fresh.length === 0) return { kind: 'duplicate', at: savedAt };
  record(state, job, fresh);
  return { kind: 'saved', at: state.at };
}

function refusalAt(
  catalogue: Catalogue,
  state: State,
  job: SaveJob,
  actions: Action[],
  command: Command,
): Refusal | null {
  const permitCase = state.bodies.get(placeKey(job));
  if (permitCase) return refusal(catalogue, permitCase, actions, command);
  const item = state.sittings.get(job.sittingId)!.form.items[job.position - state.cases.get(job.sittingId)! - 1]!;
  return itemRefusal(catalogue, item, command);
}

const actionsOf = (state: State, job: SaveJob): Action[] => state.actions.get(placeKey(job)) ?? [];

/** From now on the following jobs of the batch see these actions as recorded. */
function record(state: State, job: SaveJob, fresh: Action[]): void {
  state.actions.set(placeKey(job), [...actionsOf(state, job), ...fresh]);
  for (const action of fresh) {
    const placed = { sittingId: job.sittingId, position: job.position, action };
    state.added.push(placed);
    state.recorded.set(recordKey(job.sittingId, action.id), placed);
  }
}

/** Practices of which the last case has just been sent. */
function finished(state: State): Sitting[] {
  const touched = new Set(
    state.added.filter(({ action }) => action.type === 'submit').map(({ sittingId }) => sittingId),
  );
  return [...touched]
    .map((id) => state.sittings.get(id)!)
    .filter((sitting) => {
      if (sitting.kind !== 'practice') return false;
      const positions = Array.from({ length: state.cases.get(sitting.id)! }, (_, index) => index + 1);
      return positions.every((position) =>
        state.actions.get(placeKey({ sittingId: sitting.id, position }))?.some(({ type }) => type === 'submit'),
      );
    });
}
