import { expect } from 'chai';
import { editionOf } from '../../../src/core/catalogue/editions.ts';
import { standingOf } from '../../../src/features/levels/level-read-model.ts';
import { rawCutOf } from '../../../src/core/sittings/curve.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { passTest } from '../sittings/work.ts';

const day = 86_400;
const reason = 'Diputuskan kepala badan pada rapat bulan Juni.';

describe('after the certificate', function () {
  this.timeout(30_000);
  let app: TestApp;
  let siti: number;
  let certificateId: number;
  beforeEach(async () => {
    app = await testApp();
    siti = await app.addUser('siti', 'trainee');
    const ratna = await app.addUser('ratna', 'supervisor');
    await app.addUser('agus', 'administrator');
    const at = app.clock.now().toISOString();
    await app.db('sittings').insert({ id: 9001, trainee_id: siti, kind: 'test', level: 1, content_version: 'x', form: '{}', issued_at: at, started_at: at, deadline_at: at, submitted_at: at });
    await result(9001, { total: 90, passed: true });
    await app.db('evaluations').insert({ id: 1, sitting_id: 9001, trainee_id: siti, level: 1, opened_at: at });
    await app.db('promotions').insert({ id: 1, trainee_id: siti, level: 1, evaluation_id: 1, promoted_at: at });
    certificateId = await app.db.transaction((trx) => app.services.certificates.issue(trx, { promotionId: 1, traineeId: siti, level: 1, actorId: ratna, at: app.clock.now() }));
  });
  afterEach(() => app.close());

  const standing = () => standingOf(app.db, app.services.catalogue, siti, app.clock.now());
  const result = async (sittingId: number, change: object) => {
    const body = { total: 40, sem: 3, cut: 70, passed: false, cases: 40, knowledge: 40, critical: [], profile: [], missedDefects: [], ...change };
    await app.db('results').insert({ sitting_id: sittingId, policy_version: 'x', total: body.total, cut: 70, passed: body.passed, result: JSON.stringify(body), scored_at: app.clock.now().toISOString() });
  };
  /** A test of level 1 that failed by a critical error now. */
  const fail = async (id: number) => {
    const at = app.clock.now().toISOString();
    await app.db('sittings').insert({ id, trainee_id: siti, kind: 'test', level: 1, content_version: 'x', form: '{}', issued_at: at, started_at: at, deadline_at: at, submitted_at: at });
    await result(id, { critical: ['CE1'] });
  };
  const short = async (as: 'expert' | 'corrupt'): Promise<TestBrowser> => {
    const browser = await app.signIn('siti');
    await browser.open('/tests');
    const id = Number(/sittings\/(\d+)/.exec((await browser.post('/tests/renewal').expect(303)).headers.location as string)![1]);
    expect(await app.db('sitting_cases').where({ sitting_id: id })).to.have.length(4);
    await passTest(app, id, as, undefined, 4);
    await app.services.sittings.submitTest(await app.services.sittings.get({ id: siti }, id));
    return browser;
  };

  it('the level is renewed by a short form near its end, with a certificate of its own and no evaluation', async () => {
    expect((await standing()).renewal).to.equal(null);
    app.clock.advance(700 * day);
    expect((await standing()).renewal).to.include({ level: 1, state: 'valid' });
    const browser = await short('expert');
    expect(await app.db('renewals')).to.have.length(1);
    expect(await app.db('certificates')).to.have.length(2);
    expect(await app.db('evaluations')).to.have.length(1);
    const [{ id: renewed }] = (await app.db('sittings').where({ renewal: true }).select('id')) as [{ id: number }];
    expect((await browser.get(`/sittings/${renewed}/result`)).text).to.contain('Jenjang Anda diperpanjang tanpa evaluasi').and.not.contain('Penyelia');
    expect((await standing()).held).to.have.length(1);
    app.clock.advance(60 * day);
    expect(await standing()).to.include({ current: 1, renewal: null });
    expect((await browser.get('/tests')).status).to.be.oneOf([200, 303]);
    expect(await app.services.audit.verifyRecord()).to.deep.include({ firstBroken: null });
  });

  it('past its end the level is suspended for sixty days and then lost', async () => {
    app.clock.advance(731 * day);
    expect((await standing()).renewal).to.include({ state: 'suspended' });
    expect((await (await app.signIn('siti')).get('/tests')).text).to.contain('ditangguhkan');
    app.clock.advance(60 * day);
    expect(await standing()).to.include({ renewal: null, current: 0, working: 1 });
    await (await app.signIn('siti')).post('/tests/renewal').expect(409);
  });

  it('a short form that fails leaves the full test, without a pause', async () => {
    app.clock.advance(735 * day);
    await short('corrupt');
    const after = await standing();
    expect(after.renewal).to.equal(null);
    // Its critical errors are provisional until two reviewers have seen them.
    const test = after.tests.find(({ renewal }) => renewal)!;
    expect([test.result!.critical, test.criticalOpen > 0, after.missing]).to.deep.equal([true, true, []]);
    await (await app.signIn('siti')).post('/tests/renewal').expect(409);
  });

  /** A new edition of the pack in which the tariff of advertising is another. */
  const newEdition = async () => {
    const now = editionOf(app.services.catalogue);
    const at = app.clock.now().toISOString();
    const tariff = now.tariffs['advertising']!;
    const versions = tariff.versions.map((version) => ({ ...version, constants: { ...version.constants, rate: 0.2 } }));
    const before = { ...now, version: 'before', tariffs: { ...now.tariffs, advertising: { ...tariff, versions } } };
    const again = { ...now, version: 'other source', clauses: { ...now.clauses, 'return-once': { ...now.clauses['return-once'], source: 'elsewhere' } } };
    const row = (edition: object, version: string, first: string) => ({ version, digest: version.padEnd(64, '0'), body: JSON.stringify(edition), first_run_at: first });
    await app.db('content_editions').insert([row(before, 'before', '2015-01-02T00:00:00.000Z'), row(now, 'now', at), row(again, 'again', at)]);
  };
  const publicly = async () => app.browser().get(`/v/${(await app.db('certificates').first()).code}`).expect(200);
  const delta = async (as: 'expert' | 'corrupt'): Promise<number> => {
    const browser = await app.signIn('siti');
    await browser.open('/tests');
    const id = Number(/sittings\/(\d+)/.exec((await browser.post('/tests/delta').expect(303)).headers.location as string)![1]);
    await passTest(app, id, as, undefined, 1);
    await app.services.sittings.submitTest(await app.services.sittings.get({ id: siti }, id));
    return id;
  };

  it('changed rules ask for one case and five items within fourteen days, and the certificate stays as it is', async () => {
    app.clock.advance(10 * day);
    await newEdition();
    expect((await standing()).delta).to.deep.include({ level: 1, services: ['RKLI'], tried: false });
    expect((await (await app.signIn('siti')).get('/tests')).text).to.contain('Aturan berubah').and.contain('/tests/delta');
    // While the days run the public sees what it saw; the holder sees what is asked of him.
    expect((await publicly()).text).to.contain('>Sah<').and.not.contain('berubah');
    expect((await (await app.signIn('siti')).get(`/certificates/${certificateId}`)).text).to.contain('berubah pada');
    const id = await delta('expert');
    const cases: string[] = await app.db('sitting_cases').join('cases', 'cases.id', 'case_id').where({ sitting_id: id }).pluck('service');
    const { form, deadline_at, started_at } = await app.db('sittings').where({ id }).first();
    expect([cases, JSON.parse(form).items.length, Date.parse(deadline_at) - Date.parse(started_at)]).to.deep.equal([['RKLI'], 5, 25 * 60_000]);
    const formula = app.services.catalogue.levies.get('advertising')!;
    const about = [...app.services.catalogue.questions.values()].filter((question) => question.clause === formula.clause && question.id.startsWith('L1-'));
    expect(JSON.parse(form).items.filter((item: string) => about.some((question) => question.id === item))).to.have.length(Math.min(5, about.length));
    expect(await standing()).to.include({ delta: null, current: 1, renewal: null });
    expect([(await app.db('certificates')).length, (await app.db('renewals')).length, (await app.db('evaluations')).length]).to.deep.equal([1, 0, 1]);
    expect((await app.services.replays.replay(id))!.identical).to.equal(true);
    // The form is measured by its own cut, where an operator at the cut of the level is expected on this very form, and without floors.
    const recipes = await app.db('sitting_cases').join('cases', 'cases.id', 'case_id').where({ sitting_id: id }).pluck('recipe');
    const own = rawCutOf(app.services.catalogue, 1, { cases: recipes.map((each: string) => JSON.parse(each)), items: JSON.parse(form).items });
    const scored = await app.db('results').where({ sitting_id: id }).first();
    expect(scored.cut).to.equal(own);
    expect(JSON.parse(scored.result)).to.not.have.property('floors');
    expect((await (await app.signIn('siti')).get(`/certificates/${certificateId}`)).text).to.not.contain('berubah pada');
    const siti = await app.signIn('siti');
    expect((await siti.get(`/sittings/${id}/result`)).text).to.contain('Jenjang Anda tetap berlaku');
    await siti.post('/tests/delta').expect(409);
  });

  it('changed rules suspend a level that is not shown in time, until it is', async () => {
    app.clock.advance(10 * day);
    await newEdition();
    app.clock.advance(14 * day);
    expect(await standing()).to.include({ current: 0 });
    expect((await standing()).held[0]).to.include({ term: 'suspended', valid: false });
    expect((await (await app.signIn('siti')).get('/tests')).text).to.contain('ditangguhkan');
    // Anybody with the code sees that, and nothing of a test or a result.
    const { text } = await publicly();
    expect(text).to.contain('>Ditangguhkan<').and.contain('Ditangguhkan sejak 21 Juni 2015').and.not.contain('>Sah<').and.not.match(/tidak lulus|nilai/i);
    expect((await (await app.signIn('siti')).get(`/certificates/${certificateId}`)).text).to.contain('Ditangguhkan sejak');
    const agus = await app.signIn('agus');
    for (const path of ['/admin/certificates', `/admin/certificates/${certificateId}`]) expect((await agus.get(path)).text).to.contain('Ditangguhkan sejak');
    await delta('expert');
    expect((await publicly()).text).to.contain('>Sah<');
    expect(await standing()).to.include({ current: 1, delta: null });
  });

  it('what changed rules ask is sat once; then the short form of a renewal is left', async () => {
    app.clock.advance(10 * day);
    await newEdition();
    await delta('corrupt');
    expect((await standing()).delta).to.include({ tried: true });
    expect((await standing()).renewal).to.include({ level: 1 });
    expect((await (await app.signIn('siti')).get('/tests')).text).to.contain('tidak lulus').and.not.contain('/tests/delta');
    await short('expert');
    expect(await standing()).to.include({ delta: null, renewal: null, current: 1 });
    expect(await app.db('renewals')).to.have.length(1);
  });

  it('is revoked by an administrator in two steps with a reason, once, and anybody sees it', async () => {
    const agus = await app.signIn('agus');
    const path = `/admin/certificates/${certificateId}`;
    const { code, number } = await app.db('certificates').first();
    expect((await agus.get('/admin/certificates?q=siti')).text).to.contain(number);
    await agus.post(`${path}/revocation`, { reason: 'singkat' }).expect(422);
    expect((await agus.post(`${path}/revocation`, { reason }).expect(200)).text).to.contain('Periksa sebelum mencabut');
    expect((await app.db('certificates').first()).revoked_at).to.equal(null);
    for (const _ of [1, 2]) await agus.post(`${path}/revocation`, { reason, then: 'send' }).expect(303);
    await agus.post(`${path}/revocation`, { reason: `${reason} Sekali lagi.`, then: 'send' }).expect(409);
    expect((await app.browser().get(`/v/${code}`)).text).to.match(/dicabut/i).and.not.contain(reason);
    expect(await app.db('audit_events').where({ action: 'certificate.revoked' })).to.have.length(1);
    expect((await standing()).current).to.equal(0);
    for (const name of ['siti', 'ratna']) await (await app.signIn(name)).post(`${path}/revocation`, { reason, then: 'send' }).expect(404);
    await agus.get('/admin/certificates/999').expect(404);
  });

  it('a critical error asks for course and interview, the second for a decision too', async () => {
    app.clock.advance(740 * day);
    await fail(9107);
    app.clock.advance(31 * day);
    expect((await standing()).missing).to.deep.equal(['course', 'interview']);
    const ratna = await app.signIn('ratna');
    const path = `/gates/${siti}/clearance`;
    expect((await ratna.get(`/gates/${siti}`)).text).to.contain('pelatihan integritas selesai');
    await ratna.post(path, { kind: 'reopened', reason }).expect(422);
    for (const kind of ['course', 'interview']) await ratna.post(path, { kind, reason }).expect(303);
    await ratna.post(path, { kind: 'course', reason: `${reason} Lagi.` }).expect(409);
    expect((await standing()).missing).to.deep.equal([]);
    app.clock.advance(day);
    await fail(9108);
    expect((await standing()).missing).to.deep.equal(['course', 'interview', 'reopened']);
    app.clock.advance(60);
    const agus = await app.signIn('agus');
    expect((await agus.get('/admin/reopenings')).text).to.contain('Orang siti');
    await agus.post(`/admin/reopenings/${siti}`, { reason }).expect(422);
    await agus.post(`/admin/reopenings/${siti}`, { reason, confirmed: 'yes' }).expect(303);
    expect((await standing()).missing).to.deep.equal(['course', 'interview']);
    await agus.post(`/admin/reopenings/${siti}`, { reason, confirmed: 'yes' }).expect(404);
  });
});
