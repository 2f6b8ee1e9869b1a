import { expect } from 'chai';
import type { LevyFormula } from '../../../src/core/catalogue/content.ts';
import { faultOf } from '../../../src/core/levies/examine.ts';
import { content } from '../../support/content.ts';
import { sampleFormula, withSteps } from './sample-formula.ts';

function changed(change: (formula: LevyFormula) => void): LevyFormula {
  const formula = sampleFormula();
  change(formula);
  return formula;
}

const number = (formula: LevyFormula) => formula.inputs[0]! as Extract<LevyFormula['inputs'][number], { kind: 'number' }>;
const later = 'version 2014-01-01';

describe('what is wrong with a formula', () => {
  it('is nothing in the sample and in the pack of this repository', () => {
    expect(faultOf(sampleFormula())).to.equal(null);
    for (const formula of content().levies.values()) expect(faultOf(formula), formula.id).to.equal(null);
  });

  const faults: [string, LevyFormula, string][] = [
    ['an unknown operand', withSteps([{ op: 'sum', of: ['area', 'nose'] }]), `${later}: step "stepa" uses "nose", which is not known before it`],
    ['an unknown operand of a pair', withSteps([{ op: 'weigh', of: [['area', 1], [1, 'nose']] }]), 'uses "nose"'],
    ['a step that comes later', withSteps([{ op: 'sum', of: ['stepb', 1] }, { op: 'sum', of: ['area', 1] }]), 'step "stepa" uses "stepb", which is not known before it'],
    ['itself', withSteps([{ op: 'sum', of: ['stepa', 1] }]), 'step "stepa" uses "stepa"'],
    ['a constant that one version lacks', changed(({ versions }) => delete versions[1]!.constants['constant']), 'version 2012-01-01: step "both" uses "constant"'],
    ['a table that lacks an option', changed(({ versions }) => delete versions[0]!.tables['use']!['shop']), `${later}: table "use" lacks "shop"`],
    ['a table that is not there', changed(({ versions }) => (versions[1]!.tables = {})), 'version 2012-01-01: table "use" lacks "home"'],
    ['brackets that are not there', changed(({ versions }) => delete versions[0]!.brackets['size']), `${later}: step "rate" uses brackets "size", which are missing`],
    ['slices that are not there', changed(({ versions }) => delete versions[0]!.brackets['stages']), 'step "staged" uses brackets "stages", which are missing'],
    ['brackets that do not rise', changed(({ versions }) => (versions[0]!.brackets['size'] = [{ upTo: 100, rate: 1 }, { upTo: 100, rate: 2 }])), `${later}: brackets "size" do not rise`],
    ['an open bracket before another', changed(({ versions }) => (versions[0]!.brackets['size'] = [{ upTo: null, rate: 1 }, { upTo: 100, rate: 2 }])), 'brackets "size" do not rise'],
    ['two versions of one day', changed(({ versions }) => (versions[1]!.effective = '2014-01-01')), `${later}: stands twice`],
    ['a step named like a constant', changed(({ steps }) => (steps[0]!.id = 'constant')), `${later}: the name "constant" stands twice`],
    ['a division by nought', withSteps([{ op: 'quotient', of: ['area', 0] }]), `${later}: step "stepa" may divide by zero`],
    ['a division by a constant that is nought', changed(({ versions }) => (versions[0]!.constants['divisor'] = 0)), 'step "part" may divide by zero'],
    ['a division by an input that can be nought', withSteps([{ op: 'quotient', of: [1, 'area'] }]), 'may divide by zero'],
    ['a division by a choice that can be nought', changed((formula) => { formula.steps = withSteps([{ op: 'quotient', of: [1, 'use'] }]).steps; formula.versions[0]!.tables['use']!['shop'] = 0; }), 'may divide by zero'],
    ['a division by a step, which is not proved', withSteps([{ op: 'sum', of: ['area', 1] }, { op: 'quotient', of: [1, 'stepa'] }]), 'step "stepb" may divide by zero'],
    ['an example out of range', changed((formula) => (number(formula).example = 1001)), `${later}: the example does not compute: area: a number from 0 to 1000 expected`],
    ['an example that is no option', changed((formula) => ((formula.inputs[1] as { example: string }).example = 'factory')), 'the example does not compute: use: one of home, shop expected'],
    ['an example beyond the last bracket', changed(({ versions }) => (versions[0]!.brackets['size'] = [{ upTo: 100, rate: 1 }])), 'the example does not compute: rate: beyond the last bracket'],
  ];
  for (const [what, formula, reason] of faults) it(what, () => expect(faultOf(formula)).to.include(reason));

  it('is nothing where the divisor cannot be nought', () => {
    expect(faultOf(withSteps([{ op: 'quotient', of: ['area', 3] }]))).to.equal(null);
    expect(faultOf(withSteps([{ op: 'quotient', of: ['area', 'use'] }]))).to.equal(null);
    for (const [min, max] of [[1, 1000], [-1000, -1]] as const) {
      const formula = withSteps([{ op: 'quotient', of: [1, 'area'] }]);
      Object.assign(number(formula), { min, max, example: min });
      expect(faultOf(formula)).to.equal(null);
    }
  });
});
