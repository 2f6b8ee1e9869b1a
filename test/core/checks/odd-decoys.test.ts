import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { uploadOf } from '../../../src/core/cases/dossier.ts';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const clean = (service: string) => generateCase(content(), { service, level: 1, seed: 'odd', breaks: [] });
const named = (service: string, id: string) => decoysOf(content(), service).find((decoy) => decoy.id === id)!;

describe('decoys of vehicles and boards', () => {
  it('capitals: a name is written large, and nothing else counts', () => {
    const permitCase = clean('KPS');
    const { present, plantInDossier } = named('KPS', 'owner-capitals');
    const fields = uploadOf(permitCase.dossier, 'STNK')!.fields;
    fields['owner'] = 'Asep Saepudin';
    expect(present(permitCase)).to.equal(false);
    plantInDossier!(permitCase, randomFrom(1));
    expect(fields['owner']).to.equal('ASEP SAEPUDIN');
    expect(present(permitCase)).to.equal(true);
    fields['owner'] = '1234';
    expect(present(permitCase), 'no letters').to.equal(false);
  });

  it('oldest year: exactly the last one allowed', () => {
    const permitCase = { ...clean('TRYK'), today: '2015-05-28' };
    const { present } = named('TRYK', 'fleet-oldest-allowed');
    const fields = uploadOf(permitCase.dossier, 'ARMADA')!.fields;
    const seen = [1999, 2000, 2001].map((year) => {
      fields['yearThree'] = year;
      return present(permitCase);
    });
    expect(seen).to.deep.equal([false, true, false]);
  });

  it('old date: a card older than ten years', () => {
    const permitCase = { ...clean('RKLI'), today: '2015-05-28' };
    const { present } = named('RKLI', 'tax-card-old');
    const fields = uploadOf(permitCase.dossier, 'NPWP')!.fields;
    fields['registered'] = '2006-01-01';
    expect(present(permitCase)).to.equal(false);
    fields['registered'] = '2003-01-01';
    expect(present(permitCase)).to.equal(true);
  });

  it('allowed here: tobacco counts only on a road where it may be advertised', () => {
    const permitCase = clean('RKLP');
    const { present } = named('RKLP', 'tobacco-minor-road');
    const [road] = Object.values(permitCase.registries['roads']!);
    permitCase.dossier.form['product'] = 'Produk tembakau';
    road!['roadClass'] = 'C';
    expect(present(permitCase)).to.equal(true);
    road!['roadClass'] = 'A';
    expect(present(permitCase)).to.equal(false);
    permitCase.registries['roads'] = {};
    expect(present(permitCase), 'unknown road').to.equal(false);
  });
});
