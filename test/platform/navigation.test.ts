import { expect } from 'chai';
import { foldMenu, type NavigationEntry } from '../../src/platform/navigation.ts';

const entries = (number: number): NavigationEntry[] => Array.from({ length: number }, (_, index) => ({ path: `/${index}`, key: `key.${index}` }));
const paths = (list: readonly NavigationEntry[]) => list.map(({ path }) => path).join(' ');

describe('a menu', () => {
  it('of six entries stands open', () => {
    const { open, more } = foldMenu(entries(6), '/5');
    expect([open.length, more.length]).to.deep.equal([6, 0]);
  });

  it('that is longer keeps five open and folds the rest, none of them lost', () => {
    const { open, more } = foldMenu(entries(9), '/1');
    expect([paths(open), paths(more)]).to.deep.equal(['/0 /1 /2 /3 /4', '/5 /6 /7 /8']);
  });

  it('never hides where one is', () => {
    const { open, more } = foldMenu(entries(9), '/7');
    expect([paths(open), paths(more)]).to.deep.equal(['/0 /1 /2 /3 /7', '/4 /5 /6 /8']);
  });
});
