import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { ContentError } from '../../src/core/catalogue/build.ts';
import { confidence, files, serviceFile, stageIds } from '../../src/core/catalogue/content.ts';
import { draftChecksOf, draftOf } from '../../src/core/catalogue/drafts.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { stagesOf } from '../../src/core/desk/way.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import { memoryCache } from '../../src/platform/content-cache.ts';
import { loadContent } from '../../src/platform/content.ts';
import { content, contentFolder } from '../support/content.ts';

/** Runs with a copy of the pack in a temporary folder. */
function withCopy(run: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'tangga-content-'));
  try {
    cpSync(contentFolder, folder, { recursive: true });
    run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function edit(folder: string, file: string, from: string | RegExp, to: string): void {
  const name = path.join(folder, file);
  const before = readFileSync(name, 'utf8');
  const after = before.replace(from, to);
  expect(after, `${file}: nothing to replace`).to.not.equal(before);
  writeFileSync(name, after);
}

/** Every object under a value, with its path. */
function* objects(value: unknown, at = ''): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Map) for (const [key, entry] of value) yield* objects(entry, `${at}/${key}`);
  else if (value instanceof Set) return;
  else {
    if (!Array.isArray(value)) yield [at, value as Record<string, unknown>];
    for (const [key, entry] of Object.entries(value)) yield* objects(entry, `${at}/${key}`);
  }
}

