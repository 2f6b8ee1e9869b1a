import { expect } from 'chai';
import { createServices } from '../../../src/services.ts';
import { isPostgres } from '../../../src/platform/database.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { beginTest, passTest } from './work.ts';

describe('a result and its log', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let id: number;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    id = await beginTest(app, browser, sari);
    await passTest(app, id, 'sound');
  });
  afterEach(() => app.close());

  const submit = (services = app.services) => services.sittings.get({ id: sari }, id).then((sitting) => services.sittings.submitTest(sitting));
  const replay = () => app.services.replays.replay(id);
  /** As somebody with a shell would do it. */
  const change = async (table: string, where: object, values: object) => {
    if (isPostgres(app.db)) await app.db.raw(`alter table ${table} disable trigger all`);
    else await app.db.raw(`drop trigger if exists ${table}_no_update`);
    await app.db(table).where(where).update(values);
  };

  it('give the same grades and the same result again', async () => {
    await submit();
    const made = await replay();
    expect(made).to.deep.include({ sitting: id, kind: 'test', state: 'graded', identical: true, contentVersion: app.services.catalogue.version });
    expect(made.grades).to.have.length(8);
    expect(made.results).to.have.length(1);
    expect(made.results[0]).to.include({ cause: 'closing', policy: made.installed.policy, content: app.services.catalogue.version, identical: true });
    expect(made.actions.length).to.be.above(100);
    expect(made.actions.at(-1)).to.include({ type: 'answer', position: 48 });
  });

  it('differ when the log was changed, and it is said where', async () => {
    await submit();
    const row = await app.db('actions').where({ sitting_id: id, position: 3, type: 'decide' }).orderBy('id', 'desc').first();
    const { decision } = JSON.parse(row.payload) as { decision: string };
    await change('actions', { id: row.id }, { payload: JSON.stringify({ decision: decision === 'reject' ? 'proceed' : 'reject', reasons: [] }) });
    const made = await replay();
    expect(made.identical).to.equal(false);
    expect(made.grades.filter(({ identical }) => !identical).map(({ position }) => position)).to.deep.equal([3]);
    expect(made.results[0]!.identical).to.equal(false);
  });

  it('differ when the result was changed', async () => {
    await submit();
    const { result } = await app.db('results').first();
    await change('results', {}, { result: result.replace(/"total":[\d.]+/, '"total":99.9') });
    const made = await replay();
    expect(made.results[0]!.identical).to.equal(false);
    expect(made.grades.every(({ identical }) => identical)).to.equal(true);
  });

  it('cannot be compared by rules that are not here, which is said and is no difference', async () => {
    await submit();
    await change('results', {}, { policy_version: '1999.1' });
    const error = await replay().then(() => null, (reason: Error) => reason);
    expect(error?.message).to.contain('cannot be made again here').and.contain('unknown policy version "1999.1"');
  });

  it('are not there for a test that the grader could not grade: neither passed nor zero, for nobody', async () => {
    const broken = createServices({ db: app.db, now: app.clock.now, config: app.config, content: { ...app.services.catalogue, guides: new Map(), messages: new Map() } });
    await submit(broken);
    expect(await app.db('results')).to.deep.equal([]);
    expect(await app.db('case_grades').where({ sitting_id: id })).to.deep.equal([]);
    expect(await app.db('evaluations')).to.deep.equal([]);
    expect(await replay()).to.deep.include({ state: 'ungraded', identical: false, grades: [], results: [] });
    const page = (await browser.get(`/sittings/${id}/result`).expect(200)).text;
    expect(page).to.contain('Belum dinilai').and.contain('bukan nilai nol').and.not.contain('verdict-word');
    expect((await browser.get('/tests')).text).to.contain('Belum dinilai');
    expect(await app.services.sittings.gradeUngraded()).to.equal(1);
    expect((await replay()).identical).to.equal(true);
  });
});
