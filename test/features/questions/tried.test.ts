import { expect } from 'chai';
import { demoQuestions } from '../../../seeds/demo/questions.ts';
import { askedOf } from '../../../src/core/questions/ask.ts';
import { bankQuestion } from '../../../src/core/questions/question.ts';
import { fieldsOf, type Response } from '../../../src/core/questions/response.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { actionId, beginTest, openGate } from '../sittings/work.ts';
import { withQuestions } from './questions-at-hand.ts';

/** One of each kind that has not a single answer; more than a form takes. */
const codes = ['LAT-003', 'LAT-005', 'LAT-007', 'LAT-010'];
const right: Record<string, Response> = {
  multiple: { kind: 'multiple', choices: ['a', 'b'] },
  ordering: { kind: 'ordering', order: ['a', 'b', 'c'] },
  matching: { kind: 'matching', chosen: { a: 'a', b: 'b', c: 'c' } },
  numeric: { kind: 'numeric', value: 2160000 },
};

describe('questions that are tried out in a test', () => {
  let test: TestApp;
  let tini: TestBrowser;
  let id: number;
  let tried: number[];
  let seed: string;
  beforeEach(async () => {
    test = await testApp();
    const { publish, trainee } = await withQuestions(test);
    for (const code of codes) await publish(code);
    tini = await test.signIn('tini');
    id = await beginTest(test, tini, trainee.id);
    const form = JSON.parse((await test.db('sittings').where({ id }).first('form')).form) as { seed: string; items: string[]; tried: number[] };
    ({ tried, seed } = form);
    expect(form.items).to.have.length(40);
  });
  afterEach(() => test.close());

  const kindAt = async (index: number) => bankQuestion.parse(JSON.parse((await test.db('work_versions').where({ id: tried[index] }).first('document')).document));
  const answer = async (index: number, given: Response) => {
    const asked = askedOf(await kindAt(index), `${seed}/${tried[index]}`);
    return tini.postJson(`/sittings/${id}/items/${41 + index}`, { id: actionId(), ...fieldsOf(asked, given, (value) => String(value)) });
  };

  it('stand after those that count, with time of their own, and tell nothing', async () => {
    expect(tried).to.have.length(4);
    const { started_at, deadline_at } = await test.db('sittings').where({ id }).first('started_at', 'deadline_at');
    expect(Date.parse(deadline_at) - Date.parse(started_at)).to.equal((110 + 4) * 60_000);
    for (const index of [0, 1, 2, 3]) {
      const { text, status } = await tini.get(`/sittings/${id}/items/${41 + index}`);
      expect(status).to.equal(200);
      expect(text).to.not.contain(seed).and.to.not.contain('LAT-0').and.to.not.contain((demoQuestions[codes[0]!] as { explanation: { id: string } }).explanation.id);
    }
    expect((await tini.get(`/sittings/${id}/items/45`)).status).to.equal(404);
    expect((await tini.get(`/sittings/${id}`)).text).to.contain('4 soal terakhir sedang dicobakan dan tidak dihitung');
  });

  it('are told of in numbers before the test begins, whether its form was made ahead or not', async () => {
    const wati = await test.addUser('wati', 'trainee');
    await openGate(test, wati);
    const browser = await test.signIn('wati');
    const words = 'Selain 40 soal itu ada 4 soal yang sedang dicobakan, sehingga seluruhnya 44 soal. Soal percobaan berada paling akhir, tidak dihitung dalam nilai, dan menambah waktu tes 4 menit.';
    expect((await browser.get('/tests/new')).text).to.contain(words);
    await test.services.forms.freeze(wati, 1);
    expect((await browser.get('/tests/new')).text).to.contain(words);
    await browser.post('/language', { language: 'en' });
    expect((await browser.get('/tests/new')).text).to.contain('4 are tried out, 44 in all');
  });

  it('are saved, changed and cleared like every answer, and kept over a look', async () => {
    for (const index of [0, 1, 2, 3]) {
      const { kind } = await kindAt(index);
      const saved = await answer(index, right[kind]!);
      expect(saved.status, saved.text).to.equal(200);
      expect(saved.body.savedAt).to.match(/^\d\d\.\d\d$/);
      expect((await tini.get(`/sittings/${id}/items/${41 + index}`)).text, kind).to.match(/checked|selected|value="2\.160\.000"/);
    }
    await tini.open(`/sittings/${id}/items/41`);
    expect((await tini.post(`/sittings/${id}/items/41`, { id: actionId(), then: 'clear' })).status).to.equal(303);
    expect(await test.db('actions').where({ sitting_id: id, type: 'respond' }).pluck('payload')).to.have.length(5);
  });

  it('are refused by name when they cannot be read', async () => {
    const index = [0, 1, 2, 3][(await Promise.all([0, 1, 2, 3].map(kindAt))).findIndex(({ kind }) => kind === 'ordering')]!;
    await tini.open(`/sittings/${id}/items/${41 + index}`);
    const refused = await tini.post(`/sittings/${id}/items/${41 + index}`, { id: actionId(), 'place-a': '1', 'place-b': '1', then: 'next' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('Nomor urut ini sudah dipakai baris lain.');
    expect((await tini.postJson(`/sittings/${id}/items/${41 + index}`, { id: actionId(), 'place-a': 'x' })).status).to.equal(422);
  });

  it('are scored for the bank and change nothing of the result, right or wrong', async () => {
    for (const index of [0, 1, 2]) await answer(index, right[(await kindAt(index)).kind]!);
    await tini.open(`/sittings/${id}/review`);
    await tini.post(`/sittings/${id}/submission`);
    const kept = await test.db('tried_answers').where({ sitting_id: id }).orderBy('position');
    expect(kept.map(({ score, version_id }) => [score, version_id])).to.deep.equal([[1, tried[0]], [1, tried[1]], [1, tried[2]], [0, tried[3]]]);
    const result = JSON.parse((await test.db('results').where({ sitting_id: id }).first('result')).result) as { knowledge: number };
    expect(result.knowledge).to.equal(0);
    expect(await test.db('observations').where({ sitting_id: id }).whereLike('opportunity', 'bank:%')).to.deep.equal([]);
    expect((await test.services.replays.replay(id)).identical).to.equal(true);
    const [work] = (await test.services.works.list('question', { state: null, q: 'denah', facets: {} }, { page: 1, perPage: 5 })).rows;
    expect((await test.services.questions.uses([work!])).get(work!.id)).to.include({ tried: 1 });
  });

  it('are new to the person: what was practised is not tried, and what was tried is not tried again', async () => {
    const { forms } = test.services;
    const oki = await test.addUser('oki', 'trainee');
    await test.services.attempts.begin({ id: oki }, { competency: null, level: null, tag: 'siup' }, 1);
    const form = await test.db.transaction((trx) => forms.take(trx, oki, 1));
    expect(form.form.tried).to.have.length(3);
    const tiniId = (await test.db('users').where({ username: 'tini' }).first('id')).id;
    expect((await test.db.transaction((trx) => forms.take(trx, tiniId, 1))).form.tried).to.equal(undefined);
  });
});
