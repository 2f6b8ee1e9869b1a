import type { z } from 'zod';
import { faultsOf } from '../conversations/check.ts';
import { isWorkingDay } from '../shared/working-days.ts';
import { applicationOf } from './application.ts';
import type { Catalogue } from './catalogue.ts';
import { chainFault } from './chains.ts';
import { type EventScript, type files, permitsBefore, type Service } from './content.ts';
import { withDrafts } from './drafts.ts';
import type { EntryPath } from './entry-error.ts';
import { stageIds } from './vocabulary.ts';

/** The parsed files of a content pack: one entry for each file, lists of those that stand in folders already joined. */
export type PackFiles = { [File in keyof typeof files]: z.infer<(typeof files)[File]> } & { services: Service[] };

/**
 * A content pack whose parts do not fit together: the file, and what is wrong. Where one entry is at fault the error carries it and the way into it, so that
 * whoever read the files can say the very file and line.
 */
export class ContentError extends Error {
  readonly file: string;
  readonly reason: string;
  readonly entry: object | undefined;
  readonly at: EntryPath;
  constructor(file: string, reason: string, entry?: object, at: EntryPath = []) {
    super(`${file}: ${reason}`);
    this.name = 'ContentError';
    this.file = file;
    this.reason = reason;
    this.entry = entry;
    this.at = at;
  }
}

function index<T extends object, Key extends string>(file: string, list: readonly T[], key: (entry: T) => Key): Map<Key, T> {
  const map = new Map<Key, T>();
  for (const entry of list) {
    if (map.has(key(entry))) throw new ContentError(file, `"${key(entry)}" stands twice`, entry);
    map.set(key(entry), entry);
  }
  return map;
}

/**
 * Joins the files of a pack to a catalogue and checks that every id that one file uses is defined in another.
 * Throws ContentError naming the file and the unknown id.
 */
export function buildCatalogue(pack: PackFiles): Catalogue {
  const catalogue = indexed(pack);
  refer(catalogue);
  return withDrafts(catalogue);
}

/** The same for a pack of which it is known that its parts fit together. */
export const joinCatalogue = (pack: PackFiles): Catalogue => withDrafts(indexed(pack));

/** The lists of a pack by their ids. Throws ContentError for an id that stands twice. */
function indexed(pack: PackFiles): Catalogue {
  const catalogue: Catalogue = {
    version: pack['pack.yaml'].version,
    effective: pack['pack.yaml'].effective,
    services: index('services', pack.services.toSorted((a, b) => a.number - b.number), (entry) => entry.code),
    documents: index('documents.yaml', pack['documents.yaml'].documents, (entry) => entry.id),
    checks: index('checks.yaml', pack['checks.yaml'].checks, (entry) => entry.id),
    decoys: index('decoys.yaml', pack['decoys.yaml'].decoys, (entry) => entry.id),
    clauses: index('clauses.yaml', pack['clauses.yaml'].clauses, (entry) => entry.id),
    facts: index('facts.yaml', pack['facts.yaml'].facts, (entry) => entry.id),
    conditions: index('conditions.yaml', pack['conditions.yaml'].conditions, (entry) => entry.fact),
    registries: index('registries.yaml', pack['registries.yaml'].registries, (entry) => entry.id),
    levies: index('levies.yaml', pack['levies.yaml'].levies, (entry) => entry.id),
    stages: index('stages.yaml', pack['stages.yaml'].stages, (entry) => entry.id),
    chains: index('chains.yaml', pack['chains.yaml'].chains, (entry) => entry.id),
    levels: pack['levels.yaml'].levels,
    rubric: pack['rubric.yaml'],
    rules: pack['rules.yaml'],
    shifts: pack['shifts.yaml'],
    holidays: new Set(index('holidays.yaml', pack['holidays.yaml'].holidays, (entry) => entry.date).keys()),
    kbli: index('kbli.yaml', pack['kbli.yaml'].kbli, (entry) => entry.code),
    places: pack['places.yaml'],
    names: pack['names.yaml'],
    guides: index('conversations', pack['conversations.yaml'].guide, (entry) => entry.id),
    messages: index('conversations', pack['conversations.yaml'].messages, (entry) => entry.id),
    events: index('events', pack['events.yaml'].events, (entry) => entry.id),
    situations: index('situations', pack['situations.yaml'].situations, (entry) => entry.id),
    guideWords: pack['guide-words.yaml'],
    letters: pack['letters.yaml'],
    questions: index('questions', pack['questions.yaml'].questions, (entry) => entry.id),
  };
  index('clauses.yaml', pack['clauses.yaml'].clauses.filter(({ number }) => number !== undefined), (entry) => entry.number!);
  return catalogue;
}

const fileOf = (service: Service): string => `services/${service.code.toLowerCase()}.yaml`;

