import type { Role } from '../../src/platform/roles.ts';
import type { Demo } from '../support/demo.ts';

/** Who of the demonstration stands for a role. */
export const holders: Record<Role, string> = {
  trainee: 'peserta',
  trainer: 'pelatih',
  supervisor: 'penyelia',
  invigilator: 'pengawas',
  administrator: 'admin',
};

/** Where a route leads for somebody who may use it, and who holds the role and may not: `stranger` with the address that is not his. */
export interface Target {
  owner: { as: string; url: string };
  strangers: { as: string; url: string }[];
  /** The same address with an id that nobody has, and some that cannot be ids. */
  unknown: string;
  malformed: string[];
}

const unknownId = '2147483646';
const malformedIds = ['0', '-1', '01', '1.5', '1e3', 'abc', '%20', '1%00', '99999999999', '__proto__'];

/** Every route with a parameter; one that is missing here fails in the test of access. */
export function targets({ ids }: Demo): Record<string, Target> {
  const { practices, tests, evaluations, critical, certificate, groups, assignment, cases, scenarios, conversations, users, sessions, appeals, letterCode, talks, review, closed, questions, shifts, typed } = ids;
  const target = (
    as: string,
    path: string,
    id: number | string,
    strangers: Target['strangers'] = [],
    rest: Record<string, string> = {},
  ): Target => {
    const [first] = /:\w+/.exec(path)!;
    const fill = (value: number | string) =>
      Object.entries(rest).reduce((url, [name, text]) => url.replace(name, text), path.replace(first, String(value)));
    return { owner: { as, url: fill(id) }, strangers, unknown: fill(unknownId), malformed: malformedIds.map(fill) };
  };
  const sitting = (path: string, as: string, id: number, rest: Record<string, string> = {}): [string, Target] => {
    const own = target(as, path, id, [], rest);
    return [
      path,
      {
        ...own,
        strangers: [
          { as: 'yuli', url: own.owner.url },
          { as: 'lastri', url: own.owner.url },
        ],
      },
    ];
  };
  const evaluation = (path: string): [string, Target] => {
    const own = target('penyelia', path, evaluations.waiting);
    // An evaluator who leads the trainee's group.
    return [
      path,
      {
        ...own,
        strangers: [
          { as: 'mentor', url: own.owner.url.replace(String(evaluations.waiting), String(evaluations.ofMentor)) },
        ],
      },
    ];
  };
  const group = (path: string, rest: Record<string, string> = {}, id = groups.pelatih): [string, Target] => {
    const own = target('pelatih', path, id, [], rest);
    return [
      path,
      {
        ...own,
        strangers: [
          { as: 'pelatih2', url: own.owner.url },
          { as: 'mentor', url: own.owner.url },
        ],
      },
    ];
  };
  const person = (path: string): [string, Target] => [path, target('admin', path, users.tono!)];
  const position = { ':position': '1' };
  const desk = '/sittings/:sitting/cases/:position';
  return Object.fromEntries([
    ...['', '/roles', '/superior', '/suspension', '/reinstatement', '/password'].map((end) => person(`/admin/users/:id${end}`)),
    ...['', '/review', '/submission', '/screen', '/result', '/events'].map((end) => sitting(`/sittings/:id${end}`, 'intan', tests.running)),
    sitting('/sittings/:id/extension', 'ratih', tests.extended),
    sitting('/sittings/:id/items/:item', 'intan', tests.running, { ':item': '3' }),
    ...['', '/replies', '/flag', '/draft'].map((end) => sitting(`/sittings/:sitting/talks/:position${end}`, 'intan', tests.running, { ':position': '8' })),
    ...['', '/decision', '/check', '/levy', '/actions'].map((end) =>
      sitting(`${desk}${end}`, 'peserta', practices.begun, position),
    ),
    sitting(`${desk}/drafts/:form`, 'peserta', practices.begun, { ...position, ':form': 'decision' }),
    ...['', '/claim', '/draft', '/evidence', '/check', '/closure', '/release'].map((end) => evaluation(`/evaluations/:id${end}`)),
    // Reviewers are the supervisors without a tie, so nobody who holds the role is a stranger here.
    ...['', '/vote'].map((end): [string, Target] => [`/evaluations/criticals/:id${end}`, target('penyelia', `/evaluations/criticals/:id${end}`, critical.id)]),
    ...['', '/mark'].map((end): [string, Target] => [`/evaluations/replies/:id${end}`, target('penyelia', `/evaluations/replies/:id${end}`, typed.reply)]),
    ...['/appeal', '/letter', '/letter.pdf'].map((end) => sitting(`/sittings/:id${end}`, 'bagja', tests.waiting)),
    ...['', '/votes'].map((end): [string, Target] => {
      const path = `/appeals/:id${end}`;
      // The supervisor who has evaluated the test.
      return [path, { ...target('penyelia', path, appeals.waiting), strangers: [{ as: 'penyelia', url: `/appeals/${appeals.decided}${end}` }] }];
    }),
    ['/admin/reopenings/:id', target('admin', '/admin/reopenings/:id', closed)],
    ['/regrades/reviews/:id', target('penyelia', '/regrades/reviews/:id', review)],
    ...['', '/revocation'].map((end): [string, Target] => [`/admin/certificates/:id${end}`, target('admin', `/admin/certificates/:id${end}`, certificate.id)]),
    ['/r/:code', { owner: { as: '', url: `/r/${letterCode}` }, strangers: [], unknown: `/r/${'0'.repeat(20)}`, malformed: ['/r/x', '/r/%00', `/r/${'9'.repeat(300)}`] }],
    ...['', '/waiver', '/withdrawal', '/clearance'].map((end): [string, Target] => {
      const path = `/gates/:id${end}`;
      // A supervisor who leads the trainee's group.
      return [path, { ...target('penyelia', path, users.oki!), strangers: [{ as: 'mentor', url: `/gates/${users.wulan}${end}` }] }];
    }),
    [
      '/evaluations/:id/verdict',
      {
        ...target('lastri', '/evaluations/:id/verdict', evaluations.promoted),
        strangers: ['yuli', 'herman'].map((as) => ({ as, url: `/evaluations/${evaluations.promoted}/verdict` })),
      },
    ],
    [
      '/certificates/:id',
      {
        ...target('lastri', '/certificates/:id', certificate.id),
        strangers: ['yuli', 'peserta'].map((as) => ({ as, url: `/certificates/${certificate.id}` })),
      },
    ],
    [
      '/v/:code',
      {
        owner: { as: '', url: `/v/${certificate.code}` },
        strangers: [],
        unknown: `/v/${'A'.repeat(22)}`,
        malformed: ['/v/x', '/v/%00', `/v/${'9'.repeat(300)}`],
      },
    ],
    [
      '/catalogue/:code',
      { owner: { as: 'peserta', url: '/catalogue/SIUP' }, strangers: [], unknown: '/catalogue/XXXX', malformed: ['/catalogue/siup', '/catalogue/%00', '/catalogue/__proto__'] },
    ],
    [
      '/regulations/:clause',
      { owner: { as: 'peserta', url: '/regulations/return-once' }, strangers: [], unknown: '/regulations/nothing', malformed: ['/regulations/__proto__', '/regulations/%00'] },
    ],
    [
      '/regulations/tariffs/:tariff',
      { owner: { as: 'pelatih', url: '/regulations/tariffs/advertising' }, strangers: [], unknown: '/regulations/tariffs/nothing', malformed: ['/regulations/tariffs/__proto__', '/regulations/tariffs/%00'] },
    ],
    ['/regulations/changes/:edition', target('pelatih', '/regulations/changes/:edition', ids.edition)],
    [
      '/items/:kind/:item',
      { owner: { as: 'pelatih', url: '/items/question/L1-001' }, strangers: [], unknown: '/items/question/nothing', malformed: ['/items/x/L1-001', '/items/check/%00', '/items/__proto__/constructor'] },
    ],
    // The case of a test is nobody's, also not a trainer's.
    [
      '/trainer/cases/:id',
      {
        ...target('pelatih', '/trainer/cases/:id', cases.practice),
        strangers: [{ as: 'pelatih', url: `/trainer/cases/${cases.test}` }],
      },
    ],
    ...['', '/edit', '/cancellation'].map((end): [string, Target] => [`/test-sessions/:id${end}`, target('penyelia', `/test-sessions/:id${end}`, sessions.ahead)]),
    ['/extra-time/:id', { ...target('penyelia', '/extra-time/:id', users.oki!), strangers: [{ as: 'penyelia', url: `/extra-time/${users.pelatih}` }] }],
    ...['', '/events', '/all'].map((end): [string, Target] => [`/invigilation/:id${end}`, target('pengawas', `/invigilation/:id${end}`, sessions.running)]),
    [
      '/invigilation/:id/sittings/:sitting',
      {
        ...target('pengawas', '/invigilation/:id/sittings/:sitting', sessions.running, [], { ':sitting': String(tests.running) }),
        // A test that was not begun in this session.
        strangers: [{ as: 'pengawas', url: `/invigilation/${sessions.ahead}/sittings/${tests.running}` }],
      },
    ],
    // Every trainer writes in the bank: nobody who holds the role is a stranger there.
    ...['', '/edit', '/draft', '/presence', '/preview', '/robots', '/pool', '/history', '/comments', '/submission', '/decision', '/withdrawal', '/retirement', '/cases'].map((end): [string, Target] => {
      const path = `/trainer/scenarios/:id${end}`;
      return [path, target('pelatih', path, ['/decision'].includes(end) ? scenarios.waiting : ['/cases', '/retirement'].includes(end) ? scenarios.used : scenarios.draft)];
    }),
    ['/trainer/scenarios/:id/comments/:comment/closing', target('pelatih', '/trainer/scenarios/:id/comments/:comment/closing', scenarios.used, [], { ':comment': String(ids.comment) })],
    ...['', '/edit', '/draft', '/presence', '/check', '/play', '/file', '/history', '/comments', '/submission', '/decision', '/withdrawal', '/retirement'].map((end): [string, Target] => {
      const path = `/trainer/conversations/:id${end}`;
      return [path, target('pelatih', path, end === '/decision' ? conversations.waiting : end === '/retirement' ? conversations.used : conversations.draft)];
    }),
    ['/trainer/conversations/:id/comments/:comment/closing', target('pelatih', '/trainer/conversations/:id/comments/:comment/closing', conversations.draft, [], { ':comment': String(ids.conversationComment) })],
    // Every trainer writes and reviews in the bank, so nobody who holds the role is a stranger here.
    ...['', '/edit', '/draft', '/presence', '/preview', '/submission', '/decision', '/withdrawal', '/retirement', '/comments', '/history'].map((end): [string, Target] => [
      `/trainer/questions/:id${end}`,
      target('pelatih', `/trainer/questions/:id${end}`, questions.written),
    ]),
    ['/trainer/questions/:id/comments/:comment/closing', target('pelatih', '/trainer/questions/:id/comments/:comment/closing', questions.written, [], { ':comment': String(questions.comment) })],
    ['/trainer/questions/imports/:id', { ...target('pelatih', '/trainer/questions/imports/:id', questions.import), strangers: [{ as: 'pelatih2', url: `/trainer/questions/imports/${questions.import}` }] }],
    ...['', '/draft'].map((end) => sitting(`/practice/questions/:id${end}`, 'peserta', questions.attempts[0]!)),
    [
      '/pictures/:code',
      { owner: { as: 'peserta', url: `/pictures/${questions.picture}` }, strangers: [], unknown: `/pictures/${'0'.repeat(16)}-1x1`, malformed: ['/pictures/x', '/pictures/%00', `/pictures/${'9'.repeat(300)}`, '/pictures/__proto__'] },
    ],
    ...['', '/acts', '/debrief'].map((end) => sitting(`/shifts/:id${end}`, 'herman', shifts.running)),
    ...['', '/acts'].map((end) => sitting(`/shifts/:id/inspections/:job${end}`, 'herman', shifts.running, { ':job': 'U2' })),
    ...['', '/replies', '/result'].map((end) => sitting(`/guide/talks/:id${end}`, 'peserta', talks.chat)),
    group('/trainer/groups/:id'),
    group('/trainer/groups/:id/members'),
    group('/trainer/groups/:id/members/:traineeId/departure', { ':traineeId': String(users.yuli) }),
    group('/trainer/groups/:id/members/:traineeId', { ':traineeId': String(users.peserta) }),
    ...['', '/notes'].map((end) =>
      group(`/trainer/groups/:id/members/:traineeId/practices/:practice${end}`, { ':traineeId': String(users.peserta), ':practice': String(assignment.graded) }),
    ),
    ...['', '/due', '/newcomers'].map((end) => group(`/trainer/groups/:id/assignments/:assignment${end}`, { ':assignment': String(assignment.id) }, groups.sore)),
    sitting('/sittings/:id/notes', 'peserta', practices.graded),
    sitting('/sittings/:id/help', 'peserta', practices.fresh),
  ] as [string, Target][]);
}
