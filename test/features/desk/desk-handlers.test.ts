import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import type { Action, Command } from '../../../src/core/desk/action.ts';
import { refusal } from '../../../src/core/desk/refusal.ts';
import { mountDesk } from '../../../src/features/desk/desk-handlers.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { setUpViews } from '../../../src/platform/views.ts';
import { catalogue, sampleCase } from './desk-case.ts';

const base = '/sittings/4/cases/2';
const at = '2015-05-28T03:00:00.000Z';

/** One case behind HTTP, with its actions in memory. */
function desk({ afterSubmit = false } = {}) {
  const actions: Action[] = [];
  const app = express();
  setUpViews(app, { cache: true });
  app.use(express.urlencoded({ extended: false }), express.json());
  app.use((_req, res, next) => {
    Object.assign(res.locals, createSpeech({ timeZone: 'Asia/Jakarta', strict: true })('id'));
    Object.assign(res.locals, {
      menu: { open: [], more: [] },
      here: '/',
      bare: true,
      user: null,
      asset: (name: string) => name,
      csrfToken: () => 'token',
    });
    next();
  });
  const router = express.Router();
  mountDesk(router, '/sittings/:sitting/cases/:position', {
    load: async () => ({
      catalogue,
      permitCase: sampleCase(),
      actions,
      sitting: { id: 4, kind: 'test', deadlineAt: at, basePath: base },
    }),
    async save(_req, _res, commands: Command[]) {
      const next = [...actions];
      for (const command of commands) {
        const refused = refusal(catalogue, sampleCase(), next, command);
        if (refused) return { refused, savedAt: null };
        next.push({ ...command, at } as Action);
      }
      actions.push(...next.slice(actions.length));
      return { refused: null, savedAt: at };
    },
    newId: () => 'form-id-0001',
    now: () => new Date(at),
    ...(afterSubmit ? { afterSubmit: () => '/sittings/4' } : {}),
  });
  app.use(router);
  const post = (path: string, body: object) =>
    request(app)
      .post(base + path)
      .type('form')
      .send(body);
  return {
    actions,
    post,
    get: (path: string) => request(app).get(base + path),
    json: (body: object) => request(app).post(`${base}/actions`).set('Accept', 'application/json').send(body),
  };
}

const open = { type: 'open-document', id: 'open-0001', document: 'KTP', back: 'NPWP' };
const pin = {
  type: 'pin-finding',
  id: 'pin-00001',
  document: 'KTP',
  field: 'nik',
  problem: 'mismatch',
  clause: 'c-one',
  back: 'KTP',
};

