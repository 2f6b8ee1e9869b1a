import { expect } from 'chai';
import { draftChecksOf, draftOf, withDrafts } from '../../../src/core/catalogue/drafts.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { content } from '../../support/content.ts';

describe('draft permits', () => {
  for (const service of content().services.values())
    it(`${service.code}: prints number, the fields of its permit and the date, and proof-reads each of them`, () => {
      const kind = content().documents.get(draftOf(service))!;
      expect(kind.fields.map(({ id }) => id)).to.deep.equal(['number', ...service.output.fields, 'issued']);
      expect(kind).to.deep.include({ title: service.output.name, drawing: 'draf', paper: 'letter' });
      const checks = checksOf(content(), service.code, 'permit');
      expect(checks.map(({ id }) => id)).to.deep.equal(draftChecksOf(service));
      for (const check of checks) {
        expect(check).to.include({ consequence: 'return', clause: 'permit-proof', defect: 'D42', weight: 2 });
        expect(check.writes[0]).to.match(new RegExp(`^${draftOf(service)}\\.`));
      }
    });

  it('compares a field as its type is mistyped', () => {
    const as = (id: string) => (content().checks.get(id)!.params as { as: string }).as;
    expect(as('draft-rkli-start')).to.equal('date');
    expect(as('draft-rkli-width')).to.equal('measure');
    expect(as('draft-rkli-name')).to.equal('typed');
    expect(as('draft-kps-plate')).to.equal('typed');
  });

  it('leave the catalogue that they are added to as it is', () => {
    const bare = { ...content(), documents: new Map(), checks: new Map() };
    const added = withDrafts(bare);
    expect(bare.documents.size).to.equal(0);
    expect(added.documents.size).to.equal(content().services.size);
  });
});
