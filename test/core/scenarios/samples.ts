import type { Scenario } from '../../../src/core/scenarios/scenario.ts';

type Recipe = Extract<Scenario['content'], { way: 'recipe' }>;

/** A sound recipe; `change` sets other parts, `content` other parts of the recipe. */
export const recipe = (change: Partial<Scenario> = {}, content: Partial<Recipe> = {}): Scenario => ({
  format: 1,
  code: 'kps-uji',
  title: { id: 'NIK tidak cocok', en: 'Mismatched NIK' },
  goal: { id: 'Peserta mencocokkan identitas.', en: 'The trainee matches identities.' },
  service: 'KPS',
  level: 1,
  minutes: 20,
  content: { way: 'recipe', defects: { how: 'choose', checks: ['nik-match'] }, message: 'offer', seeds: [], dropped: [], ...content },
  claims: [{ robot: 'expert', is: 'at-least', points: 90 }, { robot: 'hasty', is: 'at-most', points: 60 }, { robot: 'corrupt', is: 'fails' }],
  ...change,
});
