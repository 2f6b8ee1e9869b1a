import { expect } from 'chai';
import { demoQuestions } from '../../../seeds/demo/questions.ts';
import { askedOf } from '../../../src/core/questions/ask.ts';
import { kinds } from '../../../src/core/questions/question.ts';
import { fieldsOf, type Response } from '../../../src/core/questions/response.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { withQuestions } from './questions-at-hand.ts';

/** For each kind a question, the answer that earns everything, another and what that earns. */
const table: [string, Response, Response, string][] = [
  ['LAT-001', { kind: 'single', choice: 'b' }, { kind: 'single', choice: 'a' }, '0'],
  ['LAT-003', { kind: 'multiple', choices: ['a', 'b'] }, { kind: 'multiple', choices: ['a'] }, '0,5'],
  ['LAT-005', { kind: 'ordering', order: ['a', 'b', 'c'] }, { kind: 'ordering', order: ['b', 'a', 'c'] }, '0,33'],
  ['LAT-007', { kind: 'matching', chosen: { a: 'a', b: 'b', c: 'c' } }, { kind: 'matching', chosen: { a: 'a', b: 'd' } }, '0,33'],
  ['LAT-010', { kind: 'numeric', value: 2160000 }, { kind: 'numeric', value: 2170000 }, '0'],
  ['LAT-011', { kind: 'short', text: 'nik' }, { kind: 'short', text: 'npwp' }, '0'],
];

describe('practice with questions', () => {
  let test: TestApp;
  let tini: TestBrowser;
  let publish: (code: string) => Promise<number>;
  beforeEach(async () => {
    test = await testApp();
    ({ publish } = await withQuestions(test));
    tini = await test.signIn('tini');
  });
  afterEach(() => test.close());

  const begin = async (): Promise<{ path: string; text: string }> => {
    const path = String((await tini.post('/practice/questions')).headers.location);
    return { path, text: (await tini.open(path)).text };
  };
  const fieldsFor = async (path: string, given: Response) => {
    const { seed, version_id } = await test.db('question_attempts').where({ id: Number(path.split('/').at(-1)) }).first();
    const question = (await test.services.attempts.get({ id: (await test.db('users').where({ username: 'tini' }).first('id')).id }, Number(path.split('/').at(-1)))).question;
    expect(version_id).to.be.a('number');
    return fieldsOf(askedOf(question, seed), given, (value) => String(value)) as Record<string, string>;
  };

  it('covers every kind', () => expect(table.map(([code]) => demoQuestions[code]!.kind)).to.have.members([...kinds]));

  for (const [code, right, other, score] of table)
    it(`asks, takes and marks ${String(demoQuestions[code]!.kind)}, without a script`, async () => {
      await publish(code);
      for (const [given, said] of [[right, '1'], [other, score]] as const) {
        const { path, text } = await begin();
        expect(text).not.to.include('Kunci');
        expect(text).not.to.include(String((demoQuestions[code] as { explanation: { id: string } }).explanation.id));
        const sent = await tini.post(path, { ...(await fieldsFor(path, given)), then: 'send' });
        expect(sent.status, sent.text).to.equal(303);
        const shown = (await tini.open(path)).text;
        expect(shown).to.include(`Nilai ${said} dari 1.`);
        expect(shown).to.include((demoQuestions[code] as { explanation: { id: string } }).explanation.id);
      }
    });

  it('keeps what is typed until it is sent, and then never changes it', async () => {
    await publish('LAT-010');
    const { path } = await begin();
    const draft = await tini.agent.post(`${path}/draft`).set('Accept', 'application/json').type('form').send({ _csrf: tokenOf((await tini.open(path)).text), number: '2.16' });
    expect(draft.body.text).to.match(/^Draf tersimpan \d\d\.\d\d$/);
    expect((await tini.open(path)).text).to.include('value="2.16"');
    expect((await begin()).path, 'the same question goes on').to.equal(path);
    expect((await tini.post(path, { number: '2.160.000', then: 'send' })).status).to.equal(303);
    await tini.post(path, { number: '1', then: 'send' });
    expect((await tini.open(path)).text).to.include('Nilai 1 dari 1.');
    expect((await tini.post(`${path}/draft`, { number: '1' })).status).to.equal(409);
    const refused = await test.db('question_attempts').update({ score: 0 }).then(() => null, (error: Error) => error);
    expect(String(refused)).to.include('an answer never changes');
  });

  it('names the field that cannot be taken and keeps the rest', async () => {
    await publish('LAT-006');
    const { path } = await begin();
    const twice = await tini.post(path, { 'place-a': '1', 'place-b': '1', then: 'send' });
    expect(twice.status).to.equal(422);
    expect(twice.text).to.include('Nomor urut ini sudah dipakai baris lain.').and.to.include('href="#place-b"');
    expect((await tini.post(path, { then: 'send' })).text).to.include('Anda belum menjawab.');
    await test.db('question_attempts').where({ id: Number(path.split('/').at(-1)) }).first('answered_at').then((row) => expect(row.answered_at).to.equal(null));
  });

  it('asks only what is published, of the level and of the wish, and what was not answered first', async () => {
    expect((await tini.open('/practice/questions')).text).to.include('Belum ada soal latihan');
    await publish('LAT-001');
    await publish('LAT-009');
    const none = await tini.post('/practice/questions', { competency: 'ITG' });
    expect(none.headers.location).to.match(/^\/practice\/questions\?competency=ITG/);
    expect((await tini.open('/practice/questions')).text).to.include('Tidak ada soal dengan pilihan ini.');
    const first = await begin();
    await tini.post(first.path, { choice: 'a', number: '4', then: 'send' });
    const second = await begin();
    const works = await test.db('question_attempts').orderBy('id').pluck('work_id');
    expect(new Set(works).size).to.equal(2);
    expect(second.path).not.to.equal(first.path);
  });

  it('stays bound to its version when another is published', async () => {
    const id = await publish('LAT-009');
    const { path } = await begin();
    const { works } = test.services;
    const [ani, budi] = [{ id: (await test.db('users').where({ username: 'ani' }).first('id')).id }, { id: (await test.db('users').where({ username: 'budi' }).first('id')).id }];
    await works.save(ani, await works.get('question', id), 1, { ...demoQuestions['LAT-009']!, value: 7 });
    await works.submit(ani, await works.get('question', id), 2, 'Jangka waktunya berubah.');
    await works.decide(budi, await works.get('question', id), 'publish', 2, 'Sudah diperiksa.');
    await tini.post(path, { number: '5', then: 'send' });
    expect((await tini.open(path)).text).to.include('Nilai 1 dari 1.');
  });

  it("shows nobody another's attempt", async () => {
    await publish('LAT-001');
    const { path } = await begin();
    await test.addUser('oki', 'trainee');
    const oki = await test.signIn('oki');
    for (const answer of [await oki.get(path), await oki.post(path, { choice: 'a', then: 'send' }), await oki.get('/practice/questions/999999')]) expect(answer.status).to.equal(404);
  });
});

const tokenOf = (html: string): string => /name="_csrf" value="([0-9a-f]+)"/.exec(html)![1]!;
