import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { Condition, Service } from '../catalogue/content.ts';
import { EntryError, type EntryPath } from '../catalogue/entry-error.ts';
import { checksOf } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import { splitPath, type World } from '../checks/kind.ts';
import { randomFrom } from '../shared/random.ts';
import { chainRecipes } from './chain.ts';
import { createWorld } from './facts.ts';
import { generateCase } from './generate.ts';
import { commonFacts, completeFacts } from './world.ts';

const someDay = '2015-05-28';

/** A world in which these facts are as they must be, as a recipe would make it. */
function worldWith(catalogue: Catalogue, service: Service, when: Condition = {}): World {
  const wanted: Record<string, string> = {};
  for (const condition of [service.insist, when]) for (const [fact, [first]] of Object.entries(condition)) wanted[fact] = first!;
  const stream = (name: string) => randomFrom('examine', name);
  const world = createWorld({ catalogue, today: someDay, stream }, commonFacts(catalogue, stream('world'), someDay, service.code, wanted));
  completeFacts(world);
  return world;
}

/** Asks the world for facts; what it cannot give is a fault of the entry that asks, unless a fact of the pack is itself at fault. */
function ask(world: World, fact: string, entry: object, at: EntryPath): void {
  try {
    world.get(fact);
  } catch (error) {
    throw error instanceof EntryError || !(error instanceof RangeError) ? error : new EntryError(entry, at, error.message, { cause: error });
  }
}

const askAll = (world: World, facts: readonly string[], entry: object, at: EntryPath): void => facts.forEach((fact) => ask(world, fact, entry, at));

/** Every paper and registry that the service may ask for can be drawn, whatever the condition under which it is asked for. */
function examineFacts(catalogue: Catalogue, service: Service): void {
  const plain = worldWith(catalogue, service);
  askAll(plain, Object.keys(service.insist), service, ['insist']);
  service.form.forEach(({ from }, at) => ask(plain, from, service, ['form', at, 'from']));
  service.requirements.forEach(({ document, when }, at) => {
    askAll(plain, Object.keys(when ?? {}), service, ['requirements', at, 'when']);
    const world = when ? worldWith(catalogue, service, when) : plain;
    const kind = known(catalogue.documents, document, 'document');
    kind.fields.forEach(({ from }, field) => ask(world, from, kind, ['fields', field, 'from']));
  });
  for (const { id, needs } of checksOf(catalogue, service.code)) askAll(plain, Object.keys(needs ?? {}), catalogue.checks.get(id)!, ['needs']);
  for (const id of service.registries) {
    const registry = known(catalogue.registries, id, 'registry');
    registry.records.forEach(({ key, when, fields }, at) => {
      askAll(plain, Object.keys(when ?? {}), registry, ['records', at, 'when']);
      const world = when ? worldWith(catalogue, service, when) : plain;
      ask(world, key, registry, ['records', at, 'key']);
      for (const [field, fact] of Object.entries(fields)) ask(world, fact, registry, ['records', at, 'fields', field]);
    });
  }
}

/** What the rules of the service look at is on its form or on a paper that it asks for; a paper of another service is nothing to it. */
function examinePaths(catalogue: Catalogue, service: Service): void {
  const fieldsOf = new Map<string, readonly { id: string }[]>([['form', service.form], ...service.requirements.map(({ document }) => [document, catalogue.documents.get(document)!.fields] as const)]);
  const demand = (path: string, at: EntryPath, what: string, always: boolean) => {
    const { document, field } = splitPath(path);
    const fields = fieldsOf.get(document);
    if (fields ? !fields.some(({ id }) => id === field) : always) throw new EntryError(service, at, `${what}: ${service.code} has no "${path}"`);
  };
  demand(service.applicant, ['applicant'], 'applicant', true);
  if (service.levy.kind === 'formula')
    for (const [input, source] of Object.entries(service.levy.inputs))
      for (const path of typeof source === 'string' ? [source] : 'days' in source ? source.days : []) demand(path, ['levy', 'inputs', input], `levy input "${input}"`, true);
  checksOf(catalogue, service.code).forEach(({ id, reads }, at) => {
    for (const path of reads) if (path.includes('.') && !path.startsWith('@')) demand(path, ['checks', at], `check "${id}"`, false);
  });
}

/**
 * Whether cases of a service can be made and judged, before anybody asks for one: its kinds of check and decoy are known, and every fact and datum that its
 * papers, registries and rules name exists. EntryError names the entry of the pack and what is wrong with it.
 */
export function examineService(catalogue: Catalogue, code: string): void {
  const service = serviceOf(catalogue, code);
  checksOf(catalogue, code);
  decoysOf(catalogue, code);
  examineFacts(catalogue, service);
  examinePaths(catalogue, service);
}

/**
 * Whether the files of a chain can be made, and are right when nothing is broken in them: with the facts of the chain they keep every rule of their services.
 * EntryError names the link and the rule.
 */
export function examineChain(catalogue: Catalogue, id: string): void {
  const chain = known(catalogue.chains, id, 'chain');
  chainRecipes(catalogue, id, chain.level, 'load', () => 'load').forEach((recipe, at) => {
    try {
      const permitCase = generateCase(catalogue, { ...recipe, breaks: [], decoys: [] });
      const broken = checksOf(catalogue, recipe.service).find((check) => !check.holds(permitCase));
      if (broken) throw new RangeError(`chain "${id}": a file of ${recipe.service} breaks "${broken.id}"`);
    } catch (error) {
      throw error instanceof EntryError || !(error instanceof RangeError) ? error : new EntryError(chain, ['services', at], error.message, { cause: error });
    }
  });
}
