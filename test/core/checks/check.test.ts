import { expect } from 'chai';
import { type Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { type CheckDefinition } from '../../../src/core/catalogue/content.ts';
import { checksOf, collide, graver } from '../../../src/core/checks/check.ts';
import { content } from '../../support/content.ts';

/** The catalogue with one check of SIUP changed. */
function changed(id: string, change: Partial<CheckDefinition>): Catalogue {
  const checks = new Map(content().checks);
  checks.set(id, { ...checks.get(id)!, ...change });
  return { ...content(), checks };
}

const named = (service: string, id: string) => checksOf(content(), service).find((check) => check.id === id)!;

describe('checks of a service', () => {
  it('come in the order of the pack, made once', () => {
    expect(checksOf(content(), 'KPS').map(({ id }) => id)).to.deep.equal(content().services.get('KPS')!.checks);
    expect(checksOf(content(), 'KPS')).to.equal(checksOf(content(), 'KPS'));
  });

  it('refuse an unknown service, kind or parameter by name', () => {
    expect(() => checksOf(content(), 'XXX')).to.throw(RangeError, 'unknown service "XXX"');
    expect(() => checksOf(changed('nik-valid', { kind: 'nose' }), 'SIUP')).to.throw(RangeError, 'check "nik-valid": unknown kind "nose"; known: present');
    expect(() => checksOf(changed('nik-valid', { params: {} }), 'SIUP')).to.throw(RangeError, 'check "nik-valid": parameter "paths"');
  });

  it('count a finding under the problems of the kind and those that the pack adds', () => {
    expect(named('KPS', 'kir-current').where).to.deep.equal([{ document: 'KIR', fields: ['validUntil'], problems: ['expired'] }]);
    expect(named('SIUP', 'ktp-electronic').where[0]!.problems).to.deep.equal(['wrong-document', 'expired']);
    for (const service of content().services.keys())
      for (const check of checksOf(content(), service))
        for (const place of check.where) expect(place.problems, check.id).to.not.deep.equal([]);
  });

  it('stand reject before refer before return', () => {
    const order = ['ktp-present', 'tax-registry-agrees', 'no-siup-in-force'].map((id) => named('SIUP', id)).sort(graver);
    expect(order.map(({ consequence }) => consequence)).to.deep.equal(['reject', 'refer', 'return']);
  });

  const pairs: [string, string, string, boolean][] = [
    ['SIUP', 'ktp-present', 'nik-match', true],
    ['SIUP', 'nik-match', 'ktp-readable', true],
    ['SIUP', 'nik-match', 'nik-valid', true],
    ['SIUP', 'ktp-present', 'npwp-present', false],
    ['SIUP', 'ktp-present', 'ktp-readable', true],
    ['KPS', 'plate-stnk-match', 'kir-current', false],
    ['KPS', 'plate-stnk-match', 'vehicle-registry-agrees', true],
    ['SIUP', 'siup-class-declared', 'domicile-current', false],
    // Sole traders have a personal tax card, companies one of their own; a ministry decree has only the company limited by shares, an amendment a partnership too.
    ['HO', 'npwp-present', 'npwpb-present', true],
    ['IUJK', 'skkh-present', 'aktaubah-present', false],
  ];
  for (const [service, a, b, apart] of pairs)
    it(`${a} and ${b} ${apart ? 'cannot' : 'can'} be broken together`, () => {
      expect(collide(named(service, a), named(service, b))).to.equal(apart);
      expect(collide(named(service, b), named(service, a))).to.equal(apart);
    });
});
