import { type Catalogue, known, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Service } from '../catalogue/content.ts';
import { type Check, checksOf, collide } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import type { Facts, Fields, Registries, Upload } from '../checks/kind.ts';
import { addDays } from '../shared/dates.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { registryKey } from '../shared/registry-key.ts';
import { dueDate, isWorkingDay } from '../shared/working-days.ts';
import type { Conversation, PermitCase, Recipe } from './dossier.ts';
import { completeWorld, makeWorld } from './world.ts';

const firstDay = '2015-02-02';
const lastDayOffset = 390;

/** A fact that the catalogue names but the world lacks is a mistake of the content pack. */
function fact(world: Fields, name: string) {
  const value = world[name];
  if (value === undefined) throw new RangeError(`content: unknown fact "${name}"`);
  return value;
}

const isAskedFor = (requirement: Service['requirements'][number], world: Fields): boolean =>
  Object.entries(requirement.when ?? {}).every(([name, allowed]) => allowed.includes(String(fact(world, name))));

function draw(fields: readonly { id: string; from: string }[], world: Fields): Fields {
  const values: Fields = {};
  for (const field of fields) values[field.id] = fact(world, field.from);
  return values;
}

function registriesOf(world: Fields): Registries {
  const text = (name: string) => String(world[name]);
  return {
    population: {
      [registryKey(text('person.nik'))]: {
        nik: text('person.nik'),
        name: text('person.name'),
        birthDate: text('person.birthDate'),
        address: text('person.address'),
      },
    },
    tax: { [registryKey(text('tax.number'))]: { number: text('tax.number'), name: text('person.name'), status: 'Aktif' } },
    permits: {},
    vehicles: {
      [registryKey(text('vehicle.plate'))]: {
        plate: text('vehicle.plate'),
        owner: text('person.name'),
        chassis: text('vehicle.chassis'),
        route: text('route.name'),
        kirUntil: text('vehicle.kirUntil'),
      },
    },
    roads: { [registryKey(text('ad.street'))]: { street: text('ad.street'), roadClass: text('ad.roadClass'), city: 'Kota Bandung' } },
  };
}

/** The facts that the world must have so that these checks apply: a deed is only asked of a partnership or company. */
function factsFor(service: Service, checks: readonly Check[], random: Random): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const requirement of service.requirements) {
    const needed = requirement.when
      && checks.some((check) => [...check.reads, ...check.writes].some((path) => path === requirement.document || path.startsWith(`${requirement.document}.`))
        && check.kind !== 'licensed-activity' && check.kind !== 'valid-number');
    if (needed) for (const [name, allowed] of Object.entries(requirement.when!)) facts[name] = random.pick(allowed);
  }
  return facts;
}

/** Draws what to break: first the right decision by the level's mix, then checks whose gravest consequence it is. */
export function drawBreaks(catalogue: Catalogue, service: string, level: number, random: Random, decision?: Decision): string[] {
  const rules = levelOf(catalogue, level);
  const checks = checksOf(catalogue, service);
  const roll = random.float();
  const { proceed, return: giveBack, reject } = rules.keyMix;
  const drawn = roll < proceed ? 'proceed' : roll < proceed + giveBack ? 'return' : roll < proceed + giveBack + reject ? 'reject' : 'refer';
  const wanted = decision ?? drawn;
  if (wanted === 'proceed') return [];
  const fitting = checks.filter((check) => check.consequence === wanted);
  // A service need not know every consequence; what the mix draws in vain falls to any of its checks.
  const chosen = [random.pick(fitting.length === 0 && decision === undefined ? checks : fitting)];
  const number = random.int(Math.max(1, rules.defects[0]), rules.defects[1]);
  const lesser = random.shuffle(checks.filter((check) => check.consequence === 'return'));
  for (const check of lesser) {
    if (chosen.length >= number) break;
    if (!chosen.some((other) => other.id === check.id || collide(other, check))) chosen.push(check);
  }
  return chosen.map((check) => check.id);
}

