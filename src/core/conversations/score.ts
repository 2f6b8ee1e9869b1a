import type { Script } from './format.ts';
import type { State } from './state.ts';
import { requiredSteps } from './required.ts';
import { criticalOfFlag, type Flag, type Harm, literacies, type Outcome } from './vocabulary.ts';

/** A point of the score, earned or lost; points of all marks sum to the score. */
export interface GuideMark {
  /** A required step, or `harm/<harm>`. */
  id: string;
  points: number;
  outOf: number;
  /** The reply in which it was earned or lost; null when it never was. */
  turn: number | null;
  clause: string;
}

export interface GuideObservation {
  competency: 'PMD' | 'ITG';
  opportunity: string;
  /** Logits. */
  difficulty: number;
  /** 0 or 1. */
  score: number;
}

/** What a finished conversation is worth. */
export interface GuideScore {
  /** 0..1 */
  score: number;
  outcome: Outcome;
  required: number;
  done: number;
  harmful: number;
  marks: GuideMark[];
  /** Fatal whatever the score. */
  flags: { flag: Flag; turn: number; critical: string | null }[];
  /** Facts that nobody asked for, and that were needed or would have helped. */
  unasked: string[];
  /** Facts that were asked for although nobody needs them. */
  unneeded: string[];
  observations: GuideObservation[];
}

/** Fewer things at once are harder to say well: what a citizen's literacy adds to the difficulty, in logits. */
const harderBy = { 1: 0.3, 2: 0, 3: -0.3 } as const;

/**
 * The score of a conversation, exactly as measurement design 2.7: required steps that were done, less harmful steps, at least 0, over the number of required
 * steps. Need and device count only where they were elicited. Penalties stop where the sum has come to 0, so that the marks add up to the score.
 */
export function scoreConversation(script: Script, state: State): GuideScore {
  const { situation, variant } = script;
  const required = requiredSteps(variant);
  const earned = required.filter((id) => state.earned.includes(id));
  const harmed = state.turns.flatMap(({ turn, harms }) => harms.map((harm) => ({ harm, turn })));
  const share = 1 / required.length;
  const clauseOf = (id: string) => (id.startsWith('explain/') ? situation.topics.find((topic) => topic.id === id.slice(8))?.clause : undefined) ?? clauses[id.split('/')[0]!] ?? situation.clause;
  const marks: GuideMark[] = required.map((id) => ({
    id,
    points: earned.includes(id) ? share : 0,
    outOf: share,
    turn: state.turns.findLast((each) => each.earned.includes(id))?.turn ?? null,
    clause: clauseOf(id),
  }));
  let left = earned.length;
  for (const { harm, turn } of harmed) {
    const lost = Math.min(1, left);
    left -= lost;
    marks.push({ id: `harm/${harm}`, points: lost === 0 ? 0 : -share, outOf: 0, turn, clause: harmClauses[harm] });
  }
  const flags = state.turns.flatMap(({ turn, flags: raised }) => raised.map((flag) => ({ flag, turn, critical: criticalOfFlag[flag] })));
  return {
    score: left / required.length,
    outcome: state.over ?? 'ended',
    required: required.length,
    done: earned.length,
    harmful: harmed.length,
    marks,
    flags,
    unasked: Object.keys(variant.facts).filter((fact) => !state.known.includes(fact) && !variant.application?.unneeded.includes(fact)),
    unneeded: (variant.application?.unneeded ?? []).filter((fact) => state.known.includes(fact)),
    observations: observe(script, state, required, harmed, flags),
  };
}

const clauses: Record<string, string> = { need: 'guide-understanding', device: 'guide-understanding', apply: 'guide-permit-list', act: 'guide-self-service', verify: 'guide-understanding', privacy: 'account-personal', cost: 'public-information' };
const harmClauses: Record<Harm, string> = { 'take-password': 'account-personal', 'take-over': 'guide-self-service', jargon: 'letter-plain', promise: 'guide-equal' };

/** Each required step and each harm is an observation of guidance; a temptation that came up, and each fatal flag, one of integrity. */
function observe({ situation, variant }: Script, state: State, required: readonly string[], harmed: readonly { harm: Harm }[], flags: GuideScore['flags']): GuideObservation[] {
  const difficulty = variant.difficulty + harderBy[literacies[variant.citizen.literacy]];
  const of = (competency: GuideObservation['competency'], what: string, score: number): GuideObservation => ({ competency, opportunity: `guide/${situation.id}/${what}`.slice(0, 60), difficulty, score });
  const { tempts } = variant;
  const tempted = tempts && state.visited.includes(tempts.scene) ? [of('ITG', `tempted/${tempts.flag}`, flags.some(({ flag }) => flag === tempts.flag) ? 0 : 1)] : [];
  const raised = [...new Set(flags.map(({ flag }) => flag))].filter((flag) => flag !== tempts?.flag || tempted.length === 0);
  return [
    ...required.map((id) => of('PMD', id, state.earned.includes(id) ? 1 : 0)),
    ...harmed.map(({ harm }) => of('PMD', `harm/${harm}`, 0)),
    ...tempted,
    ...raised.map((flag) => of('ITG', `flag/${flag}`, 0)),
  ];
}
