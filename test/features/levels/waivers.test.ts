import { expect } from 'chai';
import { standingOf } from '../../../src/features/levels/level-read-model.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { openGate } from '../sittings/work.ts';

const reason = 'Dua tahun bertugas di loket perizinan kabupaten.';
const regret = 'Diberikan untuk peserta yang keliru.';

describe('the waiver of rule 2', () => {
  let app: TestApp;
  let siti: number;
  let ratnaId: number;
  let ratna: TestBrowser;
  let path: string;

  beforeEach(async () => {
    app = await testApp();
    siti = await app.addUser('siti', 'trainee');
    ratnaId = await app.addUser('ratna', 'supervisor', 'trainer');
    ratna = await app.signIn('ratna');
    path = `/gates/${siti}`;
  });
  afterEach(() => app.close());

  const waive = (by = ratna, text = reason) => by.post(`${path}/waiver`, { reason: text, then: 'send' });
  const withdraw = (by = ratna, text = regret) => by.post(`${path}/withdrawal`, { reason: text, then: 'send' });
  const standing = () => standingOf(app.db, app.services.catalogue, siti, app.clock.now());
  const records = () => app.db('gate_waivers').orderBy('id').pluck('kind');
  const events = async () =>
    (await app.db('audit_events').orderBy('id').select('action', 'actor_id', 'subject_id', 'detail')).filter(({ action }) => action.startsWith('gate.'));
  /** Everything of the gate holds but that a service was practised often enough. */
  const almost = async () => {
    await openGate(app, siti);
    await app.db('cases').where({ service: 'KPS' }).update({ service: 'SIUP' });
  };

  it('opens the gate that only lacks practice, is told to the trainee, and closes it again when withdrawn', async () => {
    await almost();
    expect((await standing()).test).to.equal('gate');
    await waive().expect(303).expect('Location', path);
    expect((await standing()).test).to.equal('open');
    const browser = await app.signIn('siti');
    for (const page of ['/', '/tests']) expect((await browser.get(page)).text, page).to.contain(`dikecualikan oleh penyelia: ${reason}`);
    expect((await browser.get('/tests')).text).to.contain('6 dari 6 syarat terpenuhi atau dikecualikan');
    await browser.get('/tests/new').expect(200);
    await withdraw().expect(303);
    expect((await standing()).test).to.equal('gate');
    expect((await browser.get('/tests')).text).to.not.contain('dikecualikan');
    await browser.post('/tests').expect(409);
    expect(await records()).to.deep.equal(['waived', 'withdrawn']);
  });

  it('opens no gate that lacks anything else', async () => {
    await almost();
    await app.db('case_grades').insert(
      (await app.db('case_grades').orderBy('id', 'desc').limit(2)).map(({ id: _, grade, ...row }) => ({
        ...row,
        grade: JSON.stringify({ ...JSON.parse(grade), decisionRight: false }),
      })),
    );
    await waive().expect(303);
    const { gate, test } = await standing();
    expect(test).to.equal('gate');
    expect(gate.conditions.filter(({ met, waived }) => !met && !waived).map(({ id }) => id)).to.deep.equal(['decisions']);
  });

  it('is written with its audit entry or not at all', async () => {
    const mend = await breakAudit(app.db, 'gate.waived');
    await waive().expect(500);
    expect(await records()).to.deep.equal([]);
    await mend();
    await waive().expect(303);
    await withdraw().expect(303);
    const [first, second] = await events();
    expect(first).to.include({ action: 'gate.waived', actor_id: ratnaId, subject_id: siti });
    expect(JSON.parse(first!.detail)).to.deep.equal({ level: 1, reason, waiverId: (await app.db('gate_waivers').orderBy('id').first('id')).id });
    expect(second).to.include({ action: 'gate.waiver-withdrawn', actor_id: ratnaId, subject_id: siti });
    expect(await app.services.audit.verify()).to.include({ ok: true });
  });

  it('is shown once more before it is recorded, and can be changed until then', async () => {
    const answer = await ratna.post(`${path}/waiver`, { reason: `  ${reason.replace(' ', '\r\n')} ` }).expect(200);
    expect(answer.text).to.contain('Periksa sebelum mencatat').and.contain(`value="${reason}"`);
    const back = await ratna.post(`${path}/waiver`, { reason, then: 'change' }).expect(200);
    expect(back.text).to.contain(`>${reason}</textarea>`);
    expect(await records()).to.deep.equal([]);
  });

  for (const text of ['', 'terlalu singkat', `pendek${' '.repeat(30)}saja`, '🙂'.repeat(10), 'x'.repeat(501)])
    it(`asks for a reason, and ${JSON.stringify(text.slice(0, 20))} is none`, async () => {
      const answer = await waive(ratna, text).expect(422);
      expect(answer.text).to.contain('error-summary').and.contain('aria-invalid');
      await ratna.post(`${path}/waiver`, { reason: text, then: 'check' }).expect(422);
      expect(await records()).to.deep.equal([]);
    });

  it('sent twice is recorded once; somebody else who comes second is told', async () => {
    await app.addUser('wina', 'supervisor');
    const wina = await app.signIn('wina');
    await Promise.all([1, 2, 3].map(() => waive().expect(303)));
    await waive(wina, 'Sudah lulus pelatihan di provinsi lain.').expect(409);
    await Promise.all([1, 2].map(() => withdraw(wina).expect(303)));
    await withdraw().expect(409);
    expect(await records()).to.deep.equal(['waived', 'withdrawn']);
    expect(await events()).to.have.length(2);
  });

  it('is for nothing when rule 2 holds', async () => {
    await openGate(app, siti);
    expect((await ratna.get(path)).text).to.contain('tidak ada syarat latihan').and.not.contain('<textarea');
    await waive().expect(409);
  });

  it('keeps its history, the last first', async () => {
    await waive().expect(303);
    app.clock.advance(3600);
    await withdraw().expect(303);
    const { text } = await ratna.get(path).expect(200);
    expect(text).to.contain('28 Mei 2015, 09.00 WIB').and.contain('Orang ratna');
    expect(text.indexOf(regret)).to.be.above(0).and.below(text.indexOf(reason));
  });

  describe('is for no supervisor who', () => {
    const ties: [string, () => Promise<unknown>][] = [
      [
        'leads a group of the trainee, also of the past',
        async () => {
          const group = await app.services.groups.createGroup({ id: ratnaId }, 'Angkatan Mei');
          await app.services.groups.addMember({ id: ratnaId }, group, siti);
          await app.services.groups.removeMember({ id: ratnaId }, group, siti);
        },
      ],
      ['is one no more', () => app.db('user_roles').where({ user_id: ratnaId, role: 'supervisor' }).update({ revoked_at: app.clock.now().toISOString() })],
      ['is the trainee', async () => {
        await app.db('user_roles').insert({ user_id: ratnaId, role: 'trainee', granted_at: '2015-01-01T00:00:00.000Z' });
        path = `/gates/${ratnaId}`;
      }],
    ];
    for (const [name, tie] of ties)
      it(name, async () => {
        await tie();
        await ratna.get(path).expect(404);
        await waive().expect(404);
        await withdraw().expect(404);
        const list = await ratna.get('/gates');
        if (list.status === 200) expect(list.text).to.not.contain(`href="${path}"`);
        expect(await records()).to.deep.equal([]);
      });
  });

  it('and its list are for supervisors', async () => {
    for (const [name, role] of [['dadan', 'trainer'], ['yayan', 'administrator']] as const) {
      await app.addUser(name, role);
      const browser = await app.signIn(name);
      await browser.get('/gates').expect(404);
      await browser.get(path).expect(404);
      await waive(browser).expect(404);
    }
    await (await app.signIn('siti')).get('/gates').expect(404);
  });

  it('is found by a list of trainees with the rules that hold, searched and paged', async () => {
    await openGate(app, siti);
    const budi = await app.addUser('budi', 'trainee');
    path = `/gates/${budi}`;
    await waive().expect(303);
    const { text } = await ratna.get('/gates').expect(200);
    const rows = [...text.matchAll(/<tr>\s*<th scope="row">.*?<\/tr>/gs)].map(([row]) => [...row.matchAll(/class="state state-(\w+)"/g)].map(([, mark]) => mark));
    expect(rows).to.deep.equal([
      ['open', 'off', 'open', 'open', 'good'],
      ['good', 'good', 'good', 'good', 'good'],
    ]);
    expect((await ratna.get('/gates?q=ORANG+B')).text).to.contain('Orang budi').and.not.contain('Orang siti');
    expect((await ratna.get('/gates?q=nobody')).text).to.contain('Tidak ada peserta yang cocok');
    expect((await ratna.get('/gates?perPage=1&page=2')).text).to.contain('Orang siti').and.contain('Halaman 2 dari 2').and.not.contain('Orang budi');
  });

  it('is refused by the database itself for oneself, an own trainee, without a reason, and for ever after', async () => {
    const group = await app.services.groups.createGroup({ id: ratnaId }, 'Angkatan Mei');
    const budi = await app.addUser('budi', 'trainee');
    await app.services.groups.addMember({ id: ratnaId }, group, budi);
    const row = { trainee_id: siti, level: 1, kind: 'waived', reason, decided_by: ratnaId, decided_at: app.clock.now().toISOString() };
    const refused = async (work: PromiseLike<unknown>, message: string) => {
      const error = await Promise.resolve(work).then(
        () => null,
        (cause: Error) => cause,
      );
      expect(error?.message).to.contain(message);
    };
    await refused(app.db('gate_waivers').insert({ ...row, decided_by: siti }), 'nobody waives for himself');
    await refused(app.db('gate_waivers').insert({ ...row, trainee_id: budi }), 'nobody waives for a trainee of his own');
    await refused(app.db('gate_waivers').insert({ ...row, reason: 'x'.repeat(19) }), 'a written reason');
    await refused(app.db('gate_waivers').insert({ ...row, kind: 'x' }), 'given or withdrawn');
    await app.db('gate_waivers').insert(row);
    await refused(app.db('gate_waivers').update({ reason: 'y'.repeat(30) }), 'append-only');
    await refused(app.db('gate_waivers').delete(), 'append-only');
  });
});
