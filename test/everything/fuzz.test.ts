import { expect } from 'chai';
import fc from 'fast-check';
import type { Response } from 'supertest';
import { type RouteEntry, routeRegistry } from '../../src/platform/access.ts';
import type { TestBrowser } from '../support/app.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { holders, type Target, targets } from './targets.ts';

// The whole examination is 200 inputs to a route: FUZZ_PER_ROUTE=200.
const perRoute = Number(process.env['FUZZ_PER_ROUTE'] ?? 15);
const allowed = new Set([200, 201, 303, 400, 401, 403, 404, 409, 410, 413, 415, 422, 429]);

/** Bodies and queries that a route takes; inputs are made of them by breaking a part. */
const sound: Record<string, Record<string, unknown>[]> = {
  'POST /login': [{ username: 'peserta', password: 'x', next: '/' }],
  'POST /language': [{ language: 'id', next: '/practice' }],
  'POST /account/password': [{ current: 'x', password: 'panjang-sekali-2015', again: 'panjang-sekali-2015' }],
  'POST /admin/users': [{ username: 'nana', name: 'Nana', roles: ['trainee'], language: 'id' }],
  'POST /admin/users/:id/roles': [{ roles: ['trainee'] }],
  'POST /practices': [{ service: 'KPS' }, { service: '', competency: 'REG' }],
  'POST /sittings/:sitting/cases/:position/actions': [
    { type: 'open-document', document: 'KTP', back: 'KTP' },
    { type: 'look-up', registry: 'population', key: '3273' },
    { type: 'pin-finding', document: 'KTP', field: 'nik', problem: 'mismatch', clause: '' },
    { type: 'withdraw-finding', finding: 'x' },
    { type: 'classify', class: 'x' },
    { type: 'assess-levy', amount: '125.000' },
    { type: 'decide', decision: 'refer', target: 'supervisor', reasons: [] },
    { type: 'write-letter', findings: [], slots: {}, basis: 'true', note: '' },
    { type: 'reply', conversation: 'guide', reply: 'a' },
    { type: 'report-gratification', note: '' },
    { type: 'answer', item: 'L1-001', choice: 'a' },
    { type: 'flag', on: 'true' },
  ],
  'POST /sittings/:sitting/cases/:position/decision': [
    {
      decision: 'return',
      target: '',
      reasons: [],
      class: '',
      amount: '1.000',
      findings: [],
      basis: 'true',
      note: 'x',
      'slot-deadline': 'complete-online',
    },
  ],
  'POST /sittings/:sitting/talks/:position/replies': [{ turn: '1', kind: 'card', card: '0' }, { turn: '2', kind: 'end' }],
  'POST /sittings/:sitting/talks/:position/draft': [{ turn: '1', text: 'x' }],
  'POST /sittings/:sitting/talks/:position/flag': [{ on: 'true' }],
  'POST /sittings/:id/items/:item': [{ choice: 'a', then: 'next' }, { flag: 'true' }, { then: 'clear' }],
  'POST /evaluations/:id/draft': [
    {
      'points-verification': '3',
      'evidence-verification': ['1:1'],
      'comment-verification': 'x',
      recommendation: 'hold',
      reasons: 'x',
      'plan-1-competency': 'VER',
      'plan-1-action': 'x',
      'plan-1-until': '2015-07-31',
      next: 'check',
    },
  ],
  'POST /evaluations/:id/evidence': [{ dimension: 'verification', events: ['1:1', '2:3'], case: '1', step: '2' }],
  'POST /evaluations/:id/closure': [
    { 'points-verification': '3', 'evidence-verification': ['1:1'], recommendation: 'promote', reasons: 'x', 'plan-2-until': '2015-07-31' },
  ],
  'POST /evaluations/replies/:id/mark': [{ moves: ['greet', 'ask:need'], note: 'x' }, { none: 'yes' }],
  'POST /evaluations/criticals/:id/vote': [{ confirmed: 'yes', reason: 'x' }],
  'POST /admin/users/:id/superior': [{ superior: '3' }],
  'POST /gates/:id/waiver': [{ reason: 'Telah bertugas dua tahun di loket.', then: 'send' }],
  'POST /gates/:id/withdrawal': [{ reason: 'Diberikan untuk orang yang salah.', then: 'send' }],
  'POST /trainer/cases': [
    { service: 'KPS', how: 'choose', breaks: ['nik-match'], seed: 'a', token: 'abcdefghij0123456789', to: 'trainee-5', due: '2015-06-03' },
  ],
  'POST /trainer/scenarios': [{ way: 'recipe', for: '1-SIUP' }, { way: 'fixed', for: '1-KPS' }],
  'POST /trainer/scenarios/:id/draft': [
    {
      revision: '1', then: 'stay', 'title-id': 'x', 'title-en': 'x', 'goal-id': 'x', 'goal-en': 'x', for: '1-RKLI', minutes: '20', how: 'choose', checks: ['nik-valid'], decoysHow: 'choose', decoys: [],
      message: 'offer', decision: '', 'claim-expert-least': '90',
    },
  ], // prettier-ignore
  'POST /trainer/scenarios/:id/pool': [{ revision: '1', act: 'freeze', seeds: ['a', 'b'] }],
  'POST /trainer/scenarios/:id/comments': [{ path: 'goal.id', body: 'x' }],
  'POST /trainer/scenarios/:id/submission': [{ revision: '1', reason: 'Versi pertama dari semuanya.' }],
  'POST /trainer/scenarios/:id/decision': [{ version: '1', decision: 'return', reason: 'Judulnya belum jelas.' }],
  'POST /trainer/scenarios/:id/withdrawal': [{ version: '1', reason: 'Masih ada yang kurang.' }],
  'POST /trainer/scenarios/:id/retirement': [{ version: '1', reason: 'Aturannya sudah berubah.' }],
  'POST /trainer/scenarios/:id/cases': [{ token: 'abcdefghij0123456789', to: 'trainee-5' }],
  'GET /trainer/scenarios': [{ q: 'a', state: 'draft', service: 'KPS', level: '1', page: '1' }],
  'GET /trainer/scenarios/:id/preview': [{ seed: 'a', truth: 'shown', document: 'KTP' }],
  'GET /trainer/scenarios/:id/history': [{ from: '1', to: '0' }],
  'GET /trainer/scenarios/:id/pool': [{ more: '20' }],
  'POST /trainer/conversations': [{ from: 'pack-G1' }, { from: 'empty' }],
  'POST /trainer/conversations/import': [{ text: 'situations: [{id: G1}]' }],
  'POST /trainer/conversations/:id/draft': [
    { revision: '1', part: 'scenes-0', was: 'open', then: 'stay', change: 'add scenes-0-cards', 'scenes-0-id': 'open', 'scenes-0-cards-0-row': '1', 'scenes-0-cards-0-say-0': 'greet', 'scenes-0-go-0-row': '1', 'scenes-0-go-0-to': 'done', 'scenes-0-go-0-when-0': 'close' },
    { revision: '1', part: 'about', change: 'remove topics-0', 'title-id': 'x', 'title-en': 'x', 'topics-0-row': '1', 'topics-0-id': 'a', 'topics-0-match-id': 'a|b' },
  ], // prettier-ignore
  'POST /trainer/conversations/:id/check': [{ revision: '1', part: 'variants-0', was: 'citizen-1', 'variants-0-id': 'a', 'variants-0-facts-0-row': '1', 'variants-0-facts-0-id': 'need', 'variants-0-levels': ['1', '2'] }],
  'POST /trainer/conversations/:id/play': [{ turn: '1', kind: 'card', card: '0', variant: 'citizen-1', mode: 'cards', seed: 'a', said: '[{"kind":"card","card":0}]' }, { turn: '1', kind: 'typed', text: 'Selamat pagi', mode: 'typed', said: '[]' }],
  'POST /trainer/conversations/:id/comments': [{ path: 'title', body: 'x' }],
  'POST /trainer/conversations/:id/submission': [{ revision: '1', reason: 'Versi pertama dari semuanya.' }],
  'POST /trainer/conversations/:id/decision': [{ version: '1', decision: 'return', reason: 'Judulnya belum jelas.' }],
  'GET /trainer/conversations': [{ q: 'a', state: 'draft', channel: 'chat', level: '1', page: '1' }],
  'GET /trainer/conversations/:id/edit': [{ part: 'scenes-1', at: 'scenes-1-cards-0' }],
  'GET /trainer/conversations/:id/play': [{ variant: 'citizen-1', mode: 'typed' }],
  'POST /trainer/groups/:id/assignments/:assignment/due': [{ due: '2015-06-03' }],
  'POST /trainer/groups/:id/members/:traineeId/practices/:practice/notes': [{ position: '1', mark: 'DEC/decision', text: 'Baca lagi surat ini.' }],
  'POST /sittings/:id/help': [{ choice: 'declined' }],
  'POST /sittings/:id/notes': [{ position: '1', last: '1' }],
  'POST /trainer/groups': [{ name: 'Angkatan Juli' }],
  'POST /trainer/groups/:id/members': [{ traineeId: '5' }],
  'GET /login': [{ next: '/practice' }],
  'GET /admin/users': [{ q: 'a', role: 'trainee', page: '2', perPage: '5' }],
  'GET /admin/audit': [{ page: '2', perPage: '5' }],
  'GET /practice': [{ state: 'all', service: 'KPS', q: 'REG', page: '1' }],
  'GET /progress': [{ competency: 'REG' }],
  'GET /evaluations': [{ q: 'a', level: '1', page: '1' }],
  'GET /gates': [{ q: 'a', page: '1', perPage: '5' }],
  'GET /evaluations/:id': [{ case: '1', step: '3', document: 'KTP' }],
  'GET /sittings/:id/result': [{ case: '1' }],
  'GET /sittings/:sitting/cases/:position': [{ document: 'KTP', pin: 'KTP.nik' }],
  'GET /regulations': [{ q: 'izin', service: 'SIUP', confidence: 'high', page: '1' }],
  'GET /items': [{ q: 'a', kind: 'check', source: 'all', flag: 'any', page: '1' }],
  'GET /items/:kind/:item': [{ source: 'test' }],
  'GET /trainer/cases': [{ service: 'KPS', decision: 'return', trainee: '5', page: '1' }],
  'GET /trainer/cases/new': [{ service: 'KPS' }],
  'GET /trainer/cases/preview': [{ service: 'KPS', how: 'choose', breaks: ['nik-match'], seed: 'a', document: 'KTP' }],
  'GET /trainer/cases/:id': [{ document: 'KTP' }],
  'GET /trainer/questions': [{ q: 'a', competency: 'REG', kind: 'short', state: 'draft', tag: 'nik', page: '1' }],
  'POST /practice/questions': [{ competency: 'VER', level: '1', tag: 'siup' }],
  'POST /practice/questions/:id': [{ 'place-a': '1', 'place-b': '2', then: 'keep' }, { choice: ['a', 'b'], then: 'send' }, { number: '1.000', then: 'send' }, { text: 'NIK', 'match-a': 'b', then: 'send' }],
  'POST /practice/questions/:id/draft': [{ 'place-a': '1', number: '2,5', text: 'x' }],
  'POST /trainer/questions': [{ kind: 'matching', code: '' }],
  'POST /trainer/questions/:id/draft': [{ revision: '1', language: 'id', 'stem-id': 'Apa?', accepted: 'a\nb', caseSensitive: 'yes', 'row-1-text-id': 'x', 'row-1-place': '2', key: '1', tags: 'a, b', value: '2,5', then: 'stay' }],
  'POST /trainer/questions/:id/preview': [{ language: 'en', 'stem-en': '**x**', accepted: 'a' }],
  'GET /trainer/questions/export/file': [{ format: 'csv', kind: 'short', tag: 'siup' }],
  'GET /trainer/questions/imports/:id': [{ show: 'refused', page: '1' }],
};

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\u202e',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    "'; drop table users--",
    '%',
    '_',
    '<%= 1 %>',
    '{{x}}',
    '../../etc/passwd',
    '//evil.example',
    'javascript:alert(1)',
  ),
  fc.constantFrom(
    '0',
    '-1',
    '1.5',
    '1e309',
    'NaN',
    'Infinity',
    '9'.repeat(30),
    '2147483648',
    '0x10',
    '٣',
    'true',
    'null',
    '[]',
    '{}',
  ),
  fc.constantFrom('x'.repeat(300), 'x'.repeat(5_000), '\u{1F600}'.repeat(50), '\r\n'.repeat(20), 'é'.repeat(64)),
  fc.string({ maxLength: 80, unit: 'binary' }),
);
const dirty: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: text, weight: 6 },
  { arbitrary: fc.array(text, { maxLength: 4 }), weight: 2 },
  {
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1e300,
      2 ** 53,
      {},
      [[]],
      { $gt: '' },
      { toString: 1 },
      { length: 5 },
      [null],
      [{}],
    ),
    weight: 1,
  },
  { arbitrary: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 3 }), weight: 1 },
);

