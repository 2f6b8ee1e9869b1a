import { expect } from 'chai';
import type { Command } from '../../src/core/desk/action.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { workOn } from '../features/sittings/work.ts';
import { type TestApp, type TestBrowser, TestClock, testPassword } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { serve, type Served } from '../support/served.ts';
import { beginTest } from './programme.ts';

const people = ['sitter01', 'sitter02', 'sitter03'];
const positions = [1, 2, 3];

interface Step {
  position: number;
  command: Command;
}

interface Work {
  browser: TestBrowser;
  sittingId: number;
  steps: Step[];
}

/** How a request goes: lost on its way, answered into the void, or sent once more later though it was acknowledged. */
type Fate = 'lost' | 'unheard' | 'repeated' | 'well';

describe('a line that drops and repeats requests', function () {
  this.timeout(60_000);
  const apps: Served[] = [];
  after(() => Promise.all(apps.map((app) => app.close())));

  /** The same people with the same tests, whichever run it is; what they do is made once, so that both runs send the same ids. */
  async function programme(made: Step[][] = []): Promise<{ app: Served; works: Work[] }> {
    const app = await serve(await testDatabase(), new TestClock(), { unlimited: true });
    apps.push(app);
    const works: Work[] = [];
    for (const username of people) {
      const { sittingId } = await beginTest(app.services, username);
      works.push({
        browser: await app.browser(username, testPassword),
        sittingId,
        steps: made[works.length] ?? (await stepsOf(app, sittingId)),
      });
    }
    return { app, works };
  }

  async function stepsOf(app: Served, sittingId: number): Promise<Step[]> {
    const steps: Step[] = [];
    for (const position of positions)
      for (const { at: _, ...action } of await workOn(app as unknown as TestApp, sittingId, 'hasty', position))
        if (action.type !== 'arrive') steps.push({ position, command: action as Command });
    return steps;
  }

  async function send({ browser, sittingId }: Work, { position, command }: Step): Promise<number> {
    return (await browser.postJson(`/sittings/${sittingId}/cases/${position}/actions`, command)).status;
  }

  /** Everybody's queue is sent in its order, one step at a time, and people take turns at random. */
  async function play(works: Work[], random: Random, fateOf: () => Fate): Promise<Record<Fate, number>> {
    const done: Record<Fate, number> = { lost: 0, unheard: 0, repeated: 0, well: 0 };
    const next = new Map(works.map((work) => [work, 0]));
    while (next.size > 0) {
      const [work, at] = random.pick([...next]);
      const fate = fateOf();
      done[fate] += 1;
      if (fate === 'repeated' && at > 0) await send(work, random.pick(work.steps.slice(0, at)));
      if (fate === 'lost') continue;
      const status = await send(work, work.steps[at]!);
      expect(status, JSON.stringify(work.steps[at])).to.equal(200);
      if (fate === 'unheard') continue;
      if (at + 1 === work.steps.length) next.delete(work);
      else next.set(work, at + 1);
    }
    return done;
  }

  async function stateOf(app: Served, works: Work[]): Promise<unknown> {
    for (const { browser, sittingId } of works)
      expect((await browser.post(`/sittings/${sittingId}/submission`)).status).to.equal(303);
    return Promise.all(
      works.map(async ({ sittingId }) => ({
        actions: await app
          .db('actions')
          .where({ sitting_id: sittingId })
          .orderBy('id')
          .select('position', 'action_id', 'type', 'payload'),
        grades: await app
          .db('case_grades')
          .where({ sitting_id: sittingId })
          .orderBy('position')
          .select('position', 'total', 'grade'),
        results: await app.db('results').where({ sitting_id: sittingId }).select('total', 'passed', 'result'),
      })),
    );
  }

  it('leaves the state of an undisturbed run: same log, same grades, same results', async () => {
    const calm = await programme();
    const rough = await programme(calm.works.map(({ steps }) => steps));
    await play(calm.works, randomFrom('calm'), () => 'well');
    const random = randomFrom('rough');
    const fates: Fate[] = ['lost', 'unheard', 'repeated'];
    const done = await play(rough.works, random, () => (random.chance(0.3) ? random.pick(fates) : 'well'));
    const all = Object.values(done).reduce((sum, each) => sum + each, 0);
    console.log(`      ${all} requests: ${done.lost} lost, ${done.unheard} unheard, ${done.repeated} repeated`);
    expect((all - done.well) / all).to.be.within(0.2, 0.4);
    expect(await stateOf(rough.app, rough.works)).to.deep.equal(await stateOf(calm.app, calm.works));
  });
});
