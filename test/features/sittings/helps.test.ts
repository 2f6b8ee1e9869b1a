import { expect } from 'chai';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { presentHelp } from '../../../src/features/sittings/help-presenter.ts';
import { practiceObservations, practisedCases, standingOf } from '../../../src/features/levels/level-read-model.ts';
import { insertHelp } from '../../../src/features/sittings/help-store.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { beginPractice, record, workOn } from './work.ts';

describe('help with a practice file', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const begin = async (degree: 1 | 2 | 3, service = 'KPS') => {
    const begun = await beginPractice(browser, service);
    if ((await app.services.practices.help(begun.sittingId)) === null) await app.db.transaction((trx) => insertHelp(trx, begun.sittingId, { degree, state: 'offered' }, app.clock.now().toISOString()));
    return begun;
  };
  const answer = (sittingId: number, choice: string) => browser.post(`/sittings/${sittingId}/help`, { choice });
  const rows = (sittingId: number) => app.db('practice_helps').where({ sitting_id: sittingId }).orderBy('id').pluck('kind');
  const finish = async (sittingId: number) => record(app, sari, sittingId, 1, await workOn(app, sittingId));

  it('is planned for one who fails most, with the reason, and for nobody before the fourth file is done', async () => {
    for (let file = 0; file < 7; file++) {
      const { sittingId } = await beginPractice(browser, '');
      const help = await app.services.practices.help(sittingId);
      if (file < 4) expect(help).to.equal(null);
      if (help) {
        expect(help.state).to.equal('offered');
        const { text } = await browser.get('/practice');
        expect(text).to.contain('Disertai bantuan yang boleh Anda pakai atau tidak: Bantuan: ');
        const audit = await app.db('practice_reasons').where({ sitting_id: sittingId }).first('body');
        expect(JSON.parse(audit.body).setting.help).to.equal(help.degree);
        return;
      }
      await record(app, sari, sittingId, 1, await workOn(app, sittingId, 'rubber-stamp'));
    }
    expect.fail('no help was ever planned');
  });

  it('is shown by degree when it was taken, and says nothing before', async () => {
    for (const degree of [1, 2, 3] as const) {
      const { sittingId, casePath } = await begin(degree, ['KPS', 'SIUP', 'TDP'][degree - 1]);
      const page = `/sittings/${sittingId}/help`;
      expect((await browser.get(casePath)).text).to.contain('Tampilkan bantuan').and.to.not.contain(`href="${page}"`);
      expect((await browser.get(page).expect(303)).headers.location).to.equal(casePath);
      expect((await answer(sittingId, 'taken')).headers.location).to.equal(page);
      expect((await browser.get(casePath)).text).to.contain(`href="${page}"`).and.to.not.contain('Tampilkan bantuan');
      const { text } = await browser.get(page).expect(200);
      expect(text).to.contain('Urutan kerja</h2>').and.to.contain('Apa yang dibandingkan dengan apa</h2>');
      expect(text.includes('Semua pemeriksaan layanan ini</h2>')).to.equal(degree >= 2);
      expect(text.includes('Contoh berkas pemohon lain</h2>')).to.equal(degree >= 3);
    }
  });

  it('says the same whatever is broken in the file', async () => {
    const { catalogue } = app.services;
    const speech = createSpeech({ timeZone: 'Asia/Jakarta' })('id');
    const [clean, broken] = [[], ['ktp-present']].map((breaks) => generateCase(catalogue, { service: 'SIUP', level: 1, seed: 'a', breaks }));
    for (const degree of [1, 2, 3] as const) {
      const shown = (permitCase: PermitCase) => presentHelp(catalogue, permitCase, { degree, state: 'taken' }, 7, speech);
      expect(shown(broken!)).to.deep.equal(shown(clean!));
      expect(shown(broken!).worked === null).to.equal(degree < 3);
    }
  });

  it('is answered once, is kept, and stands in the audit', async () => {
    const { sittingId } = await begin(2);
    await answer(sittingId, 'declined');
    await answer(sittingId, 'taken');
    expect(await rows(sittingId)).to.deep.equal(['offered', 'declined']);
    for (const change of [app.db('practice_helps').update({ degree: 1 }), app.db('practice_helps').delete()])
      expect(await change.catch((error: Error) => error.message)).to.contain('append-only');
    expect(await app.db('audit_events').where({ action: 'practice.help-declined' })).to.have.length(1);
  });

  it('names what was wrong with the answer, and is nobody else’s', async () => {
    const { sittingId } = await begin(1);
    expect((await answer(sittingId, 'both')).status).to.equal(422);
    await app.addUser('umar', 'trainee');
    const other = await app.signIn('umar');
    await other.open('/practice');
    expect((await other.post(`/sittings/${sittingId}/help`, { choice: 'taken' })).status).to.equal(404);
    await other.get(`/sittings/${sittingId}/help`).expect(404);
    const without = await beginPractice(browser, 'SIUP');
    await browser.get(`/sittings/${without.sittingId}/help`).expect(404);
    expect((await answer(without.sittingId, 'taken')).status).to.equal(404);
    await finish(sittingId);
    expect((await answer(sittingId, 'taken')).status).to.equal(410);
    expect(await rows(sittingId)).to.deep.equal(['offered']);
  });

  it('marks what was done with it, which trains but does not count for the gate', async () => {
    const helped = await begin(2);
    await answer(helped.sittingId, 'taken');
    await finish(helped.sittingId);
    const { text } = await browser.get(`/sittings/${helped.sittingId}/result`);
    expect(text).to.contain('Anda bekerja dengan bantuan tingkat 2.');
    const declined = await begin(2, 'SIUP');
    await answer(declined.sittingId, 'declined');
    await finish(declined.sittingId);
    const observations = await practiceObservations(app.db, sari, '');
    expect(new Set(observations.filter(({ sitting }) => sitting === helped.sittingId).map(({ help }) => help))).to.deep.equal(new Set([2]));
    expect(observations.filter(({ sitting, help }) => sitting === declined.sittingId && help !== undefined)).to.deep.equal([]);
    expect((await practisedCases(app.db, sari, '')).map(({ service, help }) => [service, help])).to.deep.equal([['KPS', 2], ['SIUP', undefined]]);
    const { gate } = await standingOf(app.db, app.services.catalogue, sari, app.clock.now());
    const times = (service: string) => gate.conditions.find(({ id, subject }) => id === 'service' && subject === service)!.have;
    expect([times('KPS'), times('SIUP')]).to.deep.equal([0, 1]);
  });
});
