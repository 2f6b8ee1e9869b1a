import { expect } from 'chai';
import { deltaOf, mayRenew, shortBlueprint, termState } from '../../../src/core/ladder/term.ts';
import { content } from '../../support/content.ts';

const rules = content().rules.recertification;
const term = { expiresAt: '2015-06-30T00:00:00.000Z', revokedAt: null as string | null };
const at = (date: string) => `${date}T00:00:00.000Z`;

describe('the term of a level', () => {
  it('is 24 months at levels 1 to 3 and 12 at 4 and 5', () => expect(content().levels.map(({ validMonths }) => validMonths)).to.deep.equal([24, 24, 24, 12, 12]));

  const states: [string, string, boolean, string, string | null][] = [
    ['2015-04-30', 'valid', false, 'more than sixty days before its end', null],
    ['2015-05-01', 'valid', true, 'sixty days before its end', null],
    ['2015-06-30', 'suspended', true, 'at its end', null],
    ['2015-08-28', 'suspended', true, 'on the last day', null],
    ['2015-08-29', 'lost', false, 'after sixty days', null],
    ['2015-06-29', 'revoked', false, 'when it was taken back', '2015-06-29T00:00:00.000Z'],
  ];
  for (const [date, state, renewable, name, revokedAt] of states)
    it(`is ${state} ${name}`, () => {
      expect(termState({ ...term, revokedAt }, at(date), rules)).to.equal(state);
      expect(mayRenew({ ...term, revokedAt }, [], at(date), rules)).to.equal(renewable);
    });

  it('is renewed by a short form once; one that was failed in an earlier term does not count', () => {
    expect(mayRenew(term, [at('2015-07-01')], at('2015-07-02'), rules)).to.equal(false);
    expect(mayRenew(term, [at('2013-07-01')], at('2015-07-02'), rules)).to.equal(true);
  });

  it('has a short form of 4 cases and 20 items in the proportions of the full one', () => {
    for (const { level, blueprint } of content().levels) {
      if (!blueprint) continue;
      const short = shortBlueprint(blueprint, rules);
      expect(short).to.include({ cases: 4, items: 20, anchors: 5, caseWeight: blueprint.caseWeight });
      const counts = Object.entries(short.perCompetency);
      expect(counts.reduce((sum, [, count]) => sum + count, 0), `level ${level}`).to.equal(20);
      for (const [competency, count] of counts) expect(Math.abs(count - blueprint.perCompetency[competency]! / 2)).to.be.below(1);
    }
  });
});

describe('changed rules', () => {
  const change = (at: string, ...services: string[]) => ({ at, services, clauses: [`clause of ${services.join(' and ')}`] });
  const changes = [change('2015-06-01T00:00:00.000Z', 'SIUP', 'TDP'), change('2015-06-10T00:00:00.000Z', 'RKLI'), change('2015-06-20T00:00:00.000Z', 'SIUP')];
  const delta = (shownAt: string, services = ['SIUP', 'RKLI', 'KPS']) => deltaOf(services, shownAt, changes, 14);

  it('ask for what has changed since, within the days of the first change', () => {
    expect(delta('2015-05-01T00:00:00.000Z')).to.deep.equal({ since: '2015-06-01T00:00:00.000Z', until: '2015-06-15T00:00:00.000Z', services: ['SIUP', 'RKLI'], clauses: ['clause of SIUP and TDP', 'clause of RKLI', 'clause of SIUP'] });
    expect(delta('2015-06-01T00:00:00.000Z')).to.include({ since: '2015-06-10T00:00:00.000Z' });
    expect(delta('2015-06-15T00:00:00.000Z')).to.deep.include({ services: ['SIUP'] });
  });
  it('ask for nothing that the level does not have, nor that was shown after them', () => {
    expect(delta('2015-05-01T00:00:00.000Z', ['KPS'])).to.equal(null);
    expect(delta('2015-06-20T00:00:00.000Z')).to.equal(null);
  });
});
