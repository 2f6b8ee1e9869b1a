import { expect } from 'chai';
import { type Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { type DecoyDefinition } from '../../../src/core/catalogue/content.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import { reader } from '../../../src/core/checks/kind.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';

function changed(id: string, change: Partial<DecoyDefinition>): Catalogue {
  const decoys = new Map(content().decoys);
  decoys.set(id, { ...decoys.get(id)!, ...change });
  return { ...content(), decoys };
}

const named = (service: string, id: string) => decoysOf(content(), service).find((decoy) => decoy.id === id)!;

describe('decoys', () => {
  it('are all seen in generated cases, stand where they say, and never fail a check', function () {
    this.timeout(60_000);
    for (const service of content().services.keys()) {
      const seen = new Set<string>();
      for (let seed = 0; seed < 150; seed++) {
        const permitCase = generateCase(content(), { service, level: 5, seed: `decoy-${seed}`, breaks: [] });
        const { decoys, failing } = truthOf(content(), permitCase);
        expect(failing).to.deep.equal([]);
        for (const decoy of decoys) {
          seen.add(decoy.id);
          for (const place of decoy.where)
            for (const field of place.fields!)
              if (place.document === 'form' || permitCase.dossier.documents.some(({ kind }) => kind === place.document))
                expect(reader(`${place.document}.${field}`)(permitCase), decoy.id).to.not.equal(undefined);
        }
      }
      expect([...seen], service).to.have.members(content().services.get(service)!.decoys);
    }
  });

  it('past date: only on an electronic card', () => {
    const permitCase = falseAlarmOnly();
    const { present } = named('SIUP', 'ktp-past-date');
    expect(present(permitCase)).to.equal(true);
    permitCase.dossier.documents[0]!.fields['validUntil'] = permitCase.today;
    expect(present(permitCase)).to.equal(false);
    permitCase.dossier.documents[0]!.fields['validUntil'] = '2014-03-12';
    permitCase.dossier.documents[0]!.fields['cardType'] = 'KTP';
    expect(present(permitCase)).to.equal(false);
    expect(present(bannerOnTree()), 'for life').to.equal(false);
  });

  it('head of another region: absent when the card cannot be read', () => {
    const permitCase = bannerOnTree();
    const { present } = named('RKLI', 'foreign-nik');
    expect(present(permitCase)).to.equal(false);
    permitCase.dossier.documents[0]!.fields['nik'] = '3204011203799001';
    expect(present(permitCase)).to.equal(true);
    permitCase.dossier.documents[0]!.scan = 'dark';
    expect(present(permitCase)).to.equal(false);
  });

  it('variant: another spelling of the same, not another datum, and nothing where the paper is not there', () => {
    const { present, plantInDossier } = named('KPS', 'plate-spacing');
    const permitCase = twoFaultsOnVehicle();
    expect(present(permitCase)).to.equal(false);
    plantInDossier!(permitCase, randomFrom(1));
    expect(reader('KIR.plate')(permitCase)).to.equal('D1942 AH');
    expect(present(permitCase)).to.equal(true);
    permitCase.dossier.documents[2]!.fields['plate'] = 'D 1924 AH';
    expect(present(permitCase)).to.equal(false);
    permitCase.dossier.documents[2]!.file = 'none';
    const before = structuredClone(permitCase);
    plantInDossier!(permitCase, randomFrom(1));
    expect(permitCase).to.deep.equal(before);
    expect(present(permitCase)).to.equal(false);
  });

  it('last days: from today to the limit, both counted', () => {
    const permitCase = twoFaultsOnVehicle();
    const { present } = named('KPS', 'kir-last-days');
    const at = (date: string) => {
      permitCase.dossier.documents[2]!.fields['validUntil'] = date;
      return present(permitCase);
    };
    expect(['2015-05-27', '2015-05-28', '2015-06-07', '2015-06-08', 'SEUMUR HIDUP'].map(at)).to.deep.equal([false, true, true, false, false]);
  });

  it('exactly at a limit', () => {
    const siup = falseAlarmOnly();
    expect(named('SIUP', 'net-worth-at-limit').present(siup)).to.equal(false);
    siup.dossier.form['netWorth'] = 500_000_000;
    expect(named('SIUP', 'net-worth-at-limit').present(siup)).to.equal(true);
    const banner = bannerOnTree();
    expect(named('RKLI', 'period-at-limit').present(banner)).to.equal(false);
    banner.dossier.form['end'] = '2015-07-14';
    expect(named('RKLI', 'period-at-limit').present(banner)).to.equal(true);
  });

  it('refuse an unknown kind or a missing parameter by name', () => {
    expect(() => decoysOf(changed('foreign-nik', { kind: 'nose' }), 'SIUP')).to.throw(RangeError, 'decoy "foreign-nik": unknown kind "nose"');
    expect(() => decoysOf(changed('foreign-nik', { params: {} }), 'SIUP')).to.throw(RangeError, 'decoy "foreign-nik": parameter "paths"');
    expect(() => decoysOf(changed('name-title', { params: { paths: ['KTP.name', 'NPWP.name'], as: 'nose', forms: ['=>*'] } }), 'SIUP'))
      .to.throw(RangeError, 'decoy "name-title": parameter "as" must be one of');
    expect(decoysOf(content(), 'SIUP')).to.equal(decoysOf(content(), 'SIUP'));
  });
});