/** The formula exists and the service fills each of its inputs, and no other. */
function referLevy(catalogue: Catalogue, service: Service, levy: Extract<Service['levy'], { kind: 'formula' }>): void {
  const file = fileOf(service);
  const formula = catalogue.levies.get(levy.formula);
  if (!formula) throw new ContentError(file, `unknown levy "${levy.formula}"`, service, ['levy', 'formula']);
  const given = new Set(Object.keys(levy.inputs));
  for (const { id } of formula.inputs) if (!given.delete(id)) throw new ContentError(file, `levy: input "${id}" of "${formula.id}" is not given`, service, ['levy', 'inputs']);
  for (const id of given) throw new ContentError(file, `levy: "${formula.id}" has no input "${id}"`, service, ['levy', 'inputs', id]);
}

/** No service comes before itself; the ContentError names the circle. */
function refuseCircles(catalogue: Catalogue): void {
  const done = new Set<string>();
  const visit = (code: string, way: readonly string[]) => {
    if (way.includes(code)) {
      const circle = way.slice(way.indexOf(code));
      const first = catalogue.services.get(code)!;
      const next = circle[1] ?? code;
      throw new ContentError(fileOf(first), `prerequisites run in a circle: ${[...circle, code].join(' -> ')}`, first, ['prerequisites', permitsBefore(first).findIndex((group) => group.includes(next))]);
    }
    if (done.has(code)) return;
    for (const before of permitsBefore(catalogue.services.get(code)!).flat()) visit(before, [...way, code]);
    done.add(code);
  };
  for (const code of catalogue.services.keys()) visit(code, []);
}

function need(file: string, map: ReadonlyMap<string, unknown>, id: string, what: string, entry: object, at: EntryPath): void {
  if (!map.has(id)) throw new ContentError(file, `unknown ${what} "${id}"`, entry, at);
}

/** A list that names each thing once. */
function refuseTwice(file: string, list: readonly string[], what: string, entry: object, at: string): void {
  list.forEach((id, index) => {
    if (list.indexOf(id) < index) throw new ContentError(file, `${what} "${id}" stands twice`, entry, [at, index]);
  });
}

function referService(catalogue: Catalogue, service: Service): void {
  const file = fileOf(service);
  refuseTwice(file, service.checks, 'check', service, 'checks');
  refuseTwice(file, service.decoys, 'decoy', service, 'decoys');
  refuseTwice(file, service.requirements.map(({ document }) => document), 'document', service, 'requirements');
  const form = new Set(service.form.map(({ id }) => id));
  service.checks.forEach((id, at) => need(file, catalogue.checks, id, 'check', service, ['checks', at]));
  service.decoys.forEach((id, at) => need(file, catalogue.decoys, id, 'decoy', service, ['decoys', at]));
  service.requirements.forEach(({ document }, at) => need(file, catalogue.documents, document, 'document', service, ['requirements', at]));
  service.registries.forEach((id, at) => need(file, catalogue.registries, id, 'registry', service, ['registries', at]));
  permitsBefore(service).forEach((group, at) => group.forEach((code) => need(file, catalogue.services, code, 'service', service, ['prerequisites', at])));
  service.output.fields.forEach((id, at) => {
    if (!form.has(id)) throw new ContentError(file, `output: unknown form field "${id}"`, service, ['output', 'fields', at]);
  });
  need(file, catalogue.clauses, service.levy.clause, 'clause', service, ['levy', 'clause']);
  if (service.levy.kind === 'formula') referLevy(catalogue, service, service.levy);
  if (service.classification) need(file, catalogue.clauses, service.classification.clause, 'clause', service, ['classification', 'clause']);
}

function referStages(catalogue: Catalogue): void {
  const file = 'stages.yaml';
  for (const stage of catalogue.stages.values()) {
    refuseTwice(file, stage.checks, 'check', stage, 'checks');
    refuseTwice(file, stage.decoys, 'decoy', stage, 'decoys');
    stage.documents.forEach((id, at) => need(file, catalogue.documents, id, 'document', stage, ['documents', at]));
    stage.checks.forEach((id, at) => need(file, catalogue.checks, id, 'check', stage, ['checks', at]));
    stage.decoys.forEach((id, at) => need(file, catalogue.decoys, id, 'decoy', stage, ['decoys', at]));
    stage.registries.forEach((id, at) => need(file, catalogue.registries, id, 'registry', stage, ['registries', at]));
    const [kept, field] = stage.keeps?.split('.') ?? [];
    if (kept && (!stage.documents.includes(kept) || !catalogue.documents.get(kept)!.fields.some(({ id }) => id === field))) throw new ContentError(file, `unknown datum "${stage.keeps}" of the stage`, stage, ['keeps']);
  }
}

