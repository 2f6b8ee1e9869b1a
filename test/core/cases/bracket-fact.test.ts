import { expect } from 'chai';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { createWorld } from '../../../src/core/cases/facts.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';

describe('a fact that is the bracket of a number', () => {
  const draw = (upTo: { max: number | null; is: string }[], area: number) => {
    const catalogue = { facts: new Map([['store.kind', { id: 'store.kind', draw: { kind: 'bracket', of: 'store.area', upTo } }]]) } as unknown as Catalogue;
    return createWorld({ catalogue, today: '2015-05-28', stream: (name) => randomFrom('seed', name) }, { 'store.area': area, 'other.fact': 'Lain' }).get('store.kind');
  };
  const kinds = [{ max: 399, is: 'Minimarket' }, { max: 5000, is: 'Supermarket' }, { max: null, is: 'Hypermarket' }];

  for (const [area, kind] of [[90, 'Minimarket'], [399, 'Minimarket'], [400, 'Supermarket'], [5000, 'Supermarket'], [5001, 'Hypermarket']] as const)
    it(`${area} is ${kind}`, () => expect(draw(kinds, area)).to.equal(kind));

  it('may stand for another fact, and must have a bracket for every number', () => {
    expect(draw([{ max: 10, is: '=other.fact' }, { max: 20, is: 'x' }], 5)).to.equal('Lain');
    expect(() => draw([{ max: 10, is: 'a' }, { max: 20, is: 'b' }], 21)).to.throw(RangeError, 'no bracket of a fact applies');
  });
});
