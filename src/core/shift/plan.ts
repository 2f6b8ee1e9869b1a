import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import type { FileNote, ShiftLevel } from '../catalogue/content.ts';
import type { Archetype } from '../operators/profile.ts';
import { addDays } from '../shared/dates.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { dueDate, isWorkingDay } from '../shared/working-days.ts';

/** A stretch of the shift in minutes since its beginning, the end excluded. */
export interface Stretch {
  from: number;
  to: number;
}

interface Arriving {
  /** `B3`, `O1`, `T2`: unique in the shift, in the order of arrival within its kind. */
  id: string;
  /** Minutes since the beginning; 0 for what lay there. */
  at: number;
}

/** A file in the queue. What is right to do with it (`note.right`) is the truth of the shift and stays on the server. */
export interface ArrivingFile extends Arriving {
  kind: 'application';
  service: string;
  /** Seed of the recipe of its case. */
  seed: string;
  receivedOn: string;
  dueOn: string;
  /** Id of the note that stands on it. */
  note: string | null;
  /** A written instruction says that it goes first. */
  instructed: boolean;
  /** Minutes until the applicant answers, once he is waited for. */
  answersAfter: number;
  /** Whether a colleague takes it when it lies parked for too long. */
  wanted: boolean;
}

/** A citizen who writes or rings. */
export interface ArrivingPerson extends Arriving {
  kind: 'chat' | 'call';
  situation: string;
  variant: string;
}

/** Colleagues whose files are looked over: one who is sound, and three who are not, each in another way. */
export const colleagues = ['sound', 'hasty', 'rubber-stamp', 'corrupt'] as const satisfies readonly Archetype[];
export type Colleague = (typeof colleagues)[number];

/** A file that a colleague has decided, to be looked over today. Whose it is belongs to the truth of the shift and stays on the server. */
export interface ArrivingInspection extends Arriving {
  kind: 'inspection';
  service: string;
  seed: string;
  colleague: Colleague;
  receivedOn: string;
  dueOn: string;
}

export type Arrival = ArrivingFile | ArrivingInspection | ArrivingPerson;

/** Whether somebody waits at the other end; else it is papers in the queue. */
export const isPerson = (arrival: Arrival): arrival is ArrivingPerson => arrival.kind === 'chat' || arrival.kind === 'call';

/** A shift before it begins: all that will come, settled by its seed. */
export interface ShiftPlan {
  level: number;
  seed: string;
  date: string;
  startsAt: string;
  minutes: number;
  /** Whether it is the last working day before a holiday. */
  eve: boolean;
  rush: Stretch | null;
  outage: Stretch | null;
  absence: Stretch | null;
  /** In the order in which they come. */
  arrivals: readonly Arrival[];
}

/** Nothing comes in the last minutes, so that whatever comes can be answered. */
const quietEnd = 5;

/** The parameters of a level's shift; RangeError for a level that has none. */
export function shiftOf(catalogue: Pick<Catalogue, 'shifts'>, level: number): ShiftLevel {
  const found = catalogue.shifts.shifts.find((each) => each.level === level);
  if (!found) throw new RangeError(`no shift at level ${level}; known: ${catalogue.shifts.shifts.map((each) => each.level).join(', ')}`);
  return found;
}

/**
 * Settles a shift. In: level, seed, and the seeds of its files (by default one for each file of this very shift). Out: everything that comes and happens. The times of
 * arrival are those of a Poisson process given how many come: independent, and denser by the factor of the level in the rush (measurement design 1.2, queue of parallel files).
 */
export function planShift(catalogue: Catalogue, level: number, seed: string, fileSeed: (service: string, at: number) => string = (_, at) => `${seed}/file-${at}`): ShiftPlan {
  const shift = shiftOf(catalogue, level);
  const stream = (name: string) => randomFrom(seed, `shift/${level}/${name}`);
  const random = stream('day');
  const eve = shift.rush > 1 && random.chance(0.5);
  const date = random.pick(eve ? catalogue.shifts.eves : catalogue.shifts.days);
  const { minutes } = shift;
  const rush = shift.rush > 1 ? stretch(random, minutes, [minutes / 4, minutes / 3]) : null;
  const at = (source: Random) => momentOf(source, minutes - quietEnd, rush, shift.rush);
  const files = planFiles(catalogue, shift, date, stream('files'), at, fileSeed);
  const inspections = planInspections(catalogue, shift, date, stream('inspections'), fileSeed);
  const people = planPeople(catalogue, shift, stream('people'), at);
  return {
    level,
    seed,
    date,
    startsAt: shift.startsAt,
    minutes,
    eve,
    rush,
    outage: shift.outage ? stretch(stream('outage'), minutes, shift.outage) : null,
    absence: shift.absence ? stretch(stream('absence'), minutes, shift.absence) : null,
    arrivals: [...files, ...inspections, ...people].toSorted((a, b) => a.at - b.at),
  };
}

