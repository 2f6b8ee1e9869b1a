import { expect } from 'chai';
import { create } from 'qrcode';
import { drawQr } from '../../../src/features/certificates/qr.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';

describe('a certificate', () => {
  let test: TestApp;
  let siti: TestBrowser;
  let path: string;
  let code: string;
  beforeEach(async () => {
    test = await testApp({ BASE_URL: 'https://tangga.example' });
    const traineeId = await test.addUser('siti', 'trainee');
    const ratnaId = await test.addUser('ratna', 'supervisor');
    await test.db('sittings').insert({ id: 1, trainee_id: traineeId, kind: 'test', level: 1, content_version: 'x', form: '{}', issued_at: 'x' });
    await test.db('evaluations').insert({ id: 1, sitting_id: 1, trainee_id: traineeId, level: 1, opened_at: 'x' });
    await test.db('promotions').insert({ id: 1, trainee_id: traineeId, level: 1, evaluation_id: 1, promoted_at: 'x' });
    const promotion = { promotionId: 1, traineeId, level: 1, actorId: ratnaId, at: test.clock.now() };
    const id = await test.db.transaction((trx) => test.services.certificates.issue(trx, promotion));
    path = `/certificates/${id}`;
    code = (await test.db('certificates').first()).code;
    siti = await test.signIn('siti');
  });
  afterEach(() => test.close());

  it('has its number, a code of 128 bits, and ends after the months of its level', async () => {
    const row = await test.db('certificates').first();
    expect(row.number).to.equal('TANGGA/1/2015/000001');
    expect(Buffer.from(row.code, 'base64url')).to.have.length(16);
    expect(row.issued_at).to.equal('2015-05-28T01:00:00.000Z');
    expect(row.expires_at).to.equal('2017-05-28T01:00:00.000Z');
  });

  it('is shown to its owner and to supervisors with everything that is printed on it', async () => {
    await test.addUser('wina', 'supervisor');
    for (const browser of [siti, await test.signIn('wina')]) {
      const { text } = await browser.get(path).expect(200);
      for (const part of ['TANGGA/1/2015/000001', 'Orang siti', 'Jenjang 1, Dasar', '28 Mei 2015', '28 Mei 2017', 'Surat Izin Usaha Perdagangan', 'Kepala Badan Pelayanan Perizinan Terpadu', `https://tangga.example/v/${code}`])
        expect(text).to.contain(part);
    }
  });

  it('is as unknown as any other to everybody else', async () => {
    await test.addUser('budi', 'trainee');
    await test.addUser('dadan', 'trainer');
    await test.addUser('agus', 'administrator');
    for (const name of ['budi', 'dadan', 'agus']) await (await test.signIn(name)).get(path).expect(404);
    await siti.get('/certificates/999').expect(404);
    await test.browser().get(path).expect(303);
  });

  it('carries a QR code of at most 4 kB as an element of the page', async () => {
    const { text } = await siti.get(path);
    const svg = /<svg class="certificate-qr"[^]*?<\/svg>/.exec(text)?.[0] ?? '';
    expect(svg).to.contain('<path').and.not.contain('data:');
    expect(Buffer.byteLength(svg)).to.be.at.most(4_096);
  });

  it('is checked by everybody without signing in, without a script, in less than 25 kB', async () => {
    const answer = await test.browser().get(`/v/${code}`).expect(200);
    for (const part of ['Sah', 'Orang siti', 'Jenjang 1, Dasar', '28 Mei 2015', 'TANGGA/1/2015/000001']) expect(answer.text).to.contain(part);
    expect(answer.text).to.not.contain('<script').and.not.contain('<form');
    expect(answer.headers['set-cookie']).to.equal(undefined);
    const sheets = await Promise.all([...answer.text.matchAll(/href="(\/assets\/[^"]+)"/g)].map((match) => test.browser().get(match[1]!)));
    const bytes = [answer, ...sheets].reduce((sum, { text = '', body }) => sum + Buffer.byteLength(text || String(body)), 0);
    expect(bytes).to.be.lessThan(25_000);
  });

  it('is expired after its end and revoked from that day, and says so in both languages', async () => {
    test.clock.advance(2 * 366 * 24 * 3_600);
    expect((await test.browser().get(`/v/${code}`).expect(200)).text).to.contain('Masa berlaku habis').and.not.contain('>Sah<');
    await test.db('certificates').update({ revoked_at: test.clock.now().toISOString() });
    const answer = await test.browser().get(`/v/${code}`).set('Cookie', 'lang=en').expect(200);
    expect(answer.text).to.contain('Revoked').and.contain('lang="en"').and.not.contain('Valid<');
  });

  const asked: [string, Record<string, string>, string, string][] = [
    ['nothing', {}, '', 'id'],
    ['any language', { 'Accept-Language': '*' }, '', 'id'],
    ['English before others', { 'Accept-Language': 'en-GB,en;q=0.9,id;q=0.5' }, '', 'en'],
    ['Indonesian before English', { 'Accept-Language': 'id-ID,id;q=0.9,en;q=0.8' }, '', 'id'],
    ['neither of the two', { 'Accept-Language': 'fr-FR,de;q=0.8' }, '', 'id'],
    ['a header that is none', { 'Accept-Language': ';;;q=x,' }, '', 'id'],
    ['English, by somebody who chose Indonesian before', { 'Accept-Language': 'en', Cookie: 'lang=id' }, '', 'id'],
    ['English in the address', { 'Accept-Language': 'id', Cookie: 'lang=id' }, '?lang=en', 'en'],
    ['a language that there is not', {}, '?lang=fr&lang=en', 'id'],
  ];
  for (const [name, headers, query, language] of asked)
    it(`is read in ${language} when a stranger asks for ${name}`, async () => {
      const { text } = await test.browser().get(`/v/${code}${query}`).set(headers).expect(200);
      expect(text).to.contain(`<html lang="${language}">`).and.contain(language === 'id' ? '>Sah<' : '>Valid<').and.contain(`href="?lang=${language === 'id' ? 'en' : 'id'}"`);
    });

  it('is not found under any other code', async () => {
    const others = [code.slice(0, -1), `${code}x`, code.split('').toReversed().join(''), 'A'.repeat(22), '..%2f', encodeURIComponent("' or 1=1 --")];
    for (const other of others) {
      const answer = await test.browser().get(`/v/${other}`).expect(404);
      expect(answer.text).to.contain('Tidak ditemukan').and.not.contain('Orang siti');
    }
  });

  it('cannot be guessed at: an address is stopped after sixty checks in a minute', async () => {
    for (let n = 0; n < 60; n += 1) await test.browser().get('/v/x').expect(404);
    await test.browser().get(`/v/${code}`).expect(429);
  });

  it('stands on the pages of the administrator, the newest first, and is found by number and by name', async () => {
    await test.addUser('admin', 'administrator');
    for (let at = 2; at <= 13; at += 1) {
      const traineeId = await test.addUser(`murid-${at}`, 'trainee');
      await test.db('sittings').insert({ id: at, trainee_id: traineeId, kind: 'test', level: 1, content_version: 'x', form: '{}', issued_at: 'x' });
      await test.db('evaluations').insert({ id: at, sitting_id: at, trainee_id: traineeId, level: 1, opened_at: 'x' });
      await test.db('promotions').insert({ id: at, trainee_id: traineeId, level: 1, evaluation_id: at, promoted_at: 'x' });
      await test.db.transaction((trx) => test.services.certificates.issue(trx, { promotionId: at, traineeId, level: 1, actorId: traineeId, at: test.clock.now() }));
    }
    const admin = await test.signIn('admin');
    const numbers = async (query: string) => [...(await admin.get(`/admin/certificates?${query}`).expect(200)).text.matchAll(/TANGGA\/1\/2015\/0*(\d+)/g)].map(([, number]) => Number(number)).filter((number, at, all) => all.indexOf(number) === at);
    expect(await numbers('perPage=5')).to.deep.equal([13, 12, 11, 10, 9]);
    expect(await numbers('perPage=5&page=3')).to.deep.equal([3, 2, 1]);
    expect(await numbers('q=murid-7')).to.deep.equal([7]);
    expect(await numbers('q=2015/000012')).to.deep.equal([12]);
    expect(await numbers('q=nobody')).to.deep.equal([]);
  });
});

describe('drawQr', () => {
  it('draws every dark square and nothing else', () => {
    const text = 'https://tangga.example/v/abc';
    const { size, path } = drawQr(text);
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const drawn = new Set<string>();
    let [x, y] = [0, 0];
    for (const [, command, a, b] of path.matchAll(/([Mmh])(\d+)(?: ([\d.]+))?/g)) {
      if (command === 'M') [x, y] = [Number(a), Number(b) - 0.5];
      if (command === 'm') x += Number(a);
      if (command === 'h') for (const end = x + Number(a); x < end; x += 1) drawn.add(`${x - 4} ${y - 4}`);
    }
    expect(size).to.equal(modules.size + 8);
    for (let row = 0; row < modules.size; row += 1)
      for (let column = 0; column < modules.size; column += 1)
        expect(drawn.has(`${column} ${row}`)).to.equal(Boolean(modules.get(row, column)), `${column} ${row}`);
  });
});
