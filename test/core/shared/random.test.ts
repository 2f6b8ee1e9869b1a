import { expect } from 'chai';
import fc from 'fast-check';
import { randomFrom, type Random } from '../../../src/core/shared/random.ts';

const draws = (random: Random, n: number) => Array.from({ length: n }, () => random.int(0, 1_000_000));

/** Chi-square of counts against equal shares. */
const chiSquare = (counts: number[], total: number) =>
  counts.reduce((sum, count) => sum + (count - total / counts.length) ** 2 / (total / counts.length), 0);

describe('seeded randomness', () => {
  it('repeats the same values for the same seed and stream', () => {
    expect(draws(randomFrom('form-1', 'names'), 20)).to.deep.equal(draws(randomFrom('form-1', 'names'), 20));
    expect(draws(randomFrom(7), 5)).to.deep.equal(draws(randomFrom('7', ''), 5));
  });

  it('keeps its values over releases: stored forms are generated again from their seed', () => {
    const random = randomFrom('tangga', 'cases');
    expect([random.int(1, 100), random.int(1, 100), random.int(1, 100), random.float()]).to.deep.equal([
      62, 72, 93, 0.7759233535052747,
    ]);
  });

  it('gives other values for another seed, another stream, and another split between them', () => {
    const first = draws(randomFrom('a', 'b'), 5);
    for (const other of [randomFrom('b', 'b'), randomFrom('a', 'c'), randomFrom('ab'), randomFrom('a')]) {
      expect(draws(other, 5)).to.not.deep.equal(first);
    }
  });

  it('spreads the first draws of neighbouring seeds and streams evenly', () => {
    for (const at of [(i: number) => randomFrom(i), (i: number) => randomFrom('form', `case-${i}`)]) {
      const counts = new Array<number>(100).fill(0);
      for (let i = 0; i < 20_000; i++) counts[at(i).int(0, 99)]!++;
      expect(chiSquare(counts, 20_000)).to.be.within(55, 160); // 99 degrees of freedom, fixed seeds
    }
  });

  it('draws whole numbers between the bounds, both reached, all equally likely', () => {
    const random = randomFrom(1);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[random.int(1, 6) - 1]!++;
    expect(chiSquare(counts, 60_000)).to.be.below(20.5); // p = .001 at 5 degrees of freedom
    fc.assert(
      fc.property(fc.integer(), fc.maxSafeInteger(), fc.maxSafeInteger(), (seed, a, b) => {
        const [min, max] = a < b ? [a, b] : [b, a];
        fc.pre(max - min < 2 ** 53);
        const value = randomFrom(seed).int(min, max);
        expect(Number.isSafeInteger(value)).to.equal(true);
        expect(value).to.be.within(min, max);
      }),
    );
  });

  it('draws again where a value fills no equal slice, in small and in huge spans', () => {
    for (const size of [3 * 2 ** 30, 3 * 2 ** 51]) {
      const random = randomFrom(size);
      const low = Array.from({ length: 2000 }, () => random.int(0, size - 1)).filter(
        (value) => value < size / 2,
      ).length;
      expect(low).to.be.within(900, 1100);
    }
  });

  it('refuses bounds that hold no whole number', () => {
    const random = randomFrom(1);
    expect(() => random.int(2, 1)).to.throw(RangeError, 'int');
    expect(() => random.int(0.5, 2)).to.throw(RangeError);
    expect(() => random.int(0, 2.5)).to.throw(RangeError);
    expect(() => random.int(0, Infinity)).to.throw(RangeError);
    expect(() => random.int(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).to.throw(RangeError);
  });

  it('is true with the chance that was asked for', () => {
    const random = randomFrom('chance');
    const hits = (p: number) => Array.from({ length: 10_000 }, () => random.chance(p)).filter(Boolean).length;
    expect(hits(0)).to.equal(0);
    expect(hits(1)).to.equal(10_000);
    expect(hits(0.3)).to.be.within(2850, 3150);
  });

  it('draws floats in [0, 1) with mean one half', () => {
    const random = randomFrom('float');
    const values = Array.from({ length: 10_000 }, () => random.float());
    expect(Math.min(...values)).to.be.at.least(0);
    expect(Math.max(...values)).to.be.below(1);
    expect(values.reduce((a, b) => a + b) / values.length).to.be.within(0.49, 0.51);
  });

  it('picks, samples and shuffles elements of the list and leaves the list alone', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (seed, list, k) => {
          const before = [...list];
          const random = randomFrom(seed);
          const n = k % (list.length + 1);
          expect(list).to.include(random.pick(list));
          const sample = random.sample(list, n);
          expect(new Set(sample).size).to.equal(n);
          expect(sample.every((value) => list.includes(value))).to.equal(true);
          expect(random.shuffle(list)).to.have.members(list);
          expect(list).to.deep.equal(before);
        },
      ),
    );
  });

  it('shuffles into every order equally often', () => {
    const random = randomFrom('orders');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).to.equal(6);
    expect(chiSquare([...counts.values()], 6000)).to.be.below(20.5);
  });

  it('refuses to pick from nothing or to take more than there is', () => {
    const random = randomFrom(1);
    expect(() => random.pick([])).to.throw(RangeError, 'empty');
    for (const n of [3, -1, 0.5]) expect(() => random.sample([1, 2], n)).to.throw(RangeError, 'n:');
  });
});
