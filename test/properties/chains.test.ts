import { expect } from 'chai';
import { chainRecipes } from '../../src/core/cases/chain.ts';
import { permitsBefore } from '../../src/core/catalogue/content.ts';
import { type PermitCase, type Recipe, type Upload } from '../../src/core/cases/dossier.ts';
import { generateCase, makingOf } from '../../src/core/cases/generate.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { yearOf } from '../../src/core/shared/dates.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import { content } from '../support/content.ts';

const seeds = Number(process.env['CHAIN_SEEDS'] ?? 6);
const chains = [...content().chains.values()];

interface Link {
  recipe: Recipe;
  permitCase: PermitCase;
}

/** The links of a chain; without breaks and decoys where only the facts are looked at. */
function linksOf(id: string, seed: string, level: number, clean: boolean): Link[] {
  let file = 0;
  return chainRecipes(content(), id, level, seed, () => `${seed}-${file++}`).map((made) => {
    const recipe: Recipe = clean ? { ...made, breaks: [], decoys: [], later: { recommendation: [], payment: [], permit: [], dispatch: [] } } : made;
    return { recipe, permitCase: generateCase(content(), recipe) };
  });
}

/** What every paper and form of a file says of each fact of the pack, but for what an application says of itself. */
function said(chain: string, { permitCase }: Link): Map<string, Set<string>> {
  const { anew } = content().chains.get(chain)!;
  const service = content().services.get(permitCase.service)!;
  const facts = new Map<string, Set<string>>();
  const add = (fields: readonly { id: string; from: string }[], values: Record<string, unknown>) => {
    for (const { id, from } of fields) if (!anew.includes(from.split('.')[0]!)) facts.set(from, (facts.get(from) ?? new Set()).add(String(values[id])));
  };
  add(service.form, permitCase.dossier.form);
  for (const upload of permitCase.dossier.documents) add(content().documents.get(upload.kind)!.fields, upload.fields);
  return facts;
}

/** The papers of a file that are permits of the services before it. */
function permitsIn({ permitCase }: Link, before: readonly Link[]): { paper: Upload; giver: Link }[] {
  return permitCase.dossier.documents.flatMap((paper) => {
    const { permit } = content().documents.get(paper.kind)!;
    const giver = before.findLast((link) => permit?.of.includes(link.permitCase.service));
    return permit ? [{ paper, giver: giver! }] : [];
  });
}

