import { expect } from 'chai';
import fc from 'fast-check';
import { pictureOf } from '../../../src/core/conversations/picture.ts';
import { content } from '../../support/content.ts';

const graph = (text: string) => text.split(' ').map((each) => ({ id: each.split(':')[0]!, to: each.split(':')[1]?.split(',') ?? [] }));
const rowsOf = (text: string): string[] => {
  const { nodes } = pictureOf(graph(text));
  return [...new Set(nodes.map(({ y }) => y))].sort((a, b) => a - b).map((y) => nodes.filter((node) => node.y === y).map(({ id }) => id).join('+'));
};

describe('the picture of a conversation', () => {
  const cases: [string, string, string[]][] = [
    ['puts one scene below the other', 'a:b b:c c', ['a', 'b', 'c']],
    ['puts a scene below all that lead to it', 'a:b,c b:c c', ['a', 'b', 'c']],
    ['puts scenes of the same distance beside each other', 'a:b,c b:d c:d d', ['a', 'b+c', 'd']],
    ['lets a way back move nothing', 'a:b b:a,c c', ['a', 'b', 'c']],
    ['takes a way to the scene itself', 'a:a,b b', ['a', 'b']],
    ['puts what cannot be reached below', 'a:b b c:d d', ['a', 'b', 'c', 'd']],
    ['leaves out ways to nowhere', 'a:x,b b', ['a', 'b']],
  ];
  for (const [what, text, rows] of cases) it(what, () => expect(rowsOf(text)).to.deep.equal(rows));

  it('marks what is not reached, and ways back', () => {
    const { nodes, ways } = pictureOf(graph('a:b b:a c:b'));
    expect(nodes.map(({ reached }) => reached)).to.deep.equal([true, true, false]);
    expect(ways.map(({ from, to, down }) => `${from}${to}${down ? '' : ' back'}`)).to.deep.equal(['01', '10 back', '21 back']);
  });

  it('is whole for any graph: every scene once, inside, apart from all others, and every way to a known scene', () => {
    const scenes = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', ''), to: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'x', ''), { maxLength: 4 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(scenes, (list) => {
        const { nodes, ways, width, height, box } = pictureOf(list);
        expect(nodes.map(({ at }) => at)).to.deep.equal([...list.keys()]);
        for (const { x, y } of nodes) expect(x - box.width / 2 >= 0 && x + box.width / 2 <= width && y - box.height / 2 >= 0 && y + box.height / 2 <= height).to.equal(true);
        for (const one of nodes) for (const other of nodes) if (one.at < other.at) expect(Math.abs(one.x - other.x) >= box.width || Math.abs(one.y - other.y) >= box.height).to.equal(true);
        const known = new Set<string>(list.map(({ id }) => id));
        expect(ways.length).to.equal(list.reduce((sum, { to }) => sum + new Set(to.filter((id) => known.has(id))).size, 0));
        for (const { path } of ways) expect(path).to.match(/^M[-\d. ]+C[-\d. ]+$/);
      }),
    );
  });

  it('draws every situation of the content without a scene that is not reached', () => {
    for (const { scenes } of content().situations.values()) expect(pictureOf(scenes.map(({ id, go }) => ({ id, to: go.map(({ to }) => to) }))).nodes.every(({ reached }) => reached)).to.equal(true);
  });
});
