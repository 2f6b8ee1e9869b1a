import { expect } from 'chai';
import type { PermitCase } from '../../src/core/cases/dossier.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { type Check, checksOf } from '../../src/core/checks/check.ts';
import { render, requestFor } from '../features/desk/desk-pages.ts';
import { content } from '../support/content.ts';
import { masked } from '../support/mask.ts';

const seeds = Number(process.env['SEEDS'] ?? 200);

/** The page of this document of the case, as its trainee sees it before doing anything. */
function deskPage(permitCase: PermitCase, document: string): Promise<string> {
  return render('show', { ...requestFor(permitCase, [], 'id', content()), document });
}

/** What the defect shows: the data that breaking the check changes, or the whole sheet. Registries are seen only when asked. */
function visible(check: Check): string[] {
  return check.writes.filter((path) => !path.startsWith('@')).map((path) => (path.includes('.') ? `data-datum="${path}"` : `data-sheet="${path}"`));
}

// Most checks of a service share their clean page.
const cleanPages = new Map<string, Promise<string>>();

function cleanPage(service: string, seed: number, legalForm: string | undefined, document: string): Promise<string> {
  const key = `${service}/${seed}/${legalForm}/${document}`;
  const facts: Record<string, string> = legalForm === undefined ? {} : { 'business.legalForm': legalForm };
  const made = cleanPages.get(key) ?? deskPage(generateCase(content(), { service, level: 1, seed: `twin-${seed}`, breaks: [], facts }), document);
  cleanPages.set(key, made);
  return made;
}

const mask = (html: string, attributes: string[]): string => attributes.reduce(masked, html);

/** Compares the pages of a case with and without one defect and gives the number of pages that differ outside the defect. */
async function differences(service: string, check: Check): Promise<number> {
  const catalogue = content();
  const attributes = visible(check);
  let different = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const broken = generateCase(catalogue, { service, level: 1, seed: `twin-${seed}`, breaks: [check.id] });
    const legalForm = broken.dossier.form['legalForm'] as string | undefined;
    const places = check.where.map((place) => place.document).filter((document) => broken.dossier.documents.some(({ kind }) => kind === document));
    const document = places[seed % Math.max(1, places.length)] ?? broken.dossier.documents[0]!.kind;
    if (mask(await deskPage(broken, document), attributes) !== mask(await cleanPage(service, seed, legalForm, document), attributes)) different++;
  }
  return different;
}

describe('twins: a case with and without a defect', function () {
  this.timeout(300_000);
  let pages = 0;
  for (const service of ['SIUP', 'TDP', 'KPS', 'RKLI'])
    it(`look the same to a trainee but for the datum itself: every check of ${service}, ${seeds} seeds each`, async () => {
      const leaks: string[] = [];
      for (const check of checksOf(content(), service)) {
        const different = await differences(service, check);
        pages += 2 * seeds;
        if (different > 0) leaks.push(`${check.id}: ${different}`);
      }
      cleanPages.clear();
      expect(leaks).to.deep.equal([]);
    });
  after(() => console.log(`      ${pages} pages compared`));
});
