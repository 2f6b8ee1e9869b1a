import type { z } from 'zod';
import type { Catalogue } from './catalogue.ts';
import type { files, Service } from './content.ts';
import { withDrafts } from './drafts.ts';

/** The parsed files of a content pack: one entry for each file, lists of those that stand in folders already joined. */
export type PackFiles = { [File in keyof typeof files]: z.infer<(typeof files)[File]> } & { services: Service[] };

/** A content pack whose parts do not fit together: the file, and what is wrong. */
export class ContentError extends Error {
  readonly file: string;
  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.name = 'ContentError';
    this.file = file;
  }
}

function index<T, Key extends string>(file: string, list: readonly T[], key: (entry: T) => Key): Map<Key, T> {
  const map = new Map<Key, T>();
  for (const entry of list) {
    if (map.has(key(entry))) throw new ContentError(file, `"${key(entry)}" stands twice`);
    map.set(key(entry), entry);
  }
  return map;
}

/**
 * Joins the files of a pack to a catalogue and checks that every id that one file uses is defined in another.
 * Throws ContentError naming the file and the unknown id.
 */
export function buildCatalogue(pack: PackFiles): Catalogue {
  const catalogue: Catalogue = {
    version: pack['pack.yaml'].version,
    effective: pack['pack.yaml'].effective,
    services: index('services', pack.services.toSorted((a, b) => a.number - b.number), (entry) => entry.code),
    documents: index('documents.yaml', pack['documents.yaml'].documents, (entry) => entry.id),
    checks: index('checks.yaml', pack['checks.yaml'].checks, (entry) => entry.id),
    decoys: index('decoys.yaml', pack['decoys.yaml'].decoys, (entry) => entry.id),
    clauses: index('clauses.yaml', pack['clauses.yaml'].clauses, (entry) => entry.id),
    facts: index('facts.yaml', pack['facts.yaml'].facts, (entry) => entry.id),
    registries: index('registries.yaml', pack['registries.yaml'].registries, (entry) => entry.id),
    levies: index('levies.yaml', pack['levies.yaml'].levies, (entry) => entry.id),
    stages: index('stages.yaml', pack['stages.yaml'].stages, (entry) => entry.id),
    chains: index('chains.yaml', pack['chains.yaml'].chains, (entry) => entry.id),
    levels: pack['levels.yaml'].levels,
    rubric: pack['rubric.yaml'],
    holidays: new Set(index('holidays.yaml', pack['holidays.yaml'].holidays, (entry) => entry.date).keys()),
    kbli: index('kbli.yaml', pack['kbli.yaml'].kbli, (entry) => entry.code),
    places: pack['places.yaml'],
    names: pack['names.yaml'],
    guides: index('conversations', pack['conversations.yaml'].guide, (entry) => entry.id),
    messages: index('conversations', pack['conversations.yaml'].messages, (entry) => entry.id),
    letters: pack['letters.yaml'],
    questions: index('questions', pack['questions.yaml'].questions, (entry) => entry.id),
  };
  refer(catalogue);
  return withDrafts(catalogue);
}

/** The formula exists and the service fills each of its inputs, and no other. */
function referLevy(catalogue: Catalogue, file: string, levy: Extract<Service['levy'], { kind: 'formula' }>): void {
  const formula = catalogue.levies.get(levy.formula);
  if (!formula) throw new ContentError(file, `unknown levy "${levy.formula}"`);
  const given = new Set(Object.keys(levy.inputs));
  for (const { id } of formula.inputs) if (!given.delete(id)) throw new ContentError(file, `levy: input "${id}" of "${formula.id}" is not given`);
  for (const id of given) throw new ContentError(file, `levy: "${formula.id}" has no input "${id}"`);
}

/** No service comes before itself; the ContentError names the circle. */
function refuseCircles(catalogue: Catalogue): void {
  const done = new Set<string>();
  const visit = (code: string, way: readonly string[]) => {
    if (way.includes(code)) throw new ContentError(`services/${way[0]!.toLowerCase()}.yaml`, `prerequisites run in a circle: ${[...way.slice(way.indexOf(code)), code].join(' -> ')}`);
    if (done.has(code)) return;
    for (const before of catalogue.services.get(code)!.prerequisites) visit(before, [...way, code]);
    done.add(code);
  };
  for (const code of catalogue.services.keys()) visit(code, []);
}

function refer(catalogue: Catalogue): void {
  const need = (file: string, map: ReadonlyMap<string, unknown>, id: string, what: string) => {
    if (!map.has(id)) throw new ContentError(file, `unknown ${what} "${id}"`);
  };
  for (const service of catalogue.services.values()) {
    const file = `services/${service.code.toLowerCase()}.yaml`;
    for (const id of service.checks) need(file, catalogue.checks, id, 'check');
    for (const id of service.decoys) need(file, catalogue.decoys, id, 'decoy');
    for (const { document } of service.requirements) need(file, catalogue.documents, document, 'document');
    for (const id of service.registries) need(file, catalogue.registries, id, 'registry');
    for (const code of service.prerequisites) need(file, catalogue.services, code, 'service');
    need(file, catalogue.clauses, service.levy.clause, 'clause');
    if (service.levy.kind === 'formula') referLevy(catalogue, file, service.levy);
    const form = new Set(service.form.map(({ id }) => id));
    for (const id of service.output.fields) if (!form.has(id)) throw new ContentError(file, `output: unknown form field "${id}"`);
    if (service.classification) need(file, catalogue.clauses, service.classification.clause, 'clause');
  }
  for (const check of catalogue.checks.values()) {
    need('checks.yaml', catalogue.clauses, check.clause, 'clause');
    if ((check.consequence === 'refer') !== (check.target !== undefined))
      throw new ContentError('checks.yaml', `check "${check.id}": a target belongs to the consequence refer, and only to it`);
  }
  for (const levy of catalogue.levies.values()) need('levies.yaml', catalogue.clauses, levy.clause, 'clause');
  for (const stage of catalogue.stages.values()) {
    for (const id of stage.documents) need('stages.yaml', catalogue.documents, id, 'document');
    for (const id of stage.checks) need('stages.yaml', catalogue.checks, id, 'check');
    for (const id of stage.decoys) need('stages.yaml', catalogue.decoys, id, 'decoy');
    for (const id of stage.registries) need('stages.yaml', catalogue.registries, id, 'registry');
  }
  for (const chain of catalogue.chains.values()) {
    for (const code of chain.services) need('chains.yaml', catalogue.services, code, 'service');
    chain.services.forEach((code, at) => {
      const late = catalogue.services.get(code)!.prerequisites.find((before) => chain.services.indexOf(before) > at);
      if (late) throw new ContentError('chains.yaml', `chain "${chain.id}": ${late} comes before ${code}`);
    });
  }
  refuseCircles(catalogue);
  for (const decoy of catalogue.decoys.values()) need('decoys.yaml', catalogue.clauses, decoy.clause, 'clause');
  for (const script of [...catalogue.guides.values(), ...catalogue.messages.values()]) need('conversations', catalogue.clauses, script.clause, 'clause');
  for (const question of catalogue.questions.values()) {
    need('questions', catalogue.clauses, question.clause, 'clause');
    if (!question.options.some((option) => option.id === question.key)) throw new ContentError('questions', `question "${question.id}": the key is not an option`);
  }
  for (const level of catalogue.levels) for (const code of level.services) need('levels.yaml', catalogue.services, code, 'service');
}
