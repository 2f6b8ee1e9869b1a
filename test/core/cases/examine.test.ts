import { expect } from 'chai';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { Service } from '../../../src/core/catalogue/content.ts';
import { EntryError } from '../../../src/core/catalogue/entry-error.ts';
import { examineService } from '../../../src/core/cases/examine.ts';
import { content } from '../../support/content.ts';

/** The catalogue with one service changed, and that service. */
function withService(code: string, change: Partial<Service>): [Catalogue, Service] {
  const service = { ...content().services.get(code)!, ...change };
  return [{ ...content(), services: new Map(content().services).set(code, service) }, service];
}

const refusal = (catalogue: Catalogue, code: string): EntryError => {
  try {
    examineService(catalogue, code);
  } catch (error) {
    if (error instanceof EntryError) return error;
    throw error;
  }
  throw new Error('was not refused');
};

const field = (from: string) => ({ id: 'nose', name: { id: 'a', en: 'a' }, type: 'text' as const, from });

describe('the examination of a service', () => {
  it('finds nothing in the pack of this repository', () => {
    for (const code of content().services.keys()) examineService(content(), code);
  });

  const faults: [string, string, Partial<Service>, EntryError['at'], string][] = [
    ['a fact of the form', 'KPS', { form: [...content().services.get('KPS')!.form, field('person.nose')] }, ['form', content().services.get('KPS')!.form.length, 'from'], 'unknown fact "person.nose"'],
    ['a condition', 'KPS', { requirements: [{ document: 'KTP', when: { 'person.nose': ['long'] } }] }, ['requirements', 0, 'when'], 'unknown fact "person.nose"'],
    ['the applicant', 'KPS', { applicant: 'form.nose' }, ['applicant'], 'applicant: KPS has no "form.nose"'],
    ['an input of the levy', 'RKLI', { levy: { kind: 'formula', formula: 'advertising', inputs: { days: { days: ['form.start', 'form.nose'] }, roadClass: { class: true } }, clause: 'ad-tax', difficulty: 0 } }, ['levy', 'inputs', 'days'], 'levy input "days": RKLI has no "form.nose"'],
    ['a datum of a check', 'KPS', { form: content().services.get('KPS')!.form.filter(({ id }) => id !== 'plate') }, ['checks', content().services.get('KPS')!.checks.indexOf('plate-stnk-match')], 'check "plate-stnk-match": KPS has no "form.plate"'],
  ];
  for (const [what, code, change, at, reason] of faults)
    it(`names ${what}, and its place in the entry`, () => {
      const [catalogue, service] = withService(code, change);
      const error = refusal(catalogue, code);
      expect(error.entry).to.equal(service);
      expect(error.at).to.deep.equal(at);
      expect(error.message).to.include(reason);
    });

  it('names the paper, the registry or the fact that is at fault', () => {
    const paper = { ...content().documents.get('AKTA')!, fields: [field('deed.nose')] };
    expect(refusal({ ...content(), documents: new Map(content().documents).set('AKTA', paper) }, 'SIUP')).to.include({ entry: paper, message: 'content: unknown fact "deed.nose"' });
    const registry = { ...content().registries.get('tax')!, records: [{ key: 'tax.nose', fields: {} }] };
    expect(refusal({ ...content(), registries: new Map(content().registries).set('tax', registry) }, 'SIUP')).to.include({ entry: registry });
    const status = { id: 'tax.status', draw: { kind: 'text' as const, pattern: '{tax.nose}' } };
    expect(refusal({ ...content(), facts: new Map(content().facts).set('tax.status', status) }, 'SIUP')).to.include({ entry: status });
  });

  it('does not hide a fault of the program', () => {
    const registry = { ...content().registries.get('tax')!, records: [{ get key(): string { throw new TypeError('broken'); }, fields: {} }] };
    expect(() => examineService({ ...content(), registries: new Map(content().registries).set('tax', registry) }, 'SIUP')).to.throw(TypeError, 'broken');
  });
});