describe('the desk over HTTP', () => {
  it('has a calculator beside the levy field, which answers 200 or 422', async () => {
    const { get } = desk();
    const decision = await get('/decision');
    expect(decision.text).to.include(`href="${base}/levy"`);
    const page = await get('/levy');
    expect([page.status, page.text.includes('Kartu') || page.text.includes('kartu')]).to.deep.equal([200, true]);
  });

  it('shows the three pages', async () => {
    const { get } = desk();
    expect((await get('?document=KTP&pin=form.name')).text)
      .to.include('Temuan baru')
      .and.to.include('Tes pencapaian');
    expect((await get('/decision')).text).to.include('Periksa jawaban');
    // Without a decision there is nothing to send: the page says so, and leads to it.
    expect((await get('/check')).text).to.include('Isi putusan').and.not.include('Kirim putusan').and.not.include('tetap dapat');
  });

  it('does not fall for a pin or document that is no path', async () => {
    const { get } = desk();
    const { status, text } = await get('?document[]=x&pin=%3Cscript%3E');
    expect(status).to.equal(200);
    expect(text).not.to.include('id="pin"');
  });

  it('opens a document and leads to it', async () => {
    const { post, actions } = desk();
    const response = await post('/actions', open);
    expect(response.status).to.equal(303);
    expect(response.headers.location).to.equal(`${base}?document=KTP#sheet`);
    expect(actions.map(({ type }) => type)).to.deep.equal(['open-document']);
  });

  it('pins a finding and leads back to the document', async () => {
    const response = await desk().post('/actions', pin);
    expect(response.headers.location).to.equal(`${base}?document=KTP#findings`);
  });

  it('pins two data that disagree, from the comparison of form and document', async () => {
    const { get, post } = desk();
    await post('/actions', open);
    const link = /href="([^"]*pin=KTP\.nik&amp;other=form\.nik#pin)"/.exec((await get('?document=KTP')).text)![1]!.replaceAll('&amp;', '&');
    const { text } = await get(link.slice(base.length));
    expect(text).to.include('Tidak cocok dengan').and.to.include('name="other" value="form.nik"').and.to.match(/value="mismatch" required checked/);
    await post('/actions', { ...pin, field: 'nik', problem: 'mismatch', other: 'form.nik' });
    expect((await get('?document=KTP')).text).to.match(/KTP elektronik · NIK ↔ [^<]*NIK/);
  });

  it('flags and leads back to where the form stood', async () => {
    const response = await desk().post('/actions', { type: 'flag', id: 'flag-0001', on: 'true' });
    expect(response.headers.location).to.equal(base);
  });

  it('shows the pin form again when something is missing, with what was chosen', async () => {
    const { post } = desk();
    await post('/actions', open);
    const { status, text } = await post('/actions', { ...pin, problem: undefined });
    expect(status).to.equal(422);
    expect(text)
      .to.include('Pilih jenis kekurangan.')
      .and.to.match(/value="c-one" selected/);
  });

  it('says why an action is refused', async () => {
    const { post, actions } = desk();
    await post('/actions', pin);
    const { status, text } = await post('/actions', { ...pin, id: 'pin-00002' });
    expect(status).to.equal(422);
    expect(text).to.include('Temuan yang sama sudah dicatat');
    expect(actions).to.have.length(1);
  });

  it('answers JSON with JSON', async () => {
    const { json } = desk();
    const saved = await json({ type: 'open-document', id: 'open-0001', document: 'KTP' });
    expect(saved.body.savedAt).to.equal(at);
    expect(saved.body.time).to.match(/^\d\d[.:]\d\d$/);
    const refused = await json({ type: 'submit', id: 'submit-001' });
    expect(refused.status).to.equal(422);
    expect(refused.body.error).to.include('Putusan belum diisi');
    expect((await json({ type: 'nothing' })).body.error).to.include('tidak lengkap');
  });

  it('saves decision, levy, class and letter together and leads to the check page', async () => {
    const { post, actions, get } = desk();
    const body = {
      id: 'decide-001',
      decision: 'return',
      reasons: 'c-one',
      class: 'small',
      amount: '280.000',
      'slot-deadline': 'online',
      note: '',
    };
    const response = await post('/decision', body);
    expect(response.headers.location).to.equal(`${base}/check`);
    expect(actions.map(({ type }) => type)).to.deep.equal(['classify', 'assess-levy', 'decide', 'write-letter']);
    expect((await get('/check')).text).to.include('Lengkapi paling lambat 11 Juni 2015.');
  });

  it('shows the decision page again with what was typed', async () => {
    const { post, actions } = desk();
    const invalid = await post('/decision', {
      id: 'decide-001',
      decision: 'return',
      amount: 'gratis',
      note: 'tetap ada',
    });
    expect(invalid.status).to.equal(422);
    expect(invalid.text).to.include('gratis').and.to.include('tetap ada').and.to.include('Isi jumlah dalam rupiah');
    const refused = await post('/decision', { id: 'decide-001', decision: 'return', class: 'huge' });
    expect(refused.status).to.equal(422);
    expect(actions).to.deep.equal([]);
  });

  it('answers a decision in JSON', async () => {
    const { post } = desk();
    const saved = await post('/decision', { id: 'decide-001', decision: 'return' }).set('Accept', 'application/json');
    expect(saved.body.savedAt).to.equal(at);
  });

  it('sends the decision once and leads to the end', async () => {
    for (const afterSubmit of [false, true]) {
      const { post, get } = desk({ afterSubmit });
      await post('/decision', { id: 'decide-001', decision: 'return' });
      const response = await post('/actions', { type: 'submit', id: 'submit-001' });
      expect(response.headers.location).to.equal(afterSubmit ? '/sittings/4' : base);
      expect((await get('')).text).to.include('tidak dapat diubah lagi');
      expect((await post('/actions', { ...open })).status).to.equal(422);
    }
  });
});
