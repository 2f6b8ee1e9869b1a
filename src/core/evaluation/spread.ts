/** A file of the queue, and who may take it. */
export interface Waiting {
  id: number;
  openedAt: string;
  /** Evaluators who may take it now. */
  eligible: readonly number[];
}

/**
 * The next file for somebody who asks (issue "fair spread"): files are dealt in thought, the longest waiting first, each to the eligible evaluator
 * with the fewest; equal ones go to who asks. The first that is dealt to him is his. What is dealt to others is kept for them until it has waited
 * longer than `patience` (milliseconds), so that nothing waits for somebody who never comes. In: `loads`, the open and recent files of each
 * evaluator. Out: the id, or null and whether something is kept for others.
 */
export function nextFor(evaluatorId: number, waiting: readonly Waiting[], loads: ReadonlyMap<number, number>, now: Date, patience: number): { id: number | null; kept: boolean } {
  const load = new Map(loads);
  let kept = false;
  for (const { id, openedAt, eligible } of waiting) {
    if (eligible.length === 0) continue;
    const own = (person: number) => (person === evaluatorId ? 0 : 1);
    const to = eligible.toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || own(a) - own(b) || a - b)[0]!;
    const mine = eligible.includes(evaluatorId);
    if (to === evaluatorId || (mine && now.getTime() - Date.parse(openedAt) > patience)) return { id, kept: false };
    if (mine) kept = true;
    load.set(to, (load.get(to) ?? 0) + 1);
  }
  return { id: null, kept };
}
