import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { ContentError } from '../../src/core/catalogue/build.ts';
import { confidence, files, serviceFile } from '../../src/core/catalogue/content.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
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

const lineOf = (file: string, text: string) => readFileSync(path.join(contentFolder, file), 'utf8').split('\n').findIndex((line) => line.includes(text)) + 1;

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
  it('loads with four services of level 1', () => {
    expect([...content().services.keys()]).to.deep.equal(['SIUP', 'TDP', 'KPS', 'RKLI']);
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
    for (const service of content().services.values()) {
      expect(service.sla.source.trim()).to.not.equal('');
    }
    for (const { versions } of content().levies.values())
      for (const { source } of versions) expect(source.trim()).to.not.equal('');
    for (const check of content().checks.values()) expect(content().clauses.has(check.clause), check.id).to.equal(true);
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

  it('has no check, decoy or document that no service uses', () => {
    const services = [...content().services.values()];
    expect(new Set(services.flatMap(({ checks }) => checks))).to.deep.equal(new Set(content().checks.keys()));
    expect(new Set(services.flatMap(({ decoys }) => decoys))).to.deep.equal(new Set(content().decoys.keys()));
    expect(new Set(services.flatMap(({ requirements }) => requirements.map(({ document }) => document)))).to.deep.equal(new Set(content().documents.keys()));
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
  const broken: [what: string, change: (folder: string) => void, place: () => string, reason: string][] = [
    ['YAML that cannot be read', (folder) => edit(folder, 'services/kps.yaml', 'code: KPS', 'code: [KPS'), () => 'services/kps.yaml:', 'Flow sequence'],
    ['an unknown key', (folder) => edit(folder, 'services/kps.yaml', 'level: 1', 'level: 1\nlevle: 2'), () => 'services/kps.yaml:1', 'Unrecognized key: "levle"'],
    ['an unknown check', (folder) => edit(folder, 'services/kps.yaml', 'ktp-present', 'ktp-presnt'), () => 'services/kps.yaml', 'unknown check "ktp-presnt"'],
    ['an unknown kind of check', (folder) => edit(folder, 'checks/common.yaml', 'kind: present', 'kind: presnt'), () => 'services/', 'check "ktp-present": unknown kind "presnt"'],
    ['a missing parameter', (folder) => edit(folder, 'checks/common.yaml', '"as": "code"', '"az": "code"'), () => 'services/', 'parameter "as" must be a text'],
    ['an unknown comparison of a decoy', (folder) => edit(folder, 'decoys/common.yaml', 'as: name', 'as: nose'), () => 'services/', 'decoy "name-title": parameter "as" must be one of'],
    [
      'a text without English',
      (folder) => edit(folder, 'services/kps.yaml', ', en: "Make and year"}', '}'),
      () => `services/kps.yaml:${lineOf('services/kps.yaml', 'Make and year')}`,
      'form.5.name.en: Invalid input',
    ],
    [
      'a wrong value deep in a list',
      (folder) => edit(folder, 'checks/common.yaml', /(id: domicile-current[\s\S]*?)weight: 2/, '$1weight: 5'),
      () => `checks/common.yaml:${lineOf('checks/common.yaml', 'id: domicile-current') + 8}`,
      'weight: Invalid input',
    ],
    ['a key that is not an option', (folder) => edit(folder, 'questions/level-1.yaml', 'key: "b"', 'key: "z"'), () => 'questions', 'question "L1-001": the key is not an option'],
    ['a rule without a source', (folder) => edit(folder, 'clauses/common.yaml', /^\s+source: .*\n/m, ''), () => 'clauses/common.yaml:', 'source: Invalid input'],
    ['an empty file', (folder) => writeFileSync(path.join(folder, 'names.yaml'), ''), () => 'names.yaml:1', 'Invalid input'],
    ['four levels', (folder) => edit(folder, 'levels.yaml', /\n {2}- level: 5[\s\S]*$/, '\n'), () => 'levels.yaml:', 'levels: Too small'],
  ];
  for (const [what, change, place, reason] of broken)
    it(what, () =>
      withCopy((folder) => {
        change(folder);
        expect(() => loadContent(folder))
          .to.throw(ContentError)
          .with.property('message')
          .that.satisfies((message: string) => message.startsWith(place()) && message.includes(reason), `${place()} … ${reason}`);
      }),
    );

  it('a missing file', () =>
    withCopy((folder) => {
      rmSync(path.join(folder, 'rubric.yaml'));
      expect(() => loadContent(folder)).to.throw('rubric.yaml');
    }));
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
      expect([...catalogue.services.keys()]).to.deep.equal(['SIUP', 'TDP', 'KPS', 'RKLI', 'RKLX']);
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

  it('must have a code of its own', () =>
    withCopy((folder) => {
      writeService(folder, yaml.replace('code: RKLX', 'code: RKLI'));
      expect(() => loadContent(folder)).to.throw(ContentError, '"RKLI" stands twice');
    }));
});
