import { expect } from 'chai';
import { uploadOf, type Recipe } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { desk } from '../../../src/core/desk/desk.ts';
import { caseNow } from '../../../src/core/desk/way.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { checkS10 } from '../../../src/core/shared/ids.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';
import { render, requestFor } from './desk-pages.ts';

/** The desk after a whole way: all of it done by an expert, or all but the last action. */
async function pageAfter(recipe: Recipe, left = 0): Promise<{ html: string; tracking: string }> {
  const permitCase = generateCase(content(), recipe);
  const all = operate(content(), permitCase, { archetype: 'expert', random: randomFrom('1', 'archive'), startAt: '2015-05-28T01:00:00.000Z', recipe });
  const actions = all.slice(0, all.length - left);
  const now = caseNow(permitCase, actions);
  const html = await render('show', { ...requestFor(permitCase, [], 'en', content()), permitCase: now, desk: desk(content(), permitCase, actions) });
  return { html, tracking: String(uploadOf(now.dossier, 'LABEL')?.fields['tracking']) };
}

describe('the archive of a file', () => {
  const later = { recommendation: [], payment: [], permit: [], dispatch: [] };
  const recipe: Recipe = { service: 'TDP', level: 5, seed: 'archive', breaks: [], decoys: [], later };

  it('keeps the tracking number with which the permit was sent, and only once it is', async () => {
    const { html, tracking } = await pageAfter(recipe);
    expect(checkS10(tracking).valid).to.equal(true);
    expect(html).to.include(`Done, Tracking number: ${tracking}`);
    expect((await pageAfter(recipe, 1)).html).to.not.include(`Done, Tracking number: ${tracking}`);
  });

  it('keeps none where the label is sent back', async () => {
    const { html } = await pageAfter({ ...recipe, later: { ...later, dispatch: ['label-tracking'] } });
    expect(html).to.not.include('Done, Tracking number: ');
  });
});
