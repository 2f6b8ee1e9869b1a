/** The word that an operator sees for a competency. It can fall as well as rise. */
export const masteryWords = ['not-started', 'practising', 'familiar', 'mastered'] as const;
export type MasteryWord = (typeof masteryWords)[number];

/** Rule 1 of the gate before a test (measurement design, 1.3): how sure the ability must be, and on how much evidence. */
export const abilityGate = { probability: 0.8, observations: 20, se: 0.45 } as const;

/** The evidence on one competency: probability that the ability is at the cut or above, number of scored observations, standard error in logits. */
export interface Evidence {
  probability: number;
  observations: number;
  se: number;
}

/** Whether the evidence fulfils rule 1 of the gate: P >= .80 on at least 20 observations with a standard error of at most .45. */
export function passesAbilityGate({ probability, observations, se }: Evidence): boolean {
  return probability >= abilityGate.probability && observations >= abilityGate.observations && se <= abilityGate.se;
}

/** With fewer observations nothing is said of what somebody can do: half of what the gate asks. */
export const leastForWord = abilityGate.observations / 2;

/**
 * The word of a competency: mastered when rule 1 of the gate holds, familiar from even odds on at least `leastForWord` observations, not-started without any. No word is the
 * name of a level.
 */
export function masteryWord(evidence: Evidence): MasteryWord {
  const { observations, probability } = evidence;
  if (observations === 0) return 'not-started';
  if (passesAbilityGate(evidence)) return 'mastered';
  return probability >= 0.5 && observations >= leastForWord ? 'familiar' : 'practising';
}
