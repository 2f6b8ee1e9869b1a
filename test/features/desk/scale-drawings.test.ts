import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { type Action } from '../../../src/core/desk/action.ts';
import { content } from '../../support/content.ts';
import { render, requestFor } from './desk-pages.ts';

const opened = (document: string): Action[] => [{ type: 'open-document', document, id: 'open-0001', at: '2015-05-28T01:00:00.000Z' }];
const pageOf = (permitCase: PermitCase, document: string) => render('show', { ...requestFor(permitCase, opened(document), 'id', content()), document });
const house = (breaks: string[] = []) => generateCase(content(), { service: 'IMBR', level: 3, seed: 'scale', breaks, facts: { 'building.storeys': '2 lantai' } });
const fieldsOf = (permitCase: PermitCase, document: string) => permitCase.dossier.documents.find(({ kind }) => kind === document)!.fields;

/** Width and height of the first rectangle after a mark in the drawing. */
function rectangle(html: string, after: string): { width: number; height: number } {
  const [, width, height] = /<rect [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(html.slice(html.indexOf(after)))!;
  return { width: Number(width), height: Number(height) };
}

describe('drawings to scale', () => {
  it('the situation drawing shows plot and building in the proportions of their numbers', async () => {
    const permitCase = house();
    const { plotWidth, plotDepth, buildingWidth, footprint } = fieldsOf(permitCase, 'GSIT') as Record<string, number>;
    const html = await pageOf(permitCase, 'GSIT');
    const plot = rectangle(html, 'data-datum="GSIT.plotDepth"');
    const building = rectangle(html, '<g data-datum="GSIT.footprint"');
    expect(plot.width / plot.height).to.be.closeTo(plotWidth! / plotDepth!, 1e-6);
    expect(building.width / plot.width).to.be.closeTo(buildingWidth! / plotWidth!, 1e-6);
    expect((building.width * building.height) / (plot.width * plot.height)).to.be.closeTo(footprint! / (plotWidth! * plotDepth!), 1e-6);
  });

  it('a breach of the coverage shows as a larger building on the same plot', async () => {
    const clean = await pageOf(house(), 'GSIT');
    const broken = await pageOf(house(['imb-kdb']), 'GSIT');
    const area = (html: string) => {
      const { width, height } = rectangle(html, '<g data-datum="GSIT.footprint"');
      return width * height;
    };
    expect(area(broken)).to.be.above(area(clean));
    expect(rectangle(broken, 'data-datum="GSIT.plotDepth"')).to.deep.equal(rectangle(clean, 'data-datum="GSIT.plotDepth"'));
  });

  it('the elevation has as many floors as the drawing says', async () => {
    const html = await pageOf(house(), 'GARS');
    expect(html.match(/>Lt\. \d</g)).to.have.length(2);
  });

  it('an unreadable drawing gives no number away', async () => {
    const one = house(['gsit-readable']);
    const other = structuredClone(one);
    Object.assign(fieldsOf(other, 'GSIT'), { plotWidth: 9, footprint: 50, setback: 20, roadWidth: 6 });
    expect(await pageOf(other, 'GSIT')).to.equal(await pageOf(one, 'GSIT'));
  });

  it('a tax year is printed without thousands', async () => {
    const permitCase = house();
    const html = await pageOf(permitCase, 'PBB');
    expect(html).to.include(`>${fieldsOf(permitCase, 'PBB')['year']}<`);
  });
});
