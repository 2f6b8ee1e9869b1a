import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Action, Command } from '../../core/desk/action.ts';
import { refusal, type Refusal } from '../../core/desk/refusal.ts';
import { talkRefusal, type TestTalk } from '../../core/grading/talk.ts';
import { arrivalAfter } from '../../core/way/arrival.ts';
import { isOpen, isPaused } from '../../core/sittings/clock.ts';
import { isTriedPlace } from '../../core/sittings/tried.ts';
import { itemRefusal } from '../../core/sittings/items.ts';
import { insertActions, type PlacedAction, saysTheSame } from './action-store.ts';
import type { CaseCache, StoredCase } from './case-cache.ts';
import { type SittingLog, SittingLogs } from './sitting-logs.ts';
import { lockSittings, lockStates, type SittingState } from './sitting-locks.ts';
import { markStarted, setScreen } from './sitting-store.ts';
import { isElsewhere } from './screen.ts';
import type { SittingClosing } from './sitting-closing.ts';
import type { SittingReader } from './sitting-reader.ts';

/** Commands of one person for one case or item: all of them are recorded, or none. */
export interface SaveJob {
  sittingId: number;
  position: number;
  traineeId: number;
  /** From which it comes; null is not held against any. */
  screen: string | null;
  commands: readonly Command[];
}

export type SaveAnswer =
  | { kind: 'saved' | 'duplicate'; at: string }
  | { kind: 'refused'; refusal: Refusal }
  /** Handed in, or past the deadline. */
  | { kind: 'closed' }
  /** Another screen writes in this test now. */
  | { kind: 'elsewhere' }
  /** Stopped by an invigilator: the same may be sent again when the sitting goes on. */
  | { kind: 'paused' }
  /** Unknown, or another person's: nobody can tell the two apart. */
  | { kind: 'missing' };

interface Parts {
  catalogue: Catalogue;
  cases: CaseCache;
  closing: SittingClosing;
  reader: SittingReader;
  now: () => Date;
}

/** What a batch is judged by, brought up to date while it is judged. */
interface State {
  at: string;
  sittings: Map<number, SittingState>;
  logs: Map<number, SittingLog>;
  /** Cases by their number. */
  bodies: Map<number, StoredCase>;
  /** Guidance cases by their number. */
  talks: Map<number, TestTalk>;
  added: PlacedAction[];
  /** Tests whose first screen has just written, with it. */
  screens: Map<number, string>;
}

/**
 * The commit of the action writer: judges each job by the state in this very transaction, the clock included, and records what is allowed.
 * A command whose id is recorded already with the same content is acknowledged and changes nothing, also after the end.
 */
export function actionCommit(parts: Parts): {
  commit(trx: Knex.Transaction, jobs: SaveJob[]): Promise<SaveAnswer[]>;
  committed(): void;
} {
  const logs = new SittingLogs();
  const commit = async (trx: Knex.Transaction, jobs: SaveJob[]): Promise<SaveAnswer[]> => {
    const state = await load(trx, parts, logs, jobs);
    const answers = jobs.map((job) => judge(parts.catalogue, state, job));
    if (state.added.length > 0) logs.stage(state.added, await insertActions(trx, state.added));
    const beginning = new Set(
      state.added.map(({ sittingId }) => sittingId).filter((id) => state.sittings.get(id)!.startedAt === null),
    );
    await markStarted(trx, [...beginning], state.at);
    for (const [id, screen] of state.screens) await setScreen(trx, id, screen);
    const ended = finished(state);
    parts.reader.stage(state.added, [...beginning, ...ended, ...state.screens.keys()]);
    if (ended.length > 0)
      for (const sitting of (await lockSittings(trx, ended)).values())
        await parts.closing.finish(trx, sitting, 'trainee');
    return answers;
  };
  const committed = (): void => {
    logs.committed();
    parts.reader.committed();
  };
  return { commit, committed };
}

async function load(
  trx: Knex.Transaction,
  { cases, now }: Parts,
  sittingLogs: SittingLogs,
  jobs: SaveJob[],
): Promise<State> {
  const { states: sittings, newestAction } = await lockStates(
    trx,
    jobs.map(({ sittingId }) => sittingId),
  );
  const logs = await sittingLogs.get(trx, sittings, newestAction);
  const asked = jobs.flatMap(({ sittingId, position }) => logs.get(sittingId)?.caseIds.get(position) ?? []);
  const bodies = await cases.getMany(trx, asked);
  const talks = await cases.talks.getMany(trx, jobs.flatMap(({ sittingId, position }) => logs.get(sittingId)?.talkIds.get(position) ?? []));
  // The clock is read here, inside the transaction: waiting for it is part of being late.
  return { at: now().toISOString(), sittings, logs, bodies, talks, added: [], screens: new Map() };
}