/** The services of a level are known, each once, and its stages stand in the order in which a file goes through them, from the verification on. */
function referLevels(catalogue: Catalogue): void {
  const file = 'levels.yaml';
  for (const level of catalogue.levels) {
    level.services.forEach((code, at) => need(file, catalogue.services, code, 'service', level, ['services', at]));
    refuseTwice(file, level.services, 'service', level, 'services');
    refuseTwice(file, level.stages, 'stage', level, 'stages');
    if (level.stages[0] !== 'verification') throw new ContentError(file, `level ${level.level}: the first stage is the verification`, level, ['stages']);
    level.stages.forEach((stage, at) => {
      const before = level.stages[at - 1];
      if (before && stageIds.indexOf(before) > stageIds.indexOf(stage)) throw new ContentError(file, `level ${level.level}: stage "${stage}" comes before "${before}"`, level, ['stages', at]);
    });
  }
}

/** The services of a chain and of the permits on papers are known, and a chain keeps to what its services ask for. */
function referChains(catalogue: Catalogue): void {
  for (const document of catalogue.documents.values()) document.permit?.of.forEach((code, at) => need('documents.yaml', catalogue.services, code, 'service', document, ['permit', 'of', at]));
  for (const chain of catalogue.chains.values()) {
    chain.services.forEach((code, at) => need('chains.yaml', catalogue.services, code, 'service', chain, ['services', at]));
    const fault = chainFault(catalogue, chain);
    if (fault) throw new ContentError('chains.yaml', `chain "${chain.id}": ${fault.reason}`, chain, fault.at);
  }
}

/** Situations can be held: their names are known, no scene is without a way out; the clauses that they cite exist. */
function referSituations(catalogue: Catalogue): void {
  for (const situation of catalogue.situations.values()) {
    need('situations', catalogue.clauses, situation.clause, 'clause', situation, ['clause']);
    situation.topics.forEach(({ clause }, at) => clause && need('situations', catalogue.clauses, clause, 'clause', situation, ['topics', at, 'clause']));
    situation.variants.forEach((variant, at) => {
      try {
        applicationOf(catalogue, variant, 'build');
      } catch (error) {
        throw new ContentError('situations', (error as Error).message, situation, ['variants', at, 'application']);
      }
    });
    for (const { path, kind, what } of faultsOf(situation, catalogue.guideWords, { goals: false })) throw new ContentError('situations', `situation "${situation.id}": ${kind} "${what}"`, situation, path);
  }
}

/** What tries an operator says what it would be to give in, and what comes of a harmless thing is no error. */
function referEvent(event: EventScript, needClause: (file: string, entry: { clause: string }) => void): void {
  needClause('events', event);
  if ((event.kind === 'pressure') !== (event.critical !== undefined)) throw new ContentError('events', `event "${event.id}": a critical error belongs to the kind pressure, and only to it`, event, ['critical']);
  if (event.kind === 'neutral' && event.defect) throw new ContentError('events', `event "${event.id}": what is harmless is no defect`, event, ['defect']);
  if (event.conflict !== (event.defect === 'D40')) throw new ContentError('events', `event "${event.id}": a conflict of interest is D40, and nothing else is`, event, ['defect']);
  if (event.conflict !== event.wants.includes('declare')) throw new ContentError('events', `event "${event.id}": a conflict of interest is to be declared, and nothing else is`, event, ['wants']);
  if (new Set(event.wants).size < event.wants.length) throw new ContentError('events', `event "${event.id}": a step is wanted twice`, event, ['wants']);
}

/** Shifts stand once for a level, on working days, and their notes have different ids. */
function referShifts({ shifts, holidays }: Catalogue): void {
  index('shifts.yaml', shifts.notes, ({ id }) => id);
  index('shifts.yaml', shifts.shifts, ({ level }) => String(level));
  for (const [key, list] of [['days', shifts.days], ['eves', shifts.eves]] as const)
    list.forEach((date, at) => {
      if (!isWorkingDay(date, holidays)) throw new ContentError('shifts.yaml', `${date} is no working day`, shifts, [key, at]);
    });
}

function refer(catalogue: Catalogue): void {
  const needClause = (file: string, entry: { clause: string }) => need(file, catalogue.clauses, entry.clause, 'clause', entry, ['clause']);
  for (const service of catalogue.services.values()) referService(catalogue, service);
  referStages(catalogue);
  refuseCircles(catalogue);
  referChains(catalogue);
  referSituations(catalogue);
  referShifts(catalogue);
  for (const check of catalogue.checks.values()) {
    needClause('checks.yaml', check);
    if ((check.consequence === 'refer') !== (check.target !== undefined))
      throw new ContentError('checks.yaml', `check "${check.id}": a target belongs to the consequence refer, and only to it`, check, ['consequence']);
  }
  for (const levy of catalogue.levies.values()) needClause('levies.yaml', levy);
  for (const decoy of catalogue.decoys.values()) needClause('decoys.yaml', decoy);
  for (const script of [...catalogue.guides.values(), ...catalogue.messages.values()]) needClause('conversations', script);
  for (const event of catalogue.events.values()) referEvent(event, needClause);
  for (const question of catalogue.questions.values()) {
    needClause('questions', question);
    if (!question.options.some((option) => option.id === question.key)) throw new ContentError('questions', `question "${question.id}": the key is not an option`, question, ['key']);
  }
  referLevels(catalogue);
}
