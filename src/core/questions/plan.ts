import { canonical } from '../shared/canonical.ts';
import type { ImportAnswer, Refusal, Taken } from './answer.ts';
import type { BankQuestion } from './question.ts';

/** A question of the bank as an import meets it; null where its draft is not sound yet. */
export interface Present {
  question: BankQuestion | null;
  /** A version of it is under review, so its draft stands still. */
  inReview: boolean;
}

/** What would become of an item: a new draft, nothing because it is there already, a draft changed; or a refusal. */
export type Planned = (Taken & { outcome: 'new' | 'same' | 'changed'; code: string }) | Refusal | (Omit<Refusal, 'reason'> & { reason: 'in-review' });

/** The code that questions without an id of their own get: the next free number. */
const codeOf = (number: number): string => `S-${String(number).padStart(4, '0')}`;

/** The first code that none of these has. */
export function nextCode(taken: { has(code: string): boolean }, from = 1): string {
  let number = from;
  while (taken.has(codeOf(number))) number++;
  return codeOf(number);
}

const withoutId = ({ id: _, ...question }: BankQuestion): string => canonical(question);

/**
 * What an import would do, one answer for each item in its order. A question with the id of one that is there is that one; one without an id is new, unless the
 * same question is there already.
 */
export function planImport(answers: readonly ImportAnswer[], bank: ReadonlyMap<string, Present>): Planned[] {
  const byContent = new Map([...bank].flatMap(([code, { question }]) => (question ? [[withoutId(question), code] as const] : [])));
  const own = new Set(answers.flatMap((answer) => (answer.ok && answer.question.id !== undefined ? [answer.question.id] : [])));
  const taken = new Set([...bank.keys(), ...own]);
  let from = 1;
  return answers.map((answer): Planned => {
    if (!answer.ok) return answer;
    const { question } = answer;
    const same = question.id === undefined ? byContent.get(withoutId(question)) : undefined;
    if (same !== undefined) return { ...answer, outcome: 'same', code: same };
    if (question.id === undefined) {
      const code = nextCode(taken, from);
      from = Number(code.slice(2)) + 1;
      taken.add(code);
      byContent.set(withoutId(question), code);
      return { ...answer, outcome: 'new', code };
    }
    const present = bank.get(question.id);
    if (!present) return { ...answer, outcome: 'new', code: question.id };
    if (present.question && withoutId(present.question) === withoutId(question)) return { ...answer, outcome: 'same', code: question.id };
    if (present.inReview) return { item: answer.item, line: answer.line, name: answer.name, ok: false, reason: 'in-review', detail: question.id };
    return { ...answer, outcome: 'changed', code: question.id };
  });
}
