import { daysBetween } from '../shared/dates.ts';

/** How far one person is with something that was assigned; days are `YYYY-MM-DD` of the wall clock. */
export interface AssignedWork {
  startedOn: string | null;
  /** Day of the last action; null where nothing was done yet. */
  lastOn: string | null;
  submittedOn: string | null;
  /** 0..100; null while it is not graded. */
  total: number | null;
}

export type AssignmentState =
  | { kind: 'untouched'; late: boolean }
  /** `idle`: whole days since the last action. */
  | { kind: 'begun'; late: boolean; idle: number; halted: boolean }
  | { kind: 'submitted'; late: boolean }
  | { kind: 'graded'; late: boolean; total: number };

/** Whoever has begun and done nothing for so many days is stuck. */
export const haltedAfter = 3;

/**
 * The state of one assigned work. In: the work, the day on which it is due (the whole day counts) or null, and today. What is not handed in
 * is late from the day after the due day on; what is handed in stays late when it came later.
 */
export function assignmentState({ startedOn, lastOn, submittedOn, total }: AssignedWork, dueOn: string | null, today: string): AssignmentState {
  const late = dueOn !== null && (submittedOn ?? today) > dueOn;
  if (submittedOn !== null) return total === null ? { kind: 'submitted', late } : { kind: 'graded', late, total };
  if (startedOn === null) return { kind: 'untouched', late };
  const idle = Math.max(0, daysBetween(lastOn ?? startedOn, today));
  return { kind: 'begun', late, idle, halted: idle >= haltedAfter };
}

/** Whether the trainer should look after it now: it is late and not handed in, or it has come to a halt. */
export const needsAttention = (state: AssignmentState): boolean =>
  (state.kind === 'untouched' && state.late) || (state.kind === 'begun' && (state.late || state.halted));

/** How far somebody has come with the stage in hand, in the order of the work. */
const steps = [['sent', ['send']], ['written', ['write-letter']], ['decided', ['decide']], ['levied', ['classify', 'assess-levy']], ['noted', ['pin-finding']], ['asked', ['look-up']], ['opened', ['open-document']]] as const;
export type Step = (typeof steps)[number][0] | 'arrived';

/**
 * The furthest step of open work since its last papers came. In: by type of action, the number of the last one, growing with time. Papers of which nothing
 * was opened have only arrived.
 */
export function stepOf(last: ReadonlyMap<string, number>): Step {
  const since = last.get('arrive') ?? 0;
  return steps.find(([, types]) => types.some((type) => (last.get(type) ?? 0) > since))?.[0] ?? 'arrived';
}