describe('the content pack of this repository', () => {
  it('loads with 24 services in four fields, four of them at level 1, and more at each level', () => {
    expect(content().services.size).to.equal(24);
    expect(new Set([...content().services.values()].map(({ field }) => field)).size).to.equal(4);
    expect(content().levels.map(({ services }) => services.length)).to.deep.equal([4, 10, 18, 24, 24]);
    for (const { level, services } of content().levels) for (const code of services) expect(content().services.get(code)!.level, code).to.be.at.most(level);
    expect(content().levels[0]!.services).to.have.members(['SIUP', 'TDP', 'KPS', 'RKLI']);
  });

  it('has every text in both languages', () => {
    let texts = 0;
    for (const [at, entry] of objects(content())) {
      if (!('en' in entry)) continue;
      const { id, en } = entry;
      if (Array.isArray(id)) continue;
      texts++;
      expect(String(id).trim(), at).to.not.equal('');
      expect(String(en).trim(), at).to.not.equal('');
    }
    expect(texts).to.be.above(500);
    for (const [at, entry] of objects(content()))
      for (const name of ['name', 'about', 'purpose', 'stem', 'explanation', 'lesson', 'title'])
        if (typeof entry[name] === 'object' && entry[name] !== null) expect(Object.keys(entry[name]), `${at}/${name}`).to.have.members(['id', 'en']);
  });

  it('says of every rule where it comes from and how sure that is', () => {
    const rules = [...content().clauses.values(), ...content().services.values(), ...content().questions.values(), ...content().guides.values()];
    for (const rule of rules) {
      expect(rule.source.trim()).to.not.equal('');
      expect(confidence.options).to.include(rule.confidence);
    }
    for (const { versions } of content().levies.values())
      for (const { source } of versions) expect(source.trim()).to.not.equal('');
    for (const check of content().checks.values()) expect(content().clauses.has(check.clause), check.id).to.equal(true);
  });

  it('says every condition of a requirement in both languages', () => {
    const { services, conditions } = content();
    const met = [...services.values()].flatMap(({ code, requirements }) => requirements.flatMap(({ when = {} }) => Object.entries(when).flatMap(([fact, values]) => values.map((value) => ({ code, fact, value })))));
    expect(met).to.not.deep.equal([]);
    expect(met.filter(({ fact, value }) => !conditions.get(fact)?.values[value])).to.deep.equal([]);
    expect([...conditions.keys()].filter((fact) => !met.some((each) => each.fact === fact))).to.deep.equal([]);
  });

  it('has checks, false alarms and questions enough', () => {
    const services = [...content().services.keys()];
    const defects = new Set(services.flatMap((service) => checksOf(content(), service).map(({ defect }) => defect)));
    const checks = new Set(services.flatMap((service) => checksOf(content(), service).map(({ id }) => id)));
    expect(checks.size).to.be.at.least(14);
    expect(defects.size).to.be.at.least(14);
    expect([...content().decoys.values()].map(({ defect }) => defect)).to.include.members(['D05', 'D07', 'D08']);
    expect(content().questions.size).to.be.at.least(40);
  });

  it('meets every kind of the catalogue of defects, D01 to D40, in a check, a false alarm or an event of some level', () => {
    const { services, levels, stages, decoys, events } = content();
    const met = new Set<string>([...events.values()].filter((event) => event.levels.length > 0).flatMap(({ defect }) => defect ?? []));
    for (const level of levels)
      for (const code of level.services) {
        for (const stage of level.stages) for (const { defect } of checksOf(content(), code, stage)) met.add(defect);
        for (const id of [...services.get(code)!.decoys, ...level.stages.flatMap((stage) => stages.get(stage)!.decoys)]) met.add(decoys.get(id)!.defect);
      }
    const kinds = Array.from({ length: 40 }, (_, at) => `D${String(at + 1).padStart(2, '0')}`);
    expect(kinds.filter((kind) => !met.has(kind))).to.deep.equal([]);
    // The draft permit and the parcel have kinds of their own, which the later stages show.
    expect([...met].filter((kind) => !kinds.includes(kind)).sort()).to.deep.equal(['D41', 'D42']);
  });

  it('calls a forbidden spot only what is forbidden, and no plain difference', () => {
    const kinds = new Set([...content().checks.values()].filter(({ defect }) => defect === 'D35').map(({ kind }) => kind));
    expect(kinds.has('match')).to.equal(false);
    expect([...content().checks.values()].filter(({ defect }) => defect === 'D14').map(({ params }) => params['path'])).to.deep.equal(['DOM.validUntil']);
    for (const { id, kind, conflict, defect } of content().events.values()) expect([kind === 'neutral' && defect !== undefined, conflict !== (defect === 'D40')], id).to.deep.equal([false, false]);
  });

  it('has no check, decoy or document that no service uses', () => {
    const services = [...content().services.values()];
    const stages = [...content().stages.values()];
    const unused = (all: Iterable<string>, used: readonly string[]) => [...all].filter((id) => !used.includes(id));
    expect(unused(content().checks.keys(), [...services.flatMap((service) => [...service.checks, ...draftChecksOf(service)]), ...stages.flatMap(({ checks }) => checks)])).to.deep.equal([]);
    expect(unused(content().decoys.keys(), [...services, ...stages].flatMap(({ decoys }) => decoys))).to.deep.equal([]);
    const papers = services.flatMap((service) => [draftOf(service), ...service.requirements.map(({ document }) => document)]);
    expect(unused(content().documents.keys(), [...papers, ...stages.flatMap(({ documents }) => documents)])).to.deep.equal([]);
    expect(unused(content().levies.keys(), services.flatMap(({ levy }) => (levy.kind === 'free' ? [] : [levy.formula])))).to.deep.equal([]);
  });

  it('names in its rules only data that a service has', () => {
    for (const service of content().services.values()) {
      const known = new Set(service.form.map(({ id }) => `form.${id}`));
      for (const { document } of service.requirements) for (const { id } of content().documents.get(document)!.fields) known.add(`${document}.${id}`).add(document);
      for (const check of checksOf(content(), service.code))
        for (const read of check.reads) {
          // A rule of several services may name a paper that one of them does not ask for; a field of a paper that it does ask for must exist.
          const asked = read.startsWith('form.') || known.has(read.split('.')[0]!);
          if (asked) expect(known.has(read), `${service.code} ${check.id} reads ${read}`).to.equal(true);
        }
    }
  });

  it('has for every level-1 decision at least two services, and replies that can be told apart', () => {
    for (const consequence of ['return', 'reject', 'refer'] as const)
      expect([...content().services.keys()].filter((service) => checksOf(content(), service).some((check) => check.consequence === consequence)).length).to.be.at.least(2);
    for (const { replies } of [...content().guides.values(), ...content().messages.values()]) expect(replies.filter(({ points }) => points === 1)).to.have.length(1);
  });

  it('has for every level messages and questions of its own, and at level 1 those it began with', () => {
    const { guides, messages } = content();
    const ofLevel = <T extends { levels: number[] }>(scripts: ReadonlyMap<string, T>, level: number) => [...scripts.values()].filter(({ levels }) => levels.includes(level));
    for (const { level } of content().levels) {
      const kinds = ofLevel(messages, level).map(({ kind }) => kind);
      expect(kinds.length, `messages of level ${level}`).to.be.at.least(4);
      for (const kind of ['offer', 'neutral']) expect(kinds.filter((other) => other === kind).length, `${kind} of level ${level}`).to.be.at.least(2);
      expect(ofLevel(guides, level).length, `questions of level ${level}`).to.be.at.least(3);
    }
    expect(ofLevel(guides, 1).map(({ id }) => id)).to.deep.equal(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G13', 'G15']);
    expect(ofLevel(messages, 1).map(({ id }) => id)).to.deep.equal(Array.from({ length: 14 }, (_, at) => `M${String(at + 1).padStart(2, '0')}`));
  });

  it('gives credit for reporting an offer and nothing else, and has to every message a reply that asks for a reward', () => {
    for (const { id, kind, report, replies } of content().messages.values()) {
      expect(report.points, id).to.equal(kind === 'offer' ? 1 : 0);
      expect(replies.some(({ critical }) => critical === 'CE1'), id).to.equal(true);
      expect(replies.filter(({ critical, points }) => critical && points > 0), id).to.deep.equal([]);
    }
  });

  it('has for every decision, free or charged, a letter without a fault', () => {
    for (const decision of ['proceed', 'return', 'reject', 'refer'] as const)
      for (const levy of ['free', 'charged'])
        for (const slot of content().letters.slots)
          expect(
            slot.options.filter(({ fits, fitsLevy, breaks, satisfies }) => (fits === 'all' || fits.includes(decision)) && (fitsLevy === 'any' || fitsLevy === levy) && breaks.length === 0 && satisfies.length > 0).length,
            `${slot.id} ${decision} ${levy}`,
          ).to.equal(1);
  });

  it('has a schema for every file', () => {
    for (const name of Object.keys(files)) expect(name).to.match(/\.yaml$/);
    expect(serviceFile.safeParse(parse(readFileSync(path.join(contentFolder, 'services/kps.yaml'), 'utf8'))).success).to.equal(true);
  });
});

describe('a broken pack stops with file, line and reason', () => {
  type Broken = [what: string, change: (folder: string) => void, place: (folder: string) => string, reason: string];
  /** The first line of a file of the changed pack that includes the text. */
  const at = (file: string, text: string, after = 0) => (folder: string) => `${file}:${readFileSync(path.join(folder, file), 'utf8').split('\n').findIndex((line) => line.includes(text)) + 1 + after}: `;
  const add = (file: string, text: string) => (folder: string) => writeFileSync(path.join(folder, file), text);
  const levy = (step: string) => `levies:
  - id: broken
    name: {id: a, en: a}
    clause: ad-tax
    inputs: [{id: days, name: {id: a, en: a}, kind: number, unit: hari, min: 0, max: 9, example: 3}]
    steps: [{id: due, name: {id: a, en: a}, ${step}}]
    versions: [{effective: "2015-01-01", source: a, confidence: training}]
`;
  const broken: Broken[] = [
    ['YAML that cannot be read', (folder) => edit(folder, 'services/kps.yaml', 'code: KPS', 'code: [KPS'), () => 'services/kps.yaml:2: ', 'Flow sequence'],
    ['an alias to nothing', (folder) => edit(folder, 'services/kps.yaml', 'code: KPS', 'code: *nose'), () => 'services/kps.yaml:1: ', 'nose'],
    ['a key that stands twice', (folder) => edit(folder, 'services/kps.yaml', 'level: 1', 'level: 1\nlevel: 1'), at('services/kps.yaml', 'level: 1', 1), 'Map keys must be unique'],
    ['an unknown key', (folder) => edit(folder, 'services/kps.yaml', 'level: 1', 'level: 1\nlevle: 2'), () => 'services/kps.yaml:1: ', 'Unrecognized key: "levle"'],
    ['an unknown check', (folder) => edit(folder, 'services/kps.yaml', 'ktp-present', 'ktp-presnt'), at('services/kps.yaml', 'ktp-presnt'), 'unknown check "ktp-presnt"'],
    ['a check that stands twice in a service', (folder) => edit(folder, 'services/kps.yaml', 'checks: [ktp-present', 'checks: [ktp-present,\n  ktp-present'), at('services/kps.yaml', '  ktp-present'), 'check "ktp-present" stands twice'],
    ['stages of a level in the wrong order', (folder) => edit(folder, 'levels.yaml', 'stages: [verification, resubmission, permit]', 'stages: [verification, permit, resubmission]'), at('levels.yaml', 'stages: [verification, permit'), 'level 2: stage "resubmission" comes before "permit"'],
    ['a level that does not begin with the verification', (folder) => edit(folder, 'levels.yaml', 'stages: [verification, resubmission, permit]', 'stages: [resubmission, permit]'), at('levels.yaml', 'stages: [resubmission'), 'level 2: the first stage is the verification'],
    ['a missing clause', (folder) => edit(folder, 'checks/common.yaml', /(id: domicile-current[\s\S]*?clause: )\S+/, '$1no-such'), at('checks/common.yaml', 'clause: no-such'), 'unknown clause "no-such"'],
    ['a clause of a levy that is missing', (folder) => edit(folder, 'services/rkli.yaml', /(formula: advertising[\s\S]*?clause: )\S+/, '$1no-such'), at('services/rkli.yaml', 'clause: no-such'), 'unknown clause "no-such"'],
    ['a circle of prerequisites', (folder) => edit(folder, 'services/siup.yaml', 'expertMinutes', 'prerequisites: [TDP]\nexpertMinutes'), at('services/siup.yaml', 'prerequisites: [TDP]'), 'prerequisites run in a circle: SIUP -> TDP -> SIUP'],
    ['a service that comes before itself', (folder) => edit(folder, 'services/rkli.yaml', 'expertMinutes', 'prerequisites: [RKLI]\nexpertMinutes'), at('services/rkli.yaml', 'prerequisites'), 'in a circle: RKLI -> RKLI'],
    ['a chain without a service that another needs', (folder) => edit(folder, 'chains.yaml', '[KRK, IMBN, HO, TDUP, TDP]', '[KRK, IMBN, TDUP, TDP]'), at('chains.yaml', '[KRK, IMBN, TDUP, TDP]'), 'chain "restaurant": TDUP needs HO, which is not in it'],
    ['a chain in the wrong order', (folder) => edit(folder, 'chains.yaml', '[KRK, IMBN, HO, TDUP, TDP]', '[KRK, HO, IMBN, TDUP, TDP]'), at('chains.yaml', '[KRK, HO, IMBN, TDUP, TDP]'), 'chain "restaurant": IMBN comes before HO'],
    ['a chain that shows a permit which nobody gave', (folder) => edit(folder, 'chains.yaml', '[KRK, IMBR, JMP, POHON]', '[KRK, JMP, IMBR, POHON]'), at('chains.yaml', '[KRK, JMP, IMBR, POHON]'), 'chain "house": JMP asks for the paper IMB; IMBR or IMBN comes before it'],
    ['a chain whose facts a service does not have', (folder) => edit(folder, 'chains.yaml', 'business.kbliTitle: Restoran', 'business.kbliTitle: Apotek'), at('chains.yaml', 'business.kbliTitle: Apotek'), 'chain "restaurant": HO has no file with business.kbliTitle "Apotek"'],
    ['a chain whose facts break a rule', (folder) => edit(folder, 'chains.yaml', 'imb.function: Tempat usaha', 'imb.function: Gudang'), at('chains.yaml', '[KRK, IMBN, HO, SIUP, TDP]'), 'chain "shop": a file of HO breaks "ho-building-function"'],
    ['a permit on a paper of an unknown service', (folder) => edit(folder, 'documents/shared.yaml', 'of: [HO]', 'of: [HOO]'), at('documents/shared.yaml', 'of: [HOO]'), 'unknown service "HOO"'],
    ['a formula that divides by zero', add('levies/broken.yaml', levy('op: quotient, of: [1, days]')), () => 'levies/broken.yaml:2: ', 'levy "broken": version 2015-01-01: step "due" may divide by zero'],
    ['a formula with a name that nobody knows', add('levies/broken.yaml', levy('op: sum, of: [days, nose]')), () => 'levies/broken.yaml:2: ', 'step "due" uses "nose"'],
    ['a text without English', (folder) => edit(folder, 'services/kps.yaml', ', en: "Make and year"}', '}'), at('services/kps.yaml', 'id: brand'), 'form.5.name.en: Invalid input'],
    ['a text without English in a file of its own', (folder) => edit(folder, 'questions/level-1.yaml', /\n {6}en: .*/, ''), at('questions/level-1.yaml', 'stem:', 1), 'questions.0.stem.en: Invalid input'],
    ['a wrong value deep in a list', (folder) => edit(folder, 'checks/common.yaml', /(id: domicile-current[\s\S]*?)weight: 2/, '$1weight: 5'), at('checks/common.yaml', 'weight: 5'), 'weight: Invalid input'],
    ['an unknown kind of check', (folder) => edit(folder, 'checks/common.yaml', 'kind: present', 'kind: presnt'), at('checks/common.yaml', 'kind: presnt'), 'check "ktp-present": unknown kind "presnt"'],
    ['a missing parameter', (folder) => edit(folder, 'checks/common.yaml', '"as": "code"', '"az": "code"'), at('checks/common.yaml', '"az": "code"'), 'parameter "as" must be a text'],
    ['an unknown comparison of a decoy', (folder) => edit(folder, 'decoys/common.yaml', 'as: name', 'as: nose'), at('decoys/common.yaml', 'as: nose'), 'decoy "name-title": parameter "as" must be one of'],
    ['an unknown kind of decoy', (folder) => edit(folder, 'decoys/common.yaml', 'kind: variant', 'kind: nose'), at('decoys/common.yaml', 'kind: nose'), 'unknown kind "nose"'],
    ['a key that is not an option', (folder) => edit(folder, 'questions/level-1.yaml', 'key: "b"', 'key: "z"'), at('questions/level-1.yaml', 'key: "z"'), 'question "L1-001": the key is not an option'],
    ['a rule without a source', (folder) => edit(folder, 'clauses/common.yaml', /^\s+source: .*\n/m, ''), at('clauses/common.yaml', 'id: "upload-readable"'), 'source: Invalid input'],
    ['an id that stands in two files', add('clauses/again.yaml', 'clauses:\n  # once more\n  - {id: ad-tax, title: {id: a, en: a}, text: {id: a, en: a}, source: a, confidence: low}\n'), () => 'clauses/', '"ad-tax" stands twice'],
    ['an input of a levy that is not filled', (folder) => edit(folder, 'services/rkli.yaml', 'sides: form.sides, ', ''), at('services/rkli.yaml', 'inputs: {'), 'levy: input "sides" of "advertising" is not given'],
    ['an unknown service of a level', (folder) => edit(folder, 'levels.yaml', 'SIUP', 'SIUPP'), at('levels.yaml', 'SIUPP'), 'unknown service "SIUPP"'],
    ['a fact that nobody knows', (folder) => edit(folder, 'services/kps.yaml', 'from: vehicle.brand', 'from: vehicle.nose'), at('services/kps.yaml', 'vehicle.nose'), 'content: unknown fact "vehicle.nose"'],
    ['a fact of a paper that is asked for under a condition only', (folder) => edit(folder, 'documents/common.yaml', 'from: deed.notary', 'from: deed.nose'), at('documents/common.yaml', 'deed.nose'), 'content: unknown fact "deed.nose"'],
    ['a fact of a registry', (folder) => edit(folder, 'registries/common.yaml', 'kirUntil: vehicle.kirUntil', 'kirUntil: vehicle.nose'), at('registries/common.yaml', 'vehicle.nose'), 'content: unknown fact "vehicle.nose"'],
    ['a condition on a fact that nobody knows', (folder) => edit(folder, 'services/siup.yaml', 'when: {business.legalForm', 'when: {business.nose'), at('services/siup.yaml', 'business.nose'), 'content: unknown fact "business.nose"'],
    ['a fact that needs itself', (folder) => edit(folder, 'facts/common.yaml', 'is: Aktif', 'is: "=tax.status"'), at('facts/common.yaml', '=tax.status'), 'content: fact "tax.status" needs itself'],
    ['a fact that a fact draws from', (folder) => edit(folder, 'facts/common.yaml', 'is: Aktif', 'is: "=tax.nose"'), at('facts/common.yaml', '=tax.nose'), 'content: unknown fact "tax.nose"'],
    ['a check of a datum that is not there', (folder) => edit(folder, 'checks/common.yaml', '"form.plate"', '"form.plat"'), at('services/kps.yaml', 'plate-stnk-match'), 'check "no-kps-in-force": KPS has no "form.plat"'],
    ['an applicant that is not on the form', (folder) => edit(folder, 'services/rkli.yaml', 'applicant: form.name', 'applicant: form.nose'), at('services/rkli.yaml', 'applicant:'), 'applicant: RKLI has no "form.nose"'],
    ['a levy of a datum that is not there', (folder) => edit(folder, 'services/rkli.yaml', 'sides: form.sides', 'sides: form.nose'), at('services/rkli.yaml', 'inputs: {'), 'levy input "sides": RKLI has no "form.nose"'],
    ['a time without a source', (folder) => edit(folder, 'services/siup.yaml', /, source: Permendag 36\/2007, confidence: high\}/, ', confidence: high}'), at('services/siup.yaml', 'sla:'), 'sla: a source is needed'],
    ['an empty file', add('names.yaml', ''), () => 'names.yaml:1: ', 'Invalid input'],
    ['four levels', (folder) => edit(folder, 'levels.yaml', /\n {2}- level: 5[\s\S]*$/, '\n'), () => 'levels.yaml:', 'levels: Too small'],
    ['a missing file', (folder) => rmSync(path.join(folder, 'rubric.yaml')), () => 'rubric.yaml: ', 'the file is missing'],
    ['a file of no part', add('cheks.yaml', 'checks: []'), () => 'cheks.yaml:1: ', 'belongs to no part of the pack'],
    ['a file and a folder of one part', add('checks.yaml', 'checks: []'), () => 'checks/building.yaml:1: ', 'belongs to no part of the pack'],
    ['a file with the wrong ending', (folder) => writeFileSync(path.join(folder, 'services/new.yml'), ''), () => 'services/new.yml:1: ', 'belongs to no part of the pack'],
  ];
  const parsed = memoryCache();
  for (const [what, change, place, reason] of broken)
    it(what, () =>
      withCopy((folder) => {
        change(folder);
        expect(() => loadContent(folder, parsed))
          .to.throw(ContentError)
          .with.property('message')
          .that.satisfies((message: string) => message.startsWith(place(folder)) && message.includes(reason), `${place(folder)} … ${reason}`);
      }),
    );

  it('and a folder that is not there by its name', () => expect(() => loadContent(path.join(contentFolder, 'nowhere'))).to.throw('nowhere'));
});

