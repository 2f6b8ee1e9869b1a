import { expect } from 'chai';
import { begin, closeRoom, type Room, room } from './session-people.ts';

const day = '2015-05-28';

describe('a test session', function () {
  this.timeout(30_000);
  let it1: Room;
  before(async () => {
    it1 = await room();
  });
  after(() => closeRoom(it1));

  const form = (change: Record<string, string | string[]> = {}) => ({ level: '1', room: 'Ruang Seruni', date: day, from: '09:00', to: '12:00', groupId: '', trainees: [String(it1.sari), String(it1.novi)], ...change });
  const refused = async (change: Record<string, string | string[]>, text: string) => {
    const { penyelia } = it1.browsers;
    await penyelia.open('/test-sessions/new');
    const answer = await penyelia.post('/test-sessions', { ...form(change), then: 'send' });
    expect(answer.status, text).to.equal(422);
    expect(answer.text).to.contain(text);
    expect(await it1.app.db('test_sessions')).to.have.length(0);
  };

  it('is refused with the name of the field that is wrong', async () => {
    await refused({ to: '08:30' }, 'Jam selesai harus sesudah jam mulai.');
    await refused({ date: '2015-05-27' }, 'Jadwal harus dimulai sesudah sekarang.');
    await refused({ date: '2015-02-31' }, 'Pilih tanggal dan jam yang ada.');
    await refused({ from: 'pagi' }, 'Tulis jam seperti 09:00.');
    await refused({ trainees: [] }, 'paling sedikit satu peserta');
    await refused({ trainees: [String(it1.penyelia)] }, 'Ada peserta yang tidak dikenal.');
    await refused({ groupId: '77' }, 'Pilih kelompok yang ada.');
    await refused({ from: '09:00', to: '23:00' }, 'paling lama 12 jam');
    await refused({ room: '' }, 'Isian ini wajib diisi.');
  });

  it('is shown again before it counts, with the names of those whose gate is not open', async () => {
    const { penyelia } = it1.browsers;
    await penyelia.open('/test-sessions/new');
    const check = await penyelia.post('/test-sessions', { ...form(), then: 'check' });
    expect(check.status).to.equal(200);
    expect(check.text).to.match(/1 peserta belum dapat mulai[\s\S]*Orang novi/);
    expect(check.text).to.contain('28 Mei 2015, 09.00-12.00 WIB');
    expect(await it1.app.db('test_sessions')).to.have.length(0);
    const done = await penyelia.post('/test-sessions', { ...form(), then: 'send' });
    expect(done.status).to.equal(303);
    const [session] = await it1.app.db('test_sessions').select();
    expect([session.opens_at, session.closes_at]).to.deep.equal(['2015-05-28T02:00:00.000Z', '2015-05-28T05:00:00.000Z']);
  });

  it('makes the form of each person in the background and shows how many are ready', async () => {
    await it1.app.services.preparation.idle();
    expect(await it1.app.db('frozen_forms').orderBy('trainee_id').pluck('trainee_id')).to.deep.equal([it1.sari, it1.novi].sort((a, b) => a - b));
    expect((await it1.browsers.penyelia.get('/test-sessions/1')).text).to.contain('Paket soal siap: 2 dari 2');
  });

  it('names those who are planned at the same time already', async () => {
    const { penyelia } = it1.browsers;
    await penyelia.open('/test-sessions/new');
    const answer = await penyelia.post('/test-sessions', { ...form({ from: '11:00', to: '13:00' }), then: 'send' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('Sudah dijadwalkan pada jam yang sama: Orang novi, Orang sari');
  });

  it('is seen by those who are planned, with the minutes that each has', async () => {
    const { penyelia, sari } = it1.browsers;
    await penyelia.open(`/extra-time/${it1.sari}`);
    const short = await penyelia.post(`/extra-time/${it1.sari}`, { kind: 'percent', amount: '25', reason: 'singkat', then: 'send' });
    expect([short.status, /paling sedikit 10 karakter/.test(short.text)]).to.deep.equal([422, true]);
    expect((await penyelia.post(`/extra-time/${it1.sari}`, { kind: 'percent', amount: '101', reason: 'Membaca dengan pembesar layar.', then: 'send' })).status).to.equal(422);
    expect((await penyelia.post(`/extra-time/${it1.sari}`, { kind: 'percent', amount: '25', reason: 'Membaca dengan pembesar layar.', then: 'check' })).text).to.contain('25 persen');
    for (let sent = 0; sent < 2; sent++)
      expect((await penyelia.post(`/extra-time/${it1.sari}`, { kind: 'percent', amount: '25', reason: 'Membaca dengan pembesar layar.', then: 'send' })).status).to.equal(303);
    expect(await it1.app.db('extra_times')).to.have.length(1);
    for (const path of ['/', '/tests']) {
      const { text } = await sari.get(path);
      expect(text, path).to.contain('Ruang Seruni').and.to.contain('138 menit: 110 + 28').and.to.contain('akan datang');
    }
    expect((await it1.browsers.tuti.get('/tests')).text).to.not.contain('Ruang Seruni');
    expect((await sari.get('/tests/new')).text).to.contain('138 menit: 110 + 28').and.to.contain('Tidak ada waktu tenggang.');
  });

  it('is changed and cancelled before it begins, each time looked at before; a form that was made is kept', async () => {
    const { penyelia, sari } = it1.browsers;
    expect((await penyelia.open('/test-sessions/1/edit')).text).to.contain('value="09:00"');
    const moved = form({ from: '10:00', room: 'Aula', trainees: [String(it1.sari)] });
    expect((await penyelia.post('/test-sessions/1/edit', { ...moved, then: 'check' })).status).to.equal(200);
    expect((await penyelia.post('/test-sessions/1/edit', { ...moved, then: 'send' })).status).to.equal(303);
    await it1.app.services.preparation.idle();
    expect((await sari.get('/tests')).text).to.contain('10.00-12.00 WIB').and.to.contain('Aula');
    expect(await it1.app.db('frozen_forms')).to.have.length(2);
    expect((await penyelia.post('/test-sessions/1/cancellation', { reason: 'pendek', then: 'check' })).status).to.equal(422);
    const reason = 'Ruang dipakai rapat.';
    expect((await penyelia.post('/test-sessions/1/cancellation', { reason, then: 'check' })).text).to.contain(reason);
    expect((await penyelia.post('/test-sessions/1/cancellation', { reason, then: 'send' })).status).to.equal(303);
    expect((await sari.get('/tests')).text).to.not.contain('Aula');
    const again = await penyelia.post('/test-sessions/1/cancellation', { reason, then: 'send' });
    expect([again.status, again.headers.location]).to.deep.equal([303, '/test-sessions/1']);
    expect(await it1.app.db('audit_events').where({ subject_type: 'test-session' }).pluck('action')).to.deep.equal(['session.scheduled', 'session.changed', 'session.cancelled']);
  });

  it('cannot be changed after it has begun, and the deadline of who begins in it has the extra time', async () => {
    const { penyelia, sari } = it1.browsers;
    await penyelia.open('/test-sessions/new');
    await penyelia.post('/test-sessions', { ...form({ trainees: [String(it1.sari)] }), then: 'send' });
    await it1.app.services.preparation.idle();
    it1.app.clock.advance(3_660);
    const before = Number((await it1.app.db('cases').count({ n: '*' }))[0]!.n);
    const id = await begin(sari);
    expect(Number((await it1.app.db('cases').count({ n: '*' }))[0]!.n)).to.equal(before);
    const { test_session_id, started_at, deadline_at } = await it1.app.db('sittings').where({ id }).first();
    expect(test_session_id).to.equal(2);
    expect(Date.parse(deadline_at) - Date.parse(started_at)).to.equal(138 * 60_000);
    const late = await penyelia.post('/test-sessions/2/edit', { ...form(), then: 'send' });
    expect([late.status, late.headers.location]).to.deep.equal([303, '/test-sessions/2']);
    expect((await penyelia.get('/test-sessions/2')).text).to.contain('sudah dimulai atau dibatalkan');
  });

  it('is the only way to a test where the level says so', async () => {
    const level = it1.app.services.catalogue.levels[0]!;
    level.outsideSession = false;
    try {
      const { tuti } = it1.browsers;
      expect((await tuti.open('/tests')).text).to.contain('hanya dibuka pada jadwalnya');
      expect((await tuti.get('/tests/new')).headers.location).to.equal('/tests');
      expect((await tuti.post('/tests')).status).to.equal(409);
      await it1.browsers.penyelia.post('/test-sessions', { ...form({ from: '10:00', trainees: [String(it1.tuti)] }), then: 'send' });
      await it1.app.services.preparation.idle();
      it1.app.clock.advance(3_600);
      expect(await begin(tuti)).to.be.above(0);
    } finally {
      level.outsideSession = true;
    }
  });

  it('is found when it is long over: sessions that are over stand on pages', async () => {
    const past = (at: number) => ({ level: 1, room: `Ruang ${at}`, opens_at: `2015-01-${String(at).padStart(2, '0')}T02:00:00.000Z`, closes_at: `2015-01-${String(at).padStart(2, '0')}T05:00:00.000Z`, made_by: it1.penyelia, made_at: '2015-01-01T00:00:00.000Z' });
    await it1.app.db('test_sessions').insert(Array.from({ length: 30 }, (_, at) => past(at + 1)));
    const { penyelia } = it1.browsers;
    const [first, second] = [await penyelia.get('/test-sessions'), await penyelia.get('/test-sessions?page=2')];
    expect(first.text).to.contain('Ruang 30<').and.contain('/test-sessions?page=2').and.not.contain('Ruang 1<');
    expect(second.text).to.contain('Ruang 1<').and.not.contain('Ruang 30<');
  });
});
