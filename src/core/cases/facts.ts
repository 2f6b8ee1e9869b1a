import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Condition, Draw } from '../catalogue/content.ts';
import { EntryError } from '../catalogue/entry-error.ts';
import type { Fields, Value, World } from '../checks/kind.ts';
import { addDays, monthOf, yearOf } from '../shared/dates.ts';
import type { Random } from '../shared/random.ts';
import { firstWorkingDay } from '../shared/working-days.ts';
import { makers } from './makers.ts';

interface Source {
  catalogue: Catalogue;
  today: string;
  /** A random stream of its own for each fact: a new fact in the pack moves no other. */
  stream(name: string): Random;
}

/** A world that can be gone on with in two ways. */
export interface ForkableWorld extends World {
  /** Another world with the same facts; what is set or drawn in one is not in the other. */
  fork(): ForkableWorld;
}

/** A world that begins with these facts. */
export function createWorld(source: Source, facts: Fields): ForkableWorld {
  const drawing = new Set<string>();
  const world: ForkableWorld = {
    get(id) {
      const value = facts[id];
      if (value !== undefined) return value;
      if (drawing.has(id)) throw new RangeError(`content: fact "${id}" needs itself`);
      drawing.add(id);
      const made = makeFact(source, world, facts, id);
      drawing.delete(id);
      return made;
    },
    set(id, value) {
      facts[id] = value;
    },
    fork: () => createWorld(source, { ...facts }),
  };
  return world;
}

function makeFact(source: Source, world: World, facts: Fields, id: string): Value {
  const definition = source.catalogue.facts.get(id) ?? source.catalogue.facts.get(id.slice(0, id.indexOf('.')));
  if (!definition) throw new RangeError(`content: unknown fact "${id}"`);
  const random = source.stream(`fact:${definition.id}`);
  if ('draw' in definition) {
    try {
      return (facts[id] = drawFact(source, world, definition.draw, random));
    } catch (error) {
      // The innermost fact that cannot be drawn is the one to look at.
      throw error instanceof RangeError && !(error instanceof EntryError) ? new EntryError(definition, ['draw'], error.message, { cause: error }) : error;
    }
  }
  const made = makers[definition.make]({ ...source, world, random, prefix: definition.id });
  // What was set before, by a decoy or a recipe, stays.
  for (const name of Object.keys(made)) if (facts[name] === undefined) facts[name] = made[name]!;
  const value = facts[id];
  if (value === undefined) throw new RangeError(`content: unknown fact "${id}"`);
  return value;
}

/** Whether all of the facts have one of the values. */
export const holdsIn = (world: World, condition: Condition): boolean =>
  Object.entries(condition).every(([id, allowed]) => allowed.includes(String(world.get(id))));

const numbersOf = (world: World, of: readonly (string | number)[]): number[] => of.map((each) => (typeof each === 'number' ? each : Number(world.get(each))));

/** To the step, without the noise of binary fractions. */
const inSteps = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6));

const resolved = (world: World, value: Value): Value => (typeof value === 'string' && value.startsWith('=') ? world.get(value.slice(1)) : value);

function drawFact({ catalogue, today }: Source, world: World, draw: Draw, random: Random): Value {
  switch (draw.kind) {
    case 'value':
      return resolved(world, draw.is);
    case 'number':
      return inSteps(draw.min + random.int(0, Math.round((draw.max - draw.min) / draw.step)) * draw.step, draw.step);
    case 'pick':
      return resolved(world, random.pick(draw.from));
    case 'date': {
      const from = draw.from === 'today' ? today : String(world.get(draw.from));
      const date = addDays(from, random.int(draw.min, draw.max));
      return draw.workday ? firstWorkingDay(date, catalogue.holidays) : date;
    }
    case 'year':
      return yearOf(draw.of === 'today' ? today : String(world.get(draw.of))) + random.int(draw.min, draw.max);
    case 'text':
      return fillPattern(draw.pattern, world, today, random);
    case 'case': {
      const found = draw.of.find(({ when }) => !when || holdsIn(world, when));
      if (!found) throw new RangeError('content: no case of a fact applies');
      return resolved(world, found.is);
    }
    case 'bracket': {
      const number = Number(world.get(draw.of));
      const found = draw.upTo.find(({ max }) => max === null || number <= max);
      if (!found) throw new RangeError('content: no bracket of a fact applies');
      return resolved(world, found.is);
    }
    case 'sum':
      return inSteps(numbersOf(world, draw.of).reduce((a, b) => a + b, 0), draw.step);
    case 'product':
      return inSteps(numbersOf(world, draw.of).reduce((a, b) => a * b, 1), draw.step);
    case 'difference':
      return inSteps(numbersOf(world, draw.of).reduce((a, b) => a - b), draw.step);
    case 'quotient': {
      const [over, under] = numbersOf(world, draw.of);
      if (!under) throw new RangeError('content: a fact divides by zero');
      return inSteps(over! / under, draw.step);
    }
  }
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

function fillPattern(pattern: string, world: World, today: string, random: Random): string {
  const dateOf = (id: string) => (id === 'today' ? today : String(world.get(id)));
  return pattern.replace(/\{([^}]+)\}/g, (_, token: string) => {
    if (token.startsWith('#')) return Array.from({ length: Number(token.slice(1)) }, (__, at) => random.int(at === 0 ? 1 : 0, 9)).join('');
    if (/^A\d+$/.test(token)) return Array.from({ length: Number(token.slice(1)) }, () => letters[random.int(0, letters.length - 1)]).join('');
    const [how, id] = token.includes(':') ? (token.split(':') as [string, string]) : ['', token];
    if (how === 'year') return String(yearOf(dateOf(id)));
    if (how === 'roman') return roman[monthOf(dateOf(id)) - 1]!;
    if (how === 'upper') return String(world.get(id)).toUpperCase();
    return String(world.get(id));
  });
}