function judge(catalogue: Catalogue, state: State, job: SaveJob): SaveAnswer {
  const sitting = state.sittings.get(job.sittingId);
  const log = state.logs.get(job.sittingId);
  if (!sitting || !log || sitting.traineeId !== job.traineeId || !exists(log, job.position)) return { kind: 'missing' };

  const added = addedTo(state, job.sittingId);
  const before = actionsNow(state, log, job.sittingId, job.position);
  const fresh: Action[] = [];
  let savedAt = '';
  for (const command of job.commands) {
    const recorded = log.byActionId.get(command.id) ?? added.find(({ action }) => action.id === command.id);
    if (recorded) {
      if (recorded.position !== job.position || !saysTheSame(recorded.action, command))
        return { kind: 'refused', refusal: { key: 'sittings.refused.reused' } };
      savedAt = recorded.action.at;
      continue;
    }
    if (isPaused(sitting)) return { kind: 'paused' };
    if (!isOpen(sitting, state.at) || job.position < sitting.openFrom || (isTriedPlace(job.position) && sitting.openFrom > 1)) return { kind: 'closed' };
    if (isElsewhere(sitting, job.screen)) return { kind: 'elsewhere' };
    const refused = refusalAt(catalogue, state, log, job.position, before, command);
    if (refused) return { kind: 'refused', refusal: refused };
    const action: Action = { ...command, at: state.at };
    before.push(action);
    fresh.push(action);
    const arrived = command.type === 'send' ? arrivalOf(catalogue, state, log, job.position, before, command.id) : null;
    if (!arrived) continue;
    before.push(arrived);
    fresh.push(arrived);
  }
  if (fresh.length === 0) return { kind: 'duplicate', at: savedAt };
  // From now on the following jobs of the batch see these actions as recorded.
  if (sitting.kind === 'test' && sitting.screen === null && job.screen !== null) {
    state.screens.set(sitting.id, job.screen);
    sitting.screen = job.screen;
  }
  for (const action of fresh) state.added.push({ sittingId: job.sittingId, position: job.position, action });
  return { kind: 'saved', at: state.at };
}

/** What the simulation brings when a stage is sent; it is recorded with the command, so that neither is there without the other. */
function arrivalOf(catalogue: Catalogue, state: State, log: SittingLog, position: number, actions: readonly Action[], id: string): Action | null {
  const { permitCase, recipe } = state.bodies.get(log.caseIds.get(position)!)!;
  const arrival = arrivalAfter(catalogue, recipe, permitCase, actions, id);
  return arrival && { ...arrival, at: state.at };
}

/** The work on one case or item, what earlier jobs of this batch added included. */
const actionsNow = (state: State, log: SittingLog, sittingId: number, position: number): Action[] => [
  ...(log.byPosition.get(position) ?? []),
  ...addedTo(state, sittingId)
    .filter((placed) => placed.position === position)
    .map(({ action }) => action),
];

/** What earlier jobs of this batch have added to the sitting. */
const addedTo = (state: State, sittingId: number): PlacedAction[] =>
  state.added.filter((placed) => placed.sittingId === sittingId);

const exists = (log: SittingLog, position: number): boolean => log.caseIds.has(position) || log.talkIds.has(position) || log.items.has(position);

function refusalAt(
  catalogue: Catalogue,
  state: State,
  log: SittingLog,
  position: number,
  actions: readonly Action[],
  command: Command,
): Refusal | null {
  const caseId = log.caseIds.get(position);
  if (caseId !== undefined) return refusal(catalogue, state.bodies.get(caseId)!.permitCase, actions, command);
  const talkId = log.talkIds.get(position);
  if (talkId !== undefined) return talkRefusal(state.talks.get(talkId)!, actions, command);
  return itemRefusal(catalogue, log.items.get(position)!, command);
}

/** Practices of which the last case has just been sent. */
function finished(state: State): number[] {
  const sent = state.added.filter(({ action }) => action.type === 'submit').map(({ sittingId }) => sittingId);
  return [...new Set(sent)].filter((id) => {
    const log = state.logs.get(id)!;
    const isSent = (position: number) => actionsNow(state, log, id, position).some(({ type }) => type === 'submit');
    return state.sittings.get(id)!.kind === 'practice' && [...log.caseIds.keys()].every(isSent);
  });
}
