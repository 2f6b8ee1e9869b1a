import { expect } from 'chai';
import { lockTest } from '../../../src/features/sessions/intervention-store.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { beginTest, caseOf, passTest } from '../sittings/work.ts';

const why = 'Balasan pada langkah itu menerima hadiah.';

/** A test taken by an expert who, in his first case with a message of an applicant that offers something, takes it. */
describe('a provisional critical error', () => {
  let test: TestApp;
  let siti: TestBrowser;
  let ratna: TestBrowser;
  let wina: TestBrowser;
  let sittingId: number;
  let path: string;
  beforeEach(async () => {
    test = await testApp();
    const sitiId = await test.addUser('siti', 'trainee');
    for (const name of ['ratna', 'wina', 'yoga']) await test.addUser(name, 'supervisor');
    siti = await test.signIn('siti');
    sittingId = await beginTest(test, siti, sitiId);
    const taken = await offer();
    await passTest(test, sittingId, 'expert', (action, position) =>
      position === taken.position && action.type === 'reply' && action.conversation === 'message' ? { ...action, reply: taken.reply } : action,
    );
    await siti.post(`/sittings/${sittingId}/submission`).expect(303);
    path = `/evaluations/criticals/${(await test.db('critical_errors').first('id')).id}`;
    [ratna, wina] = [await test.signIn('ratna'), await test.signIn('wina')];
  });
  afterEach(() => test.close());

  /** The first case in which an applicant offers something, and the reply that takes it. */
  async function offer(): Promise<{ position: number; reply: string }> {
    for (let position = 1; position <= 8; position++) {
      const script = (await caseOf(test.db, sittingId, position)).conversations.find((each) => each.id === 'message')?.script;
      const taking = script && test.services.catalogue.messages.get(script)!.replies.find(({ critical }) => critical === 'CE1');
      if (taking) return { position, reply: taking.id };
    }
    throw new Error('no case with an offer');
  }

  const vote = (browser: TestBrowser, confirmed: 'yes' | 'no', reason = why) => browser.post(`${path}/vote`, { confirmed, reason });
  const results = async () => (await test.db('results').orderBy('id')).map(({ passed, result }) => [Boolean(passed), JSON.parse(result).critical.length]);
  const refusal = async () => test.services.interventions.refusal(await test.db.transaction((trx) => lockTest(trx, sittingId)));
  const evaluations = () => test.db('evaluations').where({ sitting_id: sittingId });

  it('fails a test only for the time being: nothing is opened, no pause begins, and the trainee reads that it is reviewed', async () => {
    expect(await results()).to.deep.equal([[false, 1]]);
    expect(await evaluations()).to.deep.equal([]);
    const { text } = await siti.get(`/sittings/${sittingId}/result`).expect(200);
    expect(text).to.contain('Belum final').and.contain('dinilai, belum final').and.not.contain('Belum lulus</p>');
    const tests = (await siti.get('/tests')).text;
    expect(tests).to.contain('Kesalahan fatal sedang ditinjau').and.contain('belum final').and.not.contain('Masa jeda');
  });

  it('keeps the test from being opened again until it is settled', async () => {
    expect(await refusal()).to.equal('critical');
    await vote(ratna, 'yes').expect(303);
    expect(await refusal()).to.equal('critical');
    await vote(wina, 'no').expect(303);
    await vote(await test.signIn('yoga'), 'no').expect(303);
    expect(await refusal()).to.equal(null);
  });

  it('keeps it closed for good when it is confirmed', async () => {
    await vote(ratna, 'yes').expect(303);
    await vote(wina, 'yes').expect(303);
    expect(await refusal()).to.equal('critical');
  });

  it('is in the queue of reviewers with its replay, and each votes on his own', async () => {
    expect((await ratna.get('/evaluations')).text).to.contain(`href="${path}"`);
    const { text } = await ratna.get(path).expect(200);
    expect(text).to.contain('CE1').and.contain('Putar langkah');
    const { position } = await test.db('critical_errors').first();
    expect((await ratna.get(`${path}?case=${position}&step=1`).expect(200)).text).to.contain('Semua langkah').and.not.contain('name="events"');
    expect((await ratna.get(`${path}?case=${position === 1 ? 2 : 1}`).expect(200)).text).to.contain('CE1');
    await vote(ratna, 'yes').expect(303);
    expect((await ratna.get('/evaluations')).text).to.not.contain(`href="${path}"`);
    expect((await wina.get(path)).text).to.not.match(/Orang ratna|menerima hadiah\./);
    await vote(ratna, 'yes').expect(303);
    await vote(ratna, 'no').expect(409);
    expect(await test.db('critical_votes')).to.have.length(1);
    expect((await siti.get(`/sittings/${sittingId}/result`)).text).to.contain('sedang ditinjau, belum final');
  });

  it('that two confirm is final, and the result stays as it was', async () => {
    await vote(ratna, 'yes').expect(303);
    await vote(wina, 'yes').expect(303);
    expect(await results()).to.deep.equal([[false, 1]]);
    expect(await evaluations()).to.deep.equal([]);
    expect((await siti.get(`/sittings/${sittingId}/result`)).text).to.contain('final: belum lulus').and.contain('Nilai Anda tidak dihitung lulus');
    expect((await siti.get('/tests')).text).to.contain('Masa jeda');
    await vote(await test.signIn('yoga'), 'no').expect(409);
  });

  it('that two do not confirm is taken out by a new result, and the evaluation has two markers', async () => {
    await vote(ratna, 'no').expect(303);
    await vote(wina, 'no').expect(303);
    expect(await results()).to.deep.equal([[false, 1], [true, 0]]); // prettier-ignore
    const [evaluation] = await evaluations();
    expect(JSON.parse((await test.db('evaluation_plans').where({ evaluation_id: evaluation.id }).first()).reasons)).to.include('critical');
    const events = await test.db('audit_events').whereLike('action', 'critical.%').orWhere({ action: 'test.scored' }).orderBy('id').pluck('action');
    expect(events).to.deep.equal(['test.scored', 'critical.set', 'critical.reviewed', 'critical.reviewed', 'critical.settled', 'test.scored']);
    expect((await ratna.get(path)).text).to.contain('tidak terbukti').and.contain('Orang wina');
    expect((await test.services.audit.verify()).ok).to.equal(true);
  });

  it('on which two differ waits for a third, who decides', async () => {
    await vote(ratna, 'yes').expect(303);
    await vote(wina, 'no').expect(303);
    expect(await results()).to.have.length(1);
    const yoga = await test.signIn('yoga');
    expect((await yoga.get(path)).text).to.contain('menunggu peninjau').and.not.match(/Orang (ratna|wina)/);
    await vote(yoga, 'no').expect(303);
    expect(await results()).to.have.length(2);
  });

  it('needs a choice and a reason, and nobody reviews his own or his trainee', async () => {
    expect((await vote(ratna, 'maybe' as 'yes').expect(422)).text).to.contain('Pilih ya atau tidak');
    const short = await vote(ratna, 'yes', 'Jelas <sekali>').expect(422);
    expect(short.text).to.contain('Paling sedikit 20').and.contain('Jelas &lt;sekali&gt;').and.match(/value="yes"\s+checked/);
    const { trainee_id: sitiId } = await test.db('sittings').where({ id: sittingId }).first();
    const leader = await test.addUser('lina', 'supervisor', 'trainer');
    await test.services.groups.addMember({ id: leader }, await test.services.groups.createGroup({ id: leader }, 'A'), sitiId);
    const lina = await test.signIn('lina');
    await lina.get(path).expect(404);
    await vote(lina, 'yes').expect(404);
    expect(await test.db('critical_votes')).to.deep.equal([]);
  });
});
