import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { listCommand, showCommand } from '../../src/cli/catalogue.ts';
import { generateCommand } from '../../src/cli/cases.ts';
import { lintCommand, schemaCommand } from '../../src/cli/content.ts';
import { levyCommand, levyExample } from '../../src/cli/levy.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import { paths } from '../../src/platform/paths.ts';
import { content, contentFolder } from '../support/content.ts';

const day = '2015-06-01';
const banner = { width: 1, height: 5, sides: 1, count: 4, days: 14, roadClass: 'B' };
const levy = (service: string, input: unknown, date = day, catalogue = content()) => levyCommand(catalogue, service, () => input, date);

/** The catalogue in which the advertising tax rises on 1 July 2015. */
function dearer(): Catalogue {
  const formula = structuredClone(content().levies.get('advertising')!);
  formula.versions.push({ ...structuredClone(formula.versions[0]!), effective: '2015-07-01', constants: { rate: 0.5 } });
  return { ...content(), levies: new Map(content().levies).set('advertising', formula) };
}

describe('the levy on the command line', () => {
  it('gives the amount and every step with its name', () => {
    const { amount, steps } = levy('RKLI', banner);
    expect(amount).to.equal(280_000);
    expect(steps).to.deep.equal([
      { id: 'area', name: { id: 'Luas seluruh bidang (m²)', en: 'Area of all faces (m²)' }, value: 20 },
      { id: 'rentalValue', name: { id: 'Nilai sewa reklame (NSR)', en: 'Rental value (NSR)' }, value: 1_120_000 },
      { id: 'tax', name: { id: 'Pajak reklame', en: 'Advertising tax' }, value: 280_000 },
    ]);
  });

  it('takes the tariff of the day', () => {
    expect(['2015-06-30', '2015-07-01'].map((date) => levy('RKLI', banner, date, dearer()).amount)).to.deep.equal([280_000, 560_000]);
  });

  it('is nothing for a free service, which asks for no input', () => {
    const unread = () => {
      throw new Error('was read');
    };
    expect(levyCommand(content(), 'SIUP', unread, day)).to.deep.equal({ amount: 0, steps: [] });
    expect(levyExample(content(), 'SIUP')).to.deep.equal({});
  });

  it('computes from the example of every service', () => {
    for (const service of content().services.keys()) expect(levy(service, levyExample(content(), service)).amount, service).to.be.at.least(0);
    expect(levyExample(content(), 'RKLI')).to.deep.equal({ ...banner });
  });

  const wrong: [string, () => unknown, string][] = [
    ['an unknown service', () => levy('XXX', banner), 'unknown service "XXX"; known: SIUP'],
    ['a day that is none', () => levy('RKLI', banner, '2015-02-30'), 'date: is not a date YYYY-MM-DD'],
    ['a day before every tariff', () => levy('RKLI', banner, '2011-12-31'), 'levy "advertising": no tariff in force on 2011-12-31'],
    ['a list', () => levy('RKLI', [1]), 'input: an object'],
    ['nothing', () => levy('RKLI', null), 'input: an object'],
    ['a missing input', () => levy('RKLI', { ...banner, days: undefined }), 'days: missing'],
    ['an input that is not there', () => levy('RKLI', { width: 1 }), 'height: missing'],
    ['an unknown input', () => levy('RKLI', { ...banner, weight: 1 }), 'weight: is no input of "advertising"; known: width, height'],
    ['an input for a formula without any', () => levy('KPS', { seats: 12 }), 'seats: is no input of "supervision-card"; known: none'],
    ['a text for a number', () => levy('RKLI', { ...banner, count: 'four' }), 'count: a number from 1 to 1000 expected'],
    ['a number out of range', () => levy('RKLI', { ...banner, sides: 9 }), 'sides: a number from 1 to 8 expected'],
    ['an unknown option', () => levy('RKLI', { ...banner, roadClass: 'D' }), 'roadClass: one of A, B, C expected'],
  ];
  for (const [what, run, reason] of wrong) it(`names ${what}`, () => expect(run).to.throw(UsageError, reason));
});

describe('the catalogue on the command line', () => {
  it('lists every service with its counts', () => {
    const rows = listCommand(content()) as Record<string, unknown>[];
    expect(rows.map(({ code }) => code)).to.deep.equal([...content().services.keys()]);
    const siup = content().services.get('SIUP')!;
    expect(rows[0]).to.deep.equal({
      code: 'SIUP', number: 1, field: 'trade', level: 1, name: siup.name, slaDays: 3, levy: 'free',
      requirements: siup.requirements.length, checks: siup.checks.length, decoys: siup.decoys.length,
    });
  });

  it('shows a service with the names and rules behind its ids', () => {
    const show = (code: string) => JSON.parse(JSON.stringify(showCommand(content(), code)));
    const siup = show('SIUP');
    expect(siup.requirements[7]).to.deep.include({ document: 'AKTA', name: content().documents.get('AKTA')!.name, when: { 'business.legalForm': ['CV', 'PT', 'Koperasi', 'Firma'] } });
    expect(siup.requirements[0].when).to.equal(null);
    expect(siup.levy).to.deep.include({ kind: 'free' });
    expect([siup.team, siup.prerequisites]).to.deep.equal([null, []]);
    expect(siup.classification.clause.id).to.equal('siup-class');
    for (const { clause, name } of [...siup.checks, ...siup.decoys]) {
      expect(clause).to.have.all.keys('id', 'title', 'text', 'source', 'confidence');
      expect(name).to.have.all.keys('id', 'en');
    }
    const rkli = show('RKLI');
    expect(rkli.levy.formula.versions[0]).to.deep.include({ effective: '2012-01-01', confidence: 'training' });
    expect(rkli.levy.from.days).to.deep.equal({ days: ['form.start', 'form.end'] });
    expect(rkli.output.fields[1]).to.deep.equal({ id: 'businessName', name: { id: 'Pemasang reklame', en: 'Advertiser' } });
    expect(show('TDP').prerequisites).to.deep.equal([{ oneOf: ['SIUP', 'IUI', 'TDUP', 'IUTM', 'IUJK'].map((code) => ({ code, name: content().services.get(code)!.name })) }]);
  });

  it('says who visits the place', () => {
    const team = { name: { id: 'Tim teknis', en: 'Technical team' }, visit: true };
    const services = new Map(content().services).set('KPS', { ...content().services.get('KPS')!, team });
    expect(showCommand({ ...content(), services }, 'KPS')).to.deep.include({ team, classification: null });
  });

  it('names what is unknown', () => expect(() => showCommand(content(), 'XXX')).to.throw(UsageError, 'unknown service "XXX"'));
});

