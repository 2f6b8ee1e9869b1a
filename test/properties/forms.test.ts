import { expect } from 'chai';
import { assembleForm } from '../../src/core/sittings/assemble.ts';
import { measureForm } from '../../src/core/sittings/curve.ts';
import { content } from '../support/content.ts';

const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
// The whole examination is 200 forms a level: FORMS=200.
const forms = measuring ? 3 : Number(process.env['FORMS'] ?? 4);

/** What one operator at the cut is expected to score on a form, 0..100: its raw cut before rounding. */
const expectedForm = (level: number, seed: string): number =>
  measureForm(content(), level, assembleForm(content(), level, seed, { seenSeeds: [], seenItems: [] })).curve[2]!.expected;

describe('forms of one level', function () {
  this.timeout(600_000);
  for (const { level } of content().levels)
    it(`are equally hard at level ${level}: the expected score of an operator at the cut differs by at most .75 points (standard deviation) and 3 (range), of 100`, () => {
      const scores = Array.from({ length: forms }, (_, at) => expectedForm(level, `form-${at}`));
      const mean = scores.reduce((sum, score) => sum + score, 0) / forms;
      const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / forms);
      console.log(`      level ${level}: ${forms} forms, mean ${mean.toFixed(1)}, standard deviation ${deviation.toFixed(2)}, range ${(Math.max(...scores) - Math.min(...scores)).toFixed(2)}`);
      expect(deviation).to.be.at.most(0.75);
      expect(Math.max(...scores) - Math.min(...scores)).to.be.at.most(3);
      expect(new Set(scores).size).to.be.above(1);
    });
});
