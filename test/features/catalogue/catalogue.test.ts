import { expect } from 'chai';
import { presentCatalogue, presentService } from '../../../src/features/catalogue/catalogue-presenter.ts';
import { serviceOf } from '../../../src/core/catalogue/catalogue.ts';
import { content } from '../../support/content.ts';
import { testApp, type TestApp } from '../../support/app.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';

const speechOf = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });

describe('the catalogue of services', () => {
  const found = (q: string, field: 'trade' | 'routes' | null = null) =>
    presentCatalogue(content(), { q, field }, speechOf('id')).flatMap(({ services }) => services.map(({ code }) => code));

  it('is searched by code, name and description in either language, and by field', () => {
    expect(found('')).to.have.members([...content().services.keys()]);
    expect(found('siup')).to.include('SIUP');
    expect(found('supervision card')).to.deep.equal(['KPS']);
    expect(found('kartu pengawasan')).to.deep.equal(['KPS']);
    expect(found('', 'trade')).to.include('TDP').and.not.include('KPS');
    expect(found('nothing at all')).to.deep.equal([]);
  });

  for (const language of ['id', 'en'] as const)
    it(`says everything that is public about every service, in ${language}`, () => {
      for (const service of content().services.values()) {
        const view = presentService(content(), service, speechOf(language));
        expect(view.requirements).to.have.length(service.requirements.length);
        expect(view.facts.every(({ name, text }) => name !== '' && text !== '' && !/^catalogue\./.test(text))).to.equal(true);
        const named = new Set(view.clauses.flatMap(({ checks }) => checks));
        for (const id of service.checks) expect(named.has(content().checks.get(id)!.name[language]), `${service.code} ${id}`).to.equal(true);
        expect(view.clauses.every(({ source, training }) => source.citation === null ? training : source.citation.length > 5)).to.equal(true);
      }
    });

  it('says when a requirement holds: the fact and its value, in the language of the page', () => {
    const conditions = (service: string, language: 'id' | 'en') => presentService(content(), serviceOf(content(), service), speechOf(language)).requirements.flatMap(({ condition }) => condition ?? []);
    expect(conditions('HO', 'id')).to.include.members(['hanya bila pengurusan dikuasakan kepada orang lain', 'hanya bila tempat usaha atau tanah disewa', 'hanya bila bentuk usaha CV atau PT']);
    expect(conditions('HO', 'en')).to.include.members(['only if the file is handled by an authorised person', 'only if the place or land is rented', 'only if the legal form is CV or PT']);
  });

  it('names a fact of which the pack says nothing as the form names it', () => {
    const catalogue = { ...content(), conditions: new Map() };
    const { requirements } = presentService(catalogue, serviceOf(catalogue, 'HO'), speechOf('en'));
    expect(requirements.map(({ condition }) => condition)).to.include('only if Legal form is CV or PT');
  });

  it('shows a source in its own language, and the mark alone where a rule is one of the programme', () => {
    const time = (service: string, language: 'id' | 'en') => presentService(content(), serviceOf(content(), service), speechOf(language)).facts.find(({ id }) => id === 'sla')!.source;
    expect(time('SIUP', 'en')).to.deep.equal({ citation: 'Permendag 36/2007', language: 'id', certainty: 'high confidence' });
    expect(time('KPS', 'id')).to.deep.equal({ citation: null, language: 'id', certainty: 'aturan latihan' });
    expect(time('HO', 'en')).to.deep.equal({ citation: 'Perpres 97/2014; the number of days is a training rule', language: 'en', certainty: 'training rule' });
  });

  it('names what comes before and after', () => {
    const view = presentService(content(), serviceOf(content(), 'SIUP'), speechOf('en'));
    expect(view.after.map(({ code }) => code)).to.include('TDP');
    expect(presentService(content(), serviceOf(content(), 'TDP'), speechOf('en')).before.map((group) => group.map(({ code }) => code))).to.deep.equal([['SIUP', 'IUI', 'TDUP', 'IUTM', 'IUJK']]);
  });
});

describe('the catalogue over HTTP', () => {
  let app: TestApp;
  let sari: number;
  before(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    await app.addUser('dadan', 'trainer');
  });
  after(() => app.close());

  it('shows a service with its rules and tags what is a training rule', async () => {
    const page = await (await app.signIn('sari')).get('/catalogue/KPS');
    expect(page.text).to.include('Kartu pengawasan kendaraan').and.include('aturan latihan');
    expect((await (await app.signIn('dadan')).get('/catalogue')).text).to.include('Kartu pengawasan kendaraan');
  });

  it('is closed to a person whose test is running, and to nobody else', async () => {
    const at = app.clock.now().toISOString();
    await app.db('sittings').insert({ trainee_id: sari, kind: 'test', level: 1, content_version: 'x', form: '{"seed":"x","items":[]}', issued_at: at, started_at: at, deadline_at: new Date(app.clock.now().getTime() + 3_600_000).toISOString() });
    for (const url of ['/catalogue', '/catalogue/KPS']) {
      const { text } = await (await app.signIn('sari')).get(url).expect(423);
      expect(text).to.include('Tertutup selama tes').and.include('href="/tests"').and.not.include('Kartu pengawasan kendaraan');
      expect((await (await app.signIn('dadan')).get(url).expect(200)).text).to.not.include('Tertutup selama tes');
    }
  });
});
