import { type Catalogue, known, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Level, Service } from '../catalogue/content.ts';
import { type Check, checksOf, collide, conditionsOfPapers, inCommon } from '../checks/check.ts';
import { type Decoy, decoysOf } from '../checks/decoy.ts';
import { writingDecoys } from '../checks/writing-decoys.ts';
import { copyOf, type Facts } from '../checks/kind.ts';
import { addDays } from '../shared/dates.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { dueDate, firstWorkingDay } from '../shared/working-days.ts';
import { type ChainLink, firstDay, lastDayOffset, linkOf } from './chain.ts';
import type { Conversation, PermitCase, Recipe } from './dossier.ts';
import { eventOf } from './events.ts';
import { createWorld, type ForkableWorld, holdsIn } from './facts.ts';
import { askedFor, drawFile } from './papers.ts';
import { commonFacts, completeFacts } from './world.ts';

const daysBetweenOldLinks = 21;
const daysOfOldChain = 7 * daysBetweenOldLinks;

/** The facts that the world must have so that all of these checks apply: a deed is only asked of a partnership or company. */
function factsFor(service: Service, checks: readonly Check[], random: Random): Record<string, string> {
  const allowedBy: Record<string, readonly string[]> = {};
  for (const { onlyWhen } of checks) for (const [fact, allowed] of Object.entries(onlyWhen)) allowedBy[fact] = inCommon(allowedBy[fact], allowed);
  // One draw for each condition of each paper, in their order: so a seed keeps its file when a check is added to the pack.
  const facts: Record<string, string> = {};
  for (const when of [...conditionsOfPapers(service, checks), ...checks.map(({ needs }) => needs ?? {})]) for (const [fact, allowed] of Object.entries(when)) facts[fact] = random.pick(inCommon(allowedBy[fact], allowed));
  return facts;
}

/** One value of each fact that every file of the service has. */
const insistedOn = (service: Service, random: Random): Record<string, string> =>
  Object.fromEntries(Object.entries(service.insist).map(([fact, allowed]) => [fact, random.pick(allowed)]));

