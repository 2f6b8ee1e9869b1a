import { expect } from 'chai';
import { createApp } from '../../../src/app.ts';
import { optionOrder } from '../../../src/core/sittings/items.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { createServices } from '../../../src/services.ts';
import { testApp, TestBrowser, type TestApp } from '../../support/app.ts';
import { actionId, beginTest, openGate, passTest } from './work.ts';

const minutes = 110;

describe('achievement test', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const count = async (table: string, where: object = {}): Promise<number> =>
    Number((await app.db(table).where(where).count({ n: '*' }))[0]!.n);
  const formOf = async (id: number) =>
    JSON.parse((await app.db('sittings').where({ id }).first('form')).form) as { seed: string; items: string[]; talks?: { place: number }[] };
  const restarted = async (): Promise<{ services: ReturnType<typeof createServices>; browser: TestBrowser }> => {
    const services = createServices({
      db: app.db,
      now: app.clock.now,
      config: app.config,
      content: app.services.catalogue,
    });
    const fresh = new TestBrowser(createApp(services, app.config));
    await fresh.signIn('sari');
    return { services, browser: fresh };
  };

  it('does not begin before the gate is open', async () => {
    await browser.open('/tests');
    expect((await browser.get('/tests/new')).headers.location).to.equal('/tests');
    const answer = await browser.post('/tests');
    expect(answer.status).to.equal(409);
    expect(answer.text).to.contain('Tes belum dapat dimulai');
    expect(await count('sittings')).to.equal(0);
  });

  it('begins once, with 8 cases, 40 items and a deadline that is stored', async () => {
    const id = await beginTest(app, browser, sari);
    const again = await browser.post('/tests');
    expect(again.headers.location).to.equal(`/sittings/${id}`);
    expect(await count('sittings', { kind: 'test' })).to.equal(1);
    expect(await count('sitting_cases', { sitting_id: id })).to.equal(7);
    expect((await formOf(id)).talks?.map(({ place }) => place)).to.deep.equal([8]);
    expect((await formOf(id)).items).to.have.length(40);
    const { started_at, deadline_at } = await app.db('sittings').where({ id }).first('started_at', 'deadline_at');
    expect(Date.parse(deadline_at) - Date.parse(started_at)).to.equal(minutes * 60_000);
    expect(await count('audit_events', { action: 'test.started' })).to.equal(1);
  });

  it('begins once when it is asked for many times at once', async () => {
    await openGate(app, sari);
    const ids = await Promise.all(Array.from({ length: 8 }, () => app.services.tests.start({ id: sari })));
    expect(new Set(ids).size).to.equal(1);
    expect(await count('sittings', { kind: 'test' })).to.equal(1);
  });

  it('shows an item without its key, its anchor, its id, or the seed', async () => {
    const id = await beginTest(app, browser, sari);
    const { seed, items } = await formOf(id);
    for (const [index, item] of [...items.entries()].slice(0, 6)) {
      const { text } = await browser.get(`/sittings/${id}/items/${index + 1}`);
      const question = app.services.catalogue.questions.get(item)!;
      expect(text).to.not.contain(seed).and.to.not.contain(item).and.to.not.contain(question.clause);
      expect(text)
        .to.not.contain(question.explanation.id)
        .and.to.not.match(/anchor|jangkar/);
      expect([...text.matchAll(/value="([a-h])"/g)].map(([, letter]) => letter)).to.deep.equal(
        ['a', 'b', 'c', 'd'].slice(0, question.options.length),
      );
    }
  });

  it('saves an answer when it is chosen, by script and by button, and shows it again', async () => {
    const id = await beginTest(app, browser, sari);
    const path = `/sittings/${id}/items/2`;
    await browser.open(path);
    const answer = await browser.postJson(path, { id: actionId(), choice: 'c' });
    expect(answer.status).to.equal(200);
    expect(answer.body.savedAt).to.match(/^\d\d\.\d\d$/);
    expect((await browser.get(path)).text).to.match(/value="c" checked/);
    const next = await browser.post(path, { id: actionId(), choice: 'a', then: 'next' });
    expect(next.headers.location).to.equal(`/sittings/${id}/items/3`);
    const { seed, items } = await formOf(id);
    const option = optionOrder(app.services.catalogue.questions.get(items[1]!)!, seed)[0]!.option;
    const stored = await app.db('actions').where({ sitting_id: id }).orderBy('id', 'desc').first('payload');
    expect(JSON.parse(stored.payload)).to.deep.equal({ item: items[1], choice: option });
    expect(
      (await browser.post(`/sittings/${id}/items/40`, { id: actionId(), then: 'next' })).headers.location,
    ).to.equal(`/sittings/${id}/review`);
  });

  it('flags and clears', async () => {
    const id = await beginTest(app, browser, sari);
    const path = `/sittings/${id}/items/1`;
    await browser.post(path, { id: actionId(), choice: 'b', flag: 'true' });
    expect((await browser.get(`/sittings/${id}`)).text).to.contain('dijawab, ragu-ragu');
    await browser.post(path, { id: actionId(), choice: 'b', then: 'clear' });
    expect((await browser.get(path)).text).to.not.contain('checked');
  });

  it('takes no answer that the item does not have, and records a repeated one once', async () => {
    const id = await beginTest(app, browser, sari);
    const path = `/sittings/${id}/items/1`;
    await browser.open(path);
    const wrong = await browser.post(path, { id: actionId(), choice: 'z', then: 'next' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('error-summary');
    expect((await browser.post(path, { id: 'x', choice: 'a' })).status).to.equal(422);
    const same = { id: actionId(), choice: 'a' };
    for (let time = 0; time < 3; time++) expect((await browser.postJson(path, same)).status).to.equal(200);
    expect(await count('actions', { sitting_id: id })).to.equal(1);
    for (const item of ['0', '41', 'x'])
      expect((await browser.get(`/sittings/${id}/items/${item}`)).status, item).to.equal(404);
  });

  it('answers another person as if nothing were there', async () => {
    const id = await beginTest(app, browser, sari);
    await app.addUser('budi', 'trainee');
    const budi = await app.signIn('budi');
    for (const path of ['', '/items/1', '/review', '/result', '/cases/1']) {
      const [theirs, nobodys] = [await budi.get(`/sittings/${id}${path}`), await budi.get(`/sittings/9999${path}`)];
      expect(theirs.status).to.equal(404);
      expect(theirs.text.replaceAll(`/sittings/${id}`, '')).to.equal(nobodys.text.replaceAll('/sittings/9999', ''));
    }
    expect((await budi.postJson(`/sittings/${id}/items/1`, { id: actionId(), choice: 'a' })).status).to.equal(404);
    expect((await budi.post(`/sittings/${id}/submission`)).status).to.equal(404);
  });

  it('lists what is open first, and is handed in once', async () => {
    const id = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${id}/review`);
    expect((await browser.get(`/sittings/${id}/review`)).text).to.contain('48 nomor belum selesai');
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.post(`/sittings/${id}/submission`)));
    for (const answer of answers) expect(answer.headers.location).to.equal(`/sittings/${id}/result`);
    expect(await count('results', { sitting_id: id })).to.equal(1);
    expect(await count('case_grades', { sitting_id: id })).to.equal(8);
    for (const path of ['', '/items/1', '/review', '/cases/1', '/cases/1/decision'])
      expect((await browser.get(`/sittings/${id}${path}`)).headers.location).to.equal(`/sittings/${id}/result`);
    expect((await browser.postJson(`/sittings/${id}/items/1`, { id: actionId(), choice: 'a' })).status).to.equal(410);
  });

  it('says of a test that is handed in again when it was, and records nothing more', async () => {
    const id = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${id}/review`);
    const send = async () => [(await browser.post(`/sittings/${id}/submission`)).status, (await browser.get(`/sittings/${id}/result`)).text] as const;
    const chain = () => app.db('audit_events').orderBy('id').pluck('action');
    expect((await send())[1]).to.not.contain('sudah terkirim');
    const before = await chain();
    const at = app.clock.now().toISOString();
    app.clock.advance(300);
    const [status, text] = await send();
    expect(status).to.equal(303);
    expect(text).to.contain(`Tes ini sudah terkirim pada ${createSpeech({ timeZone: 'Asia/Jakarta', strict: true })('id').format.dateTime(at)}`);
    expect([await chain(), await count('actions', { sitting_id: id })]).to.deep.equal([before, 0]);
    expect((await browser.get(`/sittings/${id}/result`)).text, 'said once').to.not.contain('sudah terkirim');
  });

  it('opens an evaluation when it is passed, with its events in the chain', async () => {
    const id = await beginTest(app, browser, sari);
    await passTest(app, id);
    await browser.open(`/sittings/${id}/review`);
    await browser.post(`/sittings/${id}/submission`);
    expect(await app.db('evaluations').select('sitting_id', 'trainee_id', 'level', 'closed_at')).to.deep.equal([
      { sitting_id: id, trainee_id: sari, level: 1, closed_at: null },
    ]);
    // The cut is that of the form, frozen when the test began.
    const { form } = await app.db('sittings').where({ id }).first('form');
    expect(await app.db('results').where({ sitting_id: id }).pluck('cut')).to.deep.equal([JSON.parse(form).cut]);
    const events = (await app.db('audit_events').orderBy('id').pluck('action')).filter((action: string) =>
      /^(test|evaluation)/.test(action),
    );
    expect(events).to.deep.equal(['test.started', 'test.closed', 'test.scored', 'evaluation.opened']);
    const { text } = await browser.get(`/sittings/${id}/result`);
    expect(text).to.contain('Lulus').and.to.contain('Menunggu evaluasi');
    expect((await browser.post('/tests')).status).to.equal(409);
    expect((await browser.get('/')).text).to.contain('Evaluasi penyelia dibuka');
  });

  it('tells after a failed test the profile and the next date, never a key or an item', async () => {
    const id = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${id}/review`);
    await browser.post(`/sittings/${id}/submission`);
    const { text } = await browser.get(`/sittings/${id}/result`);
    expect(text).to.contain('Belum lulus').and.to.contain('11 Juni 2015').and.to.contain('terlalu sedikit');
    for (const item of (await formOf(id)).items)
      expect(text).to.not.contain(app.services.catalogue.questions.get(item)!.stem.id);
    expect((await browser.get('/tests')).text).to.contain('Masa jeda');
    expect(await count('evaluations')).to.equal(0);
  });

  it('names the competencies below their limit when the total alone would have passed', async () => {
    const id = await beginTest(app, browser, sari);
    await browser.post(`/sittings/${id}/submission`);
    const { id: _, ...row } = await app.db('results').where({ sitting_id: id }).first();
    const result = JSON.parse(row.result);
    expect(result.floors).to.have.length(7);
    const floors = result.floors.map((floor: { competency: string }) => ({ ...floor, failed: floor.competency === 'ITG' }));
    await app.db('results').insert({ ...row, letter_code: null, result: JSON.stringify({ ...result, total: 82, floors }) });
    const { text } = await browser.get(`/sittings/${id}/result`);
    const limits = text.slice(text.indexOf('Kompetensi di bawah batas terendah'));
    expect(limits.slice(0, limits.indexOf('</section>'))).to.contain('Integritas').and.to.not.contain('Verifikasi');
    expect(text).to.contain('Nilai total saja tidak cukup').and.to.not.contain('Nilai Anda belum mencapai batas');
  });

  it('takes an answer a millisecond before the deadline and none from the deadline on', async () => {
    const id = await beginTest(app, browser, sari);
    const path = `/sittings/${id}/items/1`;
    app.clock.advance(minutes * 60 - 0.001);
    expect((await browser.postJson(path, { id: actionId(), choice: 'a' })).status).to.equal(200);
    app.clock.advance(0.001);
    const save = app.services.sittings.save({ id: sari }, id, 9, [{ id: actionId(), type: 'flag', on: true }]);
    expect(
      await save.then(
        () => 0,
        (error: { status: number }) => error.status,
      ),
    ).to.equal(410);
    app.clock.advance(0.001);
    expect((await browser.postJson(path, { id: actionId(), choice: 'b' })).status).to.equal(410);
    expect(await count('actions', { sitting_id: id })).to.equal(1);
  });

  it('is closed at the deadline by whoever comes, and once', async () => {
    const id = await beginTest(app, browser, sari);
    const { deadline_at } = await app.db('sittings').where({ id }).first('deadline_at');
    app.clock.advance(minutes * 60 - 1);
    expect(await app.services.sittings.sweep()).to.equal(0);
    app.clock.advance(5);
    expect((await browser.get(`/sittings/${id}`)).headers.location).to.equal(`/sittings/${id}/result`);
    expect(await app.services.sittings.sweep()).to.equal(0);
    expect(await app.db('sittings').where({ id }).first('submitted_at', 'closed_by')).to.deep.equal({
      submitted_at: deadline_at,
      closed_by: 'deadline',
    });
    expect(await count('results', { sitting_id: id })).to.equal(1);
  });

  it('is swept once by many sweeps at once, also by a server that has just started, with the same grade', async () => {
    const id = await beginTest(app, browser, sari);
    await passTest(app, id, 'rubber-stamp');
    app.clock.advance(24 * 3_600);
    const { services } = await restarted();
    const closed = await Promise.all([
      services.sittings.sweep(),
      services.sittings.sweep(),
      app.services.sittings.sweep(),
      services.sittings.sweep(),
    ]);
    expect(closed.reduce((sum, each) => sum + each, 0)).to.equal(1);
    expect(await count('results', { sitting_id: id })).to.equal(1);
    expect(await count('case_grades', { sitting_id: id })).to.equal(8);
    expect(await services.sittings.gradeUngraded()).to.equal(0);
  });

  it('goes on after a restart where it was, with the clock running', async () => {
    const id = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${id}/items/1`);
    await browser.postJson(`/sittings/${id}/items/1`, { id: actionId(), choice: 'd' });
    app.clock.advance(600);
    const { browser: after } = await restarted();
    expect((await after.get('/')).text).to.contain('Lanjutkan tes');
    await after.open(`/sittings/${id}`);
    expect((await after.post(`/sittings/${id}/screen`)).headers.location).to.equal(`/sittings/${id}/cases/1`);
    const { text } = await after.get(`/sittings/${id}/items/1`);
    expect(text)
      .to.match(/value="d" checked/)
      .and.to.match(/Sisa waktu 100 menit/);
  });

  it('gives other cases, and few items again, after the pause', async () => {
    const first = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${first}/review`);
    await browser.post(`/sittings/${first}/submission`);
    app.clock.advance(15 * 86_400);
    const again = await app.signIn('sari');
    await openGate(app, sari, 'second');
    const second = await app.services.tests.start({ id: sari });
    const seeds = (id: number) =>
      app.db('cases').join('sitting_cases', 'case_id', 'cases.id').where({ sitting_id: id }).pluck('seed');
    expect(new Set([...(await seeds(first)), ...(await seeds(second))]).size).to.equal(14);
    const [before, now] = [await formOf(first), await formOf(second)];
    const repeated = now.items.filter(
      (item) => before.items.includes(item) && !app.services.catalogue.questions.get(item)!.anchor,
    );
    expect(repeated.length).to.be.below(12);
    expect((await again.get(`/sittings/${second}`)).status).to.equal(200);
  });
});
