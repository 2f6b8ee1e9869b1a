/** Shares out so many whole things by weights: each gets its share rounded down, what is left goes to the largest remainders; the first of equal ones. */
export function shareOut<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>, count: number): Map<Key, number> {
  const entries = Object.entries(weights) as [Key, number][];
  const all = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const shares = entries.map(([key, weight]) => ({ key, share: all === 0 ? 0 : (weight * count) / all }));
  const counts = new Map(shares.map(({ key, share }) => [key, Math.floor(share + 1e-9)]));
  const left = all === 0 ? 0 : count - [...counts.values()].reduce((sum, each) => sum + each, 0);
  const byRemainder = shares.toSorted((a, b) => b.share - counts.get(b.key)! - (a.share - counts.get(a.key)!));
  for (const { key } of byRemainder.slice(0, left)) counts.set(key, counts.get(key)! + 1);
  return counts;
}
