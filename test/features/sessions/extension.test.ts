import { expect } from 'chai';
import { workOnSome } from '../sittings/work.ts';
import { act, begin, closeRoom, type Room, room, scheduled } from './session-people.ts';

describe('a test of a session whose result is not clear', function () {
  this.timeout(40_000);
  let hall: Room;
  let session: number;
  let sitting: number;
  before(async () => {
    hall = await room();
    session = await scheduled(hall, [hall.sari]);
    hall.app.clock.advance(120);
    sitting = await begin(hall.browsers.sari);
  });
  after(() => closeRoom(hall));

  const submit = async () => {
    await workOnSome(hall.app, sitting, 4);
    hall.app.clock.advance(600);
    await hall.browsers.sari.open(`/sittings/${sitting}/review`);
    await hall.browsers.sari.post(`/sittings/${sitting}/submission`);
  };
  const parts = () => hall.app.db('test_parts').where({ sitting_id: sitting }).orderBy('id');
  const board = async () => (await hall.browsers.pengawas.get(`/invigilation/${session}`)).text;
  const path = () => `/invigilation/${session}/sittings/${sitting}`;

  it('waits an hour for its next part, and the invigilator sees it', async () => {
    await submit();
    const [part] = await parts();
    expect(Date.parse(part.begin_by) - Date.parse(part.offered_at)).to.equal(3_600_000);
    expect(await board()).to.contain('menunggu perpanjangan');
    const page = (await hall.browsers.pengawas.open(path())).text;
    expect(page).to.contain(`Bagian 2, ${part.minutes} menit`);
    expect(page).to.not.contain('Kompetensi');
  });

  it('waits no more when the part before is opened again; what follows is made anew', async () => {
    expect((await hall.browsers.pengawas.post(path(), act('reopen', '30'))).status).to.equal(303);
    expect((await hall.browsers.sari.get(`/sittings/${sitting}/extension`)).headers.location).to.equal(`/sittings/${sitting}`);
    expect((await hall.browsers.sari.get(`/sittings/${sitting}/cases/1`)).status).to.equal(200);
    hall.app.clock.advance(60);
    await hall.browsers.sari.open(`/sittings/${sitting}/review`);
    await hall.browsers.sari.post(`/sittings/${sitting}/submission`);
    const [first, second] = await parts();
    expect([first.part, second.part]).to.deep.equal([2, 2]);
    const cases: number[] = await hall.app.db('test_part_cases').pluck('case_id');
    expect(new Set(cases).size).to.equal(cases.length);
    expect((await hall.browsers.sari.get(`/sittings/${sitting}/extension`)).status).to.equal(200);
  });

  it('is run by the invigilator like any part: paused, extended, and shown as running', async () => {
    expect((await hall.browsers.sari.post(`/sittings/${sitting}/extension`)).headers.location).to.equal(`/sittings/${sitting}`);
    expect(await board()).to.not.contain('menunggu perpanjangan</span></td>');
    await hall.browsers.pengawas.open(path());
    for (const [kind, minutes] of [['pause', ''], ['resume', ''], ['extend', '15']] as const)
      expect((await hall.browsers.pengawas.post(path(), act(kind, minutes))).headers.location, kind).to.equal(path());
    const { deadline_at } = await hall.app.db('sittings').where({ id: sitting }).first('deadline_at');
    const [, part] = await parts();
    expect(Date.parse(deadline_at) - hall.app.clock.now().getTime()).to.equal((part.minutes + 15) * 60_000);
  });
});
