import { expect } from 'chai';
import type { Command } from '../../../src/core/desk/action.ts';
import { createApp } from '../../../src/app.ts';
import { createServices } from '../../../src/services.ts';
import { testApp, TestBrowser, type TestApp } from '../../support/app.ts';
import { actionId, beginPractice, record, workOn } from './work.ts';

describe('practice', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const finish = async (archetype: 'expert' | 'hasty' | 'corrupt' = 'expert', service = 'SIUP') => {
    const begun = await beginPractice(browser, service);
    await record(app, sari, begun.sittingId, 1, await workOn(app, begun.sittingId, archetype));
    return begun;
  };
  const count = async (table: string, where: object = {}): Promise<number> =>
    Number((await app.db(table).where(where).count({ n: '*' }))[0]!.n);

  it('begins with a fresh case of the chosen service and leads to its desk', async () => {
    const { casePath } = await beginPractice(browser, 'KPS');
    const desk = await browser.get(casePath);
    expect(desk.status).to.equal(200);
    expect(await app.db('cases').first('service', 'purpose')).to.deep.equal({ service: 'KPS', purpose: 'practice' });
    expect(await count('audit_events', { action: 'practice.created' })).to.equal(1);
  });

  it('begins with the proposed service when none is chosen', async () => {
    await browser.open('/');
    const answer = await browser.post('/practices');
    expect(answer.status).to.equal(303);
    expect(await count('sittings', { trainee_id: sari })).to.equal(1);
  });

  it('never sends the seed, the recipe or the checks to the browser', async () => {
    const { casePath, sittingId } = await beginPractice(browser);
    const { seed, recipe } = await app.db('cases').first('seed', 'recipe');
    expect(seed).to.match(/^[0-9a-f]{32}$/);
    for (const path of [
      casePath,
      `${casePath}/decision`,
      `${casePath}/check`,
      '/practice',
      '/',
      `/sittings/${sittingId}`,
    ]) {
      const { text } = await browser.get(path);
      expect(text).to.not.contain(seed);
      for (const id of (JSON.parse(recipe) as { breaks?: string[] }).breaks ?? []) expect(text).to.not.contain(id);
    }
  });

  it('gives the untouched case of a service again, and another once it was touched', async () => {
    const first = await beginPractice(browser);
    expect((await beginPractice(browser)).sittingId).to.equal(first.sittingId);
    await browser.open(first.casePath);
    await browser.post(`${first.casePath}/actions`, { id: actionId(), type: 'open-document', document: 'NPWP' });
    expect((await beginPractice(browser)).sittingId, 'only looked at').to.equal(first.sittingId);
    await browser.post(`${first.casePath}/actions`, { id: actionId(), type: 'flag', on: 'true' });
    expect((await beginPractice(browser)).sittingId).to.not.equal(first.sittingId);
  });

  it('answers an unknown service with 422, the page and a problem', async () => {
    await browser.open('/practice');
    for (const service of ['IMB', 'x'.repeat(40), '../etc']) {
      const answer = await browser.post('/practices', { service });
      expect(answer.status, service).to.equal(422);
      expect(answer.text).to.contain('error-summary');
    }
    expect(await count('sittings')).to.equal(0);
  });

  it('is for trainees only', async () => {
    await app.addUser('dadan', 'trainer');
    const other = await app.signIn('dadan');
    for (const path of ['/practice', '/tests', '/progress']) expect((await other.get(path)).status, path).to.equal(404);
    expect((await other.post('/practices')).status).to.equal(404);
    expect((await app.browser().get('/practice')).headers.location).to.equal('/login?next=%2Fpractice');
  });

  it('answers another person as if nothing were there', async () => {
    const { sittingId, casePath } = await finish();
    await app.addUser('budi', 'trainee');
    const budi = await app.signIn('budi');
    await budi.open('/practice');
    const unknown = (path: string) => path.replace(`/${sittingId}`, '/999999');
    for (const path of [
      casePath,
      `${casePath}/decision`,
      `${casePath}/check`,
      `/sittings/${sittingId}`,
      `/sittings/${sittingId}/result`,
      `/sittings/${sittingId}/review`,
      `/sittings/${sittingId}/items/1`,
    ]) {
      const [theirs, nobodys] = [await budi.get(path), await budi.get(unknown(path))];
      expect(theirs.status, path).to.equal(404);
      expect(theirs.text.replaceAll(String(path), '')).to.equal(nobodys.text.replaceAll(unknown(path), ''));
    }
    const body = { id: actionId(), type: 'flag', on: 'true' };
    expect((await budi.post(`${casePath}/actions`, body)).status).to.equal(404);
    expect((await budi.postJson(`/sittings/${sittingId}/submission`, {})).status).to.equal(404);
    expect((await browser.get(`${casePath.replace('/1', '/99')}`)).status).to.equal(404);
  });

  it('records an action once, however often it is sent, and says which is which', async () => {
    const { sittingId } = await beginPractice(browser);
    const before = await count('actions');
    const command: Command = { id: actionId(), type: 'open-document', document: 'KTP' };
    const save = (commands: Command[]) => app.services.sittings.save({ id: sari }, sittingId, 1, commands);
    const first = await save([command]);
    app.clock.advance(60);
    expect(first.kind).to.equal('saved');
    expect(await save([command])).to.deep.equal({ kind: 'duplicate', at: (first as { at: string }).at });
    expect(await save([{ ...command, document: 'NPWP' } as Command])).to.deep.equal({
      kind: 'refused',
      refusal: { key: 'sittings.refused.reused' },
    });
    expect(await count('actions')).to.equal(before + 1);
  });

  it('records all commands of a form or none', async () => {
    const { sittingId } = await beginPractice(browser);
    const before = await count('actions');
    const commands: Command[] = [
      { id: actionId(), type: 'decide', decision: 'proceed', reasons: [] },
      { id: actionId(), type: 'write-letter', findings: ['not-there'], slots: {}, basis: true, note: '' },
    ];
    const answer = await app.services.sittings.save({ id: sari }, sittingId, 1, commands);
    expect(answer).to.deep.include({ kind: 'refused' });
    expect(await count('actions')).to.equal(before);
  });

  it('grades with the submission, in the same transaction, and explains every point', async () => {
    const { sittingId, casePath } = await finish('hasty');
    const grade = await app.db('case_grades').first();
    expect(await count('observations', { sitting_id: sittingId })).to.be.above(8);
    const page = (await browser.get(`/sittings/${sittingId}/result`)).text;
    const lost = [...page.matchAll(/mark-lost">−([\d,]+)</g)].map(([, text]) => Number(text!.replace(',', '.')));
    const total = Number(/<strong>([\d,]+)<\/strong> dari 100/.exec(page)![1]!.replace(',', '.'));
    expect(lost.reduce((sum, each) => sum + each, 0)).to.be.closeTo(100 - total, 1e-9);
    expect(total).to.be.closeTo(grade.total, 0.051);
    expect(lost).to.deep.equal(lost.toSorted((a, b) => b - a));
    expect((await browser.get(casePath)).text).to.not.contain('action="/sittings/1/cases/1/actions"');
    expect((await browser.get(`/sittings/${sittingId}`)).headers.location).to.equal(`/sittings/${sittingId}/result`);
  });

  it('says beside every mark the clause, and where it is to be seen: the field, the step, or all steps', async () => {
    const begun = await beginPractice(browser, 'SIUP');
    const work = await workOn(app, begun.sittingId, 'hasty');
    await record(app, sari, begun.sittingId, 1, work);
    const { text } = await browser.get(`/sittings/${begun.sittingId}/result`);
    const rows = text.match(/<tr id="mark-\d+"[\s\S]*?<\/tr>/g)!;
    expect(rows.length).to.be.above(8);
    for (const row of rows) {
      expect(row).to.match(/href="\/regulations\/[a-z0-9-]+"/);
      const href = /class="mark-place" href="([^"]+)"/.exec(row)![1]!;
      if (href.startsWith('#')) expect(text).to.contain(`id="${href.slice(1)}"`);
      else expect((await browser.get(href.replaceAll('&amp;', '&'))).status).to.equal(200);
    }
    const order = rows.filter((row) => row.includes('/regulations/work-order'));
    expect(order).to.have.length(1);
    expect(order[0]).to.contain('href="#steps"');
    expect(text.match(/<li id="step-\d+">/g)).to.have.length(await count('actions', { sitting_id: begun.sittingId }));
  });

  it('puts a critical error first', async () => {
    for (let tries = 0; tries < 12 && (await count('case_grades')) < 12; tries++) {
      const { sittingId } = await finish('corrupt', 'RKLI');
      const { grade } = await app.db('case_grades').where({ sitting_id: sittingId }).first('grade');
      if (JSON.parse(grade).critical.length === 0) continue;
      const { text } = await browser.get(`/sittings/${sittingId}/result`);
      expect(text.indexOf('class="critical"')).to.be.within(1, text.indexOf('score-total'));
      return;
    }
    throw new Error('no critical error in twelve cases');
  });

  it('says of a practice that is sent again, with the same id or another, when it was sent, and records nothing more', async () => {
    const { sittingId, casePath } = await beginPractice(browser);
    await record(app, sari, sittingId, 1, (await workOn(app, sittingId)).filter(({ type }) => type !== 'submit'));
    await browser.open(casePath);
    const id = actionId();
    const send = async (type: string, with_: string) => {
      expect((await browser.post(`${casePath}/actions`, { id: with_, type })).status).to.equal(303);
      return (await browser.get(`/sittings/${sittingId}/result`)).text;
    };
    expect(await send('submit', id)).to.not.contain('sudah terkirim');
    const before = await count('actions');
    for (const again of [id, actionId()]) expect(await send('submit', again)).to.match(/role="status">Latihan ini sudah terkirim pada [^<]*\d\d\.\d\d[^<]*\. Kiriman ini tidak mengubah apa pun\./);
    expect([await count('actions'), await count('case_grades')]).to.deep.equal([before, 1]);
    await browser.post('/language', { language: 'en' });
    expect(await send('submit', id)).to.contain('This practice was already sent on');
  });

  it('has one grade after 50 submissions at once, and leads each of them to the result', async () => {
    const { sittingId, casePath } = await beginPractice(browser);
    const work = await workOn(app, sittingId);
    await record(app, sari, sittingId, 1, work.slice(0, -1));
    const submit = (id: string) => saveOne(sittingId, { id, type: 'submit' });
    const same = actionId();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => submit(index % 2 ? same : actionId())));
    expect(answers.filter((answer) => answer === 'saved')).to.have.length(1);
    expect(await count('case_grades', { sitting_id: sittingId })).to.equal(1);
    await browser.open('/practice');
    const late = await browser.post(`${casePath}/actions`, { id: actionId(), type: 'submit' });
    expect(late.headers.location).to.equal(`/sittings/${sittingId}`);
  });
  const saveOne = (sittingId: number, command: Command): Promise<string> =>
    app.services.sittings.save({ id: sari }, sittingId, 1, [command]).then(
      ({ kind }) => kind,
      (error: { status: number }) => String(error.status),
    );

  it('takes nothing more after the end but what it has already', async () => {
    const { sittingId } = await finish();
    const [first] = await app.db('actions').where({ sitting_id: sittingId }).select('action_id', 'type', 'payload');
    const replay = { id: first.action_id, type: first.type, ...JSON.parse(first.payload) } as Command;
    expect((await app.services.sittings.save({ id: sari }, sittingId, 1, [replay])).kind).to.equal('duplicate');
    expect(await saveOne(sittingId, { id: actionId(), type: 'flag', on: true })).to.equal('410');
    expect(
      (await browser.postJson(`/sittings/${sittingId}/cases/1/actions`, { id: actionId(), type: 'flag', on: true }))
        .status,
    ).to.equal(410);
  });

  it('refuses more than ten saves a second', async () => {
    const { casePath } = await beginPractice(browser);
    await browser.open(casePath);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        browser.postJson(`${casePath}/actions`, { id: actionId(), type: 'flag', on: true }),
      ),
    );
    expect(answers.filter(({ status }) => status === 429)).to.have.length(2);
  });

  it('goes on after a restart, and grades then what could not be graded', async () => {
    const { sittingId } = await beginPractice(browser);
    const work = await workOn(app, sittingId);
    await record(app, sari, sittingId, 1, work.slice(0, 5));
    const broken = { ...app.services.catalogue, guides: new Map() };
    const sick = createServices({ db: app.db, now: app.clock.now, config: app.config, content: broken });
    const rest = work.slice(5).map(({ at: _, ...command }) => command as Command);
    expect((await sick.sittings.save({ id: sari }, sittingId, 1, rest)).kind).to.equal('saved');
    expect(await count('case_grades')).to.equal(0);
    expect((await browser.get(`/sittings/${sittingId}/result`)).text).to.contain('Belum dinilai');

    const services = createServices({
      db: app.db,
      now: app.clock.now,
      config: app.config,
      content: app.services.catalogue,
    });
    expect(await services.sittings.gradeUngraded()).to.equal(1);
    expect(await services.sittings.gradeUngraded()).to.equal(0);
    const again = new TestBrowser(createApp(services, app.config));
    await again.signIn('sari');
    expect((await again.get(`/sittings/${sittingId}/result`)).text).to.contain('100');
    expect(await count('case_grades')).to.equal(1);
  });

  it('issues stored cases for a trainer, which the inbox shows with the name', async () => {
    const dadan = await app.addUser('dadan', 'trainer');
    await app.addUser('budi', 'trainee');
    const { sittingId } = await beginPractice(await app.signIn('budi'));
    const { case_id } = await app.db('sitting_cases').where({ sitting_id: sittingId }).first('case_id');
    const { permitCase } = await app.services.sittings.cases.get(app.db, case_id);
    await app.db.transaction((trx) => app.services.practices.issue(trx, dadan, sari, permitCase, [case_id]));
    expect((await browser.get('/practice')).text).to.contain('Orang dadan');
    expect((await browser.get('/')).text).to.contain('Kasus dari pelatih');
  });
});

