import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ShiftAct } from './act.ts';
import { boardAt, type Span } from './board.ts';
import { type BetterAct, betterActs } from './counterfactual.ts';
import type { Arrival, ShiftPlan } from './plan.ts';
import { scoreBoard, type ShiftScore } from './score.ts';

/** One line of the timeline. */
export interface DebriefLine {
  arrival: Arrival;
  /** Where it stood and for how long; a span of no length is left out. */
  spans: readonly Span[];
  /** Minutes that it waited for somebody to take it up, or that it lay parked. */
  waited: number;
}

export interface Debrief {
  score: ShiftScore;
  lines: readonly DebriefLine[];
  /** How many things waited at each minute from 0 to the end. */
  queue: readonly number[];
  /** Where the operator's minutes went: work by kind, and none. They sum to the length of the shift as it was worked. */
  minutes: { application: number; inspection: number; chat: number; call: number; idle: number };
  better: readonly BetterAct[];
}

const length = ({ from, to }: Span): number => to - from;

/** What a shift was like, from the plan and the acts alone: a timeline, what waited, where minutes went, and the acts that would have helped most. */
export function debriefShift(catalogue: Pick<Catalogue, 'shifts'>, plan: ShiftPlan, acts: readonly ShiftAct[]): Debrief {
  const board = boardAt(catalogue, plan, acts, plan.minutes);
  const jobs = [...board.jobs.values()].filter(({ status }) => status !== 'coming');
  const minutes = { application: 0, inspection: 0, chat: 0, call: 0, idle: 0 };
  for (const { arrival, spans } of jobs) for (const span of spans) if (span.status === 'working') minutes[arrival.kind] += length(span);
  minutes.idle = Math.max(0, board.minute - minutes.application - minutes.inspection - minutes.chat - minutes.call);
  const waits = ({ status }: Span): boolean => status === 'waiting' || status === 'parked';
  return {
    score: scoreBoard(catalogue, plan, board),
    lines: jobs.map(({ arrival, spans }) => ({ arrival, spans: spans.filter((span) => length(span) > 0), waited: spans.filter(waits).reduce((sum, span) => sum + length(span), 0) })),
    queue: Array.from({ length: Math.floor(board.minute) + 1 }, (_, minute) => jobs.filter(({ spans }) => spans.some((span) => waits(span) && span.from <= minute && minute < span.to)).length),
    minutes,
    better: betterActs(catalogue, plan, acts),
  };
}
