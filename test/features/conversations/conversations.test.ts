import { expect } from 'chai';
import { stringify } from 'yaml';
import type { Draft } from '../../../src/features/authoring/work-kind.ts';
import { sparseDocument } from '../../../src/features/conversations/conversation-input.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { content } from '../../support/content.ts';
import { formIn } from '../../support/form.ts';

const base = '/trainer/conversations';
// Every situation of the content: EVERY_SITUATION=1, half a minute.
const everySituation = process.env.EVERY_SITUATION === '1';

describe('conversations of a trainer', function () {
  this.timeout(20_000);
  let test: TestApp;
  let dadan: TestBrowser;
  let lilis: TestBrowser;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('dadan', 'trainer');
    await test.addUser('lilis', 'trainer');
    [dadan, lilis] = [await test.signIn('dadan'), await test.signIn('lilis')];
  });
  afterEach(() => test.close());

  const begin = async (from = 'pack-G1'): Promise<number> => Number(/conversations\/(\d+)\/edit/.exec((await dadan.post(base, { from }).expect(303)).headers.location as string)![1]);
  const draft = async (id: number) => JSON.parse((await test.db('work_drafts').where({ work_id: id }).first()).document) as Draft & { scenes: Draft[]; variants: Draft[] };
  const revision = async (id: number): Promise<number> => (await test.db('work_drafts').where({ work_id: id }).first()).revision;
  /** The fields of a part as a browser would send them. */
  const fieldsOf = async (id: number, part = 'about', browser = dadan) => formIn((await browser.get(`${base}/${id}/edit?part=${part}`).expect(200)).text, `action="${base}/${id}/draft"`);
  const save = async (id: number, part: string, change: Record<string, string | string[]> = {}) => dadan.post(`${base}/${id}/draft`, { ...(await fieldsOf(id, part)), then: 'stay', ...change });
  const submit = async (id: number) => dadan.post(`${base}/${id}/submission`, { revision: String(await revision(id)), reason: 'Versi pertama dari percakapan ini.' });
  const decide = (id: number, decision: string, version = '1') => lilis.post(`${base}/${id}/decision`, { version, decision, reason: 'Sudah saya periksa semuanya.' });

  it('are copied from the content, and every part of the editor gives back what it shows, whatever the situation', async () => {
    for (const situation of [...content().situations.values()].filter(({ id }) => everySituation || ['G2', 'A1'].includes(id))) {
      const id = await begin(`pack-${situation.id}`);
      const before = await draft(id);
      expect(before).to.deep.equal({ ...sparseDocument(JSON.parse(JSON.stringify(situation)) as Draft), id: before.id });
      for (const part of ['about', 'scenes-0', `scenes-${situation.scenes.length - 2}`, ...situation.variants.slice(0, everySituation ? undefined : 1).map((_, at) => `variants-${at}`)]) {
        await save(id, part).then((answer) => expect(answer.status, part).to.equal(303));
        expect(await draft(id), `${situation.id} ${part}`).to.deep.equal(before);
      }
    }
  });

  it('are copied from one another on the page of the one, not from a list of all', async () => {
    const id = await begin('pack-G2');
    const page = await dadan.get(`${base}/${id}`).expect(200);
    const from = /name="from" value="([^"]+)"/.exec(page.text)![1]!;
    const copy = await begin(from);
    expect(await draft(copy)).to.deep.equal({ ...(await draft(id)), id: (await draft(copy)).id });
    expect((await dadan.get(base)).text).to.not.contain(`value="${from}"`);
    await dadan.post(base, { from: 'work-999999999' }).expect(404);
  });

  it('are kept half-written, say what is missing with a link to the part and place, and are not submitted so', async () => {
    const id = await begin('empty');
    const { text } = await dadan.get(`${base}/${id}/edit`).expect(200);
    expect(text).to.contain('href="#title-en">Judul (Inggris)</a>: Wajib diisi').and.contain(`/edit?part=variants-0#variants-0-opening-id">Warga citizen-1 · Ucapan pembuka (Indonesia)</a>`);
    expect((await submit(id)).text).to.contain('belum dapat diajukan');
    await save(id, 'about', { 'title-id': 'Baru', 'topics-0-text-id': '' });
    expect((await draft(id)).title).to.deep.equal({ id: 'Baru', en: '' });
  });

  it('take entries, scenes and citizens in and out, and go on where the button was', async () => {
    const id = await begin();
    const scenes = (await draft(id)).scenes.map((scene) => scene.id);
    const card = await save(id, 'scenes-1', { change: 'add scenes-1-cards' });
    expect(card.headers.location).to.equal(`${base}/${id}/edit?part=scenes-1&at=scenes-1-cards-5#scenes-1-cards-5`);
    expect((await draft(id)).scenes[1]!.cards).to.have.length(6);
    await save(id, 'scenes-1', { change: 'remove scenes-1-cards-5' });
    await save(id, 'scenes-1', { change: 'up scenes-1-go-1' });
    expect(((await draft(id)).scenes[1]!.go as Draft[])[0]).to.deep.equal({ to: 'way', when: ['ask:device'] });
    expect((await save(id, 'scenes-1', { change: 'add scenes' })).headers.location).to.equal(`${base}/${id}/edit?part=scenes-7`);
    await save(id, 'scenes-7', { change: 'remove scenes-7' });
    await save(id, 'scenes-2', { change: 'up scenes-2' });
    expect((await draft(id)).scenes.map((scene) => scene.id)).to.deep.equal([scenes[0], scenes[2], scenes[1], ...scenes.slice(3)]);
    await save(id, 'variants-0', { change: 'add variants' });
    expect((await draft(id)).variants.at(-1)).to.include({ id: 'citizen-4', channel: 'call' });
    await save(id, 'variants-0', { change: 'add variants-0-speakers' });
    await save(id, 'variants-0', { 'variants-0-speakers-0-id': 'tetangga', 'variants-0-speakers-0-text-id': 'Tetangga', 'variants-0-speakers-0-text-en': 'Neighbour' });
    expect((await draft(id)).variants[0]!.speakers).to.deep.equal({ tetangga: { id: 'Tetangga', en: 'Neighbour' } });
  });

  it('are checked while they are typed: a dead end and an unknown name are told, the picture shows them, and nothing is kept', async () => {
    const id = await begin();
    const fields = await fieldsOf(id, 'scenes-3');
    const sound = await dadan.post(`${base}/${id}/check`, fields).expect(200);
    expect(sound.text).to.contain('Tidak ada yang perlu diperbaiki').and.contain('class="graph-good"').and.match(/Paling lama \d+ jawaban/).and.not.contain('<html');
    const dead = await dadan.post(`${base}/${id}/check`, { ...fields, 'scenes-3-go-0-to': 'trying', 'scenes-3-go-1-to': 'trying' }).expect(200);
    expect(dead.text).to.contain('href="#scenes-3">Adegan trying</a>: Jalan buntu').and.contain('class="graph-broken"').and.contain('perlu diperbaiki</span>');
    const unknown = await dadan.post(`${base}/${id}/check`, { ...fields, 'scenes-3-go-0-to': 'nowhere' }).expect(200);
    expect(unknown.text).to.contain('href="#scenes-3-go-0-to">Adegan trying · Jalan 1 · Menuju adegan</a>: Tidak ada nowhere.');
    expect(await revision(id)).to.equal(1);
  });

  it('keep what a second writer typed beside what the first saved, and find the scene again when it has moved', async () => {
    const id = await begin();
    const late = await fieldsOf(id, 'scenes-2', lilis);
    await save(id, 'scenes-2', { change: 'up scenes-2' });
    const { text } = await lilis.post(`${base}/${id}/draft`, { ...late, 'scenes-2-says-text-id': 'Ucapan Lilis', 'scenes-2-says-text-en': 'Words of Lilis', then: 'stay' }).expect(409);
    expect(text).to.contain('Orang dadan sudah menyimpan').and.contain('Adegan way · Ucapan saat adegan mulai').and.contain('Ucapan Lilis').and.contain('name="revision" value="2"');
    expect((await draft(id)).scenes[1]!.says).to.equal(undefined);
  });

  it('are played as a trainee would in one click, and nothing of it is recorded', async () => {
    const id = await begin();
    let page = await dadan.get(`${base}/${id}/play`).expect(200);
    expect(page.text).to.contain('Saya teu gaduh scanner');
    for (let turn = 1; turn < 60 && !page.text.includes('class="score-total"'); turn++) {
      const fields = formIn(page.text, `action="${base}/${id}/play" id="form"`);
      page = await dadan.post(`${base}/${id}/play`, { ...fields, card: '0' }).expect(200);
    }
    expect(page.text).to.contain('dari 100').and.contain('class="said-marks"').and.contain('Mulai lagi');
    const refused = await dadan.post(`${base}/${id}/play`, { turn: '1', kind: 'card', card: '19', mode: 'cards', said: '[{"kind":"card","card":99}]' }).expect(422);
    expect(refused.text).to.contain('Pilih dari yang tampil');
    expect(await test.db('guide_talks')).to.deep.equal([]);
  });

  it('come into guide duty once a second trainer has published them; a talk stays with its version, and a retired one is offered no more', async () => {
    const id = await begin();
    await save(id, 'variants-0', { 'variants-0-title-id': 'Pak Dadang di kelurahan', 'variants-0-citizen-name': 'Dadang Baru' });
    await submit(id);
    expect((await dadan.post(`${base}/${id}/decision`, { version: '1', decision: 'publish', reason: 'Saya sendiri yang menulis.' })).status).to.equal(422);
    await decide(id, 'publish');
    await test.addUser('siti', 'trainee');
    const siti = await test.signIn('siti');
    expect((await siti.get('/guide')).text).to.contain('Dadang Baru');
    const first = (await siti.post('/guide/talks', { talk: 'G101/meatball-cart', mode: 'cards' }).expect(303)).headers.location as string;
    await save(id, 'variants-0', { 'variants-0-citizen-name': 'Dadang Kedua' });
    await submit(id);
    expect((await lilis.get(`${base}/${id}`)).text).to.contain('Warga meatball-cart · Warga · Nama warga</strong>').and.contain('<del>Dadang Baru</del>').and.contain('<ins>Dadang Kedua</ins>');
    await decide(id, 'publish', '2');
    const second = (await siti.post('/guide/talks', { talk: 'G101/meatball-cart', mode: 'cards' }).expect(303)).headers.location as string;
    expect(second).to.not.equal(first);
    expect((await siti.get(first)).text).to.contain('Obrolan dengan Dadang Baru');
    expect((await siti.get(second)).text).to.contain('Obrolan dengan Dadang Kedua');
    await siti.post(`${first}/replies`, { turn: '1', kind: 'end' }).expect(303);
    expect((await siti.get('/guide')).text).to.contain('Pak Dadang di kelurahan');
    await lilis.post(`${base}/${id}/retirement`, { version: '2', reason: 'Aturannya sudah berubah.' }).expect(303);
    expect((await siti.get(second)).status).to.equal(200);
    expect((await siti.post('/guide/talks', { talk: 'G101/meatball-cart', mode: 'cards' })).status).to.equal(422);
    expect(await test.db('guide_talk_versions').pluck('version_id')).to.have.length(2);
  });

  it('go out as one file and come in again as a new draft', async () => {
    const id = await begin('pack-G2');
    const { text } = await dadan.get(`${base}/${id}/file`).expect(200).expect('content-disposition', 'attachment; filename="G101.yaml"');
    const answer = await dadan.post(`${base}/import`, { text }).expect(303);
    const taken = Number((answer.headers.location as string).split('/').at(-1));
    expect(await draft(taken)).to.deep.equal({ ...(await draft(id)), id: 'G102' });
  });

  const broken: [string, (file: { situations: Draft[] }) => void, string, string][] = [
    ['a dead end', ({ situations: [it] }) => void ((it!.scenes as Draft[])[3] = { ...(it!.scenes as Draft[])[3]!, go: [] }), 'situations.0.scenes.3', 'Jalan buntu'],
    ['an unknown speaker', ({ situations: [it] }) => void ((it!.scenes as Draft[])[3] = { ...(it!.scenes as Draft[])[3]!, says: { by: 'paman', text: { id: 'x', en: 'x' } } }), 'situations.0.scenes.3.says.by', 'paman tidak dikenal'],
    ['a missing translation', ({ situations: [it] }) => void ((it!.scenes as Draft[])[3] = { ...(it!.scenes as Draft[])[3]!, says: { id: 'x' } }), 'situations.0.scenes.3.says.en', 'Terjemahan kurang'],
    ['a rule that nobody knows', ({ situations: [it] }) => void Object.assign(it!, { clause: 'nothing' }), 'situations.0.clause', 'Tidak ada dalam isi bawaan'],
    ['two situations', (file) => void file.situations.push(file.situations[0]!), 'situations.1', 'G1 adalah yang kedua'],
    ['shared sentences of its own', (file) => void Object.assign(file, { bank: {} }), 'bank', 'tidak dapat dibawa'],
  ]; // prettier-ignore
  for (const [what, breaks, path, message] of broken)
    it(`are refused from a file with ${what}, by the way to it`, async () => {
      const file = { situations: [JSON.parse(JSON.stringify(content().situations.get('G1'))) as Draft] };
      breaks(file);
      const { text } = await dadan.post(`${base}/import`, { text: stringify(file) }).expect(422);
      expect(text).to.contain(`<code>${path}</code>`).and.contain(message);
      expect(await test.db('works')).to.deep.equal([]);
    });

  it('are refused from what is no file at all', async () => {
    for (const [text, message] of [['', 'Pilih berkas'], ['a: [', 'tidak dapat dibaca'], ['just words', 'Tidak sesuai dengan bentuk berkas'], ['{"a": 1}', 'situations']] as const)
      expect((await dadan.post(`${base}/import`, { text }).expect(422)).text).to.contain(message);
  });
});
