import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { content } from '../../support/content.ts';

const made = (service: string, facts: Record<string, string>, breaks: string[] = []) => generateCase(content(), { service, level: 5, seed: 'kind', breaks, decoys: [], facts });
const papers = (service: string, facts: Record<string, string>) => made(service, facts).dossier.documents.map(({ kind }) => kind);
const company = { 'business.legalForm': 'PT' };
// Driveways and pavements are asked for by persons.
const applicantOf = (service: string): Record<string, string> => (['JMP', 'TBS'].includes(service) ? {} : company);
const kindsOf: Record<string, string[]> = {
  SIUP: ['Daftar ulang', 'Perubahan', 'Penggantian hilang'],
  TDP: ['Perpanjangan', 'Perubahan', 'Penggantian hilang'],
  KRK: ['Perpanjangan', 'Penggantian hilang'],
  IPPT: ['Perpanjangan'],
  ILING: ['Perubahan'],
  GALI: ['Perpanjangan'],
  JMP: ['Perpanjangan'],
  TBS: ['Perpanjangan'],
  RKLI: ['Perpanjangan'],
  TDG: ['Perpanjangan', 'Perubahan', 'Penggantian hilang'],
  IUJK: ['Perpanjangan', 'Perubahan', 'Penggantian hilang'],
  IUTM: ['Perpanjangan', 'Perubahan'],
  IUI: ['Perubahan', 'Penggantian hilang'],
  TDUP: ['Perubahan', 'Penggantian hilang'],
  HO: ['Perpanjangan'],
  IPLC: ['Perpanjangan'],
  ILOK: ['Perpanjangan'],
  IOPS: ['Perpanjangan', 'Penggantian hilang'],
};
const askedFor: Record<string, string> = { Perpanjangan: 'SKLAMA', 'Daftar ulang': 'SKLAMA', Perubahan: 'SKLAMA', 'Penggantian hilang': 'HILANG' };

