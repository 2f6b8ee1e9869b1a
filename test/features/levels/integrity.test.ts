import { expect } from 'chai';
import { testApp, type TestApp } from '../../support/app.ts';
import { cardsOf, sceneOf } from '../../../src/core/conversations/reply.ts';
import { begin, play } from '../../../src/core/conversations/engine.ts';
import { openGate } from '../sittings/work.ts';

describe('the integrity ledger of a person', () => {
  let app: TestApp;
  let sari: number;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
  });
  afterEach(() => app.close());

  it('is shown to the person and to supervisors with the same figures, and says nothing without evidence', async () => {
    const browser = await app.signIn('sari');
    expect((await browser.get('/progress')).text).to.contain('Buku integritas').and.to.contain('belum dapat dinyatakan');
    await openGate(app, sari);
    const own = (await browser.get('/progress')).text;
    expect(own).to.contain('40 kesempatan berturut-turut tanpa kesalahan fatal').and.to.contain('paling tinggi 7,2%');
    await app.addUser('ratna', 'supervisor');
    const theirs = (await (await app.signIn('ratna')).get(`/gates/${sari}`)).text;
    expect(theirs).to.contain('40 kesempatan berturut-turut tanpa kesalahan fatal').and.to.contain('paling tinggi 7,2%');
  });

  it('counts the fatal errors of guide duty, and begins anew with each', async () => {
    await openGate(app, sari);
    app.clock.advance(60);
    const { guide, catalogue } = app.services;
    // A conversation in whose first scene a card is fatal.
    const names = [...catalogue.situations.values()].flatMap(({ id, variants }) => variants.filter((variant) => variant.levels.includes(1) && !variant.application).map((variant) => `${id}/${variant.id}`));
    const raised: string[] = [];
    for (const name of names.slice(0, 12)) {
      const id = await guide.begin({ id: sari }, 1, name, 'cards');
      const { script } = (await guide.get({ id: sari }, id)).talk;
      const fatal = cardsOf(script, sceneOf(script, begin(script).scene)).findIndex((_, card) => play(script, [{ kind: 'card', card }]).turns[0]!.flags.length > 0);
      if (fatal < 0) continue;
      raised.push(...play(script, [{ kind: 'card', card: fatal }]).turns[0]!.flags);
      const said = await guide.reply({ id: sari }, id, 1, { kind: 'card', card: fatal });
      if (said.kind === 'saved' && !said.over) await guide.reply({ id: sari }, id, 2, { kind: 'end' });
      break;
    }
    expect(raised.length).to.be.above(0);
    const { text } = await (await app.signIn('sari')).get('/progress');
    expect(text).to.contain('belum dapat dinyatakan');
    expect(/>Latihan<\/th><td[^>]*>(\d+)<\/td><td[^>]*>(\d+)</.exec(text)!.slice(1)).to.deep.equal([String(40 + raised.length), String(raised.length)]);
  });
});
