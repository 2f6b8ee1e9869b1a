import { expect } from 'chai';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { LevyFormula } from '../../../src/core/catalogue/content.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import type { Language } from '../../../src/core/shared/text.ts';
import { presentLevy } from '../../../src/features/desk/levy-presenter.ts';
import { sampleFormula } from '../../core/levies/sample-formula.ts';
import { content } from '../../support/content.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';
import { renderLevy, requestFor } from './desk-pages.ts';

const typed = { 'in-width': '2', 'in-height': '1,5', 'in-sides': '1', 'in-count': '3', 'in-days': '10', 'in-roadClass': 'A' };
const banner = (language: Language = 'id', catalogue = content()) => requestFor(bannerOnTree(), [], language, catalogue);
const calculator = (query: Record<string, unknown> = {}, request = banner()) => presentLevy(request, query).calculator!;

/** The catalogue in which the banner's service has this formula, without inputs from the file. */
function withFormula(formula: LevyFormula): Catalogue {
  return { ...content(), levies: new Map(content().levies).set('advertising', { ...formula, id: 'advertising', clause: 'ad-tax' }) };
}

describe('the levy calculator', () => {
  it('shows the formula with blanks, step by step', () => {
    expect(calculator().steps).to.deep.equal([
      { id: 'area', name: 'Luas seluruh bidang (m²)', formula: 'Lebar × Tinggi bidang × Jumlah muka × Jumlah' },
      { id: 'rentalValue', name: 'Nilai sewa reklame (NSR)', formula: 'Luas seluruh bidang (m²) × Lama pemasangan × Kelas jalan' },
      { id: 'tax', name: 'Pajak reklame', formula: 'Nilai sewa reklame (NSR) × 0,25' },
    ]);
    expect(calculator({}, banner('en')).steps[2]!.formula).to.equal('Rental value (NSR) × 0.25');
    expect(calculator().result).to.equal(null);
  });

  it('never fills in a value of the file', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const permitCase = generateCase(content(), { service: 'RKLI', level: 1, seed: `levy-${seed}` });
      const page = presentLevy(requestFor(permitCase, [], 'id', content()), {});
      expect(page.calculator!.fields.map(({ value }) => value)).to.deep.equal(Array(6).fill(''));
    }
    const pages = await Promise.all([1, 2].map((count) => {
      const permitCase = bannerOnTree();
      permitCase.dossier.form['count'] = count * 3;
      permitCase.dossier.form['width'] = count * 7;
      return renderLevy(requestFor(permitCase, [], 'id', content()));
    }));
    expect(pages[0]).to.equal(pages[1]);
  });

  it('has a field for each input, choices without their numbers', () => {
    const { fields } = calculator();
    expect(fields.map(({ id }) => id)).to.deep.equal(Object.keys(typed));
    expect(fields[0]).to.deep.equal({ id: 'in-width', name: 'Lebar', hint: 'Angka dari 0 sampai 100 m', value: '', options: null });
    expect(fields[5]!.options).to.deep.equal([{ value: 'A', label: 'Kelas A' }, { value: 'B', label: 'Kelas B' }, { value: 'C', label: 'Kelas C' }]);
  });

  it('gives every step and the amount of what was typed, right or wrong', () => {
    const { result, fields } = calculator(typed);
    expect(fields.map(({ value }) => value)).to.deep.equal(Object.values(typed));
    expect(result!.given).to.deep.include.members([{ name: 'Tinggi bidang', value: '1,5 m' }, { name: 'Kelas jalan', value: 'Kelas A' }]);
    // 2 x 1.5 x 1 x 3 = 9; 9 x 10 x 6000 = 540 000; a quarter of it
    expect(result!.steps).to.deep.equal([{ name: 'Luas seluruh bidang (m²)', value: '9' }, { name: 'Nilai sewa reklame (NSR)', value: '540.000' }]);
    expect(result!.amount.replace(/\s/g, '')).to.equal('Rp135.000');
    expect(truthOf(content(), bannerOnTree()).levy!.amount).to.not.equal(135_000);
    expect(calculator({ ...typed, 'in-height': '1.5' }, banner('en')).result!.amount.replace(/\s/g, '')).to.equal('Rp135,000');
  });

  it('names each field that cannot be taken, and keeps what was typed', async () => {
    const query = { ...typed, 'in-width': 'dua', 'in-height': '101', 'in-count': '', 'in-roadClass': 'Z' };
    const page = presentLevy(banner(), query);
    expect(page.problems).to.deep.equal({
      'in-width': { key: 'levy.wrong.number', vars: { name: 'Lebar', min: '0', max: '100' } },
      'in-height': { key: 'levy.wrong.number', vars: { name: 'Tinggi bidang', min: '0', max: '100' } },
      'in-count': { key: 'levy.wrong.empty', vars: { name: 'Jumlah', min: '1', max: '1.000' } },
      'in-roadClass': { key: 'levy.wrong.choice', vars: { name: 'Kelas jalan' } },
    });
    expect(page.calculator!.result).to.equal(null);
    const html = await renderLevy(banner(), query);
    expect(html).to.include('value="dua"').and.to.include('href="#in-width"').and.to.include('Lebar: angka dari 0 sampai 100');
    expect(html).to.match(/id="in-width"[\s\S]*?aria-invalid="true"/);
  });

  it('takes only texts of the query, and not without end', () => {
    const page = presentLevy(banner(), { ...typed, 'in-width': ['1', '2'], 'in-count': { $gt: 1 }, 'in-days': '9'.repeat(500), other: 'x' });
    expect(page.calculator!.fields.map(({ value }) => value)).to.deep.equal(['', '1,5', '1', '', '9'.repeat(40), 'A']);
    expect(Object.keys(page.problems)).to.deep.equal(['in-width', 'in-count', 'in-days']);
  });

  it('shows the tariff of the day on which the application arrived, with its source and the training tag', async () => {
    const { tariff } = calculator();
    expect(tariff).to.deep.equal({
      since: '1 Januari 2012',
      source: 'UU 28/2009 (paling tinggi 25 persen); tarif latihan per meter persegi dan hari',
      training: true,
      tables: [{ id: 'roadClass', name: 'Kelas jalan', rows: [{ name: 'Kelas A', value: '6.000' }, { name: 'Kelas B', value: '4.000' }, { name: 'Kelas C', value: '2.000' }] }],
    });
    const formula = structuredClone(content().levies.get('advertising')!);
    formula.versions.push({ ...formula.versions[0]!, effective: '2015-05-26', confidence: 'high', constants: { rate: 0.5 } });
    const later = (receivedOn: string) => presentLevy(requestFor({ ...bannerOnTree(), receivedOn }, [], 'id', withFormula(formula)), typed).calculator!;
    expect(['2015-05-25', '2015-05-26'].map((day) => [later(day).tariff!.training, later(day).result!.amount.replace(/\s/g, '')])).to.deep.equal([[true, 'Rp135.000'], [false, 'Rp270.000']]);
    expect(later('2011-05-26')).to.deep.include({ tariff: null, result: null });
    expect(await renderLevy(banner())).to.include('<span class="training-rule">aturan latihan</span>');
    expect(await renderLevy(banner('en'))).to.include('<span class="training-rule">training rule</span>');
    const none = requestFor({ ...bannerOnTree(), receivedOn: '2011-05-26' }, [], 'id', content());
    const html = await renderLevy(none);
    expect(html).to.include('Tidak ada tarif yang berlaku').and.to.not.include('<form class="pane" method="get"');
  });

  it('says every kind of step in words, and shows brackets', () => {
    const request = banner('en', withFormula(sampleFormula()));
    const { steps, tariff, result } = calculator({ 'in-area': '120', 'in-use': 'shop' }, request);
    expect(steps.map(({ formula }) => formula)).to.deep.equal([
      'area + 30 + 0.1',
      'both × use',
      '(0.1 × area) + (0.5 × use)',
      'mixed ÷ 3',
      'rate of the bracket of area',
      'each slice of area times the rate of its slice',
      'part + staged + rate',
    ]);
    expect(tariff!.tables.map(({ id }) => id)).to.deep.equal(['use', 'rate', 'staged']);
    expect(tariff!.tables[1]!.rows).to.deep.equal([{ name: 'up to 100', value: '7' }, { name: 'up to 200', value: '9' }, { name: 'above 200', value: '11' }]);
    expect(result!.amount.replace(/\s/g, '')).to.equal('Rp210,013');
  });

  it('says so when there is no tariff for what was typed', () => {
    const formula = sampleFormula();
    formula.versions[0]!.brackets['size'] = [{ upTo: 100, rate: 1 }];
    const page = presentLevy(banner('id', withFormula(formula)), { 'in-area': '101', 'in-use': 'home' });
    expect(page.problems).to.deep.equal({ 'in-area': { key: 'levy.wrong.beyond' } });
    formula.inputs = [];
    formula.steps = [{ id: 'due', name: { id: 'a', en: 'a' }, op: 'product', of: [9e15, 9] }];
    expect(presentLevy(banner('id', withFormula(formula)), {}).problems).to.deep.equal({ calculator: { key: 'levy.wrong.beyond' } });
  });

  it('asks for nothing where the rate is fixed', async () => {
    const request = requestFor(twoFaultsOnVehicle(), [], 'id', content());
    const { fields, steps, result } = presentLevy(request, {}).calculator!;
    expect([fields, steps[0]!.formula, result!.amount.replace(/\s/g, '')]).to.deep.equal([[], '125.000', 'Rp125.000']);
    expect(await renderLevy(request)).to.not.include('method="get"');
  });

  it('says that a free service is free', async () => {
    const request = requestFor(falseAlarmOnly(), [], 'id', content());
    expect(presentLevy(request, typed).calculator).to.equal(null);
    expect(await renderLevy(request)).to.include('Layanan ini gratis.');
  });

  it('says nothing of right or wrong: the page of the right numbers is that of any others', async () => {
    const right = { 'in-width': '5', 'in-height': '1', 'in-sides': '1', 'in-count': '4', 'in-days': '14', 'in-roadClass': 'B' };
    const shape = (html: string) => html.replace(/[\d.,]+/g, '#');
    expect(shape(await renderLevy(banner(), right))).to.equal(shape(await renderLevy(banner(), { ...typed, 'in-roadClass': 'B' })));
  });
});
