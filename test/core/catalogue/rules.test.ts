import { expect } from 'chai';
import fc from 'fast-check';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { clauseSearch, wordsOf } from '../../../src/core/catalogue/clause-search.ts';
import { dependentsOf } from '../../../src/core/catalogue/dependents.ts';
import { diffEditions, editionOf } from '../../../src/core/catalogue/editions.ts';
import { markClauses } from '../../../src/core/catalogue/mark-clauses.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { content } from '../../support/content.ts';

const clauses = [...content().clauses.values()];
const changed = (id: string): Catalogue => ({ ...content(), clauses: new Map([...content().clauses].map(([key, clause]) => [key, key === id ? { ...clause, text: { id: 'Lain.', en: 'Other.' } } : clause])) });

describe('what depends on a rule', () => {
  const { clauses: ofClauses, tariffs } = dependentsOf(content());

  it('is exactly what cites the clause', () => {
    const { checks, decoys, questions, guides, messages, events, situations, levies } = content();
    for (const { id } of clauses) {
      const own = ofClauses.get(id)!;
      const ids = (kind: string) => own.filter((each) => each.kind === kind).map((each) => each.id).sort();
      const citing = (map: ReadonlyMap<string, { id: string; clause: string }>) => [...map.values()].filter(({ clause }) => clause === id).map((entry) => entry.id).sort();
      expect(['check', 'decoy', 'question', 'guide', 'message', 'event', 'tariff'].map(ids), id).to.deep.equal([checks, decoys, questions, guides, messages, events, levies].map(citing));
      const told = [...situations.values()].filter(({ clause, topics }) => clause === id || topics.some((topic) => topic.clause === id));
      expect(ids('situation'), id).to.deep.equal(told.map((situation) => situation.id).sort());
      expect(ids('mark')).to.deep.equal(Object.entries(markClauses).flatMap(([mark, clause]) => (clause === id ? [mark] : [])).sort());
    }
  });

  it('has every service whose files are judged by it, in any stage', () => {
    const stages = ['verification', 'recommendation', 'payment', 'permit', 'dispatch'] as const;
    for (const service of content().services.values())
      for (const stage of stages) {
        if (stage === 'recommendation' && !service.team) continue;
        if (stage === 'payment' && service.levy.kind === 'free') continue;
        for (const check of checksOf(content(), service.code, stage)) expect(ofClauses.get(check.clause)!.some(({ kind, id }) => kind === 'service' && id === service.code), `${service.code} ${check.id}`).to.equal(true);
      }
  });

  it('is, for a tariff, the services that compute with it and what cites its clause', () => {
    const services = [...content().services.values()];
    expect(tariffs.get('advertising')).to.deep.include({ kind: 'service', id: 'RKLI' });
    for (const levy of content().levies.values()) {
      const users = services.filter((service) => service.levy.kind === 'formula' && service.levy.formula === levy.id).map(({ code }) => code);
      expect(tariffs.get(levy.id)!.filter(({ kind }) => kind === 'service').map(({ id }) => id)).to.deep.equal(users); // prettier-ignore
      expect(tariffs.get(levy.id)!.filter(({ kind }) => kind === 'question').map(({ id }) => id).sort()).to.deep.equal([...content().questions.values()].filter(({ clause }) => clause === levy.clause).map(({ id }) => id).sort()); // prettier-ignore
    }
  });
});

describe('the difference of two editions', () => {
  const now = editionOf(content());

  it('is nothing for the same pack, also after it was written down', () => {
    expect(diffEditions(now, JSON.parse(JSON.stringify(now)))).to.deep.equal([]);
  });

  it('is the one clause that changed, with exactly its dependents', () => {
    fc.assert(
      fc.property(fc.constantFrom(...clauses), ({ id }) => {
        const [change, ...rest] = diffEditions(now, editionOf(changed(id)));
        expect(rest).to.deep.equal([]);
        expect(change).to.include({ subject: 'clause', id, change: 'changed' });
        expect(change!.parts).to.deep.equal(['text']);
        expect(change!.dependents).to.have.deep.members([...dependentsOf(content()).clauses.get(id)!]);
      }),
      { numRuns: 4 },
    );
  });

  it('names what depended on a clause before, where the new pack has taken it away', () => {
    const check = content().checks.get('nik-match')!;
    const moved: Catalogue = { ...content(), checks: new Map([...content().checks, [check.id, { ...check, clause: 'return-once' }]]) };
    const without: Catalogue = { ...moved, clauses: new Map([...moved.clauses].filter(([id]) => id !== check.clause)) };
    const [change] = diffEditions(now, editionOf(without));
    expect(change).to.include({ id: check.clause, change: 'removed' });
    expect(change!.dependents).to.deep.include({ kind: 'check', id: 'nik-match' });
    expect(diffEditions(editionOf(without), now)[0]!.change).to.equal('added');
  });

  it('is a tariff with its services where a number changed', () => {
    const levy = content().levies.get('advertising')!;
    const dearer = { ...levy, versions: levy.versions.map((version) => ({ ...version, constants: { rate: 0.3 } })) };
    const changes = diffEditions(now, editionOf({ ...content(), levies: new Map([...content().levies, [levy.id, dearer]]) }));
    expect(changes.map(({ subject, id, parts }) => [subject, id, parts])).to.deep.equal([['tariff', 'advertising', ['versions']]]);
    expect(changes[0]!.dependents).to.deep.include({ kind: 'service', id: 'RKLI' });
  });
});

describe('the search of clauses', () => {
  const search = clauseSearch(clauses);

  it('finds a clause by any word of it, in either language, in any case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...clauses), fc.constantFrom('id' as const, 'en' as const), fc.nat(), (clause, language, at) => {
        const words = wordsOf(`${clause.title[language]} ${clause.text[language]}`);
        const word = words[at % words.length]!;
        expect(search(word).map(({ id }) => id)).to.include(clause.id);
        expect(search(`  ${word.toUpperCase()} `).length).to.equal(search(word).length);
      }),
      { numRuns: 40 },
    );
  });

  it('asks for every word, and finds more by the beginning of one', () => {
    const [both, one] = [search('reklame pajak'), search('reklame')];
    expect(both.length).to.be.above(0).and.at.most(one.length);
    expect(search('rekla').length).to.be.at.least(one.length);
    expect(search('reklame zzzz')).to.deep.equal([]);
    expect(search('')).to.have.length(clauses.length);
    expect(search('%_<script>').length).to.be.at.most(clauses.length);
  });

  it('puts a word of the title before one of the text', () => {
    const [first] = search('gratifikasi');
    expect(first!.title.id.toLowerCase()).to.contain('gratifikasi');
  });
});
