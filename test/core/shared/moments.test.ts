import { expect } from 'chai';
import fc from 'fast-check';
import { millisecondsOf } from '../../../src/core/shared/moments.ts';

describe('milliseconds of a moment', () => {
  it('are those of the clock that wrote it', () => {
    fc.assert(fc.property(fc.date({ noInvalidDate: true }), (date) => void expect(millisecondsOf(date.toISOString())).to.equal(date.getTime())));
  });

  it('are as Date.parse says where it is written otherwise, or is none', () => {
    const part = (...values: string[]) => fc.constantFrom(...values);
    const written = fc
      .tuple(part('2015', '0050', '15'), part('01', '00', '13', '02'), part('01', '29', '30', '31', '32', '00'), part('00', '23', '24', '25'), part('00', '59', '60'), part('00', '60'), part('.000', '', '.12', '.1234'), part('Z', '', '+07:00'))
      .map(([year, month, day, hour, minute, second, fraction, zone]) => `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`);
    fc.assert(fc.property(fc.oneof(written, fc.string()), (text) => void expect(millisecondsOf(text)).to.deep.equal(Date.parse(text))), { numRuns: 1000 });
  });
});
