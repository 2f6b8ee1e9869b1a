import { expect } from 'chai';
import fc from 'fast-check';
import type { Command } from '../../../src/core/desk/action.ts';
import { itemRefusal, itemState, itemsOfLevel, optionOrder } from '../../../src/core/sittings/items.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const [question, other] = itemsOfLevel(catalogue, 1);
const answer = (choice: string, item = question!.id): Command => ({ id: 'aaaaaaaa', type: 'answer', item, choice });
const flag = (on: boolean): Command => ({ id: 'bbbbbbbb', type: 'flag', on });

describe('items', () => {
  it('shuffle their options by the seed, the same at every look, under letters in order', () => {
    const places = new Set<number>();
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const order = optionOrder(question!, seed);
        expect(optionOrder(question!, seed)).to.deep.equal(order);
        expect(order.map(({ key }) => key)).to.deep.equal(['a', 'b', 'c', 'd'].slice(0, question!.options.length));
        expect(order.map(({ option }) => option)).to.have.members(question!.options.map(({ id }) => id));
        places.add(order.findIndex(({ option }) => option === question!.key));
      }),
    );
    expect(places.size).to.equal(question!.options.length);
  });

  const table: [string, Command, string | null][] = [
    ['an option of the item', answer(question!.options[0]!.id), null],
    ['the empty choice', answer(''), null],
    ['a flag', flag(true), null],
    ['an option that it does not have', answer('zz'), 'sittings.refused.choice'],
    ['another item', answer('a', other!.id), 'desk.refused.item'],
    ['a command of the desk', { id: 'aaaaaaaa', type: 'submit' }, 'desk.refused.item'],
  ];
  for (const [name, command, key] of table)
    it(`take or refuse: ${name}`, () =>
      expect(itemRefusal(catalogue, question!.id, command)?.key ?? null).to.equal(key));

  it('are what was done last', () => {
    expect(itemState([])).to.deep.equal({ choice: null, flagged: false });
    expect(itemState([answer('a'), flag(true), answer('b')])).to.deep.equal({ choice: 'b', flagged: true });
    expect(
      itemState([answer('a'), flag(true), answer(''), flag(false), { id: 'aaaaaaaa', type: 'submit' }]),
    ).to.deep.equal({ choice: null, flagged: false });
  });
});