describe('the truth explained', () => {
  const explained = (service: string, breaks: string) =>
    JSON.parse(JSON.stringify(generateCommand(content(), { service, level: '1', seed: '7', break: breaks, withTruth: true, explain: true })));

  it('says in both languages which papers and data show a defect, and what is written there', () => {
    const { truth, dossier } = explained('RKLI', 'ad-width-match');
    const { explanation } = truth.failing[0];
    expect(explanation.check).to.deep.equal(content().checks.get('ad-width-match')!.name);
    expect(explanation.words).to.deep.equal({ id: 'Formulir: Lebar (m); Naskah reklame: Lebar (m).', en: 'Form: Width (m); Advertisement text: Width (m).' });
    expect(explanation.places[0].fields).to.deep.equal([{ id: 'form.width', name: { id: 'Lebar (m)', en: 'Width (m)' }, written: dossier.form.width }]);
    expect(explanation.places[0].problems[0]).to.deep.equal({ id: 'Tidak cocok', en: 'Does not match' });
    expect(explanation.lookups).to.deep.equal([]);
  });

  it('names the registry that has to be asked', () => {
    const { explanation } = explained('RKLI', 'tax-registry-agrees').truth.failing[0];
    expect(explanation.lookups).to.deep.equal([{ registry: { id: 'Pajak', en: 'Tax' }, field: { id: 'Nama', en: 'Name' } }]);
    expect(explanation.words.en).to.match(/; Lookups?, Tax: Name\.$/i);
    expect(explained('SIUP', 'no-siup-in-force').truth.failing[0].explanation.lookups).to.deep.equal([{ registry: { id: 'Perizinan', en: 'Permits' }, field: null }]);
  });

  it('says of a missing paper that it is the whole document', () => {
    const { explanation } = explained('SIUP', 'ktp-present').truth.failing[0];
    expect(explanation.words).to.deep.equal({ id: 'KTP elektronik, seluruh dokumen.', en: 'Electronic identity card, the whole document.' });
  });

  it('has words for every check of every service', function () {
    this.timeout(120_000);
    const seen = new Set<string>();
    for (const service of content().services.keys())
      for (const { id } of checksOf(content(), service)) {
        // A check that several services share says the same in all of them.
        if (seen.has(id)) continue;
        seen.add(id);
        const found = explained(service, id).truth.failing.find((check: { id: string }) => check.id === id);
        expect(found.explanation.places.length + found.explanation.lookups.length, `${service} ${id}`).to.be.above(0);
      }
  });

  it('is told only together with the truth', () => {
    const options = { service: 'SIUP', level: '1', seed: '7' };
    expect(() => generateCommand(content(), { ...options, explain: true })).to.throw(UsageError, 'explain: needs --with-truth');
    expect(JSON.stringify(generateCommand(content(), { ...options, withTruth: true }))).to.not.include('explanation');
  });
});

describe('the content pack on the command line', () => {
  it('is counted when it is whole', () => {
    const result = lintCommand(contentFolder);
    expect(result).to.deep.nested.include({ ok: true, 'counts.services': content().services.size, 'counts.questions': content().questions.size });
  });

  it('is refused with file, line and reason', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tangga-lint-'));
    try {
      cpSync(contentFolder, folder, { recursive: true });
      const file = path.join(folder, 'services/kps.yaml');
      const text = readFileSync(file, 'utf8').replace('ktp-present', 'ktp-presnt');
      writeFileSync(file, text);
      const line = text.split('\n').findIndex((row) => row.includes('ktp-presnt')) + 1;
      expect(lintCommand(folder)).to.deep.equal({ ok: false, place: `services/kps.yaml:${line}`, reason: 'unknown check "ktp-presnt"' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(() => lintCommand(path.join(contentFolder, 'nowhere'))).to.throw(UsageError, 'is not a folder');
    expect(() => lintCommand(path.join(contentFolder, 'pack.yaml'))).to.throw(UsageError, 'is not a folder');
  });

  it('has a published schema that is up to date', () => {
    const published = readFileSync(path.join(paths.root, 'docs', 'content-schema.json'), 'utf8');
    expect(published, 'write it anew: npm run --silent tangga -- content schema > docs/content-schema.json').to.equal(`${JSON.stringify(schemaCommand(), null, 2)}\n`);
  });

  it('has a schema for every part, in which what has a default is not required', () => {
    const schemas = schemaCommand() as Record<string, { required: string[]; properties: Record<string, unknown> }>;
    expect(Object.keys(schemas)).to.include.members(['pack{,/*}.yaml', 'clauses{,/*}.yaml', 'levies{,/*}.yaml', 'services/*.yaml']);
    expect(schemas['services/*.yaml']!.required).to.include.members(['code', 'levy', 'checks']).and.to.not.include.members(['prerequisites', 'insist']);
  });
});
