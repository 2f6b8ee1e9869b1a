import { expect } from 'chai';
import fc from 'fast-check';
import type { Move } from '../../../src/core/conversations/vocabulary.ts';
import { type ReadingMark, readingState } from '../../../src/core/evaluation/readings.ts';

const mark = (...moves: Move[]): ReadingMark => ({ moves, asSuperior: false });
const read = fc.uniqueArray(fc.constantFrom<Move>('greet', 'cost', 'close', 'take-money', 'ask:need'), { maxLength: 4 });
const marks = (count: number) => fc.array(fc.record({ moves: read, asSuperior: fc.boolean() }), { minLength: count, maxLength: count });
const sorted = (state: ReturnType<typeof readingState>) => state.settled && state.moves.toSorted();

describe('what stands of a typed reply', () => {
  it('is the first reading where it is that of the rules, in any order', () => {
    expect(readingState(['greet', 'cost'], [])).to.deep.equal({ settled: false });
    expect(readingState(['greet', 'cost'], [mark('cost', 'greet')])).to.deep.equal({ settled: true, moves: ['cost', 'greet'] });
    expect(readingState([], [mark()])).to.deep.equal({ settled: true, moves: [] });
    expect(readingState([], [mark(), mark('greet'), mark('greet')])).to.deep.equal({ settled: true, moves: [] });
  });

  it('asks for a second marker where the first differs or is the line superior, and for a third where the two differ', () => {
    expect(readingState(['greet'], [mark('greet', 'cost')]).settled).to.equal(false);
    expect(readingState(['greet'], [mark()]).settled).to.equal(false);
    expect(readingState(['greet'], [{ moves: ['greet'], asSuperior: true }]).settled).to.equal(false);
    expect(readingState(['greet'], [{ moves: ['greet'], asSuperior: true }, mark('greet')])).to.deep.equal({ settled: true, moves: ['greet'] });
    expect(readingState(['greet'], [mark('cost'), mark('cost')])).to.deep.equal({ settled: true, moves: ['cost'] });
    // The rules are no marker: a second one who reads what they read settles nothing against the first.
    expect(readingState(['greet'], [mark('cost'), mark('greet')]).settled).to.equal(false);
    expect(readingState(['greet'], [mark('cost'), mark('greet'), mark('greet', 'close')])).to.deep.equal({ settled: true, moves: ['greet'] });
  });

  it('is always settled by three, with each act that two of them have read and no other, whoever was first', () => {
    fc.assert(
      fc.property(read, marks(3), (rules, given) => {
        const all = readingState(rules, given);
        if (!all.settled) return expect.fail('three settle it');
        if (readingState(rules, given.slice(0, 1)).settled || readingState(rules, given.slice(0, 2)).settled) return;
        for (const move of new Set(given.flatMap((each) => each.moves))) expect(all.moves.includes(move)).to.equal(given.filter((each) => each.moves.includes(move)).length >= 2);
        // One who could have settled it alone, had he come first, would have: then there is no third to compare with.
        if (!readingState(rules, [given[1]!]).settled) expect(sorted(readingState(rules, [given[1]!, given[0]!, given[2]!]))).to.deep.equal(sorted(all));
      }),
    );
  });

  it('never comes from the rules alone, and once settled no later mark changes it', () => {
    fc.assert(
      fc.property(read, marks(3), fc.integer({ min: 1, max: 2 }), (rules, given, count) => {
        const before = readingState(rules, given.slice(0, count));
        if (!before.settled) return;
        expect(given.slice(0, count).some(({ moves }) => moves.length === before.moves.length && moves.every((move) => before.moves.includes(move)))).to.equal(true);
        expect(sorted(readingState(rules, given))).to.deep.equal(sorted(before));
      }),
    );
  });
});
