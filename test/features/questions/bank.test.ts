import { expect } from 'chai';
import sharp from 'sharp';
import { demoQuestions } from '../../../seeds/demo/questions.ts';
import { exportCsv } from '../../../src/core/questions/csv-export.ts';
import { formatNames, formats } from '../../../src/core/questions/formats.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { bankOf } from '../../core/questions/bank.ts';
import { withQuestions } from './questions-at-hand.ts';

describe('the question bank', () => {
  let test: TestApp;
  let ani: TestBrowser;
  let publish: (code: string) => Promise<number>;
  beforeEach(async () => {
    test = await testApp();
    ({ publish } = await withQuestions(test));
    ani = await test.signIn('ani');
    await ani.open('/trainer/questions/new');
  });
  afterEach(() => test.close());

  const idOf = async (code: string): Promise<number> => (await test.services.works.byCode('question', code))!.id;
  const draftOf = async (code: string) => (await test.services.works.byCode('question', code))!.draft;
  const token = () => (ani as unknown as { token: string }).token;
  const upload = (path: string, fields: Record<string, string>, file?: { field: string; name: string; bytes: Buffer }) => {
    let request = ani.agent.post(path).set('Accept', 'text/html').field('_csrf', token());
    for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
    return file ? request.attach(file.field, file.bytes, file.name) : request;
  };

  it('is written by hand: from an empty form to a sound draft, then reviewed by a second person', async () => {
    const made = await ani.post('/trainer/questions', { kind: 'single', code: '' });
    expect(made.headers.location).to.match(/^\/trainer\/questions\/\d+\/edit$/);
    const path = String(made.headers.location).replace('/edit', '');
    const page = await ani.open(`${path}/edit`);
    expect(page.text).to.contain('S-0001').and.to.contain('name="row-4-text-en"');
    expect((await ani.open(path)).text).to.contain('Belum diisi.');
    const fields = {
      revision: '1', language: 'id', 'stem-id': 'Apa?', 'stem-en': 'What?', 'row-1-text-id': 'Ya', 'row-1-text-en': 'Yes', 'row-2-text-id': 'Tidak', 'row-2-text-en': 'No', key: '2', tags: 'satu, dua',
      competency: 'VER', level: '1', clause: 'ktp-el', difficulty: '-0,5', then: 'go',
    };
    expect((await ani.post(`${path}/draft`, fields)).headers.location).to.equal(path);
    expect((await draftOf('S-0001')).document).to.deep.equal({
      kind: 'single', stem: { id: 'Apa?', en: 'What?' }, options: [{ id: 'a', text: { id: 'Ya', en: 'Yes' } }, { id: 'b', text: { id: 'Tidak', en: 'No' } }], key: 'b', tags: ['satu', 'dua'], competency: 'VER', level: 1, clause: 'ktp-el', difficulty: -0.5,
    });
    expect((await ani.post(`${path}/submission`, { revision: '2', reason: 'Soal pertama saya.' })).status).to.equal(303);
    expect((await ani.post(`${path}/decision`, { version: '1', decision: 'publish', reason: 'Saya terbitkan sendiri.' })).status).to.equal(422);
    const budi = await test.signIn('budi');
    await budi.open(path);
    expect((await budi.post(`${path}/decision`, { version: '1', decision: 'publish', reason: 'Sudah diperiksa.' })).status).to.equal(303);
    expect((await test.services.works.byCode('question', 'S-0001'))!.state).to.equal('published');
  });

  it('names every place that is to be mended, and links it to its field', async () => {
    const id = await idOf('LAT-007');
    const { document, revision } = await draftOf('LAT-007');
    await test.services.works.save({ id: 1 }, { id, kind: 'question' }, revision, { ...document, clause: 'tidak-ada', level: 9, stem: { id: '<script>alert(1)</script>' } });
    const { text } = await ani.open(`/trainer/questions/${id}/edit`);
    expect(text).to.contain('Berisi kode').and.to.contain('href="#stem-id"').and.to.contain('id="stem-id"');
    await test.services.works.save({ id: 1 }, { id, kind: 'question' }, revision + 1, { ...document, clause: 'tidak-ada' });
    expect((await ani.open(`/trainer/questions/${id}/edit`)).text).to.contain('Pilih dasar aturan dari daftar.');
  });

  it('lets two write without losing a word: the second sees both', async () => {
    const id = await idOf('LAT-009');
    const fields = { revision: '1', language: 'id', 'stem-id': 'Ketikan Ani?', value: '5', tolerance: '0' };
    expect((await ani.post(`/trainer/questions/${id}/draft`, fields)).status).to.equal(303);
    const budi = await test.signIn('budi');
    const second = await budi.post(`/trainer/questions/${id}/draft`, { ...fields, 'stem-id': 'Ketikan Budi?' });
    expect(second.status).to.equal(409);
    expect(second.text).to.contain('Ketikan Ani?').and.to.contain('Ketikan Budi?');
    expect((await draftOf('LAT-009')).document.stem).to.deep.equal({ id: 'Ketikan Ani?' });
  });

  it('shows a preview of what is typed without keeping it', async () => {
    const id = await idOf('LAT-009');
    const { text } = await ani.post(`/trainer/questions/${id}/preview`, { language: 'id', 'stem-id': 'Berapa **tahun**?', value: '2,5', tolerance: '0,5' });
    expect(text).to.contain('Berapa <strong>tahun</strong>?').and.to.contain('2,5, toleransi 0,5').and.not.to.contain('<html');
    expect((await draftOf('LAT-009')).revision).to.equal(1);
  });

  it('is found by word, kind, competency, level, state and tag', async () => {
    await publish('LAT-001');
    const codes = async (query: string) => [...(await ani.get(`/trainer/questions?${query}`)).text.matchAll(/>(LAT-\d+)</g)].map(([, code]) => code).sort();
    expect(await codes('kind=matching')).to.deep.equal(['LAT-007', 'LAT-008']);
    expect(await codes('state=published')).to.deep.equal(['LAT-001']);
    expect(await codes('tag=siup&competency=KLS')).to.deep.equal(['LAT-005', 'LAT-007']);
    expect(await codes('q=meterai')).to.deep.equal(['LAT-002', 'LAT-004']);
    expect(await codes('level=2')).to.deep.equal([]);
    expect((await ani.get('/trainer/questions?perPage=5&page=2')).text).to.contain('rel="prev"');
  });

  for (const format of formatNames)
    it(`as ${format} comes back without a change, all of it`, async () => {
      const bank = bankOf(120, 9).map((question, at) => ({ ...question, id: `Q-${at}` }));
      await test.services.works.createMany({ id: 1 }, 'question', bank.map(({ id, ...document }) => ({ code: id, document: JSON.parse(JSON.stringify(document)) })));
      const file = (await ani.agent.get(`/trainer/questions/export/file?format=${format}`).buffer(true).parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks)));
      })).body as Buffer;
      const made = await upload('/trainer/questions/import', { format, language: 'id', text: '' }, { field: 'file', name: 'bank.txt', bytes: file });
      expect(made.status, made.text).to.equal(303);
      const planned = await test.services.questionImports.plan({ format, language: 'id', body: file.toString() });
      expect(planned.map((answer) => (answer.ok ? answer.outcome : `${answer.reason} ${answer.detail}`))).to.deep.equal(planned.map(() => 'same'));
      expect(planned).to.have.length(120 + Object.keys(demoQuestions).length);
      expect((await ani.open(String(made.headers.location))).text).to.contain('Tidak ada yang dapat dimasukkan.');
    });

  it('takes a file after a look: nothing before, drafts after, a line and a way out for each item that is refused', async () => {
    const gift = '::Baru::Apa itu?{=ya ~tidak ~mungkin}\n\nUraikan. {}\n\nSIUP gratis. {T}';
    const made = await upload('/trainer/questions/import', { format: 'gift', language: 'id', text: gift });
    const look = await ani.open(String(made.headers.location));
    expect(look.text).to.contain('butir 2, baris 3').and.to.contain('Jenis soal ini tidak ada di sini.').and.to.contain('Masukkan 2 soal sebagai draf');
    expect(await test.db('works').where({ kind: 'question' }).count({ n: '*' }).then(([row]) => Number(row!.n))).to.equal(12);
    expect((await ani.post(String(made.headers.location))).status).to.equal(303);
    expect((await ani.open(String(made.headers.location))).text).to.contain('Selesai: 2 soal baru, 0 draf diubah, 1 ditolak.').and.to.contain('Sudah ada, sama');
    expect((await draftOf('S-0001')).document).to.include({ kind: 'single', title: 'Baru' });
    expect((await ani.post(String(made.headers.location))).status, 'a second time').to.equal(409);
    expect(await test.db('audit_events').where({ action: 'questions.imported' }).pluck('detail')).to.have.length(1);
    expect((await (await test.signIn('budi')).get(String(made.headers.location))).status).to.equal(404);
  });

  it('changes a draft by a file, and not one that is under review', async () => {
    const work = (await test.services.works.byCode('question', 'LAT-001'))!;
    await test.services.works.submit({ id: 1 }, work, 1, 'Sedang ditinjau.');
    const bank = ['LAT-001', 'LAT-009'].map((code) => ({ ...demoQuestions[code], id: code, stem: { id: 'Diubah lewat berkas?' } }));
    const made = await upload('/trainer/questions/import', { format: 'csv', language: 'id', text: exportCsv(bank as never) });
    expect((await ani.open(String(made.headers.location))).text).to.contain('Soal ini sedang ditinjau.');
    await ani.post(String(made.headers.location));
    expect((await draftOf('LAT-009')).document.stem).to.deep.equal({ id: 'Diubah lewat berkas?' });
    expect((await draftOf('LAT-001')).document.stem).to.deep.equal(demoQuestions['LAT-001']!.stem);
  });

  const files: [string, Record<string, string>, Buffer | null, string][] = [
    ['no file at all', { format: 'csv', text: '' }, null, 'Pilih berkas, atau tempelkan isinya.'],
    ['a file and pasted text', { format: 'csv', text: 'x' }, Buffer.from('kind\n'), 'Kosongkan salah satunya.'],
    ['what is no text', { format: 'gift', text: '' }, Buffer.from([0xff, 0xfe, 0x41]), 'Berkas bukan teks UTF-8.'],
    ['a NUL in it', { format: 'gift', text: '' }, Buffer.from('a\0b{T}'), 'Berkas berisi tanda NUL'],
    ['an unknown format', { format: 'docx', text: 'x' }, null, 'Pilih format berkas.'],
  ];
  for (const [what, fields, bytes, said] of files)
    it(`refuses ${what} with the way out`, async () => {
      const answer = await upload('/trainer/questions/import', fields, bytes ? { field: 'file', name: 'a.txt', bytes } : undefined);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain(said);
    });

  it('leaves out of a file what is not complete, and says which', async () => {
    await ani.post('/trainer/questions', { kind: 'short', code: 'KOSONG' });
    expect((await ani.get('/trainer/questions/export')).text).to.contain('1 draf belum lengkap dan tidak ikut: KOSONG');
    expect((await ani.get('/trainer/questions/export/file?format=gift&tag=siup')).text.match(/\[id:/g)).to.have.length(3);
    expect(formats.csv.read((await ani.get('/trainer/questions/template')).text, 'id')).to.have.length(1);
  });

  describe('with pictures', function () {
    this.timeout(20_000);
    const png = () => sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } }).png().toBuffer();

    it('takes one, draws it anew and shows it in a text to everybody who is signed in', async () => {
      const id = await idOf('LAT-009');
      const answer = await upload('/trainer/pictures', { words: 'Denah loket', work: String(id) }, { field: 'picture', name: 'a.svg', bytes: await png() });
      expect(answer.headers.location).to.equal(`/trainer/questions/${id}/edit`);
      const [, code] = /gambar:([0-9a-f]{16}-20x10)/.exec((await ani.open(`/trainer/questions/${id}/edit`)).text)!;
      const tini = await test.signIn('tini');
      const picture = await tini.get(`/pictures/${code}`);
      expect(picture.headers).to.include({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
      expect((await test.browser().get(`/pictures/${code}`)).status).to.equal(303);
      const { text } = await ani.post(`/trainer/questions/${id}/preview`, { language: 'id', 'stem-id': `![Denah](gambar:${code})`, value: '1' });
      expect(text).to.contain(`<img class="text-picture" src="/pictures/${code}" alt="Denah" width="20" height="10"`);
    });

    it('refuses an SVG with a script, and says what is taken', async () => {
      const answer = await upload('/trainer/pictures', { words: 'Denah' }, { field: 'picture', name: 'a.png', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>') });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain('SVG tidak diterima');
      expect(await test.db('pictures').count({ n: '*' }).then(([row]) => Number(row!.n))).to.equal(0);
    });

    it('refuses 50 MB without holding it', async () => {
      const before = process.memoryUsage().rss;
      const answer = await upload('/trainer/pictures', { words: 'Denah' }, { field: 'picture', name: 'a.png', bytes: Buffer.alloc(50 * 1024 * 1024) });
      expect(answer.status).to.equal(413);
      expect((process.memoryUsage().rss - before) / 1024 / 1024).to.be.below(200);
    });

    it('takes a form with files from nobody else, and nowhere else', async () => {
      const tini = await test.signIn('tini');
      const { token: own } = tini as unknown as { token: string };
      expect((await tini.agent.post('/trainer/pictures').field('_csrf', own).field('words', 'Denah')).status).to.equal(403);
      expect((await upload('/trainer/questions', { kind: 'single' })).status).to.equal(403);
    });
  });
});
