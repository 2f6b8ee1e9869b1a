import { expect } from 'chai';
import fc from 'fast-check';
import { formUntil, itemPlaces } from '../../../src/core/sittings/places.ts';

describe('the places of a sitting', () => {
  it('give the items what the cases leave, part by part', () => {
    expect(itemPlaces([1, 2, 3], 2)).to.deep.equal([4, 5]);
    expect(itemPlaces([1, 2, 6, 7], 5)).to.deep.equal([3, 4, 5, 8, 9]);
    expect(itemPlaces([], 2)).to.deep.equal([1, 2]);
    expect(itemPlaces([1], 0)).to.deep.equal([]);
  });

  it('are each of one case or one item, without a gap', () => {
    const parts = fc.array(fc.record({ cases: fc.nat(9), items: fc.nat(20) }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, (list) => {
        const cases: number[] = [];
        const items: number[] = [];
        let next = 1;
        for (const part of list) {
          for (let at = 0; at < part.cases; at++) cases.push(next++);
          for (let at = 0; at < part.items; at++) items.push(next++);
        }
        expect(itemPlaces(cases, items.length)).to.deep.equal(items);
      }),
    );
  });
});

describe('the form of an extended test', () => {
  const later = (part: number, from: number, begunAt: string) => ({ part, from, items: [`item-${part}`], cut: 70 + part / 10, begunAt });
  const parts = [later(2, 49, '2015-06-01T03:00:00.000Z'), later(3, 60, '2015-06-01T05:00:00.000Z')];
  const first = { items: ['item-1'], cut: 70.1 };
  const table: [string, string, string[], number, number[]][] = [
    ['before the second part', '2015-06-01T02:00:00.000Z', ['item-1'], 70.1, [48]],
    ['in the second part', '2015-06-01T03:00:00.000Z', ['item-1', 'item-2'], 70.2, [48, 49, 59]],
    ['at the end', '9999', ['item-1', 'item-2', 'item-3'], 70.3, [48, 49, 59, 60]],
  ];
  for (const [name, at, items, cut, places] of table)
    it(`is that of the parts that had begun: ${name}`, () => {
      const form = formUntil(first, parts, at);
      expect([form.items, form.cut]).to.deep.equal([items, cut]);
      expect([48, 49, 59, 60].filter((place) => form.has(place))).to.deep.equal(places);
    });

  it('without later parts is the first, also one without a cut', () => {
    expect(formUntil({ items: ['a'] }, [], '9999')).to.deep.include({ items: ['a'], cut: undefined });
  });
});
