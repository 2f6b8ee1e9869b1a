import { expect } from 'chai';
import fc from 'fast-check';
import { differences, type Json, placesIn } from '../../../src/core/authoring/difference.ts';

const lines = (a: Json, b: Json) => differences(a, b).map(({ path, kind, before, after }) => [path, kind, before, after]);

describe('the difference of two documents', () => {
  const table: [string, Json, Json, unknown[]][] = [
    ['none', { a: 1, b: [1, { c: 'x' }] }, { b: [1, { c: 'x' }], a: 1 }, []],
    ['a value', { goal: { id: 'a', en: 'b' } }, { goal: { id: 'a', en: 'c' } }, [['goal.en', 'changed', 'b', 'c']]],
    ['a value that came', { a: 1 }, { a: 1, b: 2 }, [['b', 'added', undefined, 2]]],
    ['a value that went', { a: 1, b: 2 }, { a: 1 }, [['b', 'removed', 2, undefined]]],
    ['entries of a list', { breaks: ['x', 'y'] }, { breaks: ['y', 'z'] }, [['breaks', 'removed', 'x', undefined], ['breaks', 'added', undefined, 'z']]],
    ['the order of a list', { breaks: ['x', 'y'] }, { breaks: ['y', 'x'] }, [['breaks', 'moved', ['x', 'y'], ['y', 'x']]]],
    ['a named entry that moved and changed', { claims: [{ robot: 'a', score: 1 }, { robot: 'b', score: 2 }] }, { claims: [{ robot: 'b', score: 3 }, { robot: 'a', score: 1 }] }, [['claims.b.score', 'changed', 2, 3]]],
    ['named entries that only moved', { claims: [{ robot: 'a' }, { robot: 'b' }] }, { claims: [{ robot: 'b' }, { robot: 'a' }] }, [['claims', 'moved', [{ robot: 'a' }, { robot: 'b' }], [{ robot: 'b' }, { robot: 'a' }]]]],
    ['a first named entry', { claims: [] }, { claims: [{ robot: 'a' }] }, [['claims.a', 'added', undefined, { robot: 'a' }]]],
    ['a value that becomes another kind', { a: [1] }, { a: { b: 1 } }, [['a', 'changed', [1], { b: 1 }]]],
  ];
  for (const [name, a, b, expected] of table) it(`is ${name}`, () => expect(lines(a, b)).to.deep.equal(expected));

  it('is empty for the same document and never for another, and takes everything away that it adds', () => {
    const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(differences(a, a)).to.deep.equal([]);
        const there = differences(a, b);
        expect(differences(b, a)).to.have.length(there.length);
        const order = (value: unknown): unknown =>
          Array.isArray(value) ? value.map(order) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, each]) => [key, order(each)])) : value;
        expect(there.length === 0).to.equal(JSON.stringify(order(a)) === JSON.stringify(order(b)));
      }),
      { numRuns: 300 },
    );
  });

  it('names the places of a document', () => {
    expect(placesIn({ title: { id: 'x', en: 'y' }, breaks: ['a'], claims: [{ robot: 'a', is: 1 }], none: [] })).to.deep.equal(['title.id', 'title.en', 'breaks', 'claims.a.robot', 'claims.a.is', 'none']);
  });
});
