import { expect } from 'chai';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { content } from '../../support/content.ts';

const paper = ({ dossier }: PermitCase, kind: string) => dossier.documents.find((upload) => upload.kind === kind)?.fields;
const cases = (service: string, count: number, facts?: Record<string, string>): PermitCase[] =>
  Array.from({ length: count }, (_, seed) => generateCase(content(), { service, level: 1, seed: `form-${seed}`, breaks: [], ...(facts && { facts }) }));

describe('legal forms', () => {
  it('the number of a decree has the form of its year, and a cooperative its own', () => {
    const forms: [(year: number) => boolean, RegExp][] = [
      [(year) => year <= 2007, /^C-\d{5}\.HT\.01\.01\.TH\.\d{4}$/],
      [(year) => year > 2007 && year <= 2013, /^AHU-\d{5}\.AH\.01\.01\.Tahun 20\d\d$/],
      [(year) => year === 2014, /^AHU-\d{5}\.40\.10\.2014$/],
      [(year) => year >= 2015, /^AHU-00\d{5}\.AH\.01\.01\.TAHUN 20\d\d$/],
    ];
    const met = new Set<number>();
    for (const permitCase of cases('SIUP', 120, { 'business.legalForm': 'PT' })) {
      const { number, date, confirms } = paper(permitCase, 'SKKH')!;
      const year = Number(String(date).slice(0, 4));
      const at = forms.findIndex(([is]) => is(year));
      expect(number).to.match(forms[at]![1]).and.to.include(String(year));
      expect(confirms).to.equal('Perseroan terbatas');
      met.add(at);
    }
    expect(met.size, 'all forms').to.equal(4);
    for (const permitCase of cases('TDP', 10, { 'business.legalForm': 'Koperasi' })) {
      const { number, confirms } = paper(permitCase, 'SKKH')!;
      expect(number).to.match(/^\d{3}\/BH\/M\.KUKM\/[IVX]+\/20\d\d$/);
      expect(confirms).to.equal('Koperasi');
    }
  });

  it('all who may apply for SIUP and TDP do, each with the papers of its form and its digit', () => {
    const papers: Record<string, [deed: boolean, decree: boolean, digit: string]> = { PO: [false, false, '5'], CV: [true, false, '3'], Firma: [true, false, '4'], PT: [true, true, '1'], Koperasi: [true, true, '2'] };
    for (const service of ['SIUP', 'TDP']) {
      const met = new Set<string>();
      for (const permitCase of cases(service, 150)) {
        const form = String(permitCase.dossier.form['legalForm']);
        met.add(form);
        const [deed, decree, digit] = papers[form]!;
        expect([paper(permitCase, 'AKTA') !== undefined, paper(permitCase, 'SKKH') !== undefined], form).to.deep.equal([deed, decree]);
        if (service === 'TDP') expect(truthOf(content(), permitCase).class).to.equal(digit);
        if (form !== 'PO') expect(String(permitCase.dossier.form['businessName']).startsWith(`${form} `)).to.equal(true);
      }
      expect([...met].sort()).to.deep.equal(['CV', 'Firma', 'Koperasi', 'PO', 'PT']);
    }
  });

  it('every class of the TDP number that can be chosen is the right one of some form', () => {
    const { classification } = content().services.get('TDP')!;
    const { rule, options } = classification!;
    expect(rule.kind === 'lookup' && Object.values(rule.map).sort()).to.deep.equal(options.map(({ id }) => id).sort());
  });
});
