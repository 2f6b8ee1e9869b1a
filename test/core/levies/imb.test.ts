import { expect } from 'chai';
import { computeLevy, exampleOf, oneWrongInput, versionOn } from '../../../src/core/levies/formula.ts';
import { content } from '../../support/content.ts';

const formula = () => content().levies.get('imb')!;
const inForce = () => versionOn(formula(), '2015-05-28');

describe('building permit levy', () => {
  it('gives the published example: 100 m² x 0.3125 x 4.500 = Rp140.625', () => {
    const version = { ...inForce(), constants: { unitPrice: 4500 } };
    const { amount, steps } = computeLevy(formula(), version, { ...exampleOf(formula()), area: 100, density: 'Sedang' });
    expect(amount).to.equal(140_625);
    expect(steps.map(({ value }) => value)).to.deep.equal([0.625, 0.3125, 140_625, 0, 140_625]);
  });

  it('gives the dwelling of case C09: 176 m² x 0.3275 x 20.000 = Rp1.152.800', () => {
    const { amount, steps } = computeLevy(formula(), inForce(), exampleOf(formula()));
    expect(amount).to.equal(1_152_800);
    expect(steps.slice(0, 2).map(({ value }) => value)).to.deep.equal([0.655, 0.3275]);
  });

  const cases: [what: string, change: Record<string, number | string>, amount: number][] = [
    ['medium repair counts 0.45', { work: 'Rehabilitasi sedang' }, 518_760],
    ['a fence of 30 m adds its volume x index x price', { infrastructureVolume: 30 }, 1_302_800],
    ['a fence of a repair counts 0.45 too', { work: 'Rehabilitasi sedang', infrastructureVolume: 30 }, 586_260],
    ['a place of worship pays for nothing but its fence', { function: 'Keagamaan', infrastructureVolume: 30 }, 150_000],
    ['a shop counts 3.00', { function: 'Usaha' }, 6_916_800],
    ['a building for six months counts 0.40', { duration: 'Sementara' }, 461_120],
    ['nothing is built', { area: 0 }, 0],
  ];
  for (const [what, change, amount] of cases)
    it(what, () => expect(computeLevy(formula(), inForce(), { ...exampleOf(formula()), ...change }).amount).to.equal(amount));

  it('knows the amounts of one wrong index, never the right one', () => {
    const wrong = oneWrongInput(formula(), inForce(), exampleOf(formula()), 1_152_800);
    expect(wrong).to.include(518_760).and.to.include(6_916_800);
    expect(wrong).not.to.include(1_152_800);
  });

  it('refuses an index that the guideline does not know', () => {
    expect(() => computeLevy(formula(), inForce(), { ...exampleOf(formula()), density: 'Sangat padat' })).to.throw(RangeError, 'density');
  });
});

describe('map printing charge', () => {
  it('is Rp50.000 a sheet', () => {
    const charge = content().levies.get('map-printing')!;
    expect(computeLevy(charge, versionOn(charge, '2015-05-28'), { sheets: 3 }).amount).to.equal(150_000);
  });
});