/** To a tenth of a minute, so that a plan reads well and is the same on every machine. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

function stretch(random: Random, minutes: number, [least, most]: readonly [number, number]): Stretch {
  const length = least + (most - least) * random.float();
  const from = tenth(minutes * 0.1 + (minutes * 0.8 - length) * random.float());
  return { from, to: tenth(from + length) };
}

/** A moment of the day: within the rush a minute weighs so many times as much. */
function momentOf(random: Random, until: number, rush: Stretch | null, factor: number): number {
  for (;;) {
    const at = until * random.float();
    const dense = rush !== null && at >= rush.from && at < rush.to;
    if (dense || random.chance(1 / factor)) return tenth(at);
  }
}

const named = <T extends { at: number }>(letter: string, list: readonly T[]): (T & { id: string })[] => list.toSorted((a, b) => a.at - b.at).map((each, index) => ({ ...each, id: `${letter}${index + 1}` }));

function planFiles(catalogue: Catalogue, shift: ShiftLevel, date: string, random: Random, moment: (random: Random) => number, fileSeed: (service: string, at: number) => string): ArrivingFile[] {
  const { holidays, shifts } = catalogue;
  const places = Array.from({ length: shift.applications }, (_, at) => at);
  const due = new Set(random.sample(places, shift.dueToday));
  const marked = random.sample(places, shift.notes + shift.instructions);
  const notes = notesOf(shifts.notes, shift.notes, random);
  const [least, most] = shifts.daysLeft;
  return named(
    'B',
    places.map((place) => {
      const service = random.pick(levelOf(catalogue, shift.level).services);
      const mark = marked.indexOf(place);
      return {
        kind: 'application' as const,
        at: place < shift.atOpening ? 0 : moment(random),
        service,
        seed: fileSeed(service, place),
        receivedOn: workingDayBefore(date, random.int(1, 8), holidays),
        dueOn: due.has(place) ? date : dueDate(date, random.int(least, most), holidays),
        note: notes[mark]?.id ?? null,
        instructed: mark >= shift.notes,
        answersAfter: tenth(shifts.answersAfter[0] + (shifts.answersAfter[1] - shifts.answersAfter[0]) * random.float()),
        wanted: random.chance(0.5),
      };
    }),
  );
}

/** Different notes as far as there are so many, each act in turn so that none is always right. */
function notesOf(notes: readonly FileNote[], count: number, random: Random): FileNote[] {
  const byAct = random.shuffle([...new Set(notes.map(({ right }) => right))]);
  return Array.from({ length: count }, (_, at) => random.pick(notes.filter(({ right }) => right === byAct[at % byAct.length])));
}

/** Files decided by colleagues, different ones as far as there are so many; all lie there at the opening and are to be looked over today. */
function planInspections(catalogue: Catalogue, shift: ShiftLevel, date: string, random: Random, fileSeed: (service: string, at: number) => string): ArrivingInspection[] {
  const order = random.shuffle(colleagues);
  return named(
    'U',
    Array.from({ length: shift.inspections }, (_, at) => {
      const service = random.pick(levelOf(catalogue, shift.level).services);
      const receivedOn = workingDayBefore(date, random.int(1, 8), catalogue.holidays);
      return { kind: 'inspection' as const, at: 0, service, seed: fileSeed(service, shift.applications + at), colleague: order[at % order.length]!, receivedOn, dueOn: date };
    }),
  );
}

function workingDayBefore(date: string, days: number, holidays: Catalogue['holidays']): string {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addDays(day, -1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** Citizens of the level by chat and telephone, different ones as far as there are so many; the first of all is one who tempts, so that integrity is asked of everybody. */
function planPeople(catalogue: Catalogue, shift: ShiftLevel, random: Random, moment: (random: Random) => number): ArrivingPerson[] {
  const all = [...catalogue.situations.values()].flatMap((situation) =>
    situation.variants.filter((variant) => variant.levels.includes(shift.level) && !variant.application).map((variant) => ({ kind: variant.channel, situation: situation.id, variant: variant.id, tempts: variant.tempts?.flag === 'money' })),
  );
  const draw = (kind: 'chat' | 'call', count: number, letter: string): ArrivingPerson[] => {
    const own = random.shuffle(all.filter((each) => each.kind === kind));
    if (own.length === 0) return [];
    const first = own.findIndex(({ tempts }) => tempts);
    if (first > 0) own.unshift(...own.splice(first, 1));
    const chosen = Array.from({ length: count }, (_, at) => own[at % own.length]!);
    return named(letter, random.shuffle(chosen).map(({ situation, variant }) => ({ kind, at: moment(random), situation, variant })));
  };
  return [...draw('chat', shift.chats, 'O'), ...draw('call', shift.calls, 'T')];
}
