import { expect } from 'chai';
import type { emptyFixed } from '../../../src/features/scenarios/fixed-input.ts';
import type { Draft } from '../../../src/features/authoring/work-kind.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { content } from '../../support/content.ts';
import { recipe } from '../../core/scenarios/samples.ts';

const token = (n = 1) => `token-of-the-page-${String(n).padStart(4, '0')}`;
const base = '/trainer/scenarios';

describe('scenarios of a trainer', () => {
  let test: TestApp;
  let dadan: TestBrowser;
  let lilis: TestBrowser;
  let dadanId: number;
  let id: number;
  beforeEach(async () => {
    test = await testApp();
    dadanId = await test.addUser('dadan', 'trainer');
    await test.addUser('lilis', 'trainer');
    [dadan, lilis] = [await test.signIn('dadan'), await test.signIn('lilis')];
  });
  afterEach(() => test.close());

  const fields = (change: Record<string, string | string[]> = {}) => ({
    revision: '1', then: 'go', 'title-id': 'NIK tidak cocok', 'title-en': 'Mismatched NIK', 'goal-id': 'Mencocokkan identitas.', 'goal-en': 'Match identities.', for: '1-KPS', minutes: '20', how: 'choose', checks: ['nik-match'],
    decoysHow: 'level', message: 'offer', decision: '', 'claim-expert-least': '90', 'claim-hasty-most': '60', 'claim-corrupt-outcome': 'fails', ...change,
  }); // prettier-ignore
  const begin = async (way = 'recipe', wanted = '1-KPS') => {
    const answer = await dadan.post(base, { way, for: wanted }).expect(303);
    return (id = Number(/scenarios\/(\d+)\/edit/.exec(answer.headers.location as string)![1]));
  };
  const save = (change = {}) => dadan.post(`${base}/${id}/draft`, fields(change));
  const submit = (revision = '2') => dadan.post(`${base}/${id}/submission`, { revision, reason: 'Versi pertama dari skenario ini.' });
  const decide = (browser: TestBrowser, decision: string, version = '1') => browser.post(`${base}/${id}/decision`, { version, decision, reason: 'Sudah saya periksa semuanya.' });
  const draft = async () => JSON.parse((await test.db('work_drafts').where({ work_id: id }).first()).document) as Draft & { content: Record<string, unknown> };
  const published = async () => {
    await begin();
    await save();
    await submit().expect(303);
    await decide(lilis, 'publish').expect(303);
  };

  it('are written on one page, saved as what was chosen, and come back as they were', async () => {
    await begin();
    await save({ checks: ['nik-match', 'kir-current'], decision: 'return' }).expect(303).expect('location', `${base}/${id}`);
    expect(await draft()).to.deep.include({ code: 'kps-1-1', service: 'KPS', level: 1, minutes: 20, claims: recipe().claims });
    expect((await draft()).content).to.deep.include({ defects: { how: 'choose', checks: ['nik-match', 'kir-current'] }, message: 'offer', decision: 'return' });
    const { text } = await dadan.get(`${base}/${id}/edit`).expect(200);
    expect(text).to.match(/value="nik-match" checked/).and.to.contain('value="NIK tidak cocok"').and.to.match(/name="claim-expert-least"[^>]* value="90"/);
  });

  it('ask for what comes in beside the file, by name; it is shown in words, in the preview with the right reaction, and in the difference of versions', async () => {
    await published();
    const { text: editor } = await dadan.get(`${base}/${id}/edit`).expect(200);
    // The events of the level and no others, the tempting apart from the harmless.
    expect(editor).to.contain('<optgroup label="Godaan atau tekanan">').and.contain('value="courier-envelope"').and.not.contain('value="parcel-after-issue"');
    await save({ revision: '2', event: 'parcel-after-issue' }).expect(303);
    expect((await dadan.get(`${base}/${id}`)).text).to.contain('href="/trainer/scenarios/1/edit#content-event"').and.contain('bukan untuk jenjang 1');
    await save({ revision: '3', event: 'courier-envelope', message: 'neutral' }).expect(303);
    expect((await draft()).content).to.include({ event: 'courier-envelope' });
    const words = 'Tas kurir: Amplop tertutup untuk';
    expect((await dadan.get(`${base}/${id}`)).text).to.contain(words);
    expect((await dadan.get(`${base}/${id}/edit`)).text).to.match(/value="courier-envelope" selected/);
    const { text } = await dadan.get(`${base}/${id}/preview?truth=shown`).expect(200);
    expect(text).to.match(/data-incoming="courier">[^<]*[Aa]mplop/).and.contain('menyimpan bukti');
    await submit('4').expect(303);
    expect((await lilis.get(`${base}/${id}/history?from=1&to=2`).expect(200)).text).to.contain('Yang masuk bersama berkas').and.contain(words);
    await decide(lilis, 'publish', '2').expect(303);
    const siti = await test.addUser('siti', 'trainee');
    await test.services.groups.addMember({ id: dadanId }, await test.services.groups.createGroup({ id: dadanId }, 'Angkatan'), siti);
    await dadan.post(`${base}/${id}/cases`, { token: token(), to: `trainee-${siti}` }).expect(303);
    const body = JSON.parse((await test.db('cases').orderBy('id', 'desc').first()).body);
    expect(body.event.script).to.equal('courier-envelope');
    await save({ revision: '4', event: '' }).expect(303);
    expect((await draft()).content).to.not.have.property('event');
  });

  it('are kept half-written, and say what is missing with a link to the place', async () => {
    await begin();
    await save({ 'title-en': '', minutes: 'x', checks: [], then: 'stay' }).expect(303).expect('location', `${base}/${id}/edit`);
    const { text } = await dadan.get(`${base}/${id}/edit`).expect(200);
    expect(text).to.contain('href="#title-en">Judul (Inggris)</a>: Wajib diisi').and.contain('href="#minutes"').and.contain('value="x"');
    expect((await submit().expect(422)).text).to.contain('belum dapat diajukan');
  });

  it('answer a script that saves while one types, and a second writer by what the first wrote', async () => {
    await begin();
    const first = await dadan.postJson(`${base}/${id}/draft`, fields()).expect(200);
    expect(first.body).to.deep.include({ revision: 2 });
    await lilis.postJson(`${base}/${id}/draft`, fields({ 'title-id': 'Judul Lilis' })).expect(409);
    const { text } = await lilis.post(`${base}/${id}/draft`, fields({ 'title-id': 'Judul Lilis' })).expect(409);
    expect(text).to.contain('Orang dadan sudah menyimpan').and.contain('NIK tidak cocok').and.contain('value="Judul Lilis"').and.contain('name="revision" value="2"');
    expect((await draft()).title).to.deep.include({ id: 'NIK tidak cocok' });
    await lilis.post(`${base}/${id}/draft`, fields({ 'title-id': 'Judul Lilis', revision: '2' })).expect(303);
    expect((await draft()).title).to.deep.include({ id: 'Judul Lilis' });
  });

  it('tell who else has them open', async () => {
    await begin();
    expect((await dadan.postJson(`${base}/${id}/presence`, {}).expect(200)).body).to.deep.equal({ text: '' });
    expect((await lilis.postJson(`${base}/${id}/presence`, {}).expect(200)).body.text).to.equal('Sedang dibuka juga oleh Orang dadan.');
  });

  it('are previewed as the trainee sees them, without truth until it is asked for', async () => {
    await begin();
    await save();
    const hidden = await dadan.get(`${base}/${id}/preview?document=KTP`).expect(200);
    expect(hidden.text).to.contain('id="sheet-title"').and.not.contain('Kebenaran kasus');
    const shown = await dadan.get(`${base}/${id}/preview?truth=shown`).expect(200);
    expect(shown.text).to.contain('Kebenaran kasus').and.contain(content().checks.get('nik-match')!.name.id);
  });

  it('are tried by robots beside the work of the server, which say what holds', async () => {
    await begin();
    await save();
    await dadan.post(`${base}/${id}/robots`).expect(303);
    for (let tries = 0; tries < 200 && !(await dadan.agent.get(`${base}/${id}/robots`).set('Accept', 'application/json')).body.done; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    const { text } = await dadan.get(`${base}/${id}/robots`).expect(200);
    expect(text).to.contain('Semua klaim terbukti').and.contain('data-robot-chart').and.contain('Lambat dan teliti');
  });

  it('say when the robots could not finish, and let them run again', async () => {
    await begin();
    await save();
    Object.assign(test.services.robotRuns, { play: () => Promise.reject(new Error('planted')) });
    await dadan.post(`${base}/${id}/robots`).expect(303);
    const { text } = await dadan.get(`${base}/${id}/robots`).expect(200);
    expect(text).to.contain('Robot tidak dapat menyelesaikan').and.contain(`action="${base}/${id}/robots"`);
  });

  it('are not submitted when a claim does not hold, or the rules come to another decision', async () => {
    await begin();
    await save({ 'claim-hasty-most': '10' });
    expect((await submit().expect(422)).text).to.contain('Tergesa-gesa seharusnya paling banyak 10');
    await save({ revision: '2', decision: 'reject' });
    expect((await submit('3').expect(422)).text).to.contain('putusannya: kembalikan');
    expect(await test.db('work_versions')).to.deep.equal([]);
  });

  it('are published by a second trainer only, who sees what was submitted, and then issued', async () => {
    await begin();
    await save();
    await submit().expect(303);
    expect((await dadan.get(`${base}/${id}`)).text).to.contain('orang kedua yang memutuskan').and.not.contain('value="publish"');
    await decide(dadan, 'publish').expect(422);
    expect((await lilis.get(`${base}/${id}`)).text).to.contain('Versi pertama dari skenario ini.').and.contain('value="publish"');
    await decide(lilis, 'publish').expect(303);
    const siti = await test.addUser('siti', 'trainee');
    await test.services.groups.addMember({ id: dadanId }, await test.services.groups.createGroup({ id: dadanId }, 'Angkatan'), siti);
    const answer = await dadan.post(`${base}/${id}/cases`, { token: token(), to: `trainee-${siti}` }).expect(303);
    await dadan.post(`${base}/${id}/cases`, { token: token(), to: `trainee-${siti}` }).expect(303).expect('location', answer.headers.location as string);
    await dadan.post(`${base}/${id}/cases`, { token: token(2), to: `trainee-${siti}` }).expect(303);
    expect(await test.db('scenario_cases').orderBy('id').pluck('seed')).to.deep.equal(['kps-1-1-1', 'kps-1-1-2']);
    expect(JSON.parse((await test.db('cases').first()).body)).to.deep.include({ service: 'KPS', minutes: 20 });
    await dadan.post(`${base}/${id}/cases`, { token: token(3), to: '' }).expect(422);
    expect((await dadan.get(`${base}/${id}`)).text).to.contain('2 kasus sudah diterbitkan');
  });

  it('leave an issued case with its version when a newer one is published or all are retired', async () => {
    await published();
    const siti = await test.addUser('siti', 'trainee');
    await test.services.groups.addMember({ id: dadanId }, await test.services.groups.createGroup({ id: dadanId }, 'Angkatan'), siti);
    await dadan.post(`${base}/${id}/cases`, { token: token(), to: `trainee-${siti}` }).expect(303);
    await save({ revision: '2', minutes: '25' });
    await submit('3').expect(303);
    expect((await lilis.get(`${base}/${id}`)).text).to.contain('Berubah sejak versi yang dipakai').and.contain('<del>20</del>').and.contain('<ins>25</ins>');
    await decide(lilis, 'publish', '2').expect(303);
    await dadan.post(`${base}/${id}/cases`, { token: token(2), to: `trainee-${siti}` }).expect(303);
    const bound = await test.db('scenario_cases').join('work_versions', 'work_versions.id', 'version_id').orderBy('scenario_cases.id').pluck('number');
    expect(bound).to.deep.equal([1, 2]);
    const minutes = (await test.db('cases').orderBy('id').pluck('body')).map((body: string) => (JSON.parse(body) as { minutes: number }).minutes);
    expect(minutes).to.deep.equal([20, 25]);
    expect((await dadan.get(`${base}/${id}/history?from=1&to=2`)).text).to.contain('Menit');
    // A reason that is too short stands again in the form that was sent, and in no other.
    const refused = await dadan.post(`${base}/${id}/retirement`, { version: '2', reason: 'Usang.' }).expect(422);
    expect(refused.text).to.match(/work-act" open>[\s\S]*id="reason" name="reason"[\s\S]*>Usang\.<\/textarea>/).and.satisfy((page: string) => page.split('>Usang.<').length === 2);
    await dadan.post(`${base}/${id}/retirement`, { version: '2', reason: 'Aturannya sudah berubah.' }).expect(303);
    await dadan.post(`${base}/${id}/cases`, { token: token(3), to: `trainee-${siti}` }).expect(422);
  });

  it('are frozen variant by variant, and made from those alone', async () => {
    await begin();
    await save();
    expect((await dadan.get(`${base}/${id}/pool`)).text).to.contain('kps-1-1-20').and.contain('Pemohon');
    await dadan.post(`${base}/${id}/pool`, { revision: '2', act: 'freeze', seeds: ['kps-1-1-4', 'kps-1-1-2'] }).expect(303);
    await dadan.post(`${base}/${id}/pool`, { revision: '3', act: 'drop', seeds: ['kps-1-1-4', 'kps-1-1-9'] }).expect(303);
    expect((await draft()).content).to.deep.include({ seeds: ['kps-1-1-2'], dropped: ['kps-1-1-4', 'kps-1-1-9'] });
    await dadan.post(`${base}/${id}/pool`, { revision: '4', act: 'freeze' }).expect(303);
    expect((await dadan.get(`${base}/${id}/pool`)).text).to.contain('Tandai dahulu variannya').and.to.not.contain('Varian sudah disimpan');
    await save({ revision: '4', minutes: '30' });
    expect((await draft()).content).to.deep.include({ seeds: ['kps-1-1-2'] });
  });

  it('say which others they are like', async () => {
    await published();
    const first = id;
    await begin();
    await save({ 'title-id': 'Sama saja', 'title-en': 'The same' });
    expect((await dadan.get(`${base}/${id}`)).text).to.contain('Mirip dengan skenario lain').and.contain(`href="${base}/${first}"`);
  });

  it('of one fixed case are edited paper by paper, with the facsimile and the truth beside them', async () => {
    await begin('fixed');
    const page = await dadan.get(`${base}/${id}/edit?document=KTP`).expect(200);
    expect(page.text).to.contain('name="KTP-nik"').and.contain('id="sheet-title"').and.contain('name="form-name"');
    const before = (await draft()) as unknown as ReturnType<typeof emptyFixed> & { content: { dossier: { form: Record<string, string>; documents: { kind: string; fields: Record<string, string> }[] } } };
    const ktp = before.content.dossier.documents.find(({ kind }) => kind === 'KTP')!.fields;
    const form = Object.fromEntries(Object.entries(before.content.dossier.form).map(([name, value]) => [`form-${name}`, String(value)]));
    const paper = Object.fromEntries(Object.entries(ktp).filter(([, value]) => typeof value !== 'boolean').map(([name, value]) => [`KTP-${name}`, String(value)]));
    await save({ ...form, ...paper, shown: 'KTP', 'KTP-nik': '3273010101010001', ruled: ['kir-current'], 'ruling-kir-current': 'broken', 'reason-kir-current': 'Buku uji tampak dipalsukan.' }).expect(303);
    const after = (await draft()) as unknown as typeof before;
    expect(after.content.dossier.documents.find(({ kind }) => kind === 'KTP')!.fields).to.deep.include({ nik: '3273010101010001', name: ktp['name'] });
    expect(after.content).to.deep.include({ rulings: [{ check: 'kir-current', holds: false, reason: 'Buku uji tampak dipalsukan.' }] });
    const { text } = await dadan.get(`${base}/${id}`).expect(200);
    expect(text).to.contain('Buku uji tampak dipalsukan.').and.contain('Putusan ahli');
    expect((await dadan.get(`${base}/${id}/preview?truth=shown`)).text).to.contain(content().checks.get('kir-current')!.name.id);
    // What may come in: events of the level that need no later stage, and no draw.
    expect(page.text).to.match(/<option value="courier-envelope"/).and.to.not.match(/<option value="(parcel-after-issue|level)"/);
    await save({ ...form, ...paper, shown: 'KTP', revision: '2', event: 'courier-envelope' }).expect(303);
    expect((await draft()).content).to.include({ event: 'courier-envelope' });
    expect((await dadan.get(`${base}/${id}`)).text).to.contain(content().events.get('courier-envelope')!.text[0]!.id.slice(0, 20));
    const preview = (await dadan.get(`${base}/${id}/preview`)).text;
    expect(content().events.get('courier-envelope')!.text.some(({ id: said }) => preview.includes(said.slice(0, 20)))).to.equal(true);
  });

  it('of many long rulings are saved, also above 64 kB; what is too large for any case is refused by its limit, and only for who writes', async () => {
    await begin('fixed');
    const fixed = ((await draft()) as unknown as { content: object }).content as { dossier: { form: Record<string, unknown> } };
    const form = Object.fromEntries(Object.entries(fixed.dossier.form).map(([name, value]) => [`form-${name}`, String(value)]));
    const checks = [...content().checks.keys()].slice(0, 40);
    const rulings = (length: number) => Object.fromEntries(checks.flatMap((check) => [[`ruling-${check}`, 'broken'], [`reason-${check}`, `Alasan “ahli” é ${'x'.repeat(length)}`]]));
    await save({ ...form, ruled: checks, ...rulings(2_000) }).expect(303);
    expect(JSON.stringify((await draft()).content).length).to.be.above(80_000);
    const refused = await save({ ...form, revision: '2', ruled: checks, ...rulings(20_000) }).expect(413);
    expect(refused.text).to.contain('lebih besar dari 512 kB');
    const siti = await test.signIn((await test.addUser('siti', 'trainee'), 'siti'));
    expect((await siti.post(`${base}/${id}/draft`, rulings(2_000)).expect(413)).text).to.not.contain('512 kB');
    await dadan.post(`${base}/${id}/comments`, rulings(2_000)).expect(413);
  });

  it('keep hostile texts as texts', async () => {
    await begin();
    const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{7*7}}<%= 1 %>`;
    await save({ 'title-id': hostile, 'goal-id': hostile });
    await dadan.post(`${base}/${id}/comments`, { path: 'goal.id', body: hostile }).expect(303);
    for (const path of ['', '/edit', '/preview', '/history']) expect((await dadan.get(`${base}/${id}${path}`).expect(200)).text).to.not.contain('<script>alert').and.not.contain('<img src=x');
    expect((await draft()).title).to.deep.include({ id: hostile });
  });

  it('are not begun for a service that the level has not', async () => {
    for (const wanted of ['', '1-IMBN', '9-KPS', "1-'"]) await dadan.post(base, { way: 'recipe', for: wanted }).expect(422);
    expect(await test.db('works')).to.deep.equal([]);
  });
});
