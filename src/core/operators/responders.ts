import { competencies, type Competency } from '../shared/competency.ts';
import type { Random } from '../shared/random.ts';
import { normal, type Responder } from './responder.ts';

const even = (theta: number): Record<Competency, number> => Object.fromEntries(competencies.map((competency) => [competency, theta])) as Record<Competency, number>;

/** An operator of one general ability, logits, with nothing peculiar. */
export const plainResponder = (theta: number, caseSpread: number): Responder => ({ theta: even(theta), strictness: 0, caseSpread, takes: 0, guess: 0, fatigue: 0, pace: 0.6 });

/** Seven abilities with this mean and standard deviation 1, every two of which correlate by r. */
export function sevenAbilities(mean: number, r: number, random: Random): Record<Competency, number> {
  const common = Math.sqrt(r) * normal(random);
  return Object.fromEntries(competencies.map((competency) => [competency, mean + common + Math.sqrt(1 - r) * normal(random)])) as Record<Competency, number>;
}

type Trait = Partial<Omit<Responder, 'theta' | 'caseSpread'>> & { general: number; apart?: Partial<Record<Competency, number>> };

/** The operators of measurement design 6, by their ability relative to the cut in logits and by what is peculiar to them. */
const traits = {
  expert: { general: 2.5 },
  solid: { general: 1 },
  'borderline-above': { general: 0.25 },
  'borderline-below': { general: -0.25 },
  'careless-fast': { general: 0.2, apart: { WKT: -1.5, VER: -0.8 }, pace: 0.15 },
  'slow-careful': { general: 0.5, apart: { VER: 1 }, pace: 1.4 },
  'over-strict': { general: 0.5, strictness: 1.2 },
  'over-lenient': { general: 0.5, strictness: -1.2 },
  'law-not-letters': { general: 0.3, apart: { REG: 1, KEP: -1.8 } },
  'letters-not-law': { general: 0.3, apart: { REG: -1.8, KEP: 1 } },
  'weak-guide': { general: 0.5, apart: { PMD: -2.5 } },
  corruptible: { general: 1, takes: 0.3 },
  guesser: { general: -1, guess: 0.5 },
  copier: { general: -0.5, apart: { VER: -1, KEP: -1 } },
  fatigued: { general: 0.5, fatigue: 0.3 },
} as const satisfies Record<string, Trait>;

export type Kind = keyof typeof traits;
export const kinds = Object.keys(traits) as Kind[];

/** One of these operators at a level whose cut lies at this ability. */
export function responderOf(kind: Kind, cutAbility: number, caseSpread: number): Responder {
  const { general, apart = {}, ...rest }: Trait = traits[kind];
  const theta = even(cutAbility + general);
  for (const [competency, more] of Object.entries(apart)) theta[competency as Competency] += more;
  return { ...plainResponder(0, caseSpread), ...rest, theta };
}
