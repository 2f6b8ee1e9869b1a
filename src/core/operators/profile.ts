/**
 * How a synthetic operator works: probabilities of doing each thing well. They know the truth of a case and blur it; they never see how it is
 * graded, so that the grader is not judged by itself.
 */
export interface Profile {
  open: number;
  lookUp: number;
  detect: number;
  /** Chance to fall for a decoy, and to object to something that is in order. */
  fallFor: number;
  invent: number;
  clause: number;
  decide: 'right' | 'proceed' | 'reject';
  class: number;
  levy: number;
  letter: number;
  reply: number;
  report: number;
  takesOffers: boolean;
  secondsPerStep: readonly [number, number];
  /** Chance to answer a knowledge item rightly. */
  knows: number;
}

const expert: Profile = {
  open: 1,
  lookUp: 1,
  detect: 1,
  fallFor: 0,
  invent: 0,
  clause: 1,
  decide: 'right',
  class: 1,
  levy: 1,
  letter: 1,
  reply: 1,
  report: 1,
  takesOffers: false,
  secondsPerStep: [8, 30],
  knows: 0.97,
};

export const profiles = {
  expert,
  steady: { ...expert, lookUp: 0.97, detect: 0.95, fallFor: 0.04, clause: 0.93, class: 0.95, levy: 0.94, letter: 0.93, reply: 0.94, report: 0.96, knows: 0.88 },
  /** Never misses a defect, slips in small things. */
  sound: { ...expert, fallFor: 0.06, clause: 0.9, class: 0.95, levy: 0.93, letter: 0.92, reply: 0.94, report: 0.97, secondsPerStep: [12, 45], knows: 0.85 },
  learning: { ...expert, open: 0.9, lookUp: 0.7, detect: 0.78, fallFor: 0.2, invent: 0.05, clause: 0.75, class: 0.8, levy: 0.78, letter: 0.75, reply: 0.78, report: 0.8, secondsPerStep: [15, 70], knows: 0.7 },
  hasty: { ...expert, open: 0.6, lookUp: 0.15, detect: 0.5, fallFor: 0.35, invent: 0.1, clause: 0.55, class: 0.7, levy: 0.7, letter: 0.55, reply: 0.6, report: 0.5, secondsPerStep: [2, 8], knows: 0.55 },
  'rubber-stamp': { ...expert, open: 0, lookUp: 0, detect: 0, clause: 0, decide: 'proceed', class: 0, levy: 0, letter: 0, reply: 0, report: 0, secondsPerStep: [1, 4], knows: 0.25 },
  'reject-all': { ...expert, open: 0.3, lookUp: 0, detect: 0, invent: 0.5, clause: 0.2, decide: 'reject', class: 0, levy: 0, letter: 0.2, reply: 0.2, report: 0, secondsPerStep: [1, 6], knows: 0.25 },
  corrupt: { ...expert, takesOffers: true, report: 0 },
} as const satisfies Record<string, Profile>;

export type Archetype = keyof typeof profiles;
/** The archetypes that the command line offers. */
export const demoArchetypes = ['expert', 'hasty', 'rubber-stamp', 'reject-all', 'corrupt'] as const satisfies readonly Archetype[];