interface Input {
  owner: boolean;
  who: number;
  base: number;
  changes: [number, unknown][];
  drop: number;
  extra: Record<string, unknown>;
  form: 'form' | 'json' | 'raw' | 'page';
  raw: string;
}

const input: fc.Arbitrary<Input> = fc.record({
  owner: fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
  who: fc.nat({ max: 20 }),
  base: fc.nat({ max: 20 }),
  changes: fc.array(fc.tuple(fc.nat({ max: 9 }), dirty), { maxLength: 2 }),
  drop: fc.nat({ max: 20 }),
  extra: fc.dictionary(
    fc.constantFrom(
      'id',
      'x',
      '__proto__',
      'constructor',
      'settings[view options][client]',
      'a[b][c]',
      '_method',
      'user',
      'roles',
      'view options',
    ),
    dirty,
    { maxKeys: 2 },
  ),
  form: fc.constantFrom('form', 'form', 'json', 'json', 'page', 'raw'),
  raw: fc.oneof(
    fc.constantFrom(
      '{',
      '[1]',
      '"x"',
      'null',
      '{"a":{"b":'.repeat(40),
      '{"__proto__":{"polluted":1}}',
      'a=1&a=2&a[]=3',
      '%',
      'x'.repeat(66_000),
    ),
    fc.string({ maxLength: 60, unit: 'binary' }),
  ),
});

