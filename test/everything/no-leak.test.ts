import { expect } from 'chai';
import type { Response } from 'supertest';
import type { PermitCase } from '../../src/core/cases/dossier.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { languages } from '../../src/core/shared/text.ts';
import type { TestBrowser } from '../support/app.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';

/** What only a grade may show, and what nobody is shown: text by what it is. */
function secretsOf({ services }: Demo): Map<string, string> {
  const { checks, decoys, guides, situations, messages, questions, clauses, letters } = services.catalogue;
  const secrets = new Map<string, string>();
  const add = (what: string, text: string | undefined) => void (text && text.length > 6 && secrets.set(text, what));
  const both = (what: string, text: { id: string; en: string }) =>
    languages.forEach((language) => add(what, text[language]));
  for (const { id, name } of [...checks.values(), ...decoys.values()]) {
    both('a check', name);
    add('the id of a check', id);
  }
  for (const { topics, phrases } of situations.values()) for (const { lesson } of [...topics, ...phrases]) if (lesson) both('a lesson of a conversation', lesson);
  for (const script of [...guides.values(), ...messages.values()])
    for (const { lesson } of script.replies) both('a lesson', lesson);
  for (const { id, explanation } of questions.values()) {
    both('an explanation', explanation);
    add('the id of a question', id);
  }
  // What stands in a clause, which every file of a service offers, or in a letter is no secret.
  const open = JSON.stringify([[...clauses.values()].map(({ id, title, text }) => [id, title, text]), letters]);
  for (const text of secrets.keys()) if (open.includes(JSON.stringify(text).slice(1, -1))) secrets.delete(text);
  return secrets;
}

/** Finds which of some thousand texts stand in a page: by their beginnings, in one walk through the page. */
function finderOf(texts: readonly string[]): (page: string) => string[] {
  const length = Math.min(...texts.map((text) => text.length));
  const begins = new Map<string, string[]>();
  for (const text of texts) begins.set(text.slice(0, length), [...(begins.get(text.slice(0, length)) ?? []), text]);
  return (page) => {
    const found = new Set<string>();
    for (let at = 0; at + length <= page.length; at++)
      for (const text of begins.get(page.slice(at, at + length)) ?? []) if (page.startsWith(text, at)) found.add(text);
    return [...found];
  };
}

const words = [
  'difficulty',
  'discrimination',
  'consequence',
  'oneWrongInput',
  '"anchor"',
  'data-anchor',
  '"breaks"',
  '"seed"',
  '"decoys"',
  '"registries"',
  '"weight"',
  'falseFlag',
];

const decode = (html: string): string =>
  html
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

