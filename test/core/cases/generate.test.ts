import { expect } from 'chai';
import { type Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { isLegible, uploadOf } from '../../../src/core/cases/dossier.ts';
import { caseMaker, drawBreaks, generateCase } from '../../../src/core/cases/generate.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { isWorkingDay, workingDaysBetween } from '../../../src/core/shared/working-days.ts';
import { content } from '../../support/content.ts';

const services = ['SIUP', 'TDP', 'KPS', 'RKLI'];

/** The catalogue with one service changed. */
function withService(code: string, change: object): Catalogue {
  return { ...content(), services: new Map(content().services).set(code, { ...content().services.get(code)!, ...change }) };
}

describe('generated case', () => {
  it('is the same for the same recipe, and another for another seed, service or level', () => {
    const recipe = { service: 'SIUP', level: 1, seed: 'a' };
    const first = JSON.stringify(generateCase(content(), recipe));
    expect(JSON.stringify(generateCase(content(), recipe))).to.equal(first);
    for (const change of [{ seed: 'b' }, { service: 'TDP' }, { level: 2 }]) expect(JSON.stringify(generateCase(content(), { ...recipe, ...change }))).to.not.equal(first);
  });

  it('is the same when many are made of one recipe, whatever was broken in those before', () => {
    for (const [at, service] of [...content().services.keys()].entries()) {
      const recipe = { service, level: 5, seed: `maker-${at}`, event: 'level' };
      const { make } = caseMaker(content(), recipe);
      const random = randomFrom(service, 'maker');
      for (let draw = 0; draw < 6; draw++) {
        const breaks = drawBreaks(content(), service, 5, random);
        const text = (from: () => unknown) => {
          try {
            return JSON.stringify(from());
          } catch (error) {
            return String(error);
          }
        };
        expect(text(() => make(breaks))).to.equal(text(() => generateCase(content(), { ...recipe, breaks })));
      }
    }
    expect(() => caseMaker(content(), { service: 'SIUP', level: 1, seed: 'a' }).make(['nose'])).to.throw(RangeError, 'unknown check "nose"');
  });

  it('arrives on a working day of its year and is due by the service', () => {
    for (const service of services)
      for (let seed = 0; seed < 100; seed++) {
        const { today, receivedOn, dueOn, registration } = generateCase(content(), { service, level: 1, seed: `day-${seed}` });
        expect(isWorkingDay(receivedOn, content().holidays)).to.equal(true);
        expect(today).to.equal(receivedOn);
        expect(receivedOn >= '2015-02-02' && receivedOn <= '2016-03-01', receivedOn).to.equal(true);
        expect(workingDaysBetween(receivedOn, dueOn, content().holidays)).to.equal(content().services.get(service)!.sla.days);
        expect(registration).to.match(/^REG-201[56]-\d\d-\d{6}$/);
      }
  });

  it('has the documents that the conditions ask for, and only the registries of the service', () => {
    const forms = ['PO', 'CV', 'PT'].map((legalForm) => generateCase(content(), { service: 'SIUP', level: 1, seed: 'a', breaks: [], facts: { 'business.legalForm': legalForm } }));
    expect(forms.map(({ dossier }) => uploadOf(dossier, 'AKTA') !== undefined)).to.deep.equal([false, true, true]);
    expect(forms.map(({ dossier }) => dossier.form['legalForm'])).to.deep.equal(['PO', 'CV', 'PT']);
    expect(Object.keys(forms[0]!.registries)).to.deep.equal(['population', 'tax', 'permits']);
    expect(forms.every(({ dossier }) => dossier.documents.every(isLegible))).to.equal(true);
    const blurred = generateCase(content(), { service: 'SIUP', level: 1, seed: 'a', breaks: ['ktp-readable'] });
    expect(isLegible(uploadOf(blurred.dossier, 'KTP')!)).to.equal(false);
  });

  it('draws the legal form that a check needs', () => {
    for (let seed = 0; seed < 20; seed++) {
      const permitCase = generateCase(content(), { service: 'TDP', level: 1, seed: `deed-${seed}`, breaks: ['director-match'] });
      expect(truthOf(content(), permitCase).failing.map(({ id }) => id)).to.deep.equal(['director-match']);
    }
  });

  it('draws the right to the land that can have ended', () => {
    for (const service of ['HO', 'JMP', 'POHON', 'TBS', 'TDG', 'IPPT'])
      for (let seed = 0; seed < 8; seed++) {
        const permitCase = generateCase(content(), { service, level: 4, seed: `right-${seed}`, breaks: [['TDG', 'IPPT'].includes(service) ? 'plot-hak-current' : 'roads-hak-current'] });
        expect(uploadOf(permitCase.dossier, 'HAK')!.fields['certificate'], service).to.match(/^HGB /);
      }
  });

  it('has one question to guide and one message, with all replies in some order', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 50; seed++) {
      const { conversations } = generateCase(content(), { service: 'KPS', level: 1, seed: `talk-${seed}` });
      expect(conversations.map(({ id }) => id)).to.deep.equal(['guide', 'message']);
      const message = content().messages.get(conversations[1]!.script)!;
      expect(conversations[1]!.replies).to.have.members(message.replies.map(({ id }) => id));
      expect(conversations[0]!.variant).to.be.within(0, 2);
      kinds.add(message.kind);
    }
    expect(kinds.size).to.equal(2);
  });

  const refused: [string, object, string][] = [
    ['an unknown service', { service: 'XXX' }, 'unknown service "XXX"'],
    ['an unknown level', { level: 9 }, 'unknown level 9'],
    ['an unknown check', { breaks: ['no-such'] }, 'unknown check "no-such" for SIUP; known: ktp-present'],
    ['a check of another service', { breaks: ['kir-current'] }, 'unknown check "kir-current" for SIUP'],
    ['the same check twice', { breaks: ['nik-match', 'nik-match'] }, 'checks "nik-match" and "nik-match" cannot be broken together'],
    ['two checks of which one hides the other', { breaks: ['ktp-present', 'nik-match'] }, 'checks "ktp-present" and "nik-match" cannot be broken together'],
  ];
  for (const [what, change, reason] of refused)
    it(`refuses ${what}`, () => expect(() => generateCase(content(), { service: 'SIUP', level: 1, seed: 'a', ...change })).to.throw(RangeError, reason));

  it('names a fact or a ward that the pack made up', () => {
    const form = [{ id: 'name', name: { id: 'a', en: 'a' }, type: 'text', from: 'person.nose' }];
    expect(() => generateCase(withService('KPS', { form }), { service: 'KPS', level: 1, seed: 'a' })).to.throw(RangeError, 'content: unknown fact "person.nose"');
    const requirements = [{ document: 'KTP', when: { 'person.nose': ['long'] } }];
    expect(() => generateCase(withService('KPS', { requirements }), { service: 'KPS', level: 1, seed: 'a', breaks: [] })).to.throw(RangeError, 'person.nose');
    const places = { ...content().places, streets: [{ name: 'Jl. Nowhere', ward: 'Nowhere', roadClass: 'A' }] };
    expect(() => generateCase({ ...content(), places }, { service: 'KPS', level: 1, seed: 'a' })).to.throw(RangeError, 'unknown ward "Nowhere"');
  });

  it('gives a registry that knows nothing as an empty one', () => {
    const make = (registries: string[]) => generateCase(withService('KPS', { registries }), { service: 'KPS', level: 1, seed: 'a', breaks: [] });
    expect(make(['permits']).registries).to.deep.equal({ permits: {} });
    expect(() => make(['police'])).to.throw(RangeError, 'unknown registry "police"');
  });
});

