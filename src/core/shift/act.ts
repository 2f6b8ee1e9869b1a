/** What a finished file or conversation came to. Shares 0..1. */
export interface Work {
  /** Share of its points. */
  quality: number;
  /** Share of the points of the decision, or 1 when a citizen was helped (measurement design 2.8: below .5 speed counts nothing). */
  decision: number;
  /** Active minutes of work, and those in which it is to be done. */
  minutes: number;
  sla: number;
  /** A critical error was made in it. */
  critical: boolean;
}

/** Why something in hand is put away or given on. */
export const reasons = ['interrupted', 'paper-missing', 'beyond-authority', 'conflict', 'too-much', 'other'] as const;
export type Reason = (typeof reasons)[number];

/** What an operator does in a shift. Acts are appended and never changed; where everything stands follows from them. */
export type Deed =
  | { type: 'take' | 'resume'; job: string }
  | { type: 'park' | 'wait' | 'escalate' | 'hand-over'; job: string; reason: Reason }
  | { type: 'close'; job: string; work: Work }
  | { type: 'pause' }
  | { type: 'continue' }
  | { type: 'end' };

/** A deed with its moment: minutes of the simulated clock since the beginning, pauses left out. */
export type ShiftAct = Deed & { minute: number };
