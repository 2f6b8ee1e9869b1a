import { expect } from 'chai';
import fc from 'fast-check';
import { after, refusalOf, type Standing, stateOf, type WorkAct, workActs } from '../../../src/core/authoring/lifecycle.ts';

const fresh: Standing = { live: null, pending: null, last: 0, retired: false };
const [ani, budi] = [1, 2];
const byAni = { authors: [ani], submittedBy: ani };

describe('the life of a work', () => {
  it('goes from draft over review to published and retired', () => {
    const states = [fresh];
    for (const act of ['submit', 'publish', 'retire'] as const) states.push(after(act, states.at(-1)!));
    expect(states.map(stateOf)).to.deep.equal(['draft', 'in-review', 'published', 'retired']);
  });

  it('keeps the version in use while a newer one is reviewed, and after it is sent back', () => {
    const used = after('publish', after('submit', fresh));
    const reviewed = after('submit', used);
    expect(reviewed).to.deep.equal({ live: 1, pending: 2, last: 2, retired: false });
    expect(after('return', reviewed)).to.deep.equal({ live: 1, pending: null, last: 2, retired: false });
    expect(after('publish', reviewed).live).to.equal(2);
  });

  const pending = after('submit', fresh);
  const table: [string, WorkAct, Standing, number, boolean, string | null][] = [
    ['nobody publishes what he wrote', 'publish', pending, ani, false, 'own-work'],
    ['nobody sends back what he wrote', 'return', pending, ani, false, 'own-work'],
    ['a second person publishes', 'publish', pending, budi, false, null],
    ['only its writers withdraw', 'withdraw', pending, budi, false, 'not-own-work'],
    ['a writer withdraws', 'withdraw', pending, ani, false, null],
    ['nothing is published that was not submitted', 'publish', fresh, budi, true, 'not-in-review'],
    ['nothing is submitted twice', 'submit', pending, ani, true, 'in-review'],
    ['nothing is submitted that did not change', 'submit', fresh, ani, false, 'unchanged'],
    ['only what is in use is retired', 'retire', pending, budi, false, 'not-published'],
  ];
  for (const [name, act, standing, person, changed, refused] of table)
    it(`${name}`, () => expect(refusalOf(act, standing, person, byAni, changed)).to.equal(refused));

  it('never puts a version in use that its only writer published, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...workActs), fc.constantFrom(ani, budi)), { maxLength: 30 }), (tries) => {
        let standing = fresh;
        let writers: { authors: number[]; submittedBy: number | null } = { authors: [], submittedBy: null };
        for (const [act, person] of tries) {
          if (refusalOf(act, standing, person, writers, true) !== null) continue;
          if (act === 'submit') writers = { authors: [person], submittedBy: person };
          if (act === 'publish') expect(writers.authors).to.not.include(person);
          standing = after(act, standing);
          expect(standing.live ?? 0).to.be.at.most(standing.last);
          expect(standing.pending === null || standing.pending === standing.last).to.equal(true);
        }
      }),
    );
  });
});