describe('kinds of application', () => {
  for (const [service, kinds] of Object.entries(kindsOf))
    it(`${service}: each kind asks for its own papers, is right when clean and is printed on the permit`, () => {
      const without = papers(service, { ...applicantOf(service), 'request.kind': 'Baru' });
      expect(without).to.not.include.members(['SKLAMA']).and.to.not.include.members(['HILANG']);
      for (const kind of kinds) {
        const permitCase = made(service, { ...applicantOf(service), 'request.kind': kind });
        const shown = permitCase.dossier.documents.map((upload) => upload.kind);
        expect(shown.filter((paper) => paper === 'SKLAMA' || paper === 'HILANG'), kind).to.deep.equal([askedFor[kind]]);
        expect([permitCase.dossier.form['application'], truthOf(content(), permitCase).failing]).to.deep.equal([kind, []]);
      }
      expect(content().services.get(service)!.output.fields).to.include('application');
    });

  it('are all drawn, and a new permit often', () => {
    for (const [service, kinds] of Object.entries(kindsOf)) {
      const drawn = Array.from({ length: 80 }, (_, seed) => String(generateCase(content(), { service, level: 5, seed: `drawn-${seed}`, breaks: [] }).dossier.form['application']));
      expect([...new Set(drawn)], service).to.have.members(['Baru', ...kinds]);
      expect(drawn.filter((kind) => kind === 'Baru').length, service).to.be.at.least(12);
    }
  });

  it('an amendment by a company shows the newest deed and says what it changes', () => {
    const { dossier } = made('IUJK', { ...company, 'request.kind': 'Perubahan' });
    const amendment = dossier.documents.find(({ kind }) => kind === 'AKTAUBAH')!;
    expect([dossier.form['change'], amendment.fields['director']]).to.deep.equal([amendment.fields['subject'], dossier.form['name']]);
    expect(papers('TDG', { 'business.legalForm': 'PO', 'request.kind': 'Perubahan' })).to.include('SKLAMA').and.not.include('AKTAUBAH');
    expect(made('IUJK', { ...company, 'request.kind': 'Baru' }).dossier.form['change']).to.equal('-');
  });

  it('a renewal has its time: neither too early nor too late, and three months ahead where the law says so', () => {
    const decided = (service: string, check: string) => truthOf(content(), made(service, applicantOf(service), [check]));
    expect(decided('SIUP', 'former-not-early')).to.deep.include({ decision: 'reject', reasons: ['rule-renewal-window'] });
    for (const service of ['TDP', 'IPLC']) expect(decided(service, 'former-quarter-ahead')).to.deep.include({ decision: 'return', reasons: ['rule-renewal-quarter'] });
    for (const service of ['RKLI', 'GALI', 'TBS']) expect(decided(service, 'former-joins')).to.deep.include({ decision: 'return', reasons: ['rule-renewal-joins'] });
    for (const [service, kinds] of Object.entries(kindsOf))
      for (const kind of kinds) {
        const { dossier } = made(service, { ...applicantOf(service), 'request.kind': kind });
        const [deed, former] = ['AKTA', 'SKLAMA'].map((id) => dossier.documents.find((upload) => upload.kind === id)?.fields);
        if (deed && former) expect(String(deed['date']) < String(former['date']), `${service} ${kind}: the entity is older than its permit`).to.equal(true);
      }
  });

  it('whoever has a permit is asked no second time whether one is in force', () => {
    for (const check of ['no-siup-in-force', 'no-tdp-in-force', 'no-tdg-in-force']) {
      const service = check.split('-')[1]!.toUpperCase();
      expect(made(service, company, [check]).dossier.form['application'], check).to.equal('Baru');
    }
  });

  it('a permit that has ended is not renewed', () => {
    const permitCase = made('TDG', company, ['former-in-time']);
    expect(permitCase.dossier.form['application']).to.be.oneOf(['Perpanjangan', 'Perubahan']);
    expect(truthOf(content(), permitCase)).to.deep.include({ decision: 'return' });
  });

  it('an authorised person shows a card, and a project of the AMDAL size its decision', () => {
    const file = made('ILING', { 'proxy.status': 'Dikuasakan', 'impact.class': 'AMDAL' }).dossier;
    const [card, proxy] = ['KTPK', 'KUASA'].map((id) => file.documents.find(({ kind }) => kind === id)!);
    expect([card!.fields['name'], card!.fields['nik']]).to.deep.equal([proxy!.fields['agent'], proxy!.fields['agentNik']]);
    expect(file.documents.map(({ kind }) => kind)).to.include('AMDAL').and.not.include('UKL');
    expect(Number(file.form['buildingArea'])).to.be.above(10_000);
    expect(papers('ILING', { 'impact.class': 'UKL-UPL' })).to.include('UKL').and.not.include('AMDAL');
  });

  it('the newest deed decides who the director is: a former director on the old deed is no fault, a form that names him is', () => {
    const facts = { ...company, 'company.deeds': 'Pernah diubah', 'request.kind': 'Baru' };
    const named = (file: ReturnType<typeof made>) => [...['AKTA', 'AKTAUBAH'].map((id) => file.dossier.documents.find(({ kind }) => kind === id)?.fields['director']), file.dossier.form['name']];
    for (const service of ['TDG', 'IUI', 'IUTM', 'TDUP', 'IUJK']) {
      const odd = generateCase(content(), { service, level: 5, seed: 'old deed', breaks: [], decoys: ['former-director-deed'], facts });
      const [before, now, applicant] = named(odd);
      expect([now === applicant, before === applicant]).to.deep.equal([true, false]);
      const truth = truthOf(content(), odd);
      expect([truth.failing, truth.decoys.map(({ id }) => id)]).to.deep.equal([[], ['former-director-deed']]);

      const wrong = made(service, facts, ['amendment-director']);
      const [founder, newest, typed] = named(wrong);
      expect([founder === typed, newest === typed]).to.deep.equal([true, false]);
      expect(truthOf(content(), wrong)).to.deep.include({ decision: 'return', reasons: ['rule-newest-deed'] });

      const only = made(service, company, ['director-match']);
      expect(only.dossier.documents.map(({ kind }) => kind), 'a deed that was never amended decides itself').to.include('AKTA').and.not.include('AKTAUBAH');
    }
    // The decoy leaves a file without an amendment as it is.
    const plain = generateCase(content(), { service: 'TDG', level: 5, seed: 'old deed', breaks: [], decoys: ['former-director-deed'], facts: { ...facts, 'company.deeds': 'Akta pendirian saja' } });
    expect([named(plain)[0] === plain.dossier.form['name'], truthOf(content(), plain).failing]).to.deep.equal([true, []]);
  });

  it('a trader states his place, a construction firm shows its board and office, an advertiser three years of land tax', () => {
    const fieldsOf = (service: string, paper: string) => made(service, {}).dossier.documents.find(({ kind }) => kind === paper)!.fields;
    const seat = made('SIUP', {}).dossier;
    expect(seat.documents.find(({ kind }) => kind === 'SPL')!.fields['address']).to.equal(seat.form['businessAddress']);
    const plan = fieldsOf('IUJK', 'DENAH');
    expect([plan['use'], Number(plan['main']) + Number(plan['support']) + Number(plan['office'])]).to.deep.equal(['Kantor jasa konstruksi', plan['total']]);
    expect(papers('IUJK', {})).to.include('PAPAN');
    const tax = fieldsOf('RKLP', 'PBBTIGA');
    const years = ['yearOne', 'yearTwo', 'yearThree'].map((id) => Number(tax[id]));
    expect(years).to.deep.equal([years[0], years[0]! - 1, years[0]! - 2]);
    for (const [service, check, clause] of [['SIUP', 'seat-signed', 'rule-seat'], ['IUJK', 'iujk-board-name', 'rule-iujk-premises'], ['RKLP', 'rklp-tax-years', 'rklp-land-tax']] as const)
      expect(truthOf(content(), made(service, {}, [check])), check).to.deep.include({ decision: 'return', reasons: [clause] });
  });

  it('a city plan statement of land still to be acquired asks for no certificate', () => {
    expect(papers('KRK', { 'premises.status': 'Akan diperoleh' })).to.not.include.members(['HAK']).and.to.not.include.members(['PBB']);
    expect(papers('KRK', {})).to.include.members(['HAK', 'PBB']);
  });
});
