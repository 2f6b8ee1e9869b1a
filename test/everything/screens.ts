import type { Demo } from '../support/demo.ts';

/** One address of the application as one person sees it. */
export interface Screen {
  /** Username; empty for nobody. */
  as: string;
  url: string;
  /** 200 when not given. */
  status?: number;
  /** For a script, not a page that a person reads. */
  data?: boolean;
  /** Where a redirect leads. */
  to?: string;
}

/** Every GET route of the application with the addresses on the demonstration programme that stand for it. */
export function screens({ ids }: Pick<Demo, 'ids'>): Record<string, Screen[]> {
  const { practices, tests, evaluations, critical, certificate, groups, assignment, cases, scenarios, conversations, users, sessions, appeals, letterCode, talks, questions, shifts, typed } = ids;
  const peserta = (...urls: string[]): Screen[] => urls.map((url) => ({ as: 'peserta', url }));
  const leads = (as: string, url: string, to: string): Screen => ({ as, url, to, status: 303 });
  const practice = (id: number) => `/sittings/${id}/cases/1`;
  const running = `/sittings/${tests.running}`;
  const open = `/evaluations/${evaluations.waiting}`;
  return {
    '/login': [
      { as: '', url: '/login' },
      { as: '', url: '/login?next=%2Fpractice' },
      leads('peserta', '/login', '/'),
      leads('admin', '/login', '/admin/users'),
    ],
    '/account/password': [...peserta('/account/password'), { as: 'baru', url: '/account/password' }],
    '/admin/users': [
      { as: 'admin', url: '/admin/users' },
      { as: 'admin', url: '/admin/users?q=nobody-at-all' },
      { as: 'admin', url: '/admin/users?role=trainer&perPage=1&page=2' },
    ],
    '/admin/users/new': [{ as: 'admin', url: '/admin/users/new' }],
    '/admin/users/:id': [
      { as: 'admin', url: `/admin/users/${users.peserta}` },
      { as: 'admin', url: `/admin/users/${users.admin}` },
    ],
    '/admin/audit': [
      { as: 'admin', url: '/admin/audit' },
      { as: 'admin', url: '/admin/audit?page=3' },
      { as: 'admin', url: '/admin/audit?who=sari&action=guide_ended&from=2015-05-01&until=2015-05-28' },
      { as: 'admin', url: '/admin/audit?who=nobody-at-all' },
    ],
    '/admin/audit/head': [{ as: 'admin', url: '/admin/audit/head' }],
    '/': [
      ...peserta('/'),
      ...['yuli', 'gilang', 'intan', 'ratih', 'bagja', 'herman', 'lastri'].map((as) => ({ as, url: '/' })),
      leads('pelatih', '/', '/trainer/cases'),
      leads('penyelia', '/', '/evaluations'),
      leads('admin', '/', '/admin/users'),
    ],
    '/catalogue': [...peserta('/catalogue', '/catalogue?q=reklame', '/catalogue?q=nothing-at-all'), { as: 'intan', url: '/catalogue', status: 423 }, { as: 'pelatih', url: '/catalogue?field=trade' }],
    '/catalogue/:code': [...peserta('/catalogue/SIUP', '/catalogue/RKLI'), { as: 'intan', url: '/catalogue/SIUP', status: 423 }, { as: 'admin', url: '/catalogue/TDP' }],
    '/progress': [...peserta('/progress', '/progress?competency=REG'), { as: 'yuli', url: '/progress' }],
    '/practice': [
      ...peserta('/practice', '/practice?state=done', '/practice?state=all&service=KPS', '/practice?q=nothing'),
      { as: 'yuli', url: '/practice' },
    ],
    '/sittings/:id/help': [...peserta(`/sittings/${practices.begun}/help`), leads('peserta', `/sittings/${practices.fresh}/help`, practice(practices.fresh))],
    '/practice/schedule': ['peserta', 'yuli', 'lastri'].map((as) => ({ as, url: '/practice/schedule' })),
    '/guide': [...peserta('/guide', '/guide?channel=call'), { as: 'yuli', url: '/guide' }, { as: 'lastri', url: '/guide' }],
    '/guide/talks/:id': [
      ...peserta(`/guide/talks/${talks.chat}`, `/guide/talks/${talks.call}`, `/guide/talks/${talks.visit}`, ...talks.tasks.map((id) => `/guide/talks/${id}`)),
      leads('peserta', `/guide/talks/${talks.over}`, `/guide/talks/${talks.over}/result`),
    ],
    '/guide/talks/:id/result': [...peserta(`/guide/talks/${talks.over}/result`, `/guide/talks/${talks.filed}/result`), leads('peserta', `/guide/talks/${talks.chat}/result`, `/guide/talks/${talks.chat}`)],
    '/shifts': [...peserta('/shifts'), { as: 'herman', url: '/shifts' }],
    '/shifts/:id': [{ as: 'herman', url: `/shifts/${shifts.running}` }, leads('herman', `/shifts/${shifts.over}`, `/shifts/${shifts.over}/debrief`)],
    '/shifts/:id/inspections/:job': ['U1', 'U2'].map((job) => ({ as: 'herman', url: `/shifts/${shifts.running}/inspections/${job}` })),
    '/shifts/:id/debrief': [{ as: 'herman', url: `/shifts/${shifts.over}/debrief` }, leads('herman', `/shifts/${shifts.running}/debrief`, `/shifts/${shifts.running}`)],
    '/tests': ['peserta', 'ratih', 'gilang', 'intan', 'bagja', 'herman', 'lastri'].map((as) => ({ as, url: '/tests' })),
    '/tests/new': [
      { as: 'gilang', url: '/tests/new' },
      leads('peserta', '/tests/new', '/tests'),
      leads('intan', '/tests/new', running),
    ],
    '/sittings/:id': [
      { as: 'intan', url: running },
      ...peserta(`/sittings/${practices.two}`),
      leads('peserta', `/sittings/${practices.fresh}`, practice(practices.fresh)),
      leads('peserta', `/sittings/${practices.graded}`, `/sittings/${practices.graded}/result`),
    ],
    '/sittings/:id/review': [
      { as: 'intan', url: `${running}/review` },
      leads('bagja', `/sittings/${tests.waiting}/review`, `/sittings/${tests.waiting}/result`),
    ],
    '/sittings/:id/extension': [
      { as: 'ratih', url: `/sittings/${tests.extended}/extension` },
      leads('intan', `${running}/extension`, running),
    ],
    '/sittings/:id/items/:item': [
      { as: 'intan', url: `${running}/items/1` },
      { as: 'intan', url: `${running}/items/20` },
      // Questions of the bank that are tried out.
      ...[41, 42, 43, 44].map((item) => ({ as: 'intan', url: `${running}/items/${item}` })),
      leads('bagja', `/sittings/${tests.waiting}/items/1`, `/sittings/${tests.waiting}/result`),
    ],
    '/sittings/:id/result': [
      ...peserta(`/sittings/${practices.graded}/result`, `/sittings/${assignment.graded}/result`),
      { as: 'bagja', url: `/sittings/${tests.waiting}/result` },
      { as: 'lastri', url: `/sittings/${tests.promoted}/result` },
      { as: 'citra', url: `/sittings/${tests.critical}/result` },
      { as: 'yanti', url: `/sittings/${typed.review}/result` },
      { as: 'dedi', url: `/sittings/${typed.marked}/result` },
      leads('intan', `${running}/result`, running),
      leads('ratih', `/sittings/${tests.extended}/result`, `/sittings/${tests.extended}/extension`),
    ],
    '/sittings/:sitting/cases/:position': [
      ...peserta(
        practice(practices.fresh),
        practice(practices.begun),
        `${practice(practices.begun)}?document=KTP&pin=KTP.nik`,
        practice(practices.graded),
        `/sittings/${practices.two}/cases/2`,
      ),
      { as: 'intan', url: `${running}/cases/1` },
      { as: 'intan', url: `${running}/cases/7` },
      leads('bagja', `/sittings/${tests.waiting}/cases/1`, `/sittings/${tests.waiting}/result`),
    ],
    '/sittings/:sitting/talks/:position': [{ as: 'intan', url: `${running}/talks/8` }],
    '/sittings/:sitting/cases/:position/decision': [
      ...peserta(`${practice(practices.begun)}/decision`, `${practice(practices.decided)}/decision`),
      { as: 'intan', url: `${running}/cases/4/decision` },
    ],
    '/sittings/:sitting/cases/:position/check': [
      ...peserta(`${practice(practices.begun)}/check`, `${practice(practices.decided)}/check`),
      { as: 'intan', url: `${running}/cases/4/check` },
    ],
    '/sittings/:sitting/cases/:position/levy': [
      ...peserta(
        `${practice(practices.begun)}/levy`,
        `${practice(practices.decided)}/levy`,
        `/sittings/${practices.two}/cases/1/levy`,
        `/sittings/${practices.two}/cases/1/levy?in-width=1&in-height=5&in-sides=1&in-count=4&in-days=14&in-roadClass=B`,
      ),
      { as: 'peserta', url: `/sittings/${practices.two}/cases/1/levy?in-width=x&in-count=`, status: 422 },
      ...['1', '2', '3', '4', '5', '6', '7'].map((at) => ({ as: 'intan', url: `${running}/cases/${at}/levy` })),
    ],
    '/evaluations': [
      { as: 'penyelia', url: '/evaluations' },
      { as: 'penyelia', url: '/evaluations?q=nobody-at-all' },
    ],
    '/evaluations/:id': [
      { as: 'penyelia', url: open },
      { as: 'penyelia', url: `${open}?case=1` },
      { as: 'penyelia', url: `${open}?case=2&step=9` },
      { as: 'penyelia', url: `/evaluations/${evaluations.promoted}` },
      { as: 'penyelia', url: `/evaluations/${evaluations.held}` },
      { as: 'penyelia', url: `/evaluations/${evaluations.ofMentor}` },
      { as: 'penyelia-b', url: `/evaluations/${evaluations.ofMentor}` },
      { as: 'penyelia2', url: `/evaluations/${evaluations.ofMentor}` },
      { as: 'penyelia', url: `/evaluations/${evaluations.held}?case=1&step=3` },
    ],
    '/evaluations/:id/check': [
      { as: 'penyelia', url: `/evaluations/${evaluations.ofMentor}/check` },
      { as: 'penyelia', url: `${open}/check`, status: 422 },
      leads('penyelia', `/evaluations/${evaluations.held}/check`, `/evaluations/${evaluations.held}`),
    ],
    '/evaluations/criticals/:id': [
      { as: 'penyelia', url: `/evaluations/criticals/${critical.id}` },
      { as: 'penyelia', url: `/evaluations/criticals/${critical.id}?case=${critical.position}` },
    ],
    '/evaluations/replies': [
      { as: 'penyelia', url: '/evaluations/replies' },
      { as: 'penyelia', url: '/evaluations/replies?page=9' },
    ],
    '/evaluations/replies/:id': [
      { as: 'penyelia', url: `/evaluations/replies/${typed.reply}` },
      // One that was marked, by who has marked it and by another.
      { as: 'penyelia2', url: `/evaluations/replies/${typed.reply + 3}` },
      { as: 'penyelia', url: `/evaluations/replies/${typed.reply + 3}` },
    ],
    '/agreement': [{ as: 'penyelia', url: '/agreement' }],
    '/evaluations/:id/verdict': [
      { as: 'lastri', url: `/evaluations/${evaluations.promoted}/verdict` },
      { as: 'herman', url: `/evaluations/${evaluations.held}/verdict` },
    ],
    '/regrades': [{ as: 'penyelia', url: '/regrades' }],
    '/regrades/preview': [
      { as: 'penyelia', url: '/regrades/preview?kind=check-excluded&subject=kir-current' },
      { as: 'penyelia', url: '/regrades/preview?kind=item-key&subject=nothing', status: 422 },
    ],
    '/gates': [
      { as: 'penyelia', url: '/gates' },
      { as: 'penyelia', url: '/gates?q=nobody-at-all' },
      { as: 'mentor', url: '/gates?perPage=5&page=2' },
    ],
    '/gates/:id/clearance': [{ as: 'penyelia', url: `/gates/${users.oki}/clearance` }],
    '/sittings/:id/appeal': [
      { as: 'bagja', url: `/sittings/${tests.waiting}/appeal` },
      { as: 'herman', url: `/sittings/${tests.held}/appeal` },
      { as: 'lastri', url: `/sittings/${tests.promoted}/appeal` },
    ],
    '/sittings/:id/letter': [
      { as: 'bagja', url: `/sittings/${tests.waiting}/letter` },
      { as: 'herman', url: `/sittings/${tests.held}/letter` },
    ],
    '/sittings/:id/letter.pdf': [{ as: 'bagja', url: `/sittings/${tests.waiting}/letter.pdf`, data: true }],
    '/r/:code': [
      { as: '', url: `/r/${letterCode}` },
      { as: '', url: '/r/unknown', status: 404 },
    ],
    '/appeals': [{ as: 'penyelia', url: '/appeals' }],
    '/appeals/:id': [
      { as: 'penyelia', url: `/appeals/${appeals.waiting}` },
      { as: 'panel1', url: `/appeals/${appeals.decided}` },
    ],
    '/admin/certificates': [{ as: 'admin', url: '/admin/certificates' }, { as: 'admin', url: '/admin/certificates?q=nobody-at-all' }],
    '/admin/certificates/:id': [{ as: 'admin', url: `/admin/certificates/${certificate.id}` }],
    '/admin/reopenings': [{ as: 'admin', url: '/admin/reopenings' }],
    '/gates/:id': [
      { as: 'penyelia', url: `/gates/${users.oki}` },
      { as: 'penyelia', url: `/gates/${users.lastri}` },
      { as: 'penyelia', url: `/gates/${users.rosa}` },
    ],
    '/certificates/:id': [
      { as: 'lastri', url: `/certificates/${certificate.id}` },
      { as: 'penyelia', url: `/certificates/${certificate.id}` },
    ],
    '/v/:code': [
      { as: '', url: `/v/${certificate.code}` },
      { as: '', url: '/v/unknown', status: 404 },
    ],
    '/sittings/:id/events': [{ as: 'intan', url: `${running}/events`, data: true }],
    '/test-sessions': [{ as: 'penyelia', url: '/test-sessions' }],
    '/test-sessions/new': [{ as: 'penyelia', url: '/test-sessions/new' }],
    '/test-sessions/:id': [
      { as: 'penyelia', url: `/test-sessions/${sessions.ahead}` },
      { as: 'penyelia', url: `/test-sessions/${sessions.running}` },
    ],
    '/test-sessions/:id/edit': [
      { as: 'penyelia', url: `/test-sessions/${sessions.ahead}/edit` },
      leads('penyelia', `/test-sessions/${sessions.running}/edit`, `/test-sessions/${sessions.running}`),
    ],
    '/extra-time/:id': [
      { as: 'penyelia', url: `/extra-time/${users.gilang}` },
      { as: 'penyelia', url: `/extra-time/${users.oki}` },
    ],
    '/invigilation': [{ as: 'pengawas', url: '/invigilation' }],
    '/invigilation/:id': [
      { as: 'pengawas', url: `/invigilation/${sessions.running}` },
      { as: 'pengawas', url: `/invigilation/${sessions.ahead}` },
    ],
    '/invigilation/:id/events': [{ as: 'pengawas', url: `/invigilation/${sessions.running}/events`, data: true }],
    '/invigilation/:id/all': [{ as: 'pengawas', url: `/invigilation/${sessions.running}/all?kind=pause` }],
    '/invigilation/:id/sittings/:sitting': [{ as: 'pengawas', url: `/invigilation/${sessions.running}/sittings/${tests.running}` }],
    '/trainer/cases': [
      { as: 'pelatih', url: '/trainer/cases' },
      { as: 'pelatih', url: '/trainer/cases?service=KPS&decision=return' },
      { as: 'pelatih2', url: `/trainer/cases?trainee=${users.baru}` },
    ],
    '/trainer/cases/new': [
      { as: 'pelatih', url: '/trainer/cases/new' },
      { as: 'pelatih', url: '/trainer/cases/new?service=TDP' },
    ],
    '/trainer/cases/preview': [
      { as: 'pelatih', url: '/trainer/cases/preview?service=SIUP&how=draw&seed=screen' },
      {
        as: 'pelatih',
        url: '/trainer/cases/preview?service=KPS&how=choose&breaks=nik-match&breaks=kir-current&seed=screen&document=KIR',
      },
      { as: 'pelatih', url: '/trainer/cases/preview?service=KPS&how=choose&breaks=nothing&seed=a+b', status: 422 },
    ],
    '/trainer/cases/:id': [{ as: 'pelatih', url: `/trainer/cases/${cases.practice}` }],
    '/regulations': [
      ...peserta('/regulations', '/regulations?q=reklame', '/regulations?q=nothing-at-all'),
      { as: 'intan', url: '/regulations', status: 423 },
      { as: 'pelatih', url: '/regulations?service=SIUP&confidence=training' },
    ],
    '/regulations/:clause': [...peserta('/regulations/return-once'), { as: 'intan', url: '/regulations/return-once', status: 423 }, { as: 'pelatih', url: '/regulations/return-once' }],
    '/regulations/tariffs/:tariff': [{ as: 'pelatih', url: '/regulations/tariffs/advertising' }],
    '/regulations/changes': [{ as: 'pelatih', url: '/regulations/changes' }],
    '/regulations/changes/:edition': [{ as: 'pelatih', url: `/regulations/changes/${ids.edition}` }],
    '/items': [
      { as: 'pelatih', url: '/items' },
      { as: 'pelatih', url: '/items?kind=check&source=practice&flag=any' },
      { as: 'penyelia', url: '/items?q=nothing-at-all' },
      { as: 'mentor', url: '/items?kind=question&source=test&page=2' },
    ],
    '/items/:kind/:item': [
      { as: 'pelatih', url: '/items/question/L1-001' },
      { as: 'penyelia', url: '/items/question/L1-001?source=test' },
      { as: 'pelatih', url: '/items/check/ktp-present' },
      { as: 'pelatih', url: '/items/check/kir-current?source=practice' },
      { as: 'pelatih', url: '/items/scenario/kps-1-1' },
      { as: 'penyelia', url: '/items/scenario/kps-1-1' },
    ],
    '/trainer/scenarios': [
      { as: 'pelatih', url: '/trainer/scenarios' },
      { as: 'pelatih', url: '/trainer/scenarios?state=published&service=KPS&level=1' },
      { as: 'pelatih2', url: '/trainer/scenarios?q=nothing-at-all' },
    ],
    '/trainer/scenarios/:id': [scenarios.used, scenarios.waiting, scenarios.draft, scenarios.fixed].flatMap((id) => [{ as: 'pelatih', url: `/trainer/scenarios/${id}` }, ...(id === scenarios.waiting ? [{ as: 'pelatih-b', url: `/trainer/scenarios/${id}` }] : [])]),
    '/trainer/scenarios/:id/edit': [
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.draft}/edit` },
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.used}/edit` },
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.fixed}/edit?document=NPWP` },
      leads('pelatih', `/trainer/scenarios/${scenarios.waiting}/edit`, `/trainer/scenarios/${scenarios.waiting}`),
    ],
    '/trainer/scenarios/:id/preview': [
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.used}/preview` },
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.used}/preview?seed=kps-1-1-2&truth=shown&document=KIR` },
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.fixed}/preview?truth=shown` },
      { as: 'pelatih', url: `/trainer/scenarios/${scenarios.draft}/preview` },
    ],
    '/trainer/scenarios/:id/robots': [{ as: 'pelatih', url: `/trainer/scenarios/${scenarios.used}/robots` }, { as: 'pelatih', url: `/trainer/scenarios/${scenarios.draft}/robots` }],
    '/trainer/scenarios/:id/pool': [scenarios.used, scenarios.fixed, scenarios.draft, scenarios.waiting].map((id) => ({ as: 'pelatih', url: `/trainer/scenarios/${id}/pool` })),
    '/trainer/scenarios/:id/history': [scenarios.used, scenarios.draft].map((id) => ({ as: 'pelatih', url: `/trainer/scenarios/${id}/history` })),
    '/trainer/conversations': [{ as: 'pelatih', url: '/trainer/conversations' }, { as: 'pelatih', url: '/trainer/conversations?state=published&channel=chat&level=1' }, { as: 'pelatih2', url: '/trainer/conversations?q=nothing-at-all' }],
    '/trainer/conversations/import': [{ as: 'pelatih', url: '/trainer/conversations/import' }],
    '/trainer/conversations/:id': [...Object.values(conversations).map((id) => ({ as: 'pelatih', url: `/trainer/conversations/${id}` })), { as: 'pelatih-b', url: `/trainer/conversations/${conversations.waiting}` }],
    '/trainer/conversations/:id/edit': [
      { as: 'pelatih', url: `/trainer/conversations/${conversations.draft}/edit` },
      { as: 'pelatih', url: `/trainer/conversations/${conversations.used}/edit?part=scenes-2&at=scenes-2-go-1` },
      { as: 'pelatih', url: `/trainer/conversations/${conversations.used}/edit?part=variants-0` },
      leads('pelatih', `/trainer/conversations/${conversations.waiting}/edit`, `/trainer/conversations/${conversations.waiting}`),
    ],
    '/trainer/conversations/:id/play': [{ as: 'pelatih', url: `/trainer/conversations/${conversations.used}/play` }, { as: 'pelatih', url: `/trainer/conversations/${conversations.waiting}/play?variant=sewing-room&mode=phrases` }, { as: 'pelatih', url: `/trainer/conversations/${conversations.draft}/play` }],
    '/trainer/conversations/:id/file': [{ as: 'pelatih', url: `/trainer/conversations/${conversations.used}/file`, data: true }],
    '/trainer/conversations/:id/history': [conversations.used, conversations.draft].map((id) => ({ as: 'pelatih', url: `/trainer/conversations/${id}/history` })),
    '/trainer/groups': [
      { as: 'pelatih', url: '/trainer/groups' },
      { as: 'pelatih2', url: '/trainer/groups' },
    ],
    '/trainer/groups/:id': [
      { as: 'pelatih', url: `/trainer/groups/${groups.pelatih}` },
      { as: 'pelatih', url: `/trainer/groups/${groups.sore}` },
    ],
    '/trainer/groups/:id/assignments/:assignment': [{ as: 'pelatih', url: `/trainer/groups/${groups.sore}/assignments/${assignment.id}` }],
    '/trainer/groups/:id/members/:traineeId': [
      { as: 'pelatih', url: `/trainer/groups/${groups.sore}/members/${users.peserta}` },
      { as: 'mentor', url: `/trainer/groups/${groups.mentor}/members/${users.wulan}` },
    ],
    '/trainer/groups/:id/members/:traineeId/practices/:practice': [
      { as: 'pelatih', url: `/trainer/groups/${groups.sore}/members/${users.peserta}/practices/${assignment.graded}` },
    ],
    '/trainer/questions': [
      { as: 'pelatih', url: '/trainer/questions' },
      { as: 'pelatih', url: '/trainer/questions?q=zzzz' },
      { as: 'pelatih-b', url: '/trainer/questions?kind=matching&competency=KLS&level=1&state=published&tag=siup' },
    ],
    '/trainer/questions/pack': [
      { as: 'pelatih', url: '/trainer/questions/pack' },
      { as: 'pelatih', url: '/trainer/questions/pack?q=zzzz' },
    ],
    '/trainer/questions/new': [{ as: 'pelatih', url: '/trainer/questions/new' }],
    '/trainer/questions/import': [{ as: 'pelatih', url: '/trainer/questions/import' }],
    '/trainer/questions/imports/:id': [
      { as: 'pelatih', url: `/trainer/questions/imports/${questions.import}` },
      { as: 'pelatih', url: `/trainer/questions/imports/${questions.import}?show=refused` },
    ],
    '/trainer/questions/export': [{ as: 'pelatih', url: '/trainer/questions/export' }, { as: 'pelatih', url: '/trainer/questions/export?kind=short' }],
    '/trainer/questions/export/file': ['csv', 'gift', 'moodle-xml'].map((format) => ({ as: 'pelatih', url: `/trainer/questions/export/file?format=${format}`, data: true })),
    '/trainer/questions/template': [{ as: 'pelatih', url: '/trainer/questions/template', data: true }],
    '/trainer/questions/:id': [
      ...questions.published.map((id) => ({ as: 'pelatih', url: `/trainer/questions/${id}` })),
      { as: 'pelatih', url: `/trainer/questions/${questions.waiting}` },
      { as: 'pelatih-b', url: `/trainer/questions/${questions.waiting}` },
      { as: 'pelatih-b', url: `/trainer/questions/${questions.written}` },
    ],
    '/trainer/questions/:id/edit': [
      ...questions.published.map((id) => ({ as: 'pelatih-b', url: `/trainer/questions/${id}/edit` })),
      { as: 'pelatih', url: `/trainer/questions/${questions.written}/edit` },
      leads('pelatih', `/trainer/questions/${questions.waiting}/edit`, `/trainer/questions/${questions.waiting}`),
    ],
    '/trainer/questions/:id/history': [
      { as: 'pelatih', url: `/trainer/questions/${questions.published[0]}/history` },
      { as: 'pelatih', url: `/trainer/questions/${questions.written}/history` },
    ],
    '/practice/questions': [...peserta('/practice/questions'), { as: 'yuli', url: '/practice/questions' }],
    '/practice/questions/:id': peserta(...questions.attempts.map((id) => `/practice/questions/${id}`)),
    '/pictures/:code': [{ as: 'peserta', url: `/pictures/${questions.picture}`, data: true }],
  };
}

/** The screens that show a page, each with its route. */
export function pagesOf(demo: Pick<Demo, 'ids'>, most = Infinity): (Screen & { route: string })[] {
  return Object.entries(screens(demo)).flatMap(([route, list]) =>
    list.filter(({ to, data }) => to === undefined && !data).slice(0, most).map((screen) => ({ ...screen, route })),
  );
}
