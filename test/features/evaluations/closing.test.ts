import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { holdForm, passedTest, type PassedTest, planFields, soundForm } from './passed-test.ts';

const chosen = (name: string, value: string) => new RegExp(`name="${name}"\\s+value="${value}"\\s+checked`);

describe('closing an evaluation', () => {
  let test: TestApp;
  let ratna: TestBrowser;
  let ratnaId: number;
  let sitiId: number;
  let taken: PassedTest;
  let path: string;
  beforeEach(async () => {
    test = await testApp();
    sitiId = await test.addUser('siti', 'trainee');
    ratnaId = await test.addUser('ratna', 'supervisor');
    taken = await passedTest(test.db, sitiId);
    path = `/evaluations/${taken.evaluationId}`;
    ratna = await test.signIn('ratna');
  });
  afterEach(() => test.close());

  const events = async () =>
    (await test.db('audit_events').orderBy('id').pluck('action')).filter(
      (action: string) => !action.startsWith('account.'),
    );
  const counts = async () =>
    Promise.all(
      ['evaluation_decisions', 'promotions', 'certificates'].map(async (table) => (await test.db(table)).length),
    );

  /** What the trainee reads on the result of the test, in both languages. */
  const resultRead = async () => {
    const siti = await test.signIn('siti');
    const { text: id } = await siti.get(`/sittings/${taken.sittingId}/result`).expect(200);
    await siti.post('/language', { language: 'en' });
    return [id, (await siti.get(`/sittings/${taken.sittingId}/result`)).text] as const;
  };
  const awaited = ['Penyelia mengevaluasi pekerjaan Anda sebelum jenjang dinaikkan', 'A supervisor evaluates your work before the level is raised'] as const;

  it('is waited for on the result until it is decided', async () => {
    const [id, en] = await resultRead();
    expect(id).to.contain(awaited[0]).and.contain('Menunggu evaluasi').and.not.contain('/verdict');
    expect(en).to.contain(awaited[1]);
  });

  it('promotes with decision, promotion, certificate and their audit entries', async () => {
    await ratna.post(`${path}/closure`, soundForm()).expect(303).expect('Location', path);
    expect(await counts()).to.deep.equal([1, 1, 1]);
    expect(await events()).to.deep.equal(['evaluation.marked', 'evaluation.closed', 'trainee.promoted', 'certificate.issued']);
    const evaluation = await test.db('evaluations').first();
    expect(evaluation.closed_at).to.equal(test.clock.now().toISOString());
    const [decision] = await test.db('evaluation_decisions');
    expect(decision).to.include({ evaluator_id: ratnaId, mean: 3, recommendation: 'promote' });
    expect(JSON.parse(decision.ratings).legal).to.deep.equal({
      points: 3,
      evidence: [
        { case: 1, step: 1 },
        { case: 2, step: 2 },
      ],
      comment: '',
    });
    expect(await test.db('promotions').first()).to.include({
      trainee_id: sitiId,
      level: 1,
      evaluation_id: taken.evaluationId,
    });
    expect((await ratna.get(path).expect(200)).text)
      .to.contain('Jenjang 1, Dasar tercapai')
      .and.contain('/certificates/');
    expect((await test.services.audit.verify()).ok).to.equal(true);
    const [id, en] = await resultRead();
    expect(id).to.contain('jenjang Anda dinaikkan').and.contain(`${path}/verdict`).and.not.contain(awaited[0]).and.not.contain('Menunggu evaluasi');
    expect(en).to.contain('your level was raised').and.not.contain(awaited[1]);
  });

  it('holds with reasons and plan when a second evaluator holds too, without promotion or certificate', async () => {
    await test.addUser('wina', 'supervisor');
    const wina = await test.signIn('wina');
    await ratna.post(`${path}/closure`, holdForm({ reasons: 'Surat <terlalu> singkat.' })).expect(303);
    expect(await counts()).to.deep.equal([0, 0, 0]);
    const siti = await test.signIn('siti');
    await siti.get(`${path}/verdict`).expect(404);
    await wina.post(`${path}/closure`, holdForm(planFields('Dua sesi memandu.'))).expect(303);
    expect(await counts()).to.deep.equal([1, 0, 0]);
    expect(await events()).to.deep.equal(['evaluation.marked', 'evaluation.marked', 'evaluation.closed', 'trainee.held']);
    const verdict = await siti.get(`${path}/verdict`).expect(200);
    expect(verdict.text)
      .to.contain('belum tercapai')
      .and.contain('Surat &lt;terlalu&gt; singkat.')
      .and.contain('Sepuluh latihan surat.')
      .and.contain('Dua sesi memandu.')
      .and.contain('sampai 31 Juli 2015');
    expect(verdict.text).to.not.match(/Orang (ratna|wina)/);
    const [id, en] = await resultRead();
    expect(id).to.contain('memutuskan bahwa jenjang belum dinaikkan').and.contain(`${path}/verdict`).and.not.contain(awaited[0]);
    expect(en).to.contain('decided not to raise the level yet').and.not.contain(awaited[1]);
  });

  const refusals: [string, Record<string, string | string[]>, string[], string[]][] = [
    ['no points', { 'points-legal': [] }, ['points-legal'], ['Penalaran hukum: pilih satu nilai']],
    ['points outside the scale', { 'points-legal': '5' }, ['points-legal'], ['Penalaran hukum: pilih satu nilai']],
    [
      'no evidence',
      { 'evidence-letter': [] },
      ['evidence-letter'],
      ['Surat kepada pemohon: tandai paling sedikit satu langkah'],
    ],
    [
      'evidence that was never done',
      { 'evidence-letter': '1:999' },
      ['evidence-letter'],
      ['menunjuk langkah yang tidak ada'],
    ],
    ['a 4 without comment', { 'points-legal': '4' }, ['comment-legal'], ['tulis catatan untuk nilai 1 atau 4']],
    ['no recommendation', { recommendation: '' }, ['recommendation'], ['Pilih satu rekomendasi']],
    ['a hold without reasons', { recommendation: 'hold', ...planFields() }, ['reasons'], ['Tulis alasan']],
    ['a plan without a day', { recommendation: 'promote-with-plan', ...planFields(), 'plan-1-until': '2015-13-01' }, ['plan-1-action'], ['Rencana baris 1: isi kompetensi']],
    ['a plan of yesterday', { recommendation: 'promote-with-plan', ...planFields(), 'plan-1-until': '2015-05-27' }, ['plan-1-until'], ['Rencana baris 1: pilih hari setelah hari ini']],
    [
      'a promotion with a plan that is not written',
      { recommendation: 'promote-with-plan' },
      ['plan-1-action'],
      ['Tulis paling sedikit satu baris rencana'],
    ],
    [
      'a promotion against integrity',
      { 'points-integrity': '2' },
      ['recommendation', 'points-integrity'],
      ['belum mendukung', 'Integritas: nilai 2, paling rendah 3'],
    ],
    [
      'a promotion against one unsafe habit',
      { 'points-control': '1', 'comment-control': 'SLA lewat.' },
      ['recommendation', 'points-control'],
      ['Pengendalian kerja: nilai 1 menahan'],
    ],
    [
      'a promotion under the mean',
      { 'points-legal': '2', 'points-letter': '2' },
      ['recommendation'],
      ['Rata-rata 2,67, paling rendah 2,75'],
    ],
    ['a comment that is too long', { 'comment-legal': 'x'.repeat(2_001) }, ['comment-legal'], ['Paling banyak 2.000']],
  ];
  for (const [name, change, fields, texts] of refusals)
    it(`is refused for ${name}, with all that was typed`, async () => {
      const form = soundForm({
        'comment-guidance': 'Sabar & jelas.',
        reasons: change.recommendation === 'hold' ? '' : 'Alasan yang diketik',
        ...change,
      });
      const answer = await ratna.post(`${path}/closure`, form).expect(422);
      for (const field of fields) expect(answer.text).to.contain(`href="#${field}"`).and.contain(`id="${field}"`);
      for (const text of texts) expect(answer.text).to.contain(text);
      expect(answer.text)
        .to.contain('Sabar &amp; jelas.')
        .and.match(chosen('points-guidance', '3'))
        .and.contain('Kasus 1, langkah 1');
      expect(await counts()).to.deep.equal([0, 0, 0]);
      expect(await events()).to.deep.equal([]);
    });

  it('happens once when sent twice, and once when twenty send it at the same moment', async () => {
    const others: TestBrowser[] = [];
    for (const name of ['wina', 'yoga']) {
      await test.addUser(name, 'supervisor');
      others.push(await test.signIn(name));
    }
    const sent = [ratna, ...others].flatMap((browser) =>
      Array.from({ length: 4 }, () => browser.post(`${path}/closure`, soundForm())),
    );
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 303)).to.have.length(
      4,
      'all of the first evaluator, and nobody else',
    );
    expect(statuses.filter((status) => status === 409)).to.have.length(8);
    expect(await counts()).to.deep.equal([1, 1, 1]);
    expect(await events()).to.deep.equal(['evaluation.marked', 'evaluation.closed', 'trainee.promoted', 'certificate.issued']);
  });

  it('gives certificates numbers in a row when several are closed at the same moment', async () => {
    const paths = [path];
    for (let n = 0; n < 4; n += 1)
      paths.push(
        `/evaluations/${(await passedTest(test.db, await test.addUser(`peserta${n}`, 'trainee'), { seed: `n${n}` })).evaluationId}`,
      );
    await Promise.all(paths.map((each) => ratna.post(`${each}/closure`, soundForm()).expect(303)));
    const numbers = await test.db('certificates').orderBy('number').pluck('number');
    expect(numbers).to.deep.equal([1, 2, 3, 4, 5].map((n) => `TANGGA/1/2015/00000${n}`));
  });

  it('writes nothing when one of its audit entries cannot be written', async () => {
    for (const [entry, form] of [
      ['certificate.issued', soundForm()],
      ['evaluation.marked', holdForm()],
    ] as const) {
      const mend = await breakAudit(test.db, entry);
      await ratna.post(`${path}/closure`, form).expect(500);
      await mend();
      expect(await counts()).to.deep.equal([0, 0, 0]);
      expect((await test.db('evaluations').first()).closed_at).to.equal(null);
      expect(await events()).to.deep.equal([]);
    }
  });

  it('refuses a second promotion to the same level', async () => {
    await ratna.post(`${path}/closure`, soundForm()).expect(303);
    const again = await passedTest(test.db, sitiId, { seed: 'again' });
    await ratna.post(`/evaluations/${again.evaluationId}/closure`, soundForm()).expect(409);
    expect(await counts()).to.deep.equal([1, 1, 1]);
  });

  it('is refused without the token of the page', async () => {
    await ratna.post(`${path}/closure`, soundForm({ _csrf: 'x' })).expect(403);
    expect(await counts()).to.deep.equal([0, 0, 0]);
  });
});
