import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { passTest } from '../sittings/work.ts';
import { act, begin, closeRoom, type Room, room, scheduled } from './session-people.ts';

describe('invigilation', function () {
  this.timeout(40_000);
  let hall: Room;
  let session: number;
  let sitting: number;
  let path: string;
  before(async () => {
    hall = await room();
    session = await scheduled(hall, [hall.sari, hall.tuti, hall.novi]);
    hall.app.clock.advance(120);
    sitting = await begin(hall.browsers.sari);
    path = `/invigilation/${session}/sittings/${sitting}`;
    await hall.browsers.pengawas.open(path);
  });
  after(() => closeRoom(hall));

  const state = () => hall.app.db('sittings').where({ id: sitting }).first('deadline_at', 'paused_at', 'submitted_at', 'closed_by');
  const send = async (kind: string, minutes = '', token?: string) => {
    const answer = await hall.browsers.pengawas.post(path, act(kind, minutes, token));
    expect(answer.status, answer.text).to.equal(303);
    return (await hall.browsers.pengawas.get(answer.headers.location as string)).text;
  };
  const answer = (choice: string, id: string = randomUUID()) => hall.browsers.sari.postJson(`/sittings/${sitting}/items/1`, { id, choice });
  const board = async () => (await hall.browsers.pengawas.get(`/invigilation/${session}`)).text;

  it('is the invigilator\'s alone, and only of tests of the session', async () => {
    for (const name of ['sari', 'penyelia'] as const) expect((await hall.browsers[name].get(path)).status, name).to.equal(404);
    expect((await hall.browsers.pengawas.get(`/invigilation/${session}/sittings/${sitting + 1}`)).status).to.equal(404);
  });

  it('shows on the board who is not in, who is connected and who is idle', async () => {
    const phase = async (name: string) => new RegExp(`Orang ${name}[\\s\\S]*?class="state [\\w-]+">([^<]+)`).exec(await board())![1];
    expect(await phase('tuti')).to.equal('belum masuk');
    expect(await phase('sari')).to.equal('terputus');
    await hall.browsers.sari.agent.get(`/sittings/${sitting}/events`).set('Accept', 'application/json');
    expect(await phase('sari')).to.equal('terhubung');
    expect(await board()).to.match(/Orang sari[\s\S]*?110 menit/);
    hall.app.clock.advance(6 * 60);
    await hall.browsers.sari.agent.get(`/sittings/${sitting}/events`).set('Accept', 'application/json');
    expect(await phase('sari')).to.equal('diam');
    expect((await answer('a')).status).to.equal(200);
    expect(await phase('sari')).to.equal('terhubung');
  });

  it('asks for a reason, and for minutes where they count, and shows the act again before it counts', async () => {
    const { pengawas } = hall.browsers;
    const short = await pengawas.post(path, { ...act('pause'), reason: 'singkat' });
    expect([short.status, /paling sedikit 10 karakter/.test(short.text)]).to.deep.equal([422, true]);
    const none = await pengawas.post(path, act('extend'));
    expect([none.status, /Tulis menit/.test(none.text)]).to.deep.equal([422, true]);
    const check = await pengawas.post(path, { ...act('extend', '15'), then: 'check' });
    expect(check.text).to.contain('Waktu ditambah 15 menit').and.to.contain('Listrik padam di ruang tes.');
    expect(await hall.app.db('sitting_interventions')).to.have.length(0);
  });

  it('extends: the stored deadline moves once, also when the form is sent twice', async () => {
    const before = (await state()).deadline_at;
    const token = randomUUID();
    await send('extend', '15', token);
    await send('extend', '15', token);
    expect(Date.parse((await state()).deadline_at) - Date.parse(before)).to.equal(15 * 60_000);
    expect((await hall.browsers.sari.agent.get(`/sittings/${sitting}/events`).set('Accept', 'application/json')).body.state.deadlineAt).to.equal((await state()).deadline_at);
  });

  it('pauses: nothing is saved or shown, nothing is lost, and the deadline moves by the pause', async () => {
    const { deadline_at: before } = await state();
    const known = randomUUID();
    expect((await answer('b', known)).status).to.equal(200);
    await send('pause');
    const refused = await answer('c');
    expect([refused.status, refused.body.message]).to.deep.equal([423, 'Pengawas menjeda tes Anda. Yang sudah tersimpan tetap aman, waktu Anda berhenti, dan yang baru dikirim belum tersimpan. Kirim lagi setelah tes dilanjutkan.']);
    expect((await answer('b', known)).status, 'what is saved is acknowledged again').to.equal(200);
    for (const page of ['/items/1', '/review', '/cases/1', '/cases/1/decision']) expect((await hall.browsers.sari.get(`/sittings/${sitting}${page}`)).headers.location, page).to.equal(`/sittings/${sitting}`);
    expect((await hall.browsers.sari.open(`/sittings/${sitting}`)).text).to.contain('Tes sedang dijeda');
    expect((await hall.browsers.sari.post(`/sittings/${sitting}/submission`)).status).to.equal(423);
    expect(await board()).to.contain('dijeda');
    hall.app.clock.advance(3 * 3_600);
    for (const name of ['sari', 'tuti', 'pengawas'] as const) await hall.browsers[name].signIn(name);
    expect(await hall.app.services.sittings.sweep(), 'no deadline passes meanwhile').to.equal(0);
    expect((await hall.browsers.sari.get('/tests')).text).to.contain('Tes sedang berjalan');
    await send('resume');
    expect(Date.parse((await state()).deadline_at) - Date.parse(before)).to.equal(3 * 3_600_000);
    // Signed in anew, she is at another screen for the test.
    await hall.browsers.sari.open(`/sittings/${sitting}`);
    expect((await hall.browsers.sari.post(`/sittings/${sitting}/screen`)).status).to.equal(303);
    expect((await answer('c')).status).to.equal(200);
    expect((await hall.browsers.sari.get(`/sittings/${sitting}/items/1`)).status).to.equal(200);
  });

  it('says that it is too late for what does not apply any more', async () => {
    expect(await send('resume')).to.contain('Keadaan tes sudah berubah');
  });

  it('opens again what was handed in: the old result stays, the new one counts', async () => {
    await hall.browsers.sari.open(`/sittings/${sitting}/review`);
    expect((await hall.browsers.sari.post(`/sittings/${sitting}/submission`)).status).to.equal(303);
    hall.app.clock.advance(60);
    await send('reopen', '30');
    const { deadline_at, submitted_at, closed_by } = await state();
    expect([submitted_at, closed_by, Date.parse(deadline_at) - hall.app.clock.now().getTime()]).to.deep.equal([null, null, 30 * 60_000]);
    expect((await hall.browsers.sari.get('/tests')).text).to.contain('Tes sedang berjalan');
    expect((await hall.browsers.sari.get(`/sittings/${sitting}/items/1`)).status).to.equal(200);
    await passTest(hall.app, sitting);
    await hall.browsers.sari.open(`/sittings/${sitting}/review`);
    await hall.browsers.sari.post(`/sittings/${sitting}/submission`);
    const results = await hall.app.db('results').where({ sitting_id: sitting }).orderBy('id').select('passed');
    expect(results.map(({ passed }) => Boolean(passed))).to.deep.equal([false, true]);
    expect((await hall.browsers.sari.get(`/sittings/${sitting}/result`)).text).to.contain('Lulus');
    expect(await hall.app.db('evaluations').where({ sitting_id: sitting })).to.have.length(1);
    expect(await hall.app.services.sittings.gradeUngraded()).to.equal(0);
  });

  it('does not open again what is evaluated', async () => {
    await hall.app.db('evaluations').where({ sitting_id: sitting }).update({ closed_at: hall.app.clock.now().toISOString() });
    expect((await hall.browsers.pengawas.get(path)).text).to.contain('evaluasinya sudah diputuskan');
    expect(await send('reopen', '30')).to.contain('Keadaan tes sudah berubah');
  });

  it('acts on everybody at once', async () => {
    const other = await begin(hall.browsers.tuti);
    const { pengawas } = hall.browsers;
    expect((await pengawas.open(`/invigilation/${session}/all`)).text).to.contain('Semua yang sedang mengerjakan');
    expect((await pengawas.post(`/invigilation/${session}/all`, act('pause'))).status).to.equal(303);
    expect((await hall.app.db('sittings').where({ id: other }).first('paused_at')).paused_at).to.not.equal(null);
  });

  it('is recorded and audited, act by act, and the records never change', async () => {
    const kinds = await hall.app.db('sitting_interventions').where({ sitting_id: sitting }).orderBy('id').pluck('kind');
    expect(kinds).to.deep.equal(['extend', 'pause', 'resume', 'reopen']);
    expect(await hall.app.db('audit_events').where({ subject_type: 'sitting', subject_id: sitting, actor_id: hall.pengawas }).orderBy('id').pluck('action')).to.deep.equal(['test.extended', 'test.paused', 'test.resumed', 'test.reopened']);
    const failure = (work: PromiseLike<unknown>) => Promise.resolve(work).then(() => '', (error: unknown) => String(error));
    expect(await failure(hall.app.db('sitting_interventions').update({ reason: 'lain sekali' }))).to.contain('append-only');
    expect(await failure(hall.app.db('sittings').where({ id: sitting }).update({ deadline_at: '2099-01-01T00:00:00.000Z' }))).to.contain('only by a recorded intervention');
  });

  it('cannot open a sitting again behind the records', async () => {
    const { submitted_at } = await state();
    expect(submitted_at).to.not.equal(null);
    const row = { sitting_id: sitting, kind: 'reopen', reason: 'singkat', deadline_before: 'x', deadline_after: 'y', token: 't', made_by: hall.pengawas, made_at: 'z' };
    expect(await hall.app.db('sitting_interventions').insert(row).then(() => '', String)).to.contain('has a kind and a reason');
  });
});
