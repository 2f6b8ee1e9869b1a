import { expect } from 'chai';
import { computeLevy, exampleOf, oneWrongInput, versionOn } from '../../../src/core/levies/formula.ts';
import { content } from '../../support/content.ts';

const formula = content().levies.get('advertising-permanent')!;
const version = versionOn(formula, '2015-05-28');
const billboard = { width: 4, height: 6, sides: 1, count: 1, days: 365, heightAboveGround: 6, roadClass: 'A' };
const tax = (change: object = {}) => computeLevy(formula, version, { ...billboard, ...change }).amount;

describe('tax on permanent advertising', () => {
  it('of a billboard of 4 x 6 m, one side, class A, for a year is Rp13.140.000', () => {
    expect(tax()).to.equal(13_140_000);
    expect(computeLevy(formula, version, billboard).steps).to.deep.equal([
      { id: 'area', value: 24 },
      { id: 'elevation', value: 1 },
      { id: 'rentalValue', value: 52_560_000 },
      { id: 'tax', value: 13_140_000 },
    ]);
    expect(tax(exampleOf(formula))).to.equal(13_140_000);
  });

  const rows: [string, object, number][] = [
    ['exactly 15 m above the ground bears no factor', { heightAboveGround: 15 }, 13_140_000],
    ['above 15 m it is a quarter more', { heightAboveGround: 15.5 }, 16_425_000],
    ['two sides', { sides: 2 }, 26_280_000],
    ['two boards', { count: 2 }, 26_280_000],
    ['class B', { roadClass: 'B' }, 8_760_000],
    ['class C, half a year, 18 m high', { roadClass: 'C', days: 182, heightAboveGround: 18 }, 2_730_000],
  ];
  for (const [what, change, amount] of rows) it(what, () => expect(tax(change)).to.equal(amount));

  it('knows the slip of the forgotten factor, and of the factor that is not due', () => {
    expect(oneWrongInput(formula, version, { ...billboard, heightAboveGround: 18 }, 16_425_000)).to.include(13_140_000);
    expect(oneWrongInput(formula, version, billboard, 13_140_000)).to.include(16_425_000);
  });

  it('has the same rates and the same result as that on temporary advertising, height aside', () => {
    const temporary = content().levies.get('advertising')!;
    const banner = { width: 1, height: 5, sides: 1, count: 4, days: 14, roadClass: 'B' };
    expect(computeLevy(temporary, versionOn(temporary, '2015-05-28'), banner).amount).to.equal(280_000);
    expect(tax({ ...banner, heightAboveGround: 4 })).to.equal(280_000);
  });
});