describe('the inbox', () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeEach(async () => {
    app = await testApp();
    const sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    for (const service of ['SIUP', 'TDP']) {
      const { sittingId } = await beginPractice(browser, service);
      if (service === 'SIUP') await record(app, sari, sittingId, 1, await workOn(app, sittingId));
    }
  });
  afterEach(() => app.close());

  const rows = async (query: string) =>
    [...(await browser.get(`/practice${query}`)).text.matchAll(/<th scope="row"><a href="[^"]+">(REG-[^<]+)</g)].map(
      ([, number]) => number!,
    );

  it('shows what is to be done, and the rest by its filter', async () => {
    expect(await rows('')).to.have.length(1);
    expect(await rows('?state=done')).to.have.length(1);
    expect(await rows('?state=all')).to.have.length(2);
    expect(await rows('?state=all&service=TDP')).to.have.length(1);
    expect(await rows('?state=nonsense&service=nonsense&q=%25')).to.have.length(0);
  });

  it('finds by a part of the registration number, whatever the case of its letters', async () => {
    const [first] = await rows('?state=all');
    expect(await rows(`?state=all&q=${first!.slice(4).toLowerCase()}`)).to.deep.equal([first]);
    expect((await browser.get('/practice?q=REG-0000')).text).to.contain('Tidak ada berkas yang cocok');
  });

  it('pages', async () => {
    const { text } = await browser.get('/practice?state=all&perPage=1&page=2');
    expect(text).to.contain('Halaman 2 dari 2').and.to.contain('state=all&amp;perPage=1&amp;page=1');
  });
});
