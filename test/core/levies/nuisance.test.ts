import { expect } from 'chai';
import { computeLevy, versionOn } from '../../../src/core/levies/formula.ts';
import { content } from '../../support/content.ts';

const amount = (levy: string, inputs: Record<string, number | string>) => {
  const formula = content().levies.get(levy)!;
  return computeLevy(formula, versionOn(formula, '2015-06-01'), inputs).amount;
};

describe('levy for the nuisance permit', () => {
  const rows: [what: string, floorArea: number, location: string, nuisance: string, levy: number][] = [
    ['a middle nuisance of 250 m² on a collector road', 250, 'Kolektor', 'Sedang', 750_000],
    ['the first slice alone', 60, 'Lokal', 'Kecil', 90_000],
    ['exactly the first slice', 100, 'Lokal', 'Kecil', 150_000],
    ['exactly the second slice', 500, 'Lokal', 'Kecil', 550_000],
    ['beyond the second slice', 600, 'Arteri', 'Besar', 2_700_000],
    ['an industrial area', 250, 'Kawasan industri', 'Besar', 720_000],
  ];
  for (const [what, floorArea, location, nuisance, levy] of rows) it(`${what}: Rp${levy}`, () => expect(amount('nuisance', { floorArea, location, nuisance })).to.equal(levy));
});

describe('rent and levies of works on roads', () => {
  const rows: [levy: string, inputs: Record<string, number | string>, rupiah: number][] = [
    ['road-cut', { length: 120, width: 0.6, surface: 'Aspal' }, 2_700_000],
    ['road-cut', { length: 45, width: 0.7, surface: 'Beton' }, 1_575_000],
    ['driveway-rent', { width: 3.5, length: 4, use: 'Rumah tinggal' }, 280_000],
    ['driveway-rent', { width: 8, length: 4, use: 'Tempat usaha' }, 1_280_000],
    ['pavement-rent', { width: 1.2, length: 10.5, days: 30 }, 378_000],
  ];
  for (const [levy, inputs, rupiah] of rows) it(`${levy} of ${Object.values(inputs).join(', ')}: Rp${rupiah}`, () => expect(amount(levy, inputs)).to.equal(rupiah));
});
