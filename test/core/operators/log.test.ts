import { expect } from 'chai';
import fc from 'fast-check';
import { isoOf } from '../../../src/core/operators/log.ts';

describe('times in the log of a robot', () => {
  it('are written as everywhere else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.parse('2199-12-31') }), (milliseconds) => {
        expect(isoOf(milliseconds)).to.equal(new Date(milliseconds).toISOString());
      }),
    );
    expect(isoOf(Date.parse('2015-06-01T23:59:59.999Z'))).to.equal('2015-06-01T23:59:59.999Z');
  });
});
