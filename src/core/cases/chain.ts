import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { Chain, Service } from '../catalogue/content.ts';
import type { Fields, Value } from '../checks/kind.ts';
import { addDays, yearOf } from '../shared/dates.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { dueDate, firstWorkingDay } from '../shared/working-days.ts';
import type { Recipe } from './dossier.ts';
import { createWorld, type ForkableWorld } from './facts.ts';
import { pad } from './makers.ts';
import { askedFor, drawFile } from './papers.ts';
import { commonFacts, completeFacts } from './world.ts';

/** Files come from this day on, and so many days later at the latest. */
export const firstDay = '2015-02-02';
export const lastDayOffset = 390;

/**
 * The files of a chain: one applicant who needs several permits, in their order. In: the chain's id, the level, a seed for the chain, and a seed of its
 * own for each file. Out: their recipes. RangeError for an unknown chain.
 */
export function chainRecipes(catalogue: Catalogue, id: string, level: number, seed: string, newSeed: () => string): Recipe[] {
  return known(catalogue.chains, id, 'chain').services.map((service, link) => ({ service, level, seed: newSeed(), chain: { id, seed, link } }));
}

/** One link of a chain: the facts behind its file, the days on which it came and on which its permit is signed, and the running number of that permit. */
export interface ChainLink {
  world: ForkableWorld;
  receivedOn: string;
  signedOn: string;
  serial: number;
}

type Days = Pick<ChainLink, 'receivedOn' | 'signedOn'>;

const groupOf = (fact: string): string => fact.slice(0, fact.indexOf('.'));

/**
 * When each file comes and when its permit is signed. The next file comes after the signature, however long the stages before it took. All of it falls
 * within one year, so that what is asked for by the year, such as the land tax, is one paper in every file.
 */
function daysOf(catalogue: Catalogue, services: readonly Service[], random: Random): Days[] {
  const stages = [...catalogue.stages.values()].reduce((sum, { days }) => sum + days[1], 0);
  const waits = services.map(() => random.int(1, 6));
  const from = (start: string): Days[] => {
    let day = start;
    return services.map(({ sla }, at) => {
      const receivedOn = firstWorkingDay(day, catalogue.holidays);
      const signedOn = dueDate(receivedOn, Math.max(sla.days, stages), catalogue.holidays);
      day = addDays(signedOn, waits[at]!);
      return { receivedOn, signedOn };
    });
  };
  const days = from(addDays(firstDay, random.int(0, lastDayOffset)));
  const year = yearOf(days[0]!.receivedOn);
  return yearOf(days.at(-1)!.receivedOn) === year ? days : from(`${year === 2015 ? year + 1 : year}-01-04`);
}

/** What every file of the chain has: its own facts, and one value of each fact on which its services insist. */
function wantedOf(chain: Chain, services: readonly Service[], random: Random): Record<string, string> {
  const wanted: Record<string, string> = {};
  for (const [fact, value] of Object.entries(chain.facts)) if (typeof value === 'string') wanted[fact] = value;
  const insisted = [...new Set(services.flatMap(({ insist }) => Object.keys(insist)))].filter((fact) => !(fact in chain.facts));
  for (const fact of insisted) {
    const lists = services.flatMap(({ insist }) => insist[fact] ?? []).filter((value) => services.every(({ insist }) => !insist[fact] || insist[fact].includes(value)));
    wanted[fact] = random.pick(lists);
  }
  return wanted;
}

/** The catalogue with the chain's own facts over those of the pack. */
function withFactsOf(catalogue: Catalogue, chain: Chain): { catalogue: Catalogue; drawn: string[] } {
  const drawn = Object.entries(chain.facts).flatMap(([id, draw]) => (typeof draw === 'string' ? [] : [{ id, draw }]));
  return { catalogue: { ...catalogue, facts: new Map([...catalogue.facts, ...drawn.map((fact) => [fact.id, fact] as const)]) }, drawn: drawn.map(({ id }) => id) };
}

/** The groups of facts that a file shows: `land` where the form or a paper shows `land.area`. */
function shownBy(catalogue: Catalogue, service: Service, documents: readonly string[]): string[] {
  const fields = [...service.form, ...documents.flatMap((document) => known(catalogue.documents, document, 'document').fields)];
  return fields.map(({ from }) => groupOf(from));
}

/** What the papers say that were given for the links before: service, number, date, and the day until which they hold. */
function givenBefore(catalogue: Catalogue, services: readonly Service[], days: readonly Days[], serials: readonly number[], link: number): Fields {
  const facts: Fields = {};
  for (const { permit } of catalogue.documents.values()) {
    const at = permit ? services.findLastIndex(({ code }, index) => index < link && permit.of.includes(code)) : -1;
    if (!permit || at < 0) continue;
    const { signedOn } = days[at]!;
    if (permit.service) facts[permit.service] = services[at]!.code;
    facts[permit.number] = permitNumber(serials[at]!, services[at]!.code, signedOn);
    if (permit.date) facts[permit.date] = signedOn;
    if (permit.until) facts[permit.until.fact] = addDays(signedOn, permit.until.days);
  }
  return facts;
}

/** The number of a permit of the agency. In: its running number, the code of its service, its day. */
export const permitNumber = (serial: number, code: string, date: string): string => `${pad(serial, 4)}/${code}/BPPT/${yearOf(date)}`;

/**
 * One link of a chain. Its facts are those of the links before, as far as a file showed them, so that applicant, business, place, building and vehicle
 * are the same in every file; the papers that its service gave before bear the number and day of that permit; what an applicant writes for each
 * application (`anew`) is of this one. The same arguments give the same facts for ever. RangeError for an unknown chain.
 */
export function linkOf(catalogue: Catalogue, { id, seed, link }: { id: string; seed: string; link: number }): ChainLink {
  const chain = known(catalogue.chains, id, 'chain');
  const services = chain.services.map((code) => serviceOf(catalogue, code));
  const stream = (name: string) => randomFrom(`chain/${id}/${seed}`, name);
  const days = daysOf(catalogue, services, stream('day'));
  const serials = services.map((_, at) => stream(`permit:${at}`).int(100, 9899));
  const wanted = wantedOf(chain, services, stream('insist'));
  const own = withFactsOf(catalogue, chain);
  const shown = new Set<string>();
  let kept = new Map<string, Value>();
  for (let at = 0; ; at++) {
    const today = days[at]!.receivedOn;
    const common = commonFacts(catalogue, stream('world'), today, services[at]!.code, wanted);
    for (const fact of own.drawn) delete common[fact];
    const facts: Fields = { ...common, ...Object.fromEntries(kept), ...givenBefore(catalogue, services, days, serials, at) };
    const world = createWorld({ catalogue: own.catalogue, today, stream }, facts);
    completeFacts(world);
    if (at === link) return { world, ...days[at]!, serial: serials[at]! };
    drawFile(own.catalogue, services[at]!, world, today);
    for (const group of shownBy(catalogue, services[at]!, askedFor(services[at]!, world))) shown.add(group);
    // A fact that code makes for every file counts from the first that shows it; one of the pack is there only because a file showed it.
    kept = new Map(Object.entries(facts).filter(([fact]) => !chain.anew.includes(groupOf(fact)) && (!(fact in common) || shown.has(groupOf(fact)))));
    kept.delete('service.code');
  }
}
