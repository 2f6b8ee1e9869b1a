import { expect } from 'chai';
import fc from 'fast-check';
import { ineligibility } from '../../../src/core/evaluation/eligibility.ts';
import { historyOf } from '../../../src/features/evaluations/eligibility-read-model.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { passedTest, soundForm } from './passed-test.ts';

describe('who may see an evaluation', () => {
  let test: TestApp;
  let sitiId: number;
  let ratnaId: number;
  let ratna: TestBrowser;
  let path: string;
  beforeEach(async () => {
    test = await testApp();
    sitiId = await test.addUser('siti', 'trainee');
    ratnaId = await test.addUser('ratna', 'supervisor', 'trainer');
    path = `/evaluations/${(await passedTest(test.db, sitiId)).evaluationId}`;
    ratna = await test.signIn('ratna');
  });
  afterEach(() => test.close());

  const gets = () => [path, `${path}?case=1&step=3`, `${path}/check`];
  const posts = () => ['draft', 'evidence', 'closure', 'claim', 'release'].map((end) => `${path}/${end}`);

  /** The page without what names this very request. */
  const bare = (html: string) => html.replaceAll(/value="[0-9a-f]{64,}"|value="\/evaluations\/[^"]*"/g, '');

  async function expectNothing(browser: TestBrowser): Promise<void> {
    const unknown = bare((await browser.get('/evaluations/999').expect(404)).text);
    for (const each of gets()) expect(bare((await browser.get(each).expect(404)).text)).to.equal(unknown);
    for (const each of posts())
      await browser.post(each, { ...soundForm(), dimension: 'legal', events: '1:1', case: '1', step: '0' }).expect(404);
    expect(await test.db('evaluation_decisions')).to.deep.equal([]);
    expect(await test.db('evaluation_drafts')).to.deep.equal([]);
  }

  it('a supervisor without a tie sees it', async () => {
    for (const each of gets().slice(0, 2)) await ratna.get(each).expect(200);
    expect((await ratna.get('/evaluations').expect(200)).text).to.contain('Orang siti');
  });

  for (const role of ['trainee', 'trainer', 'administrator'] as const)
    it(`a ${role} finds neither the queue nor an evaluation`, async () => {
      await test.addUser('lain', role);
      const browser = await test.signIn('lain');
      await browser.get('/evaluations').expect(404);
      await browser.post('/evaluations/next').expect(404);
      await browser.get('/agreement').expect(404);
      await expectNothing(browser);
    });

  it('nobody who is not signed in', async () => {
    await test
      .browser()
      .get(path)
      .expect(303)
      .expect('Location', `/login?next=${encodeURIComponent(path)}`);
  });

  const ties: [string, () => Promise<unknown>][] = [
    [
      'leads a group of the trainee',
      async () =>
        test.services.groups.addMember(
          { id: ratnaId },
          await test.services.groups.createGroup({ id: ratnaId }, 'A'),
          sitiId,
        ),
    ],
    [
      'led a group of the trainee, who has left it',
      async () => {
        const group = await test.services.groups.createGroup({ id: ratnaId }, 'A');
        await test.services.groups.addMember({ id: ratnaId }, group, sitiId);
        await test.services.groups.removeMember({ id: ratnaId }, group, sitiId);
      },
    ],
    [
      'issued a case to the trainee',
      async () =>
        test
          .db('sittings')
          .insert({
            trainee_id: sitiId,
            kind: 'practice',
            level: 1,
            content_version: 'x',
            form: '{}',
            issued_by: ratnaId,
            issued_at: 'x',
          }),
    ],
    ['made a case that the trainee was given', async () => test.db('cases').update({ made_by: ratnaId })],
    [
      'is a supervisor no more',
      async () =>
        test
          .db('user_roles')
          .where({ user_id: ratnaId, role: 'supervisor' })
          .update({ revoked_at: test.clock.now().toISOString() }),
    ],
  ];
  for (const [name, tie] of ties)
    it(`nobody who ${name}: the row is absent, and the evaluation as unknown as another`, async () => {
      await tie();
      const queue = await ratna.get('/evaluations');
      if (queue.status === 200) expect(queue.text).to.not.contain('Orang siti');
      await expectNothing(ratna);
    });

  it('nobody his own: he is told so, and that is a signal in the audit, once a day', async () => {
    await test.db('evaluations').update({ trainee_id: ratnaId });
    const signals = () => test.db('audit_events').where({ action: 'evaluation.own-opened' }).select('actor_id', 'subject_type');
    expect((await ratna.get('/evaluations')).text).to.not.contain('Orang siti');
    for (const each of gets()) expect((await ratna.get(each).expect(404)).text).to.contain('Ini tes Anda sendiri');
    await ratna.post(`${path}/closure`, soundForm()).expect(404);
    expect(await signals()).to.deep.equal([{ actor_id: ratnaId, subject_type: 'evaluation' }]);
    test.clock.advance(25 * 3_600);
    await (await test.signIn('ratna')).get(path).expect(404);
    expect(await signals()).to.have.length(2);
    expect(await test.db('evaluation_markings')).to.deep.equal([]);
  });

  it('the rule gives the same over random histories in the database as over the records', async () => {
    const people = [
      ratnaId,
      await test.addUser('wina', 'supervisor'),
      await test.addUser('yoga', 'trainer'),
      await test.addUser('budi', 'trainee'),
      sitiId,
    ];
    const person = fc.constantFrom(...people);
    const event = fc.oneof(
      fc.record({ kind: fc.constant('role' as const), who: person, whom: person, revoked: fc.boolean() }),
      fc.record({ kind: fc.constant('group' as const), who: person, whom: person, revoked: fc.boolean() }),
      fc.record({ kind: fc.constant('issue' as const), who: person, whom: person, revoked: fc.boolean() }),
    );
    const [past, now] = ['2015-01-01T00:00:00.000Z', test.clock.now().toISOString()];
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), async (history) => {
        for (const table of ['sitting_cases', 'group_members', 'groups', 'user_roles']) await test.db(table).delete();
        await test.db('sittings').update({ issued_by: null });
        const groups: { who: number; whom: number }[] = [];
        for (const [index, { kind, who, whom, revoked }] of history.entries()) {
          if (kind === 'role')
            await test
              .db('user_roles')
              .insert({ user_id: who, role: 'supervisor', granted_at: past, revoked_at: revoked ? past : null });
          if (kind === 'group') {
            const [row] = await test
              .db('groups')
              .insert({ name: `G${index}`, trainer_id: who, created_at: past })
              .returning('id');
            await test
              .db('group_members')
              .insert({
                group_id: (row as { id: number }).id,
                trainee_id: whom,
                joined_at: past,
                left_at: revoked ? past : null,
              });
            groups.push({ who, whom });
          }
          if (kind === 'issue') await test.db('sittings').update({ issued_by: who });
        }
        const issuer = history.filter(({ kind }) => kind === 'issue').at(-1)?.who;
        for (const evaluator of people) {
          const known = await historyOf(test.db, evaluator);
          for (const trainee of people) {
            const expected =
              evaluator !== trainee &&
              history.some(({ kind, who, revoked }) => kind === 'role' && who === evaluator && !revoked) &&
              !groups.some(({ who, whom }) => who === evaluator && whom === trainee) &&
              !(issuer === evaluator && trainee === sitiId);
            expect(ineligibility(known, evaluator, trainee, now) === null).to.equal(expected);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('the verdict', () => {
  let test: TestApp;
  let path: string;
  beforeEach(async () => {
    test = await testApp();
    const sitiId = await test.addUser('siti', 'trainee');
    await test.addUser('budi', 'trainee');
    await test.addUser('ratna', 'supervisor');
    path = `/evaluations/${(await passedTest(test.db, sitiId)).evaluationId}`;
  });
  afterEach(() => test.close());

  it('is there for the trainee from the moment of the decision, and for nobody else', async () => {
    const [siti, budi, ratna] = [await test.signIn('siti'), await test.signIn('budi'), await test.signIn('ratna')];
    await siti.get(`${path}/verdict`).expect(404);
    await ratna.post(`${path}/closure`, soundForm({ 'comment-letter': 'Jelas dan lengkap.' })).expect(303);
    expect((await siti.get(`${path}/verdict`).expect(200)).text)
      .to.contain('Jelas dan lengkap.')
      .and.contain('/certificates/');
    await budi.get(`${path}/verdict`).expect(404);
    await ratna.get(`${path}/verdict`).expect(404);
    await siti.get(path).expect(404);
  });
});
