import { expect } from 'chai';
import { computeLevy, exampleOf, oneWrongInput, versionOn } from '../../../src/core/levies/formula.ts';
import { content } from '../../support/content.ts';

const formula = content().levies.get('route-permit')!;
const version = versionOn(formula, '2015-05-28');
const levy = (seats: number, kind: string, vehicles = 1) => computeLevy(formula, version, { seats, kind, vehicles }).amount;

describe('levy of the route permit', () => {
  const rows: [seats: number, fresh: number, renewal: number][] = [
    [4, 1_250_000, 500_000],
    [8, 1_250_000, 500_000],
    [9, 1_500_000, 750_000],
    [16, 1_500_000, 750_000],
    [17, 1_750_000, 1_000_000],
    [28, 1_750_000, 1_000_000],
    [29, 2_000_000, 1_250_000],
  ];
  for (const [seats, fresh, renewal] of rows)
    it(`${seats} seats: Rp${fresh} for a new permit, Rp${renewal} for a renewal`, () => {
      expect(levy(seats, 'Baru')).to.equal(fresh);
      expect(levy(seats, 'Perpanjangan')).to.equal(renewal);
    });

  it('is due for each vehicle', () => {
    expect(levy(12, 'Baru', 7)).to.equal(10_500_000);
    expect(levy(19, 'Perpanjangan', 3)).to.equal(3_000_000);
    expect(computeLevy(formula, version, exampleOf(formula)).amount).to.equal(4_500_000);
  });

  it('knows the slips: another bracket, one vehicle only, the other kind of application', () => {
    expect(oneWrongInput(formula, version, { seats: 12, kind: 'Baru', vehicles: 3 }, 4_500_000)).to.have.members([3_750_000, 5_250_000, 6_000_000, 1_500_000, 2_250_000]);
  });

  it('refuses a kind of application that has no rate, and no vehicle at all', () => {
    expect(() => levy(12, 'Balik nama')).to.throw(RangeError, 'kind: one of Baru, Perpanjangan expected');
    expect(() => levy(12, 'Baru', 0)).to.throw(RangeError, 'vehicles');
  });
});