describe('whatever is sent', function () {
  this.timeout(900_000);
  let app: Demo;
  let table: Record<string, Target>;
  const browsers = new Map<string, TestBrowser>();
  const crowd = ['', ...Object.values(holders), 'yuli', 'mentor'];
  let sent = 0;
  const statuses = new Map<number, number>();
  let slowest = { milliseconds: 0, what: '' };

  before(async () => {
    app = await demo({ unlimited: true });
    table = targets(app);
    for (const as of new Set([...crowd, 'lastri', 'intan', 'gilang', ...Object.values(table).map(({ owner }) => owner.as)]))
      browsers.set(as, await app.browser(as || undefined, demoPassword));
  });
  after(() => app?.close());

  const ownerOf = ({ path, access }: RouteEntry): string =>
    table[path]?.owner.as ?? (access === 'public' || access === 'signed-in' ? 'peserta' : holders[access[0]!]);

  const fill = (key: string, { base, changes, drop, extra }: Input): Record<string, unknown> => {
    const list = sound[key] ?? [{}];
    const body: Record<string, unknown> = { id: `fuzz-${sent}-${base}`, ...list[base % list.length] };
    const names = Object.keys(body);
    for (const [at, value] of changes) body[names[at % names.length]!] = value;
    if (drop < names.length) delete body[names[drop]!];
    return { ...body, ...extra };
  };

  const send = async (route: RouteEntry, wanted: Input): Promise<Response> => {
    const { method, path } = route;
    const key = `${method} ${path}`;
    // Pages cost most and take least: half of what reads is sent by others.
    const owner = wanted.owner && (method === 'POST' || wanted.who % 3 > 0);
    const browser = browsers.get(owner ? ownerOf(route) : crowd[wanted.who % crowd.length]!)!;
    const url = table[path]?.owner.url ?? path;
    const fields = fill(key, wanted);
    if (method === 'GET') {
      const pairs = Object.entries(fields).flatMap(([name, value]) =>
        [value]
          .flat()
          .map((each): [string, string] => [name, typeof each === 'string' ? each : JSON.stringify(each ?? null)]),
      );
      const query = new URLSearchParams(key in sound || wanted.drop > 10 ? pairs : []).toString().slice(0, 6_000);
      return browser.get(query ? `${url}?${query}` : url);
    }
    if (wanted.form === 'json') return browser.postJson(url, fields);
    if (wanted.form === 'raw')
      return browser
        .postJson(url, {})
        .type(wanted.base % 2 ? 'application/json' : 'form')
        .send(wanted.raw);
    return browser.post(url, fields as Record<string, string>);
  };

  const judge = (what: string, answer: Response): void => {
    const shown = `${answer.status}: ${(answer.text ?? '').slice(0, 300)}`;
    if (!allowed.has(answer.status)) throw new Error(`${what} gave ${shown}`);
    if (/\.(ts|js):\d+:\d+|node_modules|SQLITE_|SqliteError|\bat \S+ \(/.test(answer.text ?? ''))
      throw new Error(`${what} shows its inside, ${shown}`);
    const to = answer.headers.location as string | undefined;
    if (to !== undefined && !/^\/(?![/\\])/.test(to)) throw new Error(`${what} leads away: ${to}`);
  };

  it(`is answered without a fault, ${perRoute} inputs to a route`, async () => {
    // What ends a thing comes last, so that the rest meets it alive.
    const ends = (path: string) =>
      ['/submission', '/closure', '/departure', '/suspension'].findIndex((end) => path.endsWith(end)) + 1;
    const routes = [...routeRegistry.values()]
      .filter(({ path }) => path !== '/logout')
      .sort((a, b) => ends(a.path) - ends(b.path));
    for (const route of routes) {
      const what = `${route.method} ${route.path}`;
      await fc.assert(
        fc.asyncProperty(input, async (wanted) => {
          sent += 1;
          const start = performance.now();
          const answer = await send(route, wanted);
          judge(what, answer);
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          const milliseconds = performance.now() - start;
          if (milliseconds > slowest.milliseconds) slowest = { milliseconds, what };
        }),
        { numRuns: perRoute, seed: 2015, endOnFailure: false },
      );
    }
    console.log(
      `      ${sent} inputs to ${routes.length} routes, slowest ${Math.round(slowest.milliseconds)} ms: ${slowest.what}`,
    );
    console.log(
      `      ${[...statuses]
        .sort(([a], [b]) => a - b)
        .map(([status, number]) => `${status}: ${number}`)
        .join(', ')}`,
    );
    // Inputs that are all turned away at the door would prove little.
    expect((statuses.get(200) ?? 0) + (statuses.get(303) ?? 0) + (statuses.get(422) ?? 0)).to.be.above(sent / 3);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
    expect((await app.services.audit.verify()).ok).to.equal(true);
    expect((await app.db.raw('pragma foreign_key_check')) as unknown[]).to.deep.equal([]);
  });

  it('to sign out by whomever, is answered', async () => {
    for (const as of crowd)
      judge(`POST /logout as ${as}`, await browsers.get(as)!.post('/logout', { next: '//evil.example' }));
  });
});
