import type { Command } from 'commander';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { debriefShift } from '../core/shift/debrief.ts';
import { playShift } from '../core/shift/operate.ts';
import { planShift } from '../core/shift/plan.ts';
import { shiftKinds, shiftOperator, simulateShifts } from '../core/shift/simulate.ts';
import { answer, json } from './answer.ts';
import { progressBar } from './progress.ts';
import { usage, UsageError } from './usage-error.ts';

interface One {
  level: string;
  seed: string;
  as: string;
}

const levelFrom = (catalogue: Catalogue, text: string): number => {
  const levels = catalogue.shifts.shifts.map(({ level }) => level);
  if (!levels.includes(Number(text))) throw new UsageError(`level: "${text}" has no shift; known: ${levels.join(', ')}`);
  return Number(text);
};

const tidy = (_key: string, value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value);
const rounded = <T>(value: T): T => JSON.parse(JSON.stringify(value, tidy)) as T;

/** `shift simulate`: one shift of a synthetic operator with its plan, its acts and its debrief. */
export function shiftCommand(catalogue: Catalogue, options: One): object {
  const level = levelFrom(catalogue, options.level);
  const kind = shiftKinds.find((each) => each === options.as);
  if (!kind) throw new UsageError(`as: unknown "${options.as}"; known: ${shiftKinds.join(', ')}`);
  const plan = usage(() => planShift(catalogue, level, options.seed));
  const acts = playShift(catalogue, plan, shiftOperator(catalogue, level, kind), `${options.seed}/${kind}`);
  const { score, ...debrief } = debriefShift(catalogue, plan, acts);
  const { jobs, ...sums } = score;
  return rounded({ contentVersion: catalogue.version, as: kind, ...sums, minutes: debrief.minutes, better: debrief.better, jobs, queue: debrief.queue, timeline: debrief.lines.map(({ arrival, spans, waited }) => ({ id: arrival.id, kind: arrival.kind, waited, spans })), plan, acts });
}

/** `shift measure`: many shifts by all twelve operators. */
export function shiftMeasureCommand(catalogue: Catalogue, options: { level: string; seed: string; shifts: string }): object {
  const level = levelFrom(catalogue, options.level);
  const shifts = Number(options.shifts);
  if (!Number.isInteger(shifts) || shifts < 1 || shifts > 100_000) throw new UsageError(`shifts: "${options.shifts}" is not a whole number from 1 to 100000`);
  const tell = progressBar(process.stderr, 'shifts');
  let done = 0;
  return rounded({ level, seed: options.seed, contentVersion: catalogue.version, ...simulateShifts(catalogue, level, shifts, options.seed, () => tell(++done / shifts)) });
}

/** The commands about shifts. */
export function addShiftCommands(program: Command, content: () => Catalogue): void {
  const shift = program.command('shift').description('shifts of synthetic operators');
  const seeded = (command: Command) => command.option('--level <n>', 'level 3 to 5', '4').option('--seed <seed>', 'seed: the same arguments give the same shift', '1').option(...json);
  seeded(shift.command('simulate'))
    .description('one shift: what came, what the operator did, the score, and the debrief')
    .requiredOption('--as <archetype>', shiftKinds.join(', '))
    .action((options) => answer(shiftCommand(content(), options), options));
  seeded(shift.command('measure'))
    .description('many shifts by all twelve operators: mean scores against true ability')
    .option('--shifts <n>', 'number of shifts', '100')
    .action((options) => answer(shiftMeasureCommand(content(), options), options));
}