/** Draws what to break: first the right decision by the level's mix, then checks whose gravest consequence it is. */
export function drawBreaks(catalogue: Catalogue, service: string, level: number, random: Random, decision?: Decision, checks = checksOf(catalogue, service)): string[] {
  const rules = levelOf(catalogue, level);
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

/** A citizen's question and an applicant's message, of those that come with files of the level. */
function conversationsOf(catalogue: Catalogue, level: number, random: Random, { message: wanted, talk }: Pick<Recipe, 'message' | 'talk'>): Conversation[] {
  const guide = talk ? known(catalogue.guides, talk.guide, 'guide') : random.pick([...catalogue.guides.values()].filter(({ levels }) => levels.includes(level)));
  const messages = [...catalogue.messages.values()].filter(({ levels }) => levels.includes(level));
  const drawn = random.chance(0.5) ? 'offer' : 'neutral';
  const kind = wanted ?? drawn;
  const message = talk ? known(catalogue.messages, talk.message, 'message') : random.pick(messages.filter((script) => script.kind === kind));
  return [
    { id: 'guide', script: guide.id, variant: random.int(0, guide.text.length - 1), replies: random.shuffle(guide.replies).map((reply) => reply.id) },
    { id: 'message', script: message.id, variant: random.int(0, message.text.length - 1), replies: random.shuffle(message.replies).map((reply) => reply.id) },
  ];
}

/** Everything that a case is made from, before anything is broken. */
export interface Making {
  service: Service;
  level: Level;
  breaks: readonly Check[];
  today: string;
  receivedOn: string;
  world: ForkableWorld;
  decoys: readonly Decoy[];
  /** The running number of the permit that the file leads to, where another file shows that permit. */
  serial?: number;
  stream(name: string): Random;
}

/** The facts behind a recipe; the same recipe, seed and content version give the same ones for ever. RangeError as `generateCase`. */
export function makingOf(catalogue: Catalogue, recipe: Recipe): Making {
  const breaks = chosenChecks(catalogue, recipe, streamsOf(recipe)('recipe'));
  return { ...groundOf(catalogue, recipe, wantedFacts(catalogue, recipe, breaks)), breaks };
}

/** The random streams of a case, each by its name at its start. */
function streamsOf({ service, level, seed }: Recipe): (name: string) => Random {
  const from = `${service}/${level}/${seed}`;
  return (name) => randomFrom(from, name);
}

/** The facts that the file must have: those of its service, those without which nothing of this can be broken, those of its recipe. */
function wantedFacts(catalogue: Catalogue, recipe: Recipe, breaks: readonly Check[]): Record<string, string> {
  if (linked(recipe)) return {};
  const [service, stream] = [serviceOf(catalogue, recipe.service), streamsOf(recipe)];
  return { ...insistedOn(service, stream('insist')), ...factsFor(service, breaks.length > 0 ? breaks : phantoms(catalogue, recipe, stream('phantom')), stream('facts')), ...recipe.facts };
}

type Linked = Recipe & { chain: { id: string; seed: string; link: number } };

const linked = (recipe: Recipe): recipe is Linked => recipe.chain?.id !== undefined;

/** What a case stands on, whatever is broken in it. */
function groundOf(catalogue: Catalogue, recipe: Recipe, wanted: Readonly<Record<string, string>>): Omit<Making, 'breaks'> {
  const service = serviceOf(catalogue, recipe.service);
  const level = levelOf(catalogue, recipe.level);
  const stream = streamsOf(recipe);
  const { receivedOn, world, serial } = linked(recipe) ? linkOf(catalogue, recipe.chain) : alone(catalogue, recipe, wanted, stream);
  const today = recipe.day?.today ?? receivedOn;
  const decoyRandom = stream('decoys');
  const decoys = drawDecoys(catalogue, recipe, decoyRandom);
  for (const decoy of decoys) decoy.plantInWorld?.(world, today, decoyRandom);
  completeFacts(world);
  return { service, level, today, receivedOn: recipe.day?.receivedOn ?? receivedOn, world, decoys, ...(serial !== undefined && { serial }), stream };
}

/** The decoys to plant, whatever is broken: those of the recipe, or as many as the level says. */
function drawDecoys(catalogue: Catalogue, recipe: Recipe, random: Random): Decoy[] {
  const range = levelOf(catalogue, recipe.level).decoys;
  const available = decoysOf(catalogue, recipe.service).filter((decoy) => fits(recipe, decoy));
  const drawn = random.sample(available, Math.min(available.length, random.int(range[0], range[1])));
  return recipe.decoys ? chosenDecoys(available, recipe.decoys, recipe.service) : drawn;
}

/** What is planted in the facts, or is an odd date, would make applicant and papers others from file to file of a chain; an odd way of writing does not. */
const fits = ({ chain }: Recipe, { kind, plantInWorld }: Decoy): boolean => !chain || (!plantInWorld && (chain.id === undefined || kind in writingDecoys));

/** The facts and the day of a file on its own. Files of chains of before are drawn like it, each from the seed of its chain. */
function alone(catalogue: Catalogue, recipe: Recipe, wanted: Readonly<Record<string, string>>, stream: Making['stream']): Pick<ChainLink, 'world' | 'receivedOn'> & { serial?: number } {
  const { chain } = recipe;
  const factStream = chain ? (name: string) => randomFrom(`chain/${chain.seed}`, name) : stream;
  const receivedOn = firstWorkingDay(addDays(firstDay, factStream('day').int(0, chain ? lastDayOffset - daysOfOldChain : lastDayOffset) + (chain ? chain.link * daysBetweenOldLinks : 0)), catalogue.holidays);
  const today = recipe.day?.today ?? receivedOn;
  const world = createWorld({ catalogue, today, stream: factStream }, commonFacts(catalogue, factStream('world'), today, recipe.service, wanted));
  return { world, receivedOn };
}

/** The dossier and registries of a case before anything is broken, its decoys planted. */
export function cleanFacts(catalogue: Catalogue, { service, today, world, decoys, stream }: Making): Facts {
  const draft = drawFile(catalogue, service, world, today);
  const random = stream('decoys in papers');
  for (const decoy of decoys) decoy.plantInDossier?.(draft, random);
  return draft;
}

/**
 * Makes a case from a recipe. In: the catalogue and (service, level, seed, checks to break, facts). Out: a case without
 * its truth; the same arguments give the same bytes. Throws RangeError for an unknown service, level or check, or for
 * two checks that cannot be broken together.
 *
 * Every subject has its own random stream, so that a case with and without a defect differs in that defect alone.
 */
export function generateCase(catalogue: Catalogue, recipe: Recipe): PermitCase {
  const making = makingOf(catalogue, recipe);
  return brokenCase(catalogue, recipe, making, cleanFacts(catalogue, making));
}

/** What is known of a case before a single fact of it is drawn. */
export interface Outline {
  broken: readonly Check[];
  /** To be planted; a paper that is not asked for, or what is broken, can hide one. */
  decoys: readonly Decoy[];
  conversations: readonly Conversation[];
}

/** Makes cases of one recipe that differ in what is broken alone. RangeError as `generateCase`. */
export interface CaseMaker {
  outline(breaks: string[]): Outline;
  /** The case, byte for byte as `generateCase`. */
  make(breaks: string[]): PermitCase;
}

/** Who looks for a case of some difficulty tries many: what they have in common is made once. */
export function caseMaker(catalogue: Catalogue, recipe: Omit<Recipe, 'breaks'>): CaseMaker {
  const stream = streamsOf(recipe);
  const chosen = (ids: string[]) => chosenChecks(catalogue, { ...recipe, breaks: ids }, stream('recipe'));
  const grounds = new Map<string, { ground: Omit<Making, 'breaks'>; clean: Facts }>();
  let common: Omit<Outline, 'broken'> | undefined;
  return {
    outline(ids) {
      common ??= { decoys: drawDecoys(catalogue, recipe, stream('decoys')), conversations: conversationsOf(catalogue, recipe.level, stream('talk'), recipe) };
      return { ...common, broken: chosen(ids) };
    },
    make(ids) {
      const breaks = chosen(ids);
      const wanted = wantedFacts(catalogue, recipe, breaks);
      const key = JSON.stringify(wanted);
      let known = grounds.get(key);
      if (!known) {
        const ground = groundOf(catalogue, recipe, wanted);
        grounds.set(key, (known = { ground, clean: cleanFacts(catalogue, { ...ground, breaks }) }));
      }
      return brokenCase(catalogue, recipe, { ...known.ground, breaks }, copyOf(known.clean));
    },
  };
}

/** The case in whose clean facts, which are changed in place, its checks are broken. */
function brokenCase(catalogue: Catalogue, recipe: Recipe, making: Making, draft: Facts): PermitCase {
  const { service, level, today, receivedOn, stream } = making;
  for (const check of making.breaks) check.breakIn(draft, stream(`break:${check.id}`));
  return {
    format: 1,
    contentVersion: catalogue.version,
    service: service.code,
    level: level.level,
    registration: registrationOf(making),
    today,
    receivedOn,
    dueOn: recipe.day?.dueOn ?? dueDate(receivedOn, service.sla.days, catalogue.holidays),
    dossier: draft.dossier,
    registries: draft.registries,
    conversations: conversationsOf(catalogue, level.level, stream('talk'), recipe),
    ...(recipe.event !== undefined && eventOf(catalogue, level.level, recipe.event, stream('event'))),
  };
}

/** The registration number: year and month of arrival and a running number. */
export const registrationOf = ({ receivedOn, stream }: Making): string => `REG-${receivedOn.slice(0, 7)}-${String(stream('number').int(100, 999_899)).padStart(6, '0')}`;

/**
 * Checks that a file without a defect could have failed: its facts are chosen as if one of them were to be broken, so that a deed or a lease, which
 * only some defects need, says nothing about whether there is one.
 */
function phantoms(catalogue: Catalogue, { service, level }: Recipe, random: Random): Check[] {
  const { keyMix } = levelOf(catalogue, level);
  const roll = random.float() * (1 - keyMix.proceed);
  const decision = roll < keyMix.return ? 'return' : roll < keyMix.return + keyMix.reject ? 'reject' : 'refer';
  const checks = checksOf(catalogue, service);
  const fitting = checks.filter((check) => check.consequence === decision);
  const drawn = fitting.length > 0 ? drawBreaks(catalogue, service, level, random, decision) : [random.pick(checks).id];
  return checks.filter(({ id }) => drawn.includes(id));
}

function chosenDecoys(available: readonly Decoy[], ids: readonly string[], service: string): Decoy[] {
  return ids.map((id) => {
    const decoy = available.find((candidate) => candidate.id === id);
    if (!decoy) throw new RangeError(`unknown decoy "${id}" for ${service}; known: ${available.map((entry) => entry.id).join(', ')}`);
    return decoy;
  });
}

/** The checks that can be broken: in a chain, whose facts are what they are, those whose papers the file is asked for and whose conditions it meets. */
function breakable(catalogue: Catalogue, recipe: Recipe): readonly Check[] {
  const checks = checksOf(catalogue, recipe.service);
  if (!linked(recipe)) return checks;
  const { world } = linkOf(catalogue, recipe.chain);
  const asked = new Set(['form', ...askedFor(serviceOf(catalogue, recipe.service), world)]);
  return checks.filter(({ reads, writes, needs }) => [...reads, ...writes].every((path) => path.startsWith('@') || asked.has(path.split('.')[0]!)) && (!needs || holdsIn(world, needs)));
}

function chosenChecks(catalogue: Catalogue, recipe: Recipe, random: Random): Check[] {
  if (recipe.breaks?.length === 0) return [];
  const checks = breakable(catalogue, recipe);
  const ids = recipe.breaks ?? drawBreaks(catalogue, recipe.service, recipe.level, random, undefined, checks);
  const chosen = ids.map((id) => {
    const check = checks.find((candidate) => candidate.id === id);
    if (!check) throw new RangeError(`unknown check "${id}" for ${recipe.service}; known: ${checks.map((entry) => entry.id).join(', ')}`);
    return check;
  });
  chosen.forEach((check, at) => {
    for (const other of chosen.slice(0, at))
      if (other.id === check.id || collide(other, check))
        throw new RangeError(`checks "${other.id}" and "${check.id}" cannot be broken together: one hides the other, or no file has the papers of both`);
  });
  return chosen;
}
