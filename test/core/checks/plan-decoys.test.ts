import { expect } from 'chai';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { writingDecoys } from '../../../src/core/checks/writing-decoys.ts';
import { content } from '../../support/content.ts';

const named = (service: string, wanted: string) => decoysOf(content(), service).find(({ id }) => id === wanted)!;
const clean = (service: string, seed = 'decoys'): PermitCase => generateCase(content(), { service, level: 1, seed, breaks: [] });

/** A clean case with one datum changed. */
function changed(service: string, path: string, to: string | number): PermitCase {
  const permitCase = structuredClone(clean(service));
  const [document, field] = path.split('.') as [string, string];
  const fields = document === 'form' ? permitCase.dossier.form : permitCase.dossier.documents.find(({ kind }) => kind === document)!.fields;
  expect(fields, path).to.have.property(field);
  fields[field] = to;
  return permitCase;
}

describe('decoys on land and plans', () => {
  it('capitals: the same name in capitals, not another name and not the name itself', () => {
    const name = String(clean('IMBR').dossier.form['holder']);
    const decoy = named('IMBR', 'plot-hak-capitals');
    expect(decoy.present(changed('IMBR', 'HAK.holder', name.toUpperCase()))).to.equal(true);
    expect(decoy.present(changed('IMBR', 'HAK.holder', 'ORANG LAIN'))).to.equal(false);
    expect(decoy.present(changed('IMBR', 'HAK.holder', name))).to.equal(false);
  });

  it('nearly old: from the eighth day before the end to the end', () => {
    const decoy = named('IMBR', 'plot-krk-nearly-old');
    const { today } = clean('IMBR');
    const before = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
    for (const [days, odd] of [[356, false], [357, true], [365, true], [366, false]] as const)
      expect(decoy.present(changed('IMBR', 'KRK.date', before(days))), `${days} days`).to.equal(odd);
  });

  it('long ago: thirty years and more', () => {
    const decoy = named('IMBR', 'plot-certificate-old');
    expect(decoy.present(changed('IMBR', 'HAK.issued', '1978-03-01'))).to.equal(true);
    expect(decoy.present(changed('IMBR', 'HAK.issued', '2005-03-01'))).to.equal(false);
  });

  it('meets a limit: a setback exactly on the building line, a green area of exactly the ratio', () => {
    const { dossier } = clean('IMBR');
    const krk = dossier.documents.find(({ kind }) => kind === 'KRK')!.fields;
    const line = Number(krk['gsb']);
    const least = (Number(krk['kdh']) * Number(dossier.form['landArea'])) / 100;
    expect(named('IMBR', 'imb-setback-at-limit').present(changed('IMBR', 'GSIT.setback', line))).to.equal(true);
    expect(named('IMBR', 'imb-setback-at-limit').present(changed('IMBR', 'GSIT.setback', line + 0.5))).to.equal(false);
    expect(named('IMBR', 'imb-green-at-limit').present(changed('IMBR', 'form.greenArea', least))).to.equal(true);
    expect(named('IMBR', 'imb-green-at-limit').present(changed('IMBR', 'form.greenArea', least + 1))).to.equal(false);
  });

  it('refuse a comparison that nobody knows', () => {
    expect(() => writingDecoys['capitals']!({ paths: ['form.holder', 'HAK.holder'], as: 'nose' })).to.throw(RangeError, 'parameter "as" must be one of');
  });
});
