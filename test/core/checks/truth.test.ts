import { expect } from 'chai';
import { serviceOf } from '../../../src/core/catalogue/catalogue.ts';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { levyOf, truthOf } from '../../../src/core/checks/truth.ts';
import { content } from '../../support/content.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const broken = (service: string, ...breaks: string[]): PermitCase => generateCase(content(), { service, level: 1, seed: 'truth', breaks });

describe('truth of hand-made cases', () => {
  it('C01, a past date on a KTP-el: proceed, class Kecil, free, due in three working days', () => {
    const permitCase = falseAlarmOnly();
    const truth = truthOf(content(), permitCase);
    expect(ids(truth.failing)).to.deep.equal([]);
    expect(ids(truth.decoys)).to.deep.equal(['ktp-past-date']);
    expect(truth).to.include({ decision: 'proceed', class: 'Kecil' });
    expect([truth.levy!.amount, truth.levy!.oneWrongInput()]).to.deep.equal([0, []]);
    // Thursday 28 May; Friday, Monday, and Wednesday, because Tuesday 2 June 2015 is Waisak
    expect(permitCase.dueOn).to.equal('2015-06-03');
  });

  it('C02, a banner on a tree: return; tax Rp280.000 for four banners of 1x5 m, class B, 14 days', () => {
    const truth = truthOf(content(), bannerOnTree());
    expect(ids(truth.failing)).to.deep.equal(['ad-support-allowed']);
    expect(truth.failing[0]!.defect).to.equal('D35');
    expect(truth).to.include({ decision: 'return', class: 'B' });
    expect(truth.decoys).to.deep.equal([]);
    expect(truth.levy!.amount).to.equal(280_000);
    // class A, class C, two sides, one banner, one day too few
    expect(truth.levy!.oneWrongInput()).to.have.members([420_000, 140_000, 560_000, 70_000, 260_000]);
    expect(truth.reasons).to.deep.equal(['ad-tree-pole']);
    expect(truth.checkpoints).to.equal(48);
  });

  it('C03, another plate and a past KIR: return with both faults', () => {
    const truth = truthOf(content(), twoFaultsOnVehicle());
    expect(ids(truth.failing)).to.have.members(['plate-stnk-match', 'kir-current']);
    expect(truth.failing.map(({ defect }) => defect)).to.deep.equal(['D33', 'D33']);
    expect(truth).to.include({ decision: 'return', class: null });
    expect([truth.levy!.amount, truth.levy!.oneWrongInput()]).to.deep.equal([125_000, []]);
    expect(truth.reasons).to.have.members(['vehicle-plate', 'vehicle-kir']);
  });
});

describe('truth', () => {
  it('is the gravest consequence, with the targets of a referral only', () => {
    expect(truthOf(content(), broken('SIUP', 'domicile-current', 'business-in-city'))).to.deep.include({ decision: 'refer', targets: ['other-authority'] });
    expect(truthOf(content(), broken('SIUP', 'no-siup-in-force', 'business-in-city'))).to.deep.include({ decision: 'reject', targets: [] });
    expect(truthOf(content(), broken('SIUP', 'domicile-current'))).to.deep.include({ decision: 'return', targets: [] });
  });

  it('names each clause once', () => {
    expect(truthOf(content(), broken('SIUP', 'ktp-present', 'npwp-present')).reasons).to.deep.equal(['requirements-complete']);
  });

  it('does not judge what a defect touches', () => {
    expect(truthOf(content(), broken('SIUP', 'net-worth-match')).class).to.equal(null);
    expect(truthOf(content(), broken('SIUP', 'domicile-current')).class).to.be.a('string');
    const size = truthOf(content(), broken('RKLI', 'ad-width-match'));
    expect([size.class === null, size.levy]).to.deep.equal([false, null]);
    const street = truthOf(content(), broken('RKLI', 'ad-street-match'));
    expect([street.class, street.levy]).to.deep.equal([null, null]);
    expect(truthOf(content(), broken('KPS', 'ktp-present')).levy!.amount).to.equal(125_000);
  });

  it('knows the class by table and by registry, and none that is not there', () => {
    const tdp = broken('TDP');
    const classes = ['PT', 'Koperasi', 'CV', 'Firma', 'PO', 'Yayasan'].map((legalForm) => {
      tdp.dossier.form['legalForm'] = legalForm;
      return truthOf(content(), tdp).class;
    });
    expect(classes).to.deep.equal(['1', '2', '3', '4', '5', null]);
    const siup = falseAlarmOnly();
    const brackets = [50_000_000, 50_000_001, 500_000_000, 500_000_001, 10_000_000_000, 10_000_000_001, 2e15].map((netWorth) => {
      Object.assign(siup.dossier.form, { netWorth });
      Object.assign(siup.dossier.documents[3]!.fields, { netWorth });
      siup.dossier.form['requestedClass'] = netWorth <= 50_000_000 ? 'Mikro' : netWorth <= 500_000_000 ? 'Kecil' : netWorth <= 10_000_000_000 ? 'Menengah' : 'Besar';
      return truthOf(content(), siup).class;
    });
    expect(brackets).to.deep.equal(['Mikro', 'Kecil', 'Kecil', 'Menengah', 'Menengah', 'Besar', null]);
    const banner = bannerOnTree();
    banner.registries.roads = {};
    expect(truthOf(content(), banner)).to.deep.include({ class: null, levy: null });
    delete banner.registries.roads;
    expect(truthOf(content(), banner).class).to.equal(null);
  });

  it('computes the training tariff: 4x6 m, class A, 365 days is Rp13.140.000; no rate, no tax', () => {
    const board = bannerOnTree();
    Object.assign(board.dossier.form, { width: 4, height: 6, count: 1, start: '2015-01-01', end: '2015-12-31' });
    const service = serviceOf(content(), 'RKLI');
    const tax = levyOf(content(), service, board, 'A')!;
    expect(tax.amount).to.equal(13_140_000);
    expect(tax.oneWrongInput()).to.include(8_760_000).and.to.not.include(13_140_000);
    expect(levyOf(content(), service, board, null)).to.equal(null);
    expect(levyOf(content(), service, board, 'Z')).to.equal(null);
    const card = levyOf(content(), serviceOf(content(), 'KPS'), board, null)!;
    expect([card.amount, card.oneWrongInput()]).to.deep.equal([125_000, []]);
  });

  it('has no levy where no tariff was in force or the file has no such number, and hides no fault of the program', () => {
    const service = serviceOf(content(), 'RKLI');
    const levy = (change: object, catalogue = content()) => levyOf(catalogue, service, { ...bannerOnTree(), ...change }, 'B');
    expect(levy({})!.amount).to.equal(280_000);
    expect(levy({ receivedOn: '2011-12-31' })).to.equal(null);
    const without = bannerOnTree();
    delete without.dossier.form['count'];
    expect(levy({ dossier: without.dossier })).to.equal(null);
    const marked = bannerOnTree();
    marked.dossier.form['count'] = true;
    expect(levy({ dossier: marked.dossier })).to.equal(null);
    const days = bannerOnTree();
    delete days.dossier.form['end'];
    expect(levy({ dossier: days.dossier })).to.equal(null);
    const broken = { ...content().levies.get('advertising')!, get steps(): never { throw new TypeError('broken'); } };
    expect(() => levy({}, { ...content(), levies: new Map(content().levies).set('advertising', broken) })).to.throw(TypeError, 'broken');
  });

  it('refuses a case of an unknown service', () => {
    expect(() => truthOf(content(), { ...bannerOnTree(), service: 'XXX' })).to.throw(RangeError, 'unknown service "XXX"');
  });
});
