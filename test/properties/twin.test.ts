import { expect } from 'chai';
import type { Action } from '../../src/core/desk/action.ts';
import type { PermitCase, Recipe } from '../../src/core/cases/dossier.ts';
import { cleanFacts, generateCase, makingOf } from '../../src/core/cases/generate.ts';
import { type Check, checksOf } from '../../src/core/checks/check.ts';
import { render, requestFor } from '../features/desk/desk-pages.ts';
import { content } from '../support/content.ts';
import { masked } from '../support/mask.ts';

// The whole examination is 200 seeds a check: SEEDS=200.
const seeds = Number(process.env['SEEDS'] ?? 2);

/** The page of this document of the case, as its trainee sees it when it lies open. */
function deskPage(permitCase: PermitCase, document: string): Promise<string> {
  const opened: Action = { id: 'opened-now', type: 'open-document', document, at: '2015-05-28T03:00:00.000Z' };
  return render('show', { ...requestFor(permitCase, [opened], 'id', content()), document });
}

/** What the defect shows: the data that breaking the check changes, or the whole sheet. Registries are seen only when asked. */
function visible(check: Check): string[] {
  return check.writes.filter((path) => !path.startsWith('@')).map((path) => (path.includes('.') ? `data-datum="${path}"` : `data-sheet="${path}"`));
}

/** The case as it is before the check is broken: everything else the same. */
function twinOf(recipe: Recipe, broken: PermitCase): PermitCase {
  const { dossier, registries } = cleanFacts(content(), makingOf(content(), recipe));
  return { ...broken, dossier, registries };
}

const mask = (html: string, attributes: string[]): string => attributes.reduce(masked, html);

/** Compares the pages of a case with and without one defect and gives the number of pages that differ outside the defect. */
async function differences(service: string, check: Check): Promise<number> {
  const catalogue = content();
  const attributes = visible(check);
  let different = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const recipe = { service, level: (seed % 5) + 1, seed: `twin-${seed}`, breaks: [check.id] };
    const broken = generateCase(catalogue, recipe);
    const places = check.where.map((place) => place.document).filter((document) => broken.dossier.documents.some(({ kind }) => kind === document));
    const document = places[seed % Math.max(1, places.length)] ?? broken.dossier.documents[0]!.kind;
    if (mask(await deskPage(broken, document), attributes) !== mask(await deskPage(twinOf(recipe, broken), document), attributes)) different++;
  }
  return different;
}

describe('twins: a case with and without a defect', function () {
  this.timeout(240_000 + 6_000 * seeds);
  let pages = 0;
  for (const service of content().services.keys())
    it(`look the same to a trainee but for the datum itself: every check of ${service}, ${seeds} seeds each`, async () => {
      const leaks: string[] = [];
      for (const check of checksOf(content(), service)) {
        const different = await differences(service, check);
        pages += 2 * seeds;
        if (different > 0) leaks.push(`${check.id}: ${different}`);
      }
      expect(leaks).to.deep.equal([]);
    });
  after(() => console.log(`      ${pages} pages compared`));
});

describe('twins: a case with and without something coming in beside it', function () {
  this.timeout(120_000 + 6_000 * seeds);
  it(`look the same to a trainee but for the tray, before and after work on it: every event, ${seeds} seeds each`, async () => {
    const catalogue = content();
    const leaks: string[] = [];
    let compared = 0;
    for (const { id, levels, stage } of catalogue.events.values())
      for (let seed = 0; seed < seeds; seed++) {
        const level = levels[seed % levels.length]!;
        const services = [...catalogue.services.keys()];
        const service = services[(seed * 7 + id.length) % services.length]!;
        const tried = generateCase(catalogue, { service, level, seed: `beside-${seed}`, event: id });
        const { event, ...calm } = tried;
        expect(event?.script).to.equal(id);
        expect(JSON.stringify(generateCase(catalogue, { service, level, seed: `beside-${seed}` }))).to.equal(JSON.stringify(calm));
        const at = '2015-05-28T03:00:00.000Z';
        const worked: Action[] = [
          { id: 'acted-now-1', type: 'integrity', act: 'refuse', at },
          { id: 'declared-now', type: 'declare-conflict', relation: 'friend', at },
          { id: 'decided-now', type: 'decide', decision: 'proceed', reasons: [], at },
          ...(stage ? [{ id: 'arrived-now', type: 'arrive' as const, stage: stage as 'dispatch', today: tried.dueOn, dueOn: tried.dueOn, form: tried.dossier.form, documents: [], registries: {}, at }] : []),
        ];
        for (const actions of [[], worked]) {
          const pages = (permitCase: PermitCase) => Promise.all((['show', 'decision', 'check'] as const).map((name) => render(name, requestFor(permitCase, actions, 'id', catalogue))));
          const [one, other] = [await pages(tried), await pages(calm)];
          compared += 2 * one.length;
          // Only the desk has trays: the other pages are the same to the byte.
          if (one.some((page, index) => (index === 0 ? masked(page, 'data-incoming') !== masked(other[index]!, 'data-incoming') : page !== other[index]))) leaks.push(`${id} ${seed}`);
          const shown = one[0] !== other[0];
          if (shown !== (!stage || actions.length > 0)) leaks.push(`${id} ${seed}: ${shown ? 'shown too early' : 'not shown'}`);
        }
      }
    expect(leaks).to.deep.equal([]);
    console.log(`      ${compared} pages compared`);
  });
});
