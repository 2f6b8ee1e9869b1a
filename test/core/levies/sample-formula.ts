import { files, type LevyFormula, type LevyStep } from '../../../src/core/catalogue/content.ts';

const named = (id: string) => ({ id, name: { id, en: id } });

/** A formula with two inputs, every op and two tariffs, as the pack would have it; a test changes one part. */
export function sampleFormula(): LevyFormula {
  const text = { id: 'a', en: 'a' };
  const { levies } = files['levies.yaml'].parse({
    levies: [
      {
        id: 'sample',
        name: text,
        clause: 'any',
        inputs: [
          { ...named('area'), kind: 'number', unit: 'm2', min: 0, max: 1000, example: 120, slips: [{ set: 100 }, { add: 20 }, { add: 5000 }, { set: -1 }] },
          { ...named('use'), kind: 'choice', options: [named('home'), named('shop')], example: 'home' },
        ],
        steps: [
          { ...named('both'), op: 'sum', of: ['area', 30, 'constant'] },
          { ...named('times'), op: 'product', of: ['both', 'use'] },
          { ...named('mixed'), op: 'weigh', of: [['constant', 'area'], [0.5, 'use']] },
          { ...named('part'), op: 'quotient', of: ['mixed', 'divisor'] },
          { ...named('rate'), op: 'bracket', of: 'area', table: 'size' },
          { ...named('staged'), op: 'slices', of: 'area', table: 'stages' },
          { ...named('due'), op: 'sum', of: ['part', 'staged', 'rate'] },
        ],
        versions: [
          {
            effective: '2014-01-01',
            constants: { constant: 0.1, divisor: 3 },
            tables: { use: { home: 1, shop: 2.5 } },
            brackets: { size: [{ upTo: 100, rate: 7 }, { upTo: 200, rate: 9 }, { upTo: null, rate: 11 }], stages: [{ upTo: 50, rate: 1000 }, { upTo: 100, rate: 2000 }, { upTo: null, rate: 3000 }] },
            source: 'a',
            confidence: 'training',
          },
          {
            effective: '2012-01-01',
            constants: { constant: 0.2, divisor: 3 },
            tables: { use: { home: 1, shop: 2 } },
            brackets: { size: [{ upTo: null, rate: 5 }], stages: [{ upTo: null, rate: 1000 }] },
            source: 'a',
            confidence: 'training',
          },
        ],
      },
    ],
  });
  return levies[0]!;
}

type Nameless<Step> = Step extends LevyStep ? Omit<Step, 'name' | 'id'> : never;

/** The same formula with these steps alone, named stepa, stepb... */
export const withSteps = (steps: Nameless<LevyStep>[]): LevyFormula => ({
  ...sampleFormula(),
  steps: steps.map((step, at) => ({ ...named(`step${'abcdef'[at]}`), ...step }) as LevyStep),
});
