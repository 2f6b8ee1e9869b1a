import { expect } from 'chai';
import { levelOf } from '../../src/core/catalogue/catalogue.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { assembleForm } from '../../src/core/sittings/assemble.ts';
import { expectedCase, expectedItems } from '../../src/core/sittings/expected.ts';
import { content } from '../support/content.ts';

const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
// The whole examination is 200 forms a level: FORMS=200.
const forms = measuring ? 3 : Number(process.env['FORMS'] ?? 4);

/** What one operator at the cut is expected to score on a form, 0..100. */
function expectedForm(level: number, seed: string): number {
  const { cutTheta, blueprint } = levelOf(content(), level);
  const { cases, items } = assembleForm(content(), level, seed, { seenSeeds: [], seenItems: [] });
  const scores = cases.map((recipe) => {
    const permitCase = generateCase(content(), recipe);
    return expectedCase(content(), permitCase, truthOf(content(), permitCase), cutTheta);
  });
  const knowledge = expectedItems(items.map((id) => content().questions.get(id)!), cutTheta);
  return (blueprint!.caseWeight * scores.reduce((sum, score) => sum + score, 0)) / scores.length + (1 - blueprint!.caseWeight) * knowledge;
}

describe('forms of one level', function () {
  this.timeout(600_000);
  for (const { level } of content().levels)
    it(`are equally hard at level ${level}: the expected score of an operator at the cut differs by at most 1 point (standard deviation), of 100`, () => {
      const scores = Array.from({ length: forms }, (_, at) => expectedForm(level, `form-${at}`));
      const mean = scores.reduce((sum, score) => sum + score, 0) / forms;
      const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / forms);
      console.log(`      level ${level}: ${forms} forms, mean ${mean.toFixed(1)}, standard deviation ${deviation.toFixed(2)}, range ${(Math.max(...scores) - Math.min(...scores)).toFixed(2)}`);
      expect(deviation).to.be.at.most(1);
      expect(new Set(scores).size).to.be.above(1);
    });
});
