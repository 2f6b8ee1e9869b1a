import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Lasting } from '../../src/platform/lasting.ts';

describe('rows that never change', () => {
  /** Ten times its number is the value of each; the numbers above 100 are not there. */
  const counting = (most: number) => {
    const kept = new Lasting<number>(most);
    const asked: number[][] = [];
    const read = async (missing: number[]) => {
      asked.push(missing);
      await turn();
      return new Map(missing.filter((id) => id <= 100).map((id) => [id, id * 10]));
    };
    return { asked, get: async (...ids: number[]) => [...(await kept.getMany(ids, read))].toSorted(([a], [b]) => a - b) };
  };

  it('are read once, each once, and what is not there is missing', async () => {
    const { asked, get } = counting(3);
    expect(await get(1, 2, 1, 200)).to.deep.equal([[1, 10], [2, 20]]);
    expect(await get(2, 1)).to.deep.equal([[1, 10], [2, 20]]);
    expect(asked).to.deep.equal([[1, 2, 200]]);
  });

  it('fall out when there is no room, those not used for longest first', async () => {
    const { asked, get } = counting(2);
    for (const id of [1, 2, 1, 3, 1, 2]) await get(id);
    expect(asked).to.deep.equal([[1], [2], [3], [2]]);
  });

  it('come together, also when others push them out meanwhile', async () => {
    const { get } = counting(2);
    await get(1, 2);
    const [mine, other] = await Promise.all([get(1, 3), get(4, 5)]);
    expect([mine, other]).to.deep.equal([[[1, 10], [3, 30]], [[4, 40], [5, 50]]]);
  });

  it('come whole when there are more than there is room for', async () => {
    const { get } = counting(2);
    expect(await get(1, 2, 3, 4)).to.deep.equal([[1, 10], [2, 20], [3, 30], [4, 40]]);
  });
});
