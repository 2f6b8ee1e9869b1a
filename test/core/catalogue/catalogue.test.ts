import { expect } from 'chai';
import { buildCatalogue, ContentError, type PackFiles } from '../../../src/core/catalogue/build.ts';
import { known, levelOf, serviceOf } from '../../../src/core/catalogue/catalogue.ts';
import { path, text } from '../../../src/core/catalogue/content.ts';
import { content } from '../../support/content.ts';

/** The pack of this repository as if it had just been parsed, so that a test may break one part of it. */
function pack(): PackFiles {
  const catalogue = content();
  const { places, names, letters, rubric } = catalogue;
  return structuredClone({
    'pack.yaml': { version: catalogue.version, effective: catalogue.effective, title: { id: 'a', en: 'a' } },
    'clauses.yaml': { clauses: [...catalogue.clauses.values()] },
    'documents.yaml': { documents: [...catalogue.documents.values()] },
    'checks.yaml': { checks: [...catalogue.checks.values()] },
    'decoys.yaml': { decoys: [...catalogue.decoys.values()] },
    'facts.yaml': { facts: [...catalogue.facts.values()] },
    'conditions.yaml': { conditions: [...catalogue.conditions.values()] },
    'registries.yaml': { registries: [...catalogue.registries.values()] },
    'levies.yaml': { levies: [...catalogue.levies.values()] },
    'chains.yaml': { chains: [...catalogue.chains.values()] },
    'stages.yaml': { stages: [...catalogue.stages.values()] },
    'levels.yaml': { levels: [...catalogue.levels] },
    'rubric.yaml': rubric,
    'guide-words.yaml': catalogue.guideWords,
    'events.yaml': { events: [...catalogue.events.values()] },
    'situations.yaml': { situations: [...catalogue.situations.values()] },
    'rules.yaml': catalogue.rules,
    'shifts.yaml': catalogue.shifts,
    'holidays.yaml': {
      holidays: [...catalogue.holidays].map((date) => ({ date, name: { id: 'a', en: 'a' }, kind: 'national' as const, source: 'a', confidence: 'seen' as const })),
    },
    'kbli.yaml': { kbli: [...catalogue.kbli.values()], source: 'a', confidence: 'seen' as const },
    'places.yaml': places,
    'names.yaml': names,
    'conversations.yaml': { guide: [...catalogue.guides.values()], messages: [...catalogue.messages.values()] },
    'letters.yaml': letters,
    'questions.yaml': { questions: [...catalogue.questions.values()] },
    services: [...catalogue.services.values()],
  });
}

const refused = (change: (files: PackFiles) => void, file: string, reason: string) => {
  const files = pack();
  change(files);
  expect(() => buildCatalogue(files)).to.throw(ContentError, `${file}: `).with.property('message').that.includes(reason);
};

