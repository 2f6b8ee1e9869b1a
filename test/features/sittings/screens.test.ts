import { expect } from 'chai';
import { testApp, type TestBrowser, type TestApp } from '../../support/app.ts';
import { actionId, beginPractice, beginTest } from './work.ts';

describe('screens, drafts and signals of a sitting', () => {
  let app: TestApp;
  let sari: number;
  let office: TestBrowser;
  let home: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    office = await app.signIn('sari');
    home = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const answer = (browser: TestBrowser, id: number, choice: string, item = 1, headers: Record<string, string> = {}) =>
    browser.postJson(`/sittings/${id}/items/${item}`, { id: actionId(), choice }).set(headers);
  /** Signals are noted beside the answer, not before it. */
  const signals = async (least = 1): Promise<string[]> => {
    for (let tries = 0; tries < 100; tries++) {
      const kinds: string[] = await app.db('signals').orderBy('id').pluck('kind');
      if (kinds.length >= least) return kinds;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return app.db('signals').orderBy('id').pluck('kind');
  };
  const ready = async (): Promise<number> => {
    const id = await beginTest(app, office, sari);
    await office.open(`/sittings/${id}/items/1`);
    await home.open('/account/password');
    return id;
  };

  it('lets one screen write in a test: another reads why and takes over by one button, at the place to go on', async () => {
    const id = await ready();
    expect((await answer(office, id, 'a')).status).to.equal(200);
    for (const path of ['', '/review', '/items/1', '/cases/1', '/cases/1/decision']) {
      const { text, status } = await home.get(`/sittings/${id}${path}`);
      expect([status, text.includes('sedang dibuka di layar lain'), text.includes('data-item')], path).to.deep.equal([
        200,
        true,
        false,
      ]);
    }
    expect((await answer(home, id, 'b')).status).to.equal(409);
    expect((await home.post(`/sittings/${id}/submission`)).status).to.equal(409);
    expect(await app.db('actions').where({ sitting_id: id })).to.have.length(1);

    expect((await home.post(`/sittings/${id}/screen`)).headers.location).to.equal(`/sittings/${id}/cases/1`);
    expect((await answer(home, id, 'b', 2)).status).to.equal(200);
    expect((await answer(office, id, 'c', 3)).status).to.equal(409);
    expect((await office.get(`/sittings/${id}/items/1`)).text).to.contain('sedang dibuka di layar lain');
    expect(await app.db('actions').where({ sitting_id: id })).to.have.length(2);
    expect(await signals(4)).to.have.members(['other-screen', 'other-screen', 'taken-over', 'other-screen']);
  });

  it('goes on at the browser where the person was, when the session ended and she signed in anew; another browser still only reads', async () => {
    const id = await ready();
    expect((await answer(office, id, 'a')).status).to.equal(200);
    await office.post('/logout');
    expect((await answer(office, id, 'b', 2)).status).to.be.oneOf([401, 403]);
    await office.signIn('sari');
    await office.open(`/sittings/${id}/items/2`);
    expect((await answer(office, id, 'b', 2)).status).to.equal(200);
    expect((await answer(home, id, 'c', 3)).status).to.equal(409);
    expect(await app.db('signals').where({ kind: 'taken-over' })).to.have.length(0);
  });

  it('acknowledges what the first screen had saved already, also when it repeats it after the change', async () => {
    const id = await ready();
    const body = { id: actionId(), choice: 'a' };
    await office.postJson(`/sittings/${id}/items/1`, body);
    await home.post(`/sittings/${id}/screen`);
    expect((await office.postJson(`/sittings/${id}/items/1`, body)).status).to.equal(200);
  });

  it('lets a practice be worked on from any screen', async () => {
    const { casePath } = await beginPractice(office);
    await home.open(casePath);
    for (const browser of [office, home])
      expect(
        (await browser.postJson(`${casePath}/actions`, { id: actionId(), type: 'flag', on: browser === office }))
          .status,
      ).to.equal(200);
    expect(await app.db('signals')).to.have.length(0);
  });

  it('keeps what is typed as a draft that fills the page and is gone when it is saved', async () => {
    const { casePath, sittingId } = await beginPractice(office);
    const typed = {
      id: 'draft-form-0001',
      decision: 'return',
      note: 'Mohon lengkapi <b>NPWP</b>',
      reasons: ['x', 'y'],
    };
    const kept = await office.postJson(`${casePath}/drafts/decision`, typed);
    expect(kept.body.text).to.match(/^Konsep \d\d\.\d\d\. Belum disimpan\.$/);
    const page = (await office.get(`${casePath}/decision`)).text;
    expect(page)
      .to.contain('Mohon lengkapi &lt;b&gt;NPWP&lt;/b&gt;')
      .and.to.contain('dari konsep pukul')
      .and.to.match(/value="return" checked/);
    expect(await app.db('actions').where({ sitting_id: sittingId, type: 'decide' })).to.have.length(0);
    await office.postJson(`${casePath}/drafts/decision`, { ...typed, note: 'Baru' });
    expect(await app.db('drafts')).to.have.length(1);
    app.clock.advance(5);
    expect(
      (await office.post(`${casePath}/decision`, { id: typed.id, decision: 'return', note: 'Baru' })).headers.location,
    ).to.equal(`${casePath}/check`);
    expect((await office.get(`${casePath}/decision`)).text).to.not.contain('dari konsep pukul');

    await office.postJson(`${casePath}/drafts/report`, { id: 'x-report', note: 'Ada tawaran' });
    expect((await office.get(casePath)).text).to.contain('Ada tawaran</textarea>');
    expect((await office.postJson(`${casePath}/drafts/nothing`, {})).status).to.equal(404);
    expect((await office.postJson(`${casePath}/drafts/decision`, { note: 'x'.repeat(5_001) })).status).to.equal(422);
    expect((await home.postJson('/sittings/999/cases/1/drafts/decision', {})).status).to.equal(404);
  });

  it('refuses the draft of a screen that only reads, and one after the end', async () => {
    const id = await ready();
    await answer(office, id, 'a');
    expect((await home.postJson(`/sittings/${id}/cases/1/drafts/decision`, { note: 'x' })).status).to.equal(409);
    await office.post(`/sittings/${id}/submission`);
    expect((await office.postJson(`/sittings/${id}/cases/1/drafts/decision`, { note: 'x' })).status).to.equal(410);
    expect(await app.db('drafts')).to.have.length(0);
  });

  it('does not let an old tab replace a decision that is newer, and keeps what was typed there', async () => {
    const { casePath } = await beginPractice(office);
    const seen = /name="seen" value="(\d+)"/.exec((await office.get(`${casePath}/decision`)).text)![1]!;
    await office.post(`${casePath}/decision`, { id: 'first-tab-0001', seen, decision: 'reject' });
    const old = await office.post(`${casePath}/decision`, {
      id: 'other-tab-0001',
      seen,
      decision: 'proceed',
      note: 'Dari tab lama',
    });
    expect(old.status).to.equal(422);
    expect(old.text).to.contain('sudah disimpan dari halaman lain').and.to.contain('Dari tab lama');
    expect(await app.db('actions').where({ type: 'decide' })).to.have.length(1);
    const fresh = /name="seen" value="(\d+)"/.exec(old.text)![1]!;
    expect(
      (await office.post(`${casePath}/decision`, { id: 'other-tab-0002', seen: fresh, decision: 'proceed' })).status,
    ).to.equal(303);
    expect(await signals()).to.deep.equal(['stale-form']);
  });

  it('does not let an answer of an old tab replace a newer one unseen; the tab shows what is saved, and can replace it then', async () => {
    const id = await ready();
    const path = `/sittings/${id}/items/1`;
    const pageOf = async (address = path) => {
      const { text } = await office.get(address);
      const [, formId] = /name="id" value="([^"]+)"/.exec(text)!;
      return { text, id: formId!, seen: /name="seen" value="([^"]*)"/.exec(text)![1]! };
    };
    const [first, second] = [await pageOf(), await pageOf()];
    // A page knows its own answers, also those that it has queued one after the other.
    expect((await office.postJson(path, { id: `${first.id}-1`, seen: '', choice: 'a' })).status).to.equal(200);
    expect((await office.postJson(path, { id: `${first.id}-2`, seen: '', choice: 'b' })).status).to.equal(200);
    const queued = await office.postJson(path, { id: `${second.id}-1`, seen: second.seen, choice: 'c' });
    expect([queued.status, queued.body.error]).to.deep.equal([422, 'newer']);
    const pressed = await office.post(path, { id: second.id, seen: second.seen, choice: 'c' });
    expect(pressed.status).to.equal(422);
    for (const { text } of [pressed, await pageOf(`${path}?newer`)]) expect(text).to.contain('dari tab lain').and.to.match(/value="b" checked/);
    // What is the same already, and the flag, are nobody's loss.
    expect((await office.post(path, { id: second.id, seen: second.seen, choice: 'b', flag: 'true' })).status).to.equal(303);
    expect(await signals(2)).to.deep.equal(['stale-form', 'stale-form']);
    const fresh = await pageOf();
    expect(fresh.seen).to.equal(`${first.id}-2`);
    expect((await office.post(path, { id: fresh.id, seen: fresh.seen, choice: 'c' })).status).to.equal(303);
    expect(await app.db('actions').where({ sitting_id: id, type: 'answer' })).to.have.length(3);
  });

  it('notes for a person to judge: gaps, a moved clock, what is not on any page, what is late or another person’s', async () => {
    const id = await ready();
    await answer(office, id, 'a', 1, { 'x-held-seconds': '600', 'x-clock-moved': '3600' });
    await answer(office, id, 'b', 2, { 'x-held-seconds': '3', 'x-clock-moved': '1' });
    expect(await signals(2)).to.have.members(['gap', 'clock']);
    expect((await answer(office, id, 'z')).status).to.equal(422);
    expect((await office.postJson(`/sittings/${id}/items/99`, { id: actionId(), choice: 'a' })).status).to.equal(404);
    await app.addUser('budi', 'trainee');
    const budi = await app.signIn('budi');
    await budi.open('/account/password');
    expect((await answer(budi, id, 'a')).status).to.equal(404);
    await office.post(`/sittings/${id}/submission`);
    expect((await answer(office, id, 'b')).status).to.equal(410);
    expect(await signals(6)).to.have.members([
      'gap',
      'clock',
      'edited-form',
      'foreign-place',
      'foreign-sitting',
      'late',
    ]);
    const gap = await app.db('signals').where({ kind: 'gap' }).first();
    expect(JSON.parse(gap.detail)).to.deep.equal({ position: 1, seconds: 600 });
  });

  it('refuses what no page of a case offers with a reason, and notes it; what somebody forgot is only refused', async () => {
    const id = await ready();
    const act = (body: object) => office.postJson(`/sittings/${id}/cases/1/actions`, { id: actionId(), ...body });
    const decide = (body: object) => office.postJson(`/sittings/${id}/cases/1/decision`, { id: actionId(), ...body });
    const forgotten = [await act({ type: 'pin-finding', document: 'KTP', field: 'nik', problem: '', clause: '' }), await decide({ decision: '' }), await decide({ decision: 'proceed', amount: 'banyak' })];
    for (const { status, body } of forgotten) expect([status, /\w{5}/.test(body.error)]).to.deep.equal([422, true]);
    expect(await app.db('signals')).to.have.length(0);

    const edited = [
      () => act({ type: 'open-document', document: 'RAHASIA' }),
      () => act({ type: 'pin-finding', document: 'KTP', field: 'nik', problem: 'strange', clause: '' }),
      () => act({ type: 'answer', item: 'L1-VER-01', choice: 'a' }),
      () => decide({ decision: 'proceed', class: 'of-another-service' }),
      () => decide({ decision: 'approve-all' }),
    ];
    for (const [at, send] of edited.entries()) {
      const { status, body } = await send();
      expect([status, /\w{5}/.test(body.error)], String(at)).to.deep.equal([422, true]);
    }
    expect(await signals(5)).to.deep.equal(Array(5).fill('edited-form'));
    expect(await app.db('actions').where({ sitting_id: id })).to.have.length(0);
  });

  it('after a case was sent an old page of it changes nothing, says why, and is noted', async () => {
    const id = await ready();
    const act = (body: object) => office.postJson(`/sittings/${id}/cases/1/actions`, { id: actionId(), ...body });
    expect((await office.postJson(`/sittings/${id}/cases/1/decision`, { id: actionId(), decision: 'refer', target: 'technical-team' })).status).to.equal(200);
    const before = (await act({ type: 'withdraw-finding', finding: 'withdrawn-elsewhere' })).body.error as string;
    expect((await act({ type: 'submit' })).status).to.equal(200);
    const after = await act({ type: 'open-document', document: 'KTP' });
    expect([before, after.status, after.body.error]).to.deep.equal(['Temuan ini sudah ditarik. Periksa daftar temuan.', 422, 'Putusan sudah dikirim. Berkas ini tidak dapat diubah lagi.']);
    const kinds = await signals(2);
    expect(new Set(kinds)).to.deep.equal(new Set(['stale-form']));
  });

  it('notes the same thing a few times a minute at most', async () => {
    const id = await ready();
    for (let time = 0; time < 9; time++)
      await office.postJson(`/sittings/${id}/items/99`, { id: actionId(), choice: 'a' });
    expect((await signals(5)).length).to.equal(5);
  });
});
