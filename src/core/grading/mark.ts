import type { StageId } from '../catalogue/content.ts';
import type { Competency } from '../shared/competency.ts';
import type { CasePart } from './scores.ts';

/** A phrase of the translation files (`grading.*`) with its variables; a variable that is an id of the catalogue is named by the presenter. */
export interface Phrase {
  key: string;
  vars?: Record<string, string | number | readonly string[]>;
}

/**
 * One mark of a grade: why points were won or lost. A total is only ever the sum of its marks, so every lost point can be
 * explained and appealed. Points are of the case's 100; an unfounded finding is a mark out of 0 with negative points.
 */
export interface Mark {
  /** Stable within a grade: `DF/kir-current`, `DEC/reasons`. */
  id: string;
  part: CasePart;
  /** The stage that it is about, where the file came to more than one. */
  stage?: StageId;
  competency: Competency;
  points: number;
  outOf: number;
  expected: Phrase;
  done: Phrase;
  clause: string | null;
  /** The very field: `KIR.validUntil`; null where the mark is not about a place. */
  where: { document: string; field: string } | null;
  /** The actions that prove it; empty when the point is about something not done. */
  evidence: readonly string[];
}

/** What one mark says about ability: a scored opportunity with its difficulty in logits. Scores are 0..1. */
export interface Observation {
  competency: Competency;
  opportunity: string;
  difficulty: number;
  score: number;
}

/** The fatal errors (measurement design 1.5). */
export const criticalCodes = ['CE1', 'CE2', 'CE3', 'CE4', 'CE5', 'CE6'] as const;

/** A critical error fails the sitting whatever the sum. */
export interface Critical {
  code: (typeof criticalCodes)[number];
  phrase: Phrase;
  evidence: readonly string[];
}

export interface Grade {
  /** The version of the rules of grading, so that a later change is a new record beside the old one. */
  version: string;
  /** 0..100, the sum of the marks. */
  total: number;
  marks: readonly Mark[];
  critical: readonly Critical[];
  observations: readonly Observation[];
  decisionRight: boolean;
  /** Defect kinds (D01...) that were there, and whether each was found. */
  defects: readonly { check: string; defect: string; found: boolean }[];
}
