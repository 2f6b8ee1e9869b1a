import type { Move } from '../conversations/vocabulary.ts';

/** What one marker read in a typed reply. A line superior is never the only one. */
export interface ReadingMark {
  moves: readonly Move[];
  asSuperior: boolean;
}

export type ReadingState = { settled: false } | { settled: true; moves: readonly Move[] };

/**
 * Where a typed reply of a test stands (issue of guide duty: marked by people). One marker is enough where he reads what the rules read, blind to it, and is not the line superior; else a second one reads it;
 * where the two differ a third decides what they differ in, so that each act stands that two of three have read. In: what the rules read, and the marks in the order in which they were given, one for
 * each marker; order and repetition of moves say nothing.
 */
export function readingState(rules: readonly Move[], marks: readonly ReadingMark[]): ReadingState {
  const [first, second, third] = marks;
  if (!first) return { settled: false };
  // Settled by the first alone, it stays so: a mark sent at the same moment is kept and decides nothing.
  if (same(first.moves, rules) && !first.asSuperior) return { settled: true, moves: first.moves };
  if (!second) return { settled: false };
  if (same(first.moves, second.moves)) return { settled: true, moves: first.moves };
  if (!third) return { settled: false };
  const read = [first, second, third];
  const all = [...new Set(read.flatMap(({ moves }) => moves))];
  return { settled: true, moves: all.filter((move) => read.filter(({ moves }) => moves.includes(move)).length >= 2) };
}

const same = (a: readonly Move[], b: readonly Move[]): boolean => a.every((move) => b.includes(move)) && b.every((move) => a.includes(move));
