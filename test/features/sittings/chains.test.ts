import { expect } from 'chai';
import type { PermitCase, Recipe } from '../../../src/core/cases/dossier.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';

describe('a chain of permits as a practice', () => {
  let app: TestApp;
  let siti: number;
  let browser: TestBrowser;
  beforeEach(async () => {
    app = await testApp();
    siti = await app.addUser('siti', 'trainee');
    browser = await app.signIn('siti');
  });
  afterEach(() => app.close());

  /** Makes the trainee one who holds these levels, and so practises the next. */
  const holds = async (level: number) => {
    const at = app.clock.now().toISOString();
    for (let id = 1; id <= level; id++) {
      await app.db('sittings').insert({ id: 9000 + id, trainee_id: siti, kind: 'test', level: id, content_version: 'x', form: '{}', issued_at: at, started_at: at, deadline_at: at, submitted_at: at });
      await app.db('evaluations').insert({ id, sitting_id: 9000 + id, trainee_id: siti, level: id, opened_at: at });
      await app.db('promotions').insert({ id, trainee_id: siti, level: id, evaluation_id: id, promoted_at: at });
    }
  };
  const begin = async (chain: string) => {
    await browser.open('/practice');
    return browser.post('/chains', { chain });
  };

  it('is offered from its level on, and begun as one practice with the files of its links in their order', async () => {
    await holds(2);
    const { text } = await browser.open('/practice');
    expect(text).to.contain('value="house"').and.to.contain('value="transport"').and.to.not.contain('value="shop"');
    const answer = await begin('house');
    expect(answer.status).to.equal(303);
    const [, sitting] = /^\/sittings\/(\d+)$/.exec(answer.headers.location as string)!;
    const rows = await app.db('cases').join('sitting_cases', 'sitting_cases.case_id', 'cases.id').where({ sitting_id: sitting }).orderBy('position').select('service', 'level', 'recipe', 'body');
    expect(rows.map(({ service, level }) => `${service} ${level}`)).to.deep.equal(['KRK 3', 'IMBR 3', 'JMP 3', 'POHON 3']);
    const recipes = rows.map(({ recipe }) => JSON.parse(recipe) as Recipe);
    expect(recipes.map(({ chain }) => chain)).to.deep.equal([0, 1, 2, 3].map((link) => ({ id: 'house', seed: recipes[0]!.chain!.seed, link })));
    const files = rows.map(({ body }) => JSON.parse(body) as PermitCase);
    files.slice(1).forEach((file, at) => expect(file.receivedOn > files[at]!.dueOn, `${file.service} comes when ${files[at]!.service} is decided`).to.equal(true));
    expect((await browser.get(`/sittings/${sitting}`)).status).to.equal(200);
    for (const position of [1, 2, 3, 4]) expect((await browser.get(`/sittings/${sitting}/cases/${position}`)).status).to.equal(200);
    expect((await browser.get(`/sittings/${sitting}`)).text).to.not.contain(recipes[0]!.chain!.seed);
  });

  it('of a higher level, of no name or of an unknown one is refused with a word to the person, and nothing is begun', async () => {
    for (const chain of ['house', 'shop', 'no-such', '']) {
      const answer = await begin(chain);
      expect(answer.status, chain).to.equal(422);
      expect(answer.text).to.contain('Rantai');
    }
    expect(await app.db('sittings').first()).to.equal(undefined);
  });

  it('is for trainees alone', async () => {
    await app.addUser('tono', 'trainer');
    browser = await app.signIn('tono');
    await browser.open('/');
    expect((await browser.post('/chains', { chain: 'house' })).status).to.be.oneOf([403, 404]);
  });
});
