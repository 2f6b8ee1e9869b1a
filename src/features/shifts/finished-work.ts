import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Script } from '../../core/conversations/format.ts';
import { scoreConversation } from '../../core/conversations/score.ts';
import type { State } from '../../core/conversations/state.ts';
import type { Action } from '../../core/desk/action.ts';
import type { Grade } from '../../core/grading/mark.ts';
import type { Work } from '../../core/shift/act.ts';
import type { Board } from '../../core/shift/board.ts';
import { workOfFile, workOfTalk } from '../../core/shift/grade-work.ts';
import type { Workplace } from './shift-store.ts';

/** A case of a practice with the work on it, and its grade once it was sent. */
export interface FinishedSittings {
  finishedCase(person: { id: number }, sittingId: number): Promise<{ permitCase: PermitCase; actions: Action[]; grade: Grade; submittedAt: string } | null>;
}

/** Conversations, and when those ended that are over. */
export interface FinishedTalks {
  get(person: { id: number }, id: number): Promise<{ talk: { script: Script }; state: State }>;
  list(person: { id: number }, over: boolean, paging: { page: number; perPage: number }): Promise<{ rows: { id: number; endedAt: string | null }[] }>;
}

interface Parts {
  catalogue: Catalogue;
  sittings: FinishedSittings;
  guide: FinishedTalks;
}

/** Of these things those whose work is finished, with what it came to and when. */
export async function finishedWork(parts: Parts, person: { id: number }, { board }: { board: Board }, pending: readonly (readonly [string, Workplace])[]): Promise<{ job: string; work: Work; at: string }[]> {
  const done: { job: string; work: Work; at: string }[] = [];
  const endedAt = pending.some(([, { kind }]) => kind === 'talk') ? await endings(parts, person) : new Map<number, string>();
  for (const [job, place] of pending) {
    // An inspection closes its thing itself.
    if (place.kind === 'inspection') continue;
    const { kind, id } = place;
    const found = kind === 'sitting' ? await ofSitting(parts, person, id) : endedAt.has(id) ? await ofTalk(parts, person, id, endedAt.get(id)!, board, job) : null;
    if (found) done.push({ job, ...found });
  }
  return done.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** When the conversations of this person ended that are over; not more than a page of them can have ended during a shift. */
async function endings({ guide }: Parts, person: { id: number }): Promise<Map<number, string>> {
  const { rows } = await guide.list(person, true, { page: 1, perPage: 100 });
  return new Map(rows.flatMap(({ id, endedAt }) => (endedAt === null ? [] : [[id, endedAt]])));
}

async function ofSitting({ catalogue, sittings }: Parts, person: { id: number }, id: number): Promise<{ work: Work; at: string } | null> {
  const found = await sittings.finishedCase(person, id);
  return found && { work: workOfFile(catalogue, found.permitCase, found.actions, found.grade), at: found.submittedAt };
}

async function ofTalk({ catalogue, guide }: Parts, person: { id: number }, id: number, at: string, board: Board, job: string): Promise<{ work: Work; at: string } | null> {
  const { talk, state } = await guide.get(person, id);
  const { channel } = talk.script.variant;
  if (channel === 'visit') return null;
  const spans = board.jobs.get(job)!.spans.filter(({ status }) => status === 'working');
  const minutes = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return { work: workOfTalk(catalogue, channel, scoreConversation(talk.script, state), minutes), at };
}