function conversationsOf(catalogue: Catalogue, random: Random): Conversation[] {
  const guide = random.pick([...catalogue.guides.values()]);
  const messages = [...catalogue.messages.values()];
  const kind = random.chance(0.5) ? 'offer' : 'neutral';
  const message = random.pick(messages.filter((script) => script.kind === kind));
  return [
    { id: 'guide', script: guide.id, variant: random.int(0, guide.text.length - 1), replies: random.shuffle(guide.replies).map((reply) => reply.id) },
    { id: 'message', script: message.id, variant: random.int(0, message.text.length - 1), replies: random.shuffle(message.replies).map((reply) => reply.id) },
  ];
}

/**
 * Makes a case from a recipe. In: the catalogue and (service, level, seed, checks to break, facts). Out: a case without
 * its truth; the same arguments give the same bytes. Throws RangeError for an unknown service, level or check, or for
 * two checks that cannot be broken together.
 *
 * Every subject has its own random stream, so that a case with and without a defect differs in that defect alone.
 */
export function generateCase(catalogue: Catalogue, recipe: Recipe): PermitCase {
  const service = serviceOf(catalogue, recipe.service);
  const level = levelOf(catalogue, recipe.level);
  const seed = `${recipe.service}/${recipe.level}/${recipe.seed}`;
  const stream = (name: string) => randomFrom(seed, name);

  const breaks = chosenChecks(catalogue, recipe, stream('recipe'));
  const dayRandom = stream('day');
  let receivedOn = addDays(firstDay, dayRandom.int(0, lastDayOffset));
  while (!isWorkingDay(receivedOn, catalogue.holidays)) receivedOn = addDays(receivedOn, 1);
  const today = receivedOn;

  const world = makeWorld(catalogue, stream('world'), today, service.code, { ...factsFor(service, breaks, stream('facts')), ...recipe.facts });
  const decoyRandom = stream('decoys');
  const available = decoysOf(catalogue, service.code);
  const decoys = decoyRandom.sample(available, Math.min(available.length, decoyRandom.int(level.decoys[0], level.decoys[1])));
  for (const decoy of decoys) decoy.plantInWorld?.(world, today, decoyRandom);
  completeWorld(world);

  const documents: Upload[] = service.requirements
    .filter((requirement) => isAskedFor(requirement, world))
    .map(({ document }) => ({
      kind: document,
      file: document,
      scan: 'clear' as const,
      fields: draw(known(catalogue.documents, document, 'document').fields, world),
    }));
  const draft: Facts = { today, dossier: { form: draw(service.form, world), documents }, registries: registriesOf(world) };
  for (const decoy of decoys) decoy.plantInDossier?.(draft, decoyRandom);
  for (const check of breaks) check.breakIn(draft, stream(`break:${check.id}`));

  return {
    format: 1,
    contentVersion: catalogue.version,
    service: service.code,
    level: level.level,
    registration: `REG-${receivedOn.slice(0, 7)}-${String(stream('number').int(100, 999_899)).padStart(6, '0')}`,
    today,
    receivedOn,
    dueOn: dueDate(receivedOn, service.sla.days, catalogue.holidays),
    dossier: draft.dossier,
    registries: pick(draft.registries, service.registries),
    conversations: conversationsOf(catalogue, stream('talk')),
  };
}

function pick(registries: Registries, wanted: Service['registries']): Registries {
  const kept: Registries = {};
  for (const registry of wanted) kept[registry] = registries[registry] ?? {};
  return kept;
}

function chosenChecks(catalogue: Catalogue, recipe: Recipe, random: Random): Check[] {
  const checks = checksOf(catalogue, recipe.service);
  const ids = recipe.breaks ?? drawBreaks(catalogue, recipe.service, recipe.level, random);
  const chosen = ids.map((id) => {
    const check = checks.find((candidate) => candidate.id === id);
    if (!check) throw new RangeError(`unknown check "${id}" for ${recipe.service}; known: ${checks.map((entry) => entry.id).join(', ')}`);
    return check;
  });
  chosen.forEach((check, at) => {
    for (const other of chosen.slice(0, at))
      if (other.id === check.id || collide(other, check))
        throw new RangeError(`checks "${other.id}" and "${check.id}" cannot be broken together: one hides the other`);
  });
  return chosen;
}