describe('drawing what to break', () => {
  const draws = (service: string, level: number, decision?: 'return' | 'reject', catalogue = content()) =>
    Array.from({ length: 400 }, (_, seed) => drawBreaks(catalogue, service, level, randomFrom(seed, 'draw'), decision));

  it('keeps the number of defects of the level and the mix of decisions', () => {
    const sizes = draws('SIUP', 1).map((breaks) => breaks.length);
    expect(Math.max(...sizes)).to.equal(2);
    expect(sizes.filter((size) => size === 0).length / 400).to.be.within(0.24, 0.36);
    expect(Math.max(...draws('SIUP', 5).map((breaks) => breaks.length))).to.equal(6);
  });

  it('gives the decision that is asked for', () => {
    for (const breaks of draws('KPS', 2, 'reject')) {
      const gravest = checksOf(content(), 'KPS').filter(({ id, consequence }) => breaks.includes(id) && consequence === 'reject');
      expect(gravest).to.have.length(1);
    }
  });

  it('serves a service that knows no rejection and no referral', () => {
    const catalogue = withService('KPS', { checks: ['ktp-present', 'nik-match', 'kir-current'] });
    for (const breaks of draws('KPS', 1, undefined, catalogue)) expect(breaks.length).to.be.within(0, 2);
    expect(() => draws('KPS', 1, 'reject', catalogue)).to.throw(RangeError);
  });
});
