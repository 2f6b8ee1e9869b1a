import { languages } from '../shared/text.ts';
import type { Clause } from './content.ts';

/** Weight of a word by where it stands: in the number or the id, the title, the text, the source. */
const weights = { number: 8, title: 4, text: 2, source: 1 };

/** Words of a text without accents and in small letters; a number with its dots or strokes is one word, and so are its parts. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const whole = plain.match(/[\p{L}\p{N}]+(?:[./-][\p{L}\p{N}]+)*/gu) ?? [];
  return [...new Set(whole.flatMap((word) => (/[./-]/.test(word) ? [word, ...word.split(/[./-]/)] : [word])))];
}

/** Finds clauses; made once for a pack. */
export type ClauseSearch = (query: string) => Clause[];

/**
 * A full-text search over the clauses in both languages. A clause is found when each word of the query begins one of its words; words in the title weigh more than those in the text.
 * Out: the clauses that were found, the best first, in the order of the pack where they are alike; all of them for an empty query.
 */
export function clauseSearch(clauses: Iterable<Clause>): ClauseSearch {
  const entries = [...clauses].map((clause) => {
    const both = (text: Clause['title']) => wordsOf(languages.map((language) => text[language]).join(' '));
    return {
      clause,
      words: [
        [weights.number, wordsOf(`${clause.number ?? ''} ${clause.id}`)],
        [weights.title, both(clause.title)],
        [weights.text, both(clause.text)],
        [weights.source, wordsOf(clause.source)],
      ] as [number, string[]][],
    };
  });
  return (query) => {
    const wanted = wordsOf(query);
    if (wanted.length === 0) return entries.map(({ clause }) => clause);
    const scored = entries.flatMap(({ clause, words }, at) => {
      const scores = wanted.map((word) => best(word, words));
      return scores.every((score) => score > 0) ? [{ clause, at, score: scores.reduce((a, b) => a + b, 0) }] : [];
    });
    return scored.sort((a, b) => b.score - a.score || a.at - b.at).map(({ clause }) => clause);
  };
}

/** A whole word weighs more than the beginning of a longer one. */
function best(wanted: string, words: readonly (readonly [number, readonly string[]])[]): number {
  let score = 0;
  for (const [weight, list] of words) {
    if (list.includes(wanted)) score = Math.max(score, weight * 1.5);
    else if (list.some((word) => word.startsWith(wanted))) score = Math.max(score, weight);
  }
  return score;
}
