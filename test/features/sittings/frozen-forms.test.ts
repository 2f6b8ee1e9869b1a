import { expect } from 'chai';
import { graderVersion } from '../../../src/core/grading/grade.ts';
import { scoringPolicy } from '../../../src/core/sittings/score.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { openGate } from './work.ts';

describe('a form made ahead', function () {
  this.timeout(30_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  before(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    await openGate(app, sari);
    browser = await app.signIn('sari');
  });
  after(() => app?.close());

  const begin = async () => {
    await browser.open('/tests/new');
    const answer = await browser.post('/tests');
    return Number(/sittings\/(\d+)/.exec(answer.headers.location as string)?.[1]);
  };
  const casesOf = (sittingId: number): Promise<number[]> => app.db('sitting_cases').where({ sitting_id: sittingId }).orderBy('position').pluck('case_id');

  it('is made once, with its cases, and says with what', async () => {
    expect(await app.services.forms.freeze(sari, 1)).to.equal(true);
    expect(await app.services.forms.freeze(sari, 1)).to.equal(false);
    expect([...(await app.services.forms.ready([sari], 1))]).to.deep.equal([sari]);
    const forms = await app.db('frozen_forms').select();
    expect(forms.map((row) => [row.trainee_id, row.level, row.content_version, row.grader_version, row.policy_version])).to.deep.equal([
      [sari, 1, app.services.catalogue.version, graderVersion, scoringPolicy],
    ]);
    expect((JSON.parse(forms[0].form) as { items: string[] }).items).to.have.length(40);
    expect(await app.db('frozen_form_cases').where({ frozen_form_id: forms[0].id })).to.have.length(7);
  });

  it('is never changed or deleted', async () => {
    for (const table of ['frozen_forms', 'frozen_form_cases']) {
      expect(String(await app.db(table).update({ id: 77 }).catch((error: unknown) => error))).to.contain('append-only');
      expect(String(await app.db(table).delete().catch((error: unknown) => error))).to.contain('append-only');
    }
  });

  it('is what the test begins with: nothing is generated then', async () => {
    const cases = await app.db('cases').count({ n: '*' });
    const id = await begin();
    expect(await app.db('cases').count({ n: '*' })).to.deep.equal(cases);
    const [form] = await app.db('frozen_forms').select();
    const sitting = await app.db('sittings').where({ id }).first();
    expect([sitting.frozen_form_id, sitting.form]).to.deep.equal([form.id, form.form]);
    expect(await casesOf(id)).to.deep.equal(await app.db('frozen_form_cases').orderBy('position').pluck('case_id'));
    await app.services.sittings.submitTest(await app.services.sittings.get({ id: sari }, id));
  });

  it('is used once; the next one has no case and no item but anchors of it', async () => {
    expect((await app.services.forms.ready([sari], 1)).size).to.equal(0);
    expect(await app.services.forms.freeze(sari, 1)).to.equal(true);
    const [first, second] = (await app.db('frozen_forms').orderBy('id').pluck('form')).map((text) => JSON.parse(text as string) as { items: string[] });
    const anchors = (id: string) => app.services.catalogue.questions.get(id)!.anchor;
    expect(second!.items.filter((id) => first!.items.includes(id) && !anchors(id))).to.deep.equal([]);
    const cases = await app.db('frozen_form_cases').join('cases', 'cases.id', 'case_id').pluck('seed');
    expect(new Set(cases).size).to.equal(14);
  });

  it('of other versions than those of now is not used', async () => {
    const { id: _, ...row } = await app.db('frozen_forms').orderBy('id', 'desc').first();
    const other = await app.addUser('other', 'trainee');
    await app.db('frozen_forms').insert({ ...row, trainee_id: other, content_version: '1900.1' });
    expect((await app.services.forms.ready([other], 1)).size).to.equal(0);
  });
});