describe('catalogue', () => {
  it('joins the files, services in the order of their numbers', () => {
    const files = pack();
    files.services.reverse();
    const numbers = [...buildCatalogue(files).services.values()].map(({ number }) => number);
    expect(numbers).to.deep.equal(Array.from({ length: 24 }, (_, at) => at + 1));
    expect(buildCatalogue(files)).to.deep.equal(content());
  });

  it('names what is unknown, and what is known', () => {
    expect(() => serviceOf(content(), 'SIUPP')).to.throw(RangeError, 'unknown service "SIUPP"; known: SIUP, TDP, TDG, IUI, ');
    expect(() => levelOf(content(), 6)).to.throw(RangeError, 'unknown level 6; known: 1 to 5');
    expect(() => known(content().guides, 'G99', 'guide script')).to.throw(RangeError, 'unknown guide script "G99"; known: G1, ');
    expect(levelOf(content(), 5).name.en).to.equal('Principal');
    expect(serviceOf(content(), 'RKLI').number).to.equal(24);
  });

  it('refuses an id that stands twice', () => {
    refused((files) => files['checks.yaml'].checks.push(files['checks.yaml'].checks[0]!), 'checks.yaml', `"${content().checks.keys().next().value}" stands twice`);
    refused((files) => files.services.push(files.services[0]!), 'services', '"SIUP" stands twice');
  });

  const unknown: [string, (files: PackFiles) => void, string, string][] = [
    ['check of a service', (files) => files.services[0]!.checks.push('no-such'), 'services/siup.yaml', 'unknown check "no-such"'],
    ['decoy of a service', (files) => files.services[0]!.decoys.push('no-such'), 'services/siup.yaml', 'unknown decoy "no-such"'],
    ['registry of a service', (files) => files.services[0]!.registries.push('police'), 'services/siup.yaml', 'unknown registry "police"'],
    ['prerequisite of a service', (files) => files.services[0]!.prerequisites.push('XXX'), 'services/siup.yaml', 'unknown service "XXX"'],
    ['prerequisite among several', (files) => files.services[0]!.prerequisites.push(['RKLI', 'XXX']), 'services/siup.yaml', 'unknown service "XXX"'],
    ['field of an output', (files) => files.services[0]!.output.fields.push('nose'), 'services/siup.yaml', 'output: unknown form field "nose"'],
    ['clause of a formula', (files) => (files['levies.yaml'].levies[0]!.clause = 'no-such'), 'levies.yaml', 'unknown clause "no-such"'],
    ['document of a service', (files) => files.services[2]!.requirements.push({ document: 'XXX' }), 'services/tdg.yaml', 'unknown document "XXX"'],
    ['clause of a levy', (files) => (files.services[0]!.levy.clause = 'no-such'), 'services/siup.yaml', 'unknown clause "no-such"'],
    ['clause of a class', (files) => (files.services[0]!.classification!.clause = 'no-such'), 'services/siup.yaml', 'unknown clause "no-such"'],
    ['clause of a check', (files) => (files['checks.yaml'].checks[0]!.clause = 'no-such'), 'checks.yaml', 'unknown clause "no-such"'],
    ['clause of a decoy', (files) => (files['decoys.yaml'].decoys[0]!.clause = 'no-such'), 'decoys.yaml', 'unknown clause "no-such"'],
    ['clause of a guide script', (files) => (files['conversations.yaml'].guide[0]!.clause = 'no-such'), 'conversations', 'unknown clause "no-such"'],
    ['clause of a message', (files) => (files['conversations.yaml'].messages[0]!.clause = 'no-such'), 'conversations', 'unknown clause "no-such"'],
    ['clause of a question', (files) => (files['questions.yaml'].questions[0]!.clause = 'no-such'), 'questions', 'unknown clause "no-such"'],
    ['key of a question', (files) => (files['questions.yaml'].questions[0]!.key = 'z'), 'questions', '"L1-001": the key is not an option'],
    ['service of a level', (files) => files['levels.yaml'].levels[0]!.services.push('XXX'), 'levels.yaml', 'unknown service "XXX"'],
  ];
  for (const [what, change, file, reason] of unknown) it(`refuses an unknown ${what}`, () => refused(change, file, reason));

  it('refuses services that come before each other', () =>
    refused((files) => files.services.find(({ code }) => code === 'SIUP')!.prerequisites.push('TDP'), 'services/siup.yaml', 'prerequisites run in a circle: SIUP -> TDP -> SIUP'));

  it('keeps a chain to the order in which its services need each other, and to their facts', () => {
    const chain = (files: PackFiles, id: string) => files['chains.yaml'].chains.find((each) => each.id === id)!;
    const order = (services: string[], reason: string) => refused((files) => Object.assign(chain(files, 'restaurant'), { services }), 'chains.yaml', `chain "restaurant": ${reason}`);
    order(['KRK', 'IMBN', 'TDUP'], 'TDUP needs HO, which is not in it');
    order(['KRK', 'HO', 'IMBN'], 'IMBN comes before HO');
    order(['KRK', 'IMBN', 'KRK'], 'KRK stands twice');
    order(['KRK', 'IMBN', 'HO', 'TDP'], 'TDP needs SIUP or IUI or TDUP or IUTM or IUJK, which is not in it');
    order(['KRK', 'IMBN', 'HO', 'TDP', 'TDUP'], 'TDUP comes before TDP');
    refused((files) => Object.assign(chain(files, 'restaurant'), { services: ['KRK', 'XXX'] }), 'chains.yaml', 'unknown service "XXX"');
    refused((files) => (chain(files, 'house').facts['business.legalForm'] = 'PT'), 'chains.yaml', 'chain "house": IMBR has no file with business.legalForm "PT"');
  });

  it('ties the inputs of a levy to its formula', () => {
    const levy = (files: PackFiles) => files.services.find(({ code }) => code === 'RKLI')!.levy as { formula: string; inputs: Record<string, unknown> };
    refused((files) => (levy(files).formula = 'no-such'), 'services/rkli.yaml', 'unknown levy "no-such"');
    refused((files) => delete levy(files).inputs['days'], 'services/rkli.yaml', 'levy: input "days" of "advertising" is not given');
    refused((files) => (levy(files).inputs['nose'] = 'form.width'), 'services/rkli.yaml', 'levy: "advertising" has no input "nose"');
  });

  it('ties a target to the consequence refer', () => {
    refused((files) => (files['checks.yaml'].checks[0]!.target = 'supervisor'), 'checks.yaml', ': a target belongs');
    refused(
      (files) => delete files['checks.yaml'].checks.find((check) => check.consequence === 'refer')!.target,
      'checks.yaml',
      'a target belongs to the consequence refer, and only to it',
    );
  });

  it('takes a text only in both languages, and a path only as document and field', () => {
    expect(text.safeParse({ id: 'Berkas' }).success).to.equal(false);
    expect(text.safeParse({ id: 'Berkas', en: '' }).success).to.equal(false);
    expect(text.safeParse({ id: 'Berkas', en: 'Dossier', fr: 'Dossier' }).success).to.equal(false);
    const paths = ['form.name', 'KTP.nik', 'ktp.nik', 'KTP', 'KTP.nik.x', 'KTP.'];
    expect(paths.map((value) => path.safeParse(value).success)).to.deep.equal([true, true, false, false, false, false]);
  });
});
