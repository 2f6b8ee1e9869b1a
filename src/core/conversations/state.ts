import type { Text } from '../shared/text.ts';
import type { Reading } from './match.ts';
import type { Act, Flag, Harm, Move, Outcome } from './vocabulary.ts';

/** One thing said: by the operator, the citizen, or another who is there. */
export interface Spoken {
  turn: number;
  by: string;
  text: Text;
}

/** One reply with what it did, for the result: every mark can be shown where it was earned or lost. */
export interface Turn {
  turn: number;
  scene: string;
  moves: readonly Move[];
  phrases: readonly string[];
  readings: readonly Reading[];
  /** Steps that it earned, harms and flags that it was. */
  earned: readonly string[];
  harms: readonly Harm[];
  flags: readonly Flag[];
  mood: number;
  patience: number;
  /** The step of the task that it was for. */
  task: string | null;
}

/** A conversation after some replies. It follows from script and replies alone. */
export interface State {
  scene: string;
  visited: readonly string[];
  turn: number;
  mood: number;
  patience: number;
  /** Facts that he has told, those of the opening included. */
  known: readonly string[];
  /** Topics that he has taken in and that no wrong one contradicts. */
  told: readonly string[];
  /** Steps earned; an explained topic can be lost again. */
  earned: readonly string[];
  done: readonly Act[];
  jargon: number;
  /** Parts of the form that are filled in. */
  parts: number;
  /** What he had got wrong has come to light. */
  cleared: boolean;
  lines: readonly Spoken[];
  turns: readonly Turn[];
  over: Outcome | null;
}
