import { expect } from 'chai';
import fc from 'fast-check';
import { remembering } from '../../../src/core/shared/remembering.ts';

describe('a remembered function', () => {
  it('answers as the function itself, however many answers it has to forget', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 1, max: 5 }), (values, most) => {
        const square = remembering((value: number) => value * value, most);
        expect(values.map(square)).to.deep.equal(values.map((value) => value * value));
      }),
    );
  });

  it('works for each value once while it is kept, and anew when it was forgotten', () => {
    const worked: string[] = [];
    const upper = remembering((value: string) => (worked.push(value), value.toUpperCase()), 2);
    for (const value of ['a', 'b', 'a', 'c', 'a']) upper(value);
    expect(worked).to.deep.equal(['a', 'b', 'c', 'a']);
  });
});
