import { expect } from 'chai';
import { fullMarksPath } from '../../../src/core/conversations/search.ts';
import { practiceObservations } from '../../../src/features/levels/level-read-model.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';

describe('guide duty', function () {
  this.timeout(20_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    await browser.open('/guide');
  });
  afterEach(() => app.close());

  const begin = async (talk = 'G1/meatball-cart', mode = 'cards'): Promise<string> => {
    const answer = await browser.post('/guide/talks', { talk, mode });
    expect(answer.status).to.equal(303);
    return answer.headers.location as string;
  };
  const idOf = (path: string): number => Number(path.split('/').at(-1));
  const reply = (path: string, turn: number, fields: Record<string, string | string[]>) => browser.post(`${path}/replies`, { turn: String(turn), ...fields });
  const count = async (table: string, where: object = {}): Promise<number> => Number((await app.db(table).where(where).count({ n: '*' }))[0]!.n);
  /** Holds the conversation that does every step. */
  const doWell = async (path: string): Promise<void> => {
    const { talk } = await app.services.guide.get({ id: sari }, idOf(path));
    for (const [at, { card }] of (fullMarksPath(talk.script).replies as { card: number }[]).entries()) expect((await reply(path, at + 1, { kind: 'card', card: String(card) })).status).to.equal(303);
  };

  it('lists who waits without telling what they need, and begins a conversation once, however often it is asked', async () => {
    const list = await browser.get('/guide');
    expect(list.text).to.contain('Dadang Hidayat').and.not.contain('uang rokok').and.not.contain('Tidak punya pemindai');
    const path = await begin();
    expect(await begin()).to.equal(path);
    const { text } = await browser.get(path);
    expect(text).to.contain('Saya teu gaduh scanner').and.contain('role="log"');
    expect(text).to.not.contain('tell:').and.not.contain('take-over').and.not.contain('must-scan');
    expect(await count('audit_events', { action: 'guide.begun' })).to.equal(1);
  });

  it('holds a conversation to its end, reports every mark and lets them count for guidance and integrity', async () => {
    const path = await begin();
    await doWell(path);
    const { text } = await browser.get(`${path}/result`);
    expect(text).to.contain('<strong>100</strong>').and.contain('Warga terbantu').and.contain('dari 100').and.not.contain('id="critical-title"');
    const observed = await practiceObservations(app.db, sari, '2015-01-01T00:00:00.000Z');
    expect(new Set(observed.map(({ competency }) => competency))).to.deep.equal(new Set(['PMD', 'ITG']));
    expect(observed.every(({ score }) => score === 1)).to.equal(true);
    expect(await count('guide_results')).to.equal(1);
    expect(await count('audit_events', { action: 'guide.ended' })).to.equal(1);
  });

  it('goes on where it was left, and takes a reply that is sent twice once', async () => {
    const path = await begin();
    await reply(path, 1, { kind: 'card', card: '0' });
    await reply(path, 1, { kind: 'card', card: '0' });
    expect(await count('guide_turns')).to.equal(1);
    expect((await browser.get(path)).text).to.contain('name="turn" value="2"');
    expect((await browser.get('/guide')).text).to.contain(path);
  });

  it('keeps what was typed when another window has gone on', async () => {
    const path = await begin('G2/fruit-stall', 'typed');
    await reply(path, 1, { kind: 'typed', text: 'Selamat pagi, Bu.' });
    const late = await reply(path, 1, { kind: 'typed', text: 'Apa keperluan Ibu hari ini?' });
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('Apa keperluan Ibu hari ini?').and.contain('jendela lain');
    expect(await count('guide_turns')).to.equal(1);
  });

  it('answers a reply to a closed conversation with a clear message, and nothing is lost', async () => {
    const path = await begin();
    await reply(path, 1, { kind: 'card', card: '0' });
    await reply(path, 2, { kind: 'end' });
    const late = await reply(path, 3, { kind: 'card', card: '0' });
    expect(late.headers.location).to.equal(`${path}/result`);
    const { text } = await browser.get(`${path}/result`);
    expect(text).to.contain('Percakapan ini sudah selesai, jadi jawaban tadi tidak dicatat.');
    expect(await count('guide_turns')).to.equal(2);
    expect(await count('guide_results', { outcome: 'ended' })).to.equal(1);
  });

  const refusals: [string, string, Record<string, string | string[]>, string][] = [
    ['a card that is not there', 'cards', { kind: 'card', card: '19' }, 'Pilih dari yang tampil'],
    ['no card', 'cards', { kind: 'card' }, 'Pilih atau tulis'],
    ['no phrase', 'phrases', { kind: 'phrases' }, 'Pilih atau tulis'],
    ['an unknown phrase', 'phrases', { kind: 'phrases', phrases: ['nothing'] }, 'Pilih dari yang tampil'],
    ['five phrases', 'phrases', { kind: 'phrases', phrases: ['greet', 'sorry', 'verify', 'privacy', 'close'] }, 'paling banyak 4'],
    ['empty words', 'typed', { kind: 'typed', text: ' ' }, 'Pilih atau tulis'],
    ['too many words', 'typed', { kind: 'typed', text: 'a'.repeat(601) }, 'Jawaban terlalu panjang'],
    ['a card where words are to be typed', 'typed', { kind: 'card', card: '0' }, 'Pilih dari yang tampil'],
  ];
  for (const [what, mode, fields, message] of refusals)
    it(`refuses ${what} and records nothing`, async () => {
      const path = await begin('G1/meatball-cart', mode);
      const answer = await reply(path, 1, fields);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain(message);
      expect(await count('guide_turns')).to.equal(0);
    });

  it('puts chosen phrases together in order, and says by which rule typed words were read', async () => {
    const composed = await begin('G1/meatball-cart', 'phrases');
    await reply(composed, 1, { kind: 'phrases', phrases: ['ask-need', 'greet'] });
    const { state } = await app.services.guide.get({ id: sari }, idOf(composed));
    expect(state.turns[0]!.moves).to.deep.equal(['greet', 'ask:need']);
    const typed = await begin('G1/meatball-cart', 'typed');
    await reply(typed, 1, { kind: 'typed', text: 'Sebutkan kata sandi Bapak.' });
    await reply(typed, 2, { kind: 'end' });
    const { text } = await browser.get(`${typed}/result`);
    expect(text).to.contain('id="critical-title"').and.contain('CE5').and.contain('Dibaca sebagai meminta kata sandi');
    const observed = await practiceObservations(app.db, sari, '2015-01-01T00:00:00.000Z');
    expect(observed.filter(({ competency }) => competency === 'ITG').map(({ score }) => score)).to.deep.equal([0]);
  });

  it('keeps the conversation from everybody else, and its records from any change', async () => {
    const path = await begin();
    await app.addUser('asep', 'trainee');
    const other = await app.signIn('asep');
    for (const url of [path, `${path}/result`, '/guide/talks/999999', '/guide/talks/x']) expect((await other.get(url)).status, url).to.equal(404);
    await other.open('/guide');
    expect((await other.post(`${path}/replies`, { turn: '1', kind: 'end' })).status).to.equal(404);
    await reply(path, 1, { kind: 'end' });
    for (const table of ['guide_talks', 'guide_turns', 'guide_results', 'guide_observations']) {
      const error = await app.db(table).del().then(() => null, (reason: Error) => reason);
      expect(error?.message, table).to.contain('append-only');
    }
  });

  it('refuses a conversation that the level does not have', async () => {
    for (const fields of [{ talk: 'G14/consultant', mode: 'cards' }, { talk: 'nothing', mode: 'cards' }, { talk: 'G1/meatball-cart', mode: 'sung' }]) {
      const answer = await browser.post('/guide/talks', fields);
      expect(answer.status).to.equal(422);
    }
    expect(await count('guide_talks')).to.equal(0);
  });
});