describe('nothing of the truth is shown before the grade', function () {
  this.timeout(120_000);
  let app: Demo;
  let secrets: Map<string, string>;
  let within: (page: string) => string[];
  let seeds: string[];
  before(async () => {
    app = await demo();
    secrets = secretsOf(app);
    within = finderOf([...secrets.keys()]);
    const forms: string[] = (await app.db('sittings').pluck('form')).map(
      (form) => (JSON.parse(form) as { seed: string }).seed,
    );
    seeds = [...new Set([...(await app.db('cases').pluck('seed')), ...forms])]
      .filter((seed) => String(seed).length > 4)
      .map(String);
  });
  after(() => app?.close());

  /** What an answer gives away: in its page, its headers, or its JSON. */
  const leaksIn = (answer: Response): string[] => {
    const all = `${JSON.stringify(answer.headers)}\n${decode(answer.text ?? '')}`;
    return [
      ...within(all).map((text) => `${secrets.get(text)}: ${text}`),
      ...words.filter((word) => all.includes(word)).map((word) => `the word ${word}`),
      ...seeds.filter((seed) => all.includes(seed)).map((seed) => `the seed ${seed}`),
    ];
  };

  /** Every page that can be reached by links without leaving these parts of the site; gives the number. */
  const crawl = async (browser: TestBrowser, starts: string[], inside: RegExp, found: string[]): Promise<number> => {
    const queue = [...starts];
    const seen = new Set(queue);
    while (queue.length > 0) {
      const url = queue.shift()!;
      const answer = await browser.get(url);
      expect(answer.status, url).to.be.oneOf([200, 303]);
      found.push(...leaksIn(answer).map((leak) => `${url}: ${leak}`));
      const links = [...decode(answer.text).matchAll(/href="([^"#]+)[^"]*"/g)]
        .map(([, href]) => href!)
        .concat((answer.headers.location as string | undefined) ?? []);
      for (const link of links)
        if (inside.test(link) && !seen.has(link)) {
          seen.add(link);
          queue.push(link);
        }
    }
    return seen.size;
  };

  it('has a search that finds what a grade shows', async () => {
    const browser = await app.browser('peserta', demoPassword);
    const found: string[] = [];
    const graded: number[] = await app
      .db('sittings')
      .where({ trainee_id: app.ids.users.peserta, kind: 'practice' })
      .whereNotNull('submitted_at')
      .pluck('id');
    for (const id of graded) found.push(...leaksIn(await browser.get(`/sittings/${id}/result`)));
    expect(found.filter((leak) => leak.startsWith('a check'))).to.not.be.empty;
    expect(found.filter((leak) => leak.startsWith('a lesson'))).to.not.be.empty;
    expect(
      leaksIn(await (await app.browser('pelatih', demoPassword)).get('/trainer/questions/pack')).filter((leak) =>
        leak.startsWith('an explanation'),
      ),
    ).to.not.be.empty;
  });

  for (const language of languages)
    it(`on no page of a running test or of an ungraded practice, in ${language}`, async () => {
      await app.db('users').update({ language });
      const { tests, practices } = app.ids;
      const found: string[] = [];
      const intan = await app.browser('intan', demoPassword);
      let pages = await crawl(
        intan,
        ['/', '/tests', '/progress', `/sittings/${tests.running}`],
        new RegExp(`^/sittings/${tests.running}(/|$)`),
        found,
      );
      // Whatever explains is closed meanwhile.
      for (const url of ['/practice', '/practice/questions', '/practice/schedule', '/guide', '/shifts', '/catalogue', '/regulations']) {
        found.push(...leaksIn(await intan.get(url).expect(423)).map((leak) => `${url}: ${leak}`));
        pages++;
      }
      const peserta = await app.browser('peserta', demoPassword);
      const open = [practices.fresh, practices.begun, practices.decided, practices.two];
      for (const id of open)
        pages += await crawl(
          peserta,
          [`/sittings/${id}`, `/sittings/${id}/cases/1`],
          new RegExp(`^/sittings/${id}/`),
          found,
        );
      // A test that was handed in keeps its keys; what was missed is told by kind.
      pages += await crawl(
        await app.browser('bagja', demoPassword),
        [
          `/sittings/${tests.waiting}/result`,
          `/sittings/${tests.waiting}/cases/1`,
          `/sittings/${tests.waiting}/items/1`,
        ],
        /^$/,
        found,
      );
      // One that goes on says nothing of how it stands, nor of what comes.
      const extended = `/sittings/${tests.extended}`;
      pages += await crawl(await app.browser('ratih', demoPassword), ['/', '/tests', `${extended}/extension`, `${extended}/result`, `${extended}/cases/1`, `${extended}/items/1`], new RegExp(`^${extended}(/|$)`), found);
      expect(pages).to.be.above(150);
      expect([...new Set(found)].join('\n')).to.equal('');
    });

  it('in no answer to a save', async () => {
    const { services, ids } = app;
    const intan = await app.browser('intan', demoPassword);
    const path = `/sittings/${ids.tests.running}/cases/7`;
    const { permitCase } = await services.sittings.getCase({ id: ids.users.intan! }, ids.tests.running, 7);
    const { document, field } = placeOf(permitCase);
    const { id: clause } = [...services.catalogue.clauses.values()][0]!;
    const commands = [
      { type: 'open-document', document: permitCase.dossier.documents[0]!.kind },
      { type: 'look-up', registry: 'population', key: String(permitCase.dossier.form.nik) },
      { type: 'look-up', registry: 'population', key: '1' },
      { type: 'pin-finding', document, field, problem: 'mismatch', clause },
      { type: 'pin-finding', document: 'NONE', field: '', problem: 'mismatch', clause },
      { type: 'classify', class: 'x' },
      { type: 'assess-levy', amount: 1 },
      { type: 'decide', decision: 'reject', reasons: ['x'] },
      { type: 'reply', conversation: 'guide', reply: 'a' },
      { type: 'reply', conversation: 'guide', reply: 'zz' },
      { type: 'flag', on: true },
      { type: 'nonsense' },
    ];
    const found: string[] = [];
    for (const [at, command] of commands.entries()) {
      const json = await intan.postJson(`${path}/actions`, { id: `leak-json-${at}`, ...command });
      const page = await intan.post(`${path}/actions`, {
        ...(command as unknown as Record<string, string>),
        id: `leak-page-${at}`,
      });
      for (const answer of [json, page]) found.push(...leaksIn(answer).map((leak) => `${command.type}: ${leak}`));
    }
    const right = await intan.postJson(`/sittings/${ids.tests.running}/items/14`, { id: 'leak-item-1', choice: 'a' });
    const others = await Promise.all(
      ['b', 'c', 'd'].map((choice) =>
        intan.postJson(`/sittings/${ids.tests.running}/items/14`, { id: `leak-item-${choice}`, choice }),
      ),
    );
    for (const answer of others) expect([answer.status, answer.text]).to.deep.equal([right.status, right.text]);
    expect(found.join('\n')).to.equal('');
  });

  it('by the shape or the length of the answer to a right and to a wrong finding', async () => {
    const { services, ids } = app;
    const peserta = await app.browser('peserta', demoPassword);
    let tried = 0;
    for (const [id, position] of [
      [ids.practices.fresh, 1],
      [ids.practices.two, 1],
      [ids.practices.two, 2],
    ] as const) {
      const { permitCase } = await services.sittings.getCase({ id: ids.users.peserta! }, id, position);
      const opening = permitCase.dossier.documents.map(({ kind }) => ({
        id: `shape-open-${position}-${kind}`,
        type: 'open-document' as const,
        document: kind,
      }));
      await services.sittings.save({ id: ids.users.peserta! }, id, position, opening);
      const { failing } = truthOf(services.catalogue, permitCase);
      const [check] = failing;
      if (!check) continue;
      const right = {
        document: check.where[0]!.document,
        field: check.where[0]!.fields?.[0] ?? '',
        problem: check.where[0]!.problems[0]!,
        clause: check.clause,
      };
      const wrong = {
        document: 'form',
        field: Object.keys(permitCase.dossier.form)[0]!,
        problem: 'invalid-number',
        clause: check.clause,
      };
      const answers: [number, string, string, string[]][] = [];
      for (const [at, finding] of [right, wrong].entries()) {
        const answer = await peserta.postJson(`/sittings/${id}/cases/${position}/actions`, {
          id: `shape-${id}-${position}-${at}`,
          type: 'pin-finding',
          ...finding,
        });
        answers.push([
          answer.status,
          answer.text,
          String(answer.headers['content-length']),
          Object.keys(answer.headers)
            .filter((name) => name !== 'set-cookie')
            .sort(),
        ]);
      }
      expect(answers[0]![0], answers[0]![1]).to.equal(200);
      expect(answers[0]).to.deep.equal(answers[1]);
      tried += 1;
    }
    expect(tried).to.be.above(0);
  });
});

/** Some datum of the case. */
function placeOf({ dossier }: PermitCase): { document: string; field: string } {
  const upload = dossier.documents.find(({ fields }) => Object.keys(fields ?? {}).length > 0)!;
  return { document: upload.kind, field: Object.keys(upload.fields!)[0]! };
}
