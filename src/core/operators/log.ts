import type { PermitCase } from '../cases/dossier.ts';
import type { Problem } from '../catalogue/content.ts';
import type { Check } from '../checks/check.ts';
import type { Action, Arrival, Command } from '../desk/action.ts';
import type { Random } from '../shared/random.ts';

export type Draft = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

const day = 86_400_000;
const padded = (most: number, width: number): string[] => Array.from({ length: most }, (_, number) => String(number).padStart(width, '0'));
const [two, three] = [padded(60, 2), padded(1000, 3)];
let lastDay = { from: 0, text: '1970-01-01' };

/** ISO-8601 of milliseconds since 1970, as `toISOString`: robots write so many times that the half of what that takes counts. */
export function isoOf(milliseconds: number): string {
  const from = Math.floor(milliseconds / day) * day;
  if (lastDay.from !== from) lastDay = { from, text: new Date(from).toISOString().slice(0, 10) };
  const rest = milliseconds - from;
  return `${lastDay.text}T${two[Math.floor(rest / 3_600_000)]}:${two[Math.floor(rest / 60_000) % 60]}:${two[Math.floor(rest / 1000) % 60]}.${three[rest % 1000]}Z`;
}

/** Collects actions with ids and times: each step takes some seconds. */
export class Log {
  readonly actions: Action[] = [];
  private readonly random: Random;
  private readonly pace: readonly [number, number];
  private now: number;
  private readonly prefix: string;
  private readonly begun: number;
  constructor(random: Random, pace: readonly [number, number], startAt: string, prefix: string) {
    this.prefix = prefix;
    this.random = random;
    this.pace = pace;
    this.begun = this.now = Date.parse(startAt);
  }
  arrive(arrival: Arrival): void {
    this.actions.push({ ...arrival, at: isoOf(this.now) });
  }
  /** Spreads the steps from this one on over so many seconds. */
  spread(from: number, seconds: number): void {
    const begun = from === 0 ? this.begun : Date.parse(this.actions[from - 1]!.at);
    const steps = this.actions.length - from;
    for (let at = from; at < this.actions.length; at++) this.actions[at]!.at = isoOf(begun + Math.round((1000 * seconds * (at - from + 1)) / steps));
    this.now = Date.parse(this.actions[this.actions.length - 1]!.at);
  }
  add(draft: Draft): string {
    this.now += this.random.int(...this.pace) * 1000;
    const id = `${this.prefix}-${String(this.actions.length + 1).padStart(4, '0')}`;
    this.actions.push({ ...draft, id, at: isoOf(this.now) } as Action);
    return id;
  }
}

/** What makes two findings the same. */
export const keyOf = (document: string, field: string, problem: Problem): string => `${document}.${field}/${problem}`;

/** Where to note a defect: its first place on this file that bears no note of this kind yet, for two defects may show at one place. */
export function placeOf(check: Check, { dossier }: PermitCase, taken: ReadonlySet<string>): [string, string, Problem] {
  const here = check.where.filter(({ document }) => document === 'form' || dossier.documents.some(({ kind }) => kind === document));
  const places = here.flatMap(({ document, fields, problems }) => (fields ?? ['']).map((field): [string, string, Problem] => [document, field, problems[0]!]));
  return places.find((place) => !taken.has(keyOf(...place))) ?? places[0]!;
}
