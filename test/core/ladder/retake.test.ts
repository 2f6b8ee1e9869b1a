import { expect } from 'chai';
import { mayRetake, retakeFrom } from '../../../src/core/ladder/retake.ts';

const first = '2015-05-04T03:00:00.000Z';
const second = '2015-06-01T03:00:00.000Z';
const third = '2015-08-03T03:00:00.000Z';

describe('retake', () => {
  const table: [string, string[], string | null][] = [
    ['none failed', [], null],
    ['14 days after the first', [first], '2015-05-18T03:00:00.000Z'],
    ['30 days after the second, whatever the order', [second, first], '2015-07-01T03:00:00.000Z'],
    ['90 days after the third', [first, second, third], '2015-11-01T03:00:00.000Z'],
    ['90 days after any later one', [first, first, second, third], '2015-11-01T03:00:00.000Z'],
  ];
  for (const [name, failed, expected] of table) it(name, () => expect(retakeFrom(failed)).to.equal(expected));

  it('allows the first moment after the pause, not the one before', () => {
    expect(mayRetake([first], '2015-05-18T02:59:59.999Z')).to.equal(false);
    expect(mayRetake([first], '2015-05-18T03:00:00.000Z')).to.equal(true);
    expect(mayRetake([], first)).to.equal(true);
  });
});
