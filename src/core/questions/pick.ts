import type { Competency } from '../shared/competency.ts';
import type { Random } from '../shared/random.ts';
import type { BankQuestion } from './question.ts';

/** What somebody wants to practise; null asks for any. */
export interface Wish {
  competency: Competency | null;
  level: number | null;
  tag: string | null;
}

/** Whether a question is of a wish and not above the level that the person practises; one without a level is for everybody. */
export function fits({ competency, level, tags }: Pick<BankQuestion, 'competency' | 'level' | 'tags'>, wish: Wish, highest: number): boolean {
  if (level !== undefined && level > highest) return false;
  return (wish.competency === null || competency === wish.competency) && (wish.level === null || level === wish.level) && (wish.tag === null || tags.includes(wish.tag));
}

/** How a work was answered last by a person: the score, 0..1, and when, ISO-8601. */
export interface LastAnswer {
  workId: number;
  score: number;
  at: string;
}

/** So many of the best candidates are drawn from. */
const drawn = 5;

/** The work to ask next: one never answered if there is any, else one of those answered worst, and longest ago. Null when there is none. */
export function pickWork(workIds: readonly number[], answered: readonly LastAnswer[], random: Random): number | null {
  const last = new Map(answered.map((each) => [each.workId, each]));
  const fresh = workIds.filter((id) => !last.has(id));
  if (fresh.length > 0) return random.pick(fresh);
  const ordered = [...workIds].sort((a, b) => last.get(a)!.score - last.get(b)!.score || (last.get(a)!.at < last.get(b)!.at ? -1 : 1));
  return ordered.length === 0 ? null : random.pick(ordered.slice(0, drawn));
}
