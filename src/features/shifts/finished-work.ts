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
import type { PlacedWork } from './shift-store.ts';

/** A case of a practice with the work on it, and its grade once it was sent. */
export interface FinishedSittings {
  finishedCase(person: { id: number }, sittingId: number): Promise<{ permitCase: PermitCase; actions: Action[]; grade: Grade; submittedAt: string } | null>;
}

/** Conversations. */
export interface FinishedTalks {
  get(person: { id: number }, id: number): Promise<{ talk: { script: Script }; state: State }>;
}

interface Parts {
  catalogue: Catalogue;
  sittings: FinishedSittings;
  guide: FinishedTalks;
}

/** Of these things those whose work is finished, with what it came to and when. */
export async function finishedWork(parts: Parts, person: { id: number }, { board }: { board: Board }, pending: readonly (readonly [string, PlacedWork])[]): Promise<{ job: string; work: Work; at: string }[]> {
  const done: { job: string; work: Work; at: string }[] = [];
  for (const [job, { kind, id, finishedAt }] of pending.flatMap(([job, place]) => (place.kind === 'inspection' || place.finishedAt === null ? [] : [[job, place] as const]))) {
    const found = kind === 'sitting' ? await ofSitting(parts, person, id) : await ofTalk(parts, person, id, finishedAt!, board, job);
    if (found) done.push({ job, ...found });
  }
  return done.toSorted((a, b) => (a.at < b.at ? -1 : 1));
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