describe('chains of permits', function () {
  this.timeout(120_000);

  for (const { id } of chains)
    describe(id, () => {
      const drawn = Array.from({ length: seeds }, (_, seed) => linksOf(id, `chain-${seed}`, 5, true));

      it('every file is right, whatever link it is', () => {
        for (const links of drawn) for (const { permitCase } of links) expect(truthOf(content(), permitCase).failing.map((check) => check.id), permitCase.service).to.deep.equal([]);
      });

      it('says one thing of each fact in all of its files', () => {
        for (const links of drawn) {
          const facts = new Map<string, Set<string>>();
          for (const link of links) for (const [fact, values] of said(id, link)) facts.set(fact, new Set([...(facts.get(fact) ?? []), ...values]));
          expect([...facts].filter(([, values]) => values.size > 1).map(([fact, values]) => [fact, ...values])).to.deep.equal([]);
        }
      });

      it('shows the permits that its links gave, with number, day and holder', () => {
        for (const links of drawn)
          links.forEach((link, at) => {
            if (at > 0) expect(link.permitCase.receivedOn > links[at - 1]!.permitCase.dueOn, `${link.permitCase.service} comes after the permit before`).to.equal(true);
            const papers = permitsIn(link, links.slice(0, at));
            const givers = papers.map(({ giver }) => giver?.permitCase.service);
            for (const group of permitsBefore(content().services.get(link.permitCase.service)!)) expect(group.some((code) => givers.includes(code)), `${link.permitCase.service} shows a permit of ${group.join(' or ')}`).to.equal(true);
            for (const { paper, giver } of papers) {
              expect(giver, `${paper.kind} was given by a link`).to.not.equal(undefined);
              const { date, number } = paper.fields as Record<string, string>;
              if (date) {
                expect(date >= giver.permitCase.dueOn && date < link.permitCase.receivedOn, `${paper.kind} of ${date}, decided by ${giver.permitCase.dueOn}, shown on ${link.permitCase.receivedOn}`).to.equal(true);
                expect(number).to.match(new RegExp(`^\\d{4}/${giver.permitCase.service}/BPPT/${yearOf(date)}$`));
              }
              expect(number).to.include(`/${giver.permitCase.service}/BPPT/`);
            }
          });
      });

      it('shows the very number and no earlier a day than the draft permit of the link before, played to its end', () => {
        const drafts = new Map<Link, Upload>();
        const links = drawn[0]!;
        links.forEach((link, at) => {
          const actions = operate(content(), link.permitCase, { archetype: 'expert', random: randomFrom(at, 'chain'), startAt: '2015-05-28T01:00:00.000Z', recipe: link.recipe });
          const papers = actions.flatMap((action) => (action.type === 'arrive' && action.stage === 'permit' ? action.documents : []));
          drafts.set(link, papers.find(({ fields }) => 'issued' in fields)!);
          for (const { paper, giver } of permitsIn(link, links.slice(0, at))) {
            const draft = drafts.get(giver)!;
            expect(paper.fields['number']).to.equal(draft.fields['number']);
            if (paper.fields['date']) expect(String(paper.fields['date']) >= String(draft.fields['issued'])).to.equal(true);
          }
        });
      });

      it('is one and the same for ever, and another for another seed', () => {
        const again = linksOf(id, 'chain-0', 5, true).map(({ permitCase }) => permitCase);
        expect(again).to.deep.equal(drawn[0]!.map(({ permitCase }) => permitCase));
        expect(new Set(drawn.map((links) => JSON.stringify(links[0]!.permitCase.dossier.form))).size).to.equal(seeds);
      });

      it('an expert earns every mark of every link through all of its stages, at every level that practises it', () => {
        const { level: least } = content().chains.get(id)!;
        for (let level = least; level <= 5; level++)
          for (let seed = 0; seed < seeds; seed++)
            linksOf(id, `played-${seed}`, level, false).forEach(({ recipe, permitCase }, at) => {
              const actions = operate(content(), permitCase, { archetype: 'expert', random: randomFrom(`${seed}/${at}`, 'chain'), startAt: '2015-05-28T01:00:00.000Z', recipe });
              const grade = gradeCase(content(), permitCase, actions);
              const { failing } = truthOf(content(), permitCase);
              expect(failing.map((check) => check.id).sort(), JSON.stringify(recipe)).to.deep.equal(makingOf(content(), recipe).breaks.map((check) => check.id).sort());
              expect(grade.decisionRight, JSON.stringify(recipe)).to.equal(true);
              expect(grade.total, JSON.stringify([recipe, grade.marks.filter(({ points, outOf }) => points < outOf)])).to.be.at.least(99.99);
            });
      });
    });

  it('a recipe of before, which names no chain, makes its case as it did', () => {
    const recipe: Recipe = { service: 'IMBN', level: 5, seed: 'old', facts: { 'business.legalForm': 'PT', 'premises.status': 'Milik sendiri' }, chain: { seed: 'old-chain', link: 2 }, breaks: [] };
    const { receivedOn, dossier } = generateCase(content(), recipe);
    const before = generateCase(content(), { ...recipe, service: 'KRK', chain: { seed: 'old-chain', link: 0 } });
    expect([receivedOn > before.receivedOn, dossier.form['name'], dossier.form['nop']]).to.deep.equal([true, before.dossier.form['name'], before.dossier.form['nop']]);
  });

  it('ends with the registration, to which the permit of its own sector is shown', () => {
    const shown = chains.flatMap(({ id, services }) => {
      if (!services.includes('TDP')) return [];
      const { permitCase } = linksOf(id, 'last', 5, true).at(-1)!;
      const paper = permitCase.dossier.documents.find(({ kind }) => kind === 'SIUP')!;
      expect([permitCase.service, paper.fields['number'], paper.fields['kbli']]).to.deep.equal(['TDP', permitCase.dossier.form['siupNumber'], permitCase.dossier.form['kbli']]);
      return [[id, paper.fields['permit']]];
    });
    expect(shown).to.deep.include.members([['shop', 'Surat Izin Usaha Perdagangan'], ['restaurant', 'Tanda Daftar Usaha Pariwisata'], ['workshop', 'Izin Usaha Industri'], ['contractor', 'Izin Usaha Jasa Konstruksi']]);
  });

  it('breaks only what is on the papers of the file, and says what a file cannot have', () => {
    const recipe = chainRecipes(content(), 'restaurant', 5, 'chain', () => 'file').find(({ service }) => service === 'TDUP')!;
    expect(() => generateCase(content(), { ...recipe, breaks: ['trade-lease-current'] })).to.throw(RangeError, 'unknown check "trade-lease-current" for TDUP');
    const broken = generateCase(content(), { ...recipe, breaks: ['trade-ho-current'] });
    expect(truthOf(content(), broken).failing.map(({ id }) => id)).to.deep.equal(['trade-ho-current']);
  });
});
