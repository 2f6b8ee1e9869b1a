import { expect } from 'chai';
import fc from 'fast-check';
import { itemStatistics } from '../../../src/core/analysis/classical.ts';
import { type ItemFacts, type ItemSummary, type Meeting, summariesOf } from '../../../src/core/analysis/item-summary.ts';

const summariseItems = (facts: readonly ItemFacts[], meetings: readonly Meeting[]): ItemSummary[] => [...summariesOf(facts, meetings)].filter((summary) => summary !== null);

const fact = (item: string, change: Partial<ItemFacts> = {}): ItemFacts => ({ item, occasions: 10, wears: false, ...change });
const met = (item: string, person: number, score: number, change: Partial<Meeting> = {}): Meeting => ({ item, person, score, minutes: null, version: 1, ...change });

describe('the summary of items', () => {
  it('gives the classical figures of persons by items, whatever the order of the meetings', () => {
    const table = fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(table, (rows) => {
        const items = ['a', 'b', 'c', 'd'];
        const meetings = rows.flatMap((row, person) => row.map((score, at) => met(items[at]!, person, score)));
        const summaries = summariseItems(items.map((item) => fact(item)), meetings.toReversed()); // prettier-ignore
        expect(summaries.map(({ statistics: { p, n } }) => [p, n])).to.deep.equal(itemStatistics(rows, [1, 1, 1, 1]).map(({ p, n }) => [p, n]));
        itemStatistics(rows, [1, 1, 1, 1]).forEach(({ r, d }, at) => {
          const own = summaries[at]!.statistics;
          if (r === null) expect(own.r).to.equal(null);
          else expect(own.r).to.be.closeTo(r, 1e-9);
          expect(own.d).to.be.closeTo(d!, 1e-9);
        });
      }),
    );
  });

  it('takes the mean of a person who met an item several times, and counts each time', () => {
    const [a] = summariseItems([fact('a'), fact('b')], [met('a', 1, 1), met('a', 1, 0), met('a', 2, 1), met('b', 1, 1), met('b', 2, 0), met('gone', 2, 0)]);
    expect([a!.usage.times, a!.usage.persons, a!.statistics.n, a!.statistics.p]).to.deep.equal([4 - 1, 2, 2, 0.75]);
    expect(a!.usage.exposure).to.equal(0.3);
  });

  it('tells the hits, misses and false alarms of a check', () => {
    const alarms = { falseAlarms: 2, correctRejections: 6 };
    const [a] = summariseItems([fact('a', { alarms })], [met('a', 1, 1), met('a', 2, 0), met('a', 3, 1)]);
    expect(a!.check).to.include({ hits: 2, misses: 1, falseAlarms: 2, correctRejections: 6, falseAlarmRate: 0.25 });
    expect(a!.check!.hitRate).to.be.closeTo(2 / 3, 1e-9);
  });

  it('tells what was chosen, and leaves out options that are no more', () => {
    const choice = { options: ['x', 'y', 'z'], key: 'x' };
    const [a] = summariseItems([fact('a', { choice })], [met('a', 1, 1, { option: 'x' }), met('a', 2, 0, { option: 'y' }), met('a', 3, 0, { option: null }), met('a', 4, 0, { option: 'old' })]);
    expect(a!.options!.map(({ option, count, key }) => [option, count, key])).to.deep.equal([['x', 1, true], ['y', 1, false], ['z', 0, false], [null, 1, false]]); // prettier-ignore
  });

  it('finds an item that drifted, one that wears, and calls provisional what rests on too few', () => {
    const rest = (person: number) => Array.from({ length: 4 }, (_, at) => met(`r${at}`, person, (person >> at) % 2));
    const people = Array.from({ length: 480 }, (_, person) => person);
    const meetings = people.flatMap((person) => {
      const young = person >= 240;
      return [...rest(person % 16), met('a', person, person % 3 > 0 && (young || person % 5 === 0) ? 0 : 1, { version: young ? 2 : 1 }), ...rest(person)];
    });
    const facts = [fact('a', { occasions: 500, wears: true }), ...[0, 1, 2, 3].map((at) => fact(`r${at}`))];
    const [a] = summariseItems(facts, meetings);
    expect(a!.versions[1]!.shift).to.be.above(0.3);
    const keys = a!.flags.filter(({ provisional }) => !provisional).map(({ key }) => key);
    expect(keys).to.include.members(['drift', 'overexposed']);
    const few = summariseItems(facts, meetings.slice(0, 45))[0]!;
    expect(few.flags.every(({ key, provisional }) => provisional || key === 'overexposed')).to.equal(true);
  });

  it('is empty for an item that nobody met', () => {
    const [a] = summariseItems([fact('a')], []);
    expect(a).to.deep.include({ flags: [], options: null, check: null, versions: [] });
    expect(a!.statistics.p).to.equal(null);
  });
});
