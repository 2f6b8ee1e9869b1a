import { expect } from 'chai';
import { applicationOf } from '../../../src/core/catalogue/application.ts';
import { begin, play } from '../../../src/core/conversations/engine.ts';
import type { Script } from '../../../src/core/conversations/format.ts';
import { scoreConversation } from '../../../src/core/conversations/score.ts';
import { fullMarksPath } from '../../../src/core/conversations/search.ts';
import { content } from '../../support/content.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';

const situation = content().situations.get('A1')!;
const scripts = situation.variants.map((variant): Script => ({ situation, variant, bank: content().guideWords, seed: 's', application: applicationOf(content(), variant, 's')! }));

describe('an assisted application', function () {
  this.timeout(60_000);

  for (const script of scripts)
    it(`can be done with full marks: ${script.variant.id}`, () => {
      const { state, missing, replies } = fullMarksPath(script);
      expect(missing).to.deep.equal([]);
      expect(state.parts).to.equal(script.application!.form.length);
      const { score, unneeded } = scoreConversation(script, play(script, replies));
      expect(score).to.be.closeTo(1, 1e-12);
      expect(unneeded).to.deep.equal([]);
    });

  it('credits a task only when it was right at once, and counts data that nobody needs', () => {
    const [script] = scripts as [Script];
    const right = fullMarksPath(script).replies;
    const at = right.findIndex(({ kind }) => kind === 'services');
    const state = play(script, [...right.slice(0, at), { kind: 'services', services: ['TDP', 'SIUP'] }]);
    expect(state.earned).to.not.include('apply/services');
    expect(state.scene).to.equal('papers');
    const nosy = play({ ...script, situation: { ...situation, scenes: situation.scenes.map((scene) => (scene.id === 'open' ? { ...scene, cards: [['ask-income']] } : scene)) } }, [{ kind: 'card', card: 0 }]);
    expect(scoreConversation(script, nosy).unneeded).to.deep.equal(['income']);
    expect(nosy.patience).to.be.below(begin(script).patience);
  });

  describe('on the page', () => {
    let app: TestApp;
    let browser: TestBrowser;
    let sari: number;
    before(async () => {
      app = await testApp();
      sari = await app.addUser('sari', 'trainee');
      browser = await app.signIn('sari');
      await browser.open('/guide');
    });
    after(() => app.close());

    it('leads from the story to an application that the citizen files, with what was measured', async () => {
      const path = (await browser.post('/guide/talks', { talk: 'A1/grocery', mode: 'cards' })).headers.location as string;
      const id = Number(path.split('/').at(-1));
      const { talk } = await app.services.guide.get({ id: sari }, id);
      for (const [at, reply] of fullMarksPath(talk.script).replies.entries()) {
        const page = await browser.get(path);
        expect(page.status).to.equal(200);
        const fields: Record<string, string | string[]> =
          reply.kind === 'card'
            ? { card: String(reply.card) }
            : reply.kind === 'services'
              ? { services: [...reply.services, ''] }
              : reply.kind === 'papers'
                ? { documents: [...reply.documents] }
                : reply.kind === 'terms'
                  ? { free: reply.free ? 'yes' : 'no', days: String(reply.days) }
                  : reply.kind === 'form'
                    ? { paper: reply.paper }
                    : {};
        if (reply.kind === 'form') expect(page.text).to.contain('Formulir di layar warga: Surat Izin Usaha Perdagangan');
        const answer = await browser.post(`${path}/replies`, { turn: String(at + 1), kind: reply.kind, ...fields });
        expect(answer.status, JSON.stringify(reply)).to.equal(303);
      }
      const { text } = await browser.get(`${path}/result`);
      expect(text).to.contain('<strong>100</strong>').and.contain('Warga dapat mengirim permohonannya sendiri').and.contain('Hanya data yang diperlukan yang diminta');
    });

    it('refuses a task where it is not asked for, and days that are none', async () => {
      const path = (await browser.post('/guide/talks', { talk: 'A1/banner', mode: 'cards' })).headers.location as string;
      for (const fields of [{ kind: 'services', services: 'RKLI' }, { kind: 'terms', free: 'yes', days: 'x' }, { kind: 'form', paper: 'ktp' }] as Record<string, string>[])
        expect((await browser.post(`${path}/replies`, { turn: '1', ...fields })).status).to.equal(422);
    });
  });
});