describe('a 25th service', () => {
  const yaml = `
code: RKLX
number: 25
field: routes
level: 1
name: {id: Izin pameran keliling, en: Travelling exhibition permit}
about: {id: Layanan uji, en: A service for this test.}
source: Aturan latihan
confidence: training
eligible: {id: Siapa pun, en: Anyone}
output: {name: {id: Izin pameran, en: Exhibition permit}, fields: [name, street], valid: {id: Selama pameran, en: While on show}}
sanctions: {id: Pameran dihentikan, en: The exhibition is stopped}
sla: {days: 2, source: training assumption, confidence: training}
expertMinutes: 5
applicant: form.name
form:
  - {id: name, name: {id: Nama, en: Name}, from: person.name}
  - {id: nik, name: {id: NIK, en: NIK}, type: code, from: person.nik}
  - {id: street, name: {id: Jalan, en: Street}, from: ad.street}
  - {id: stalls, name: {id: Jumlah kios, en: Stalls}, type: number, from: exhibition.stalls}
  - {id: start, name: {id: Mulai, en: From}, type: date, from: exhibition.start}
  - {id: end, name: {id: Sampai, en: Until}, type: date, from: exhibition.end}
requirements: [{document: KTP}, {document: MONTASE}]
registries: [population, roads]
levy: {kind: formula, formula: exhibition, inputs: {days: {days: [form.start, form.end]}}, clause: free-service}
checks: [ktp-present, ktp-readable, nik-match, ad-street-match, few-stalls]
decoys: [ktp-past-date, foreign-nik, street-abbreviated]
`;
  const beside: Record<string, string> = {
    'facts/exhibition.yaml': `facts:
  - {id: exhibition.stalls, draw: {kind: number, min: 4, max: 20}}
  - {id: exhibition.start, draw: {kind: date, min: 10, max: 40}}
  - {id: exhibition.end, draw: {kind: date, from: exhibition.start, min: 1, max: 6}}
`,
    'levies/exhibition.yaml': `levies:
  - id: exhibition
    name: {id: Retribusi pameran, en: Exhibition levy}
    clause: free-service
    inputs: [{id: days, name: {id: Hari, en: Days}, kind: number, unit: hari, min: 1, max: 30, example: 3}]
    steps: [{id: levy, name: {id: Retribusi, en: Levy}, op: product, of: [days, daily]}]
    versions:
      - {effective: "2015-01-01", constants: {daily: 20000}, source: Aturan latihan, confidence: training}
      - {effective: "2015-07-01", constants: {daily: 25000}, source: Aturan latihan, confidence: training}
`,
    'checks/exhibition.yaml': `checks:
  - {id: few-stalls, defect: D35, kind: at-most, params: {value: form.stalls, limit: 20}, consequence: reject, competency: REG, clause: single-permit, difficulty: 0, weight: 2, name: {id: Paling banyak 20 kios, en: 20 stalls at most}}
`,
  };
  const writeService = (folder: string, text = yaml) => {
    writeFileSync(path.join(folder, 'services/rklx.yaml'), text);
    for (const [file, part] of Object.entries(beside)) writeFileSync(path.join(folder, file), part);
  };

  it('comes from YAML alone: it generates, is played by the expert and grades to 100', () =>
    withCopy((folder) => {
      writeService(folder);
      const catalogue = loadContent(folder);
      expect(catalogue.services.size).to.equal(25);
      expect([...catalogue.services.keys()].at(-1)).to.equal('RKLX');
      const decided = new Set<string>();
      for (let seed = 0; seed < 100; seed++) {
        const permitCase = generateCase(catalogue, { service: 'RKLX', level: 1, seed: String(seed) });
        decided.add(truthOf(catalogue, permitCase).decision);
        const { total, critical } = gradeCase(catalogue, permitCase, operate(catalogue, permitCase, { archetype: 'expert', random: randomFrom(seed), startAt: '2015-05-28T01:00:00.000Z' }));
        expect(total).to.be.closeTo(100, 1e-9);
        expect(critical).to.deep.equal([]);
      }
      expect([...decided]).to.have.members(['proceed', 'return', 'reject']);
      const levies = ['2015-06-30', '2015-07-01'].map((receivedOn) => {
        const permitCase = { ...generateCase(catalogue, { service: 'RKLX', level: 1, seed: 'a', breaks: [] }), receivedOn };
        Object.assign(permitCase.dossier.form, { start: '2015-08-03', end: '2015-08-05' });
        return truthOf(catalogue, permitCase).levy?.amount;
      });
      expect(levies).to.deep.equal([60_000, 75_000]);
    }));

  it('is played by the expert through every stage of level 5, with a technical team, a levy and a draft of its own, and grades to 100', () =>
    withCopy((folder) => {
      writeService(folder, yaml.replace('requirements:', 'team: {name: {id: Tim pameran, en: Exhibition team}, visit: true}\nrequirements:'));
      const catalogue = loadContent(folder);
      const seen = new Set<string>();
      const faulty = new Set<string>();
      for (let seed = 0; seed < 20; seed++) {
        const recipe = { service: 'RKLX', level: 5, seed: `way-${seed}` };
        const permitCase = generateCase(catalogue, recipe);
        const actions = operate(catalogue, permitCase, { archetype: 'expert', random: randomFrom(seed), startAt: '2015-05-28T01:00:00.000Z', recipe });
        for (const { stage, permitCase: file } of stagesOf(permitCase, actions)) {
          seen.add(stage);
          if (truthOf(catalogue, file).decision !== 'proceed') faulty.add(stage);
        }
        const { total, critical, decisionRight } = gradeCase(catalogue, permitCase, actions);
        expect(total, recipe.seed).to.be.closeTo(100, 1e-9);
        expect(decisionRight, recipe.seed).to.equal(true);
        expect(critical, recipe.seed).to.deep.equal([]);
      }
      expect([...seen]).to.have.members([...stageIds]);
      expect(faulty.size, 'stages with something wrong').to.be.at.least(3);
    }));

  it('must have a code of its own', () =>
    withCopy((folder) => {
      writeService(folder, yaml.replace('code: RKLX', 'code: RKLI'));
      expect(() => loadContent(folder)).to.throw(ContentError, '"RKLI" stands twice');
    }));
});
