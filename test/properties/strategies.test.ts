import { expect } from 'chai';
import { byStrategy } from '../../src/core/operators/simulation.ts';
import { stockOf } from '../../src/core/operators/sitting.ts';
import { strategies } from '../../src/core/operators/strategies.ts';
import { calibrationOf } from '../../src/core/sittings/calibration.ts';
import { content } from '../support/content.ts';

const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
// The whole examination is 10,000 tests: STRATEGY_TESTS=10000.
const tests = measuring ? 15 : Number(process.env['STRATEGY_TESTS'] ?? 75);

describe('tests of people who do not look at what is true', function () {
  this.timeout(3_600_000);

  it(`are worth 25 points at most in the mean, and none is passed (${strategies.length} strategies)`, () => {
    const each = Math.ceil(tests / strategies.length);
    const forms = Math.min(60, Math.max(3, Math.round(each / 10)));
    const list = byStrategy(content(), stockOf(content(), 1, 'strategies', forms), { each, seed: 'strategies', calibration: calibrationOf(1) }, () => undefined);
    const mean = list.reduce((sum, entry) => sum + entry.mean, 0) / list.length;
    console.log(`      ${each * list.length} tests, mean ${mean.toFixed(2)}; ${list.map((entry) => `${entry.strategy} ${entry.mean.toFixed(1)}`).join(', ')}`);
    expect(list).to.have.length(15);
    expect(mean).to.be.at.most(25);
    for (const { strategy, passed, byTotal, most } of list) {
      expect(passed, strategy).to.equal(0);
      expect(byTotal, strategy).to.equal(0);
      expect(most, strategy).to.be.below(60);
    }
  });
});
