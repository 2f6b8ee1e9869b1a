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
        expect(view.clauses.every(({ source }) => source.length > 10)).to.equal(true);
      }
    });

  it('names what comes before and after', () => {
    const view = presentService(content(), serviceOf(content(), 'SIUP'), speechOf('en'));
    expect(view.after.map(({ code }) => code)).to.include('TDP');
    expect(presentService(content(), serviceOf(content(), 'TDP'), speechOf('en')).before.map(({ code }) => code)).to.include('SIUP');
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
