/**
 * Rows that never change, by their number, kept as long as there is room; those not used for longest fall out first. What is asked for together comes
 * together, also when other requests push some of it out while the rest is being read.
 */
export class Lasting<Value> {
  private readonly kept = new Map<number, Value>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** The values with these numbers; `read` is asked once for those that are not kept, and what it does not give is missing. */
  async getMany(ids: readonly number[], read: (missing: number[]) => Promise<ReadonlyMap<number, Value>>): Promise<Map<number, Value>> {
    const found = new Map<number, Value>();
    const missing = new Set<number>();
    for (const id of ids) {
      const value = this.kept.get(id);
      if (value === undefined) missing.add(id);
      else found.set(id, value);
    }
    if (missing.size > 0) for (const [id, value] of await read([...missing])) found.set(id, value);
    for (const [id, value] of found) this.keep(id, value);
    return found;
  }

  private keep(id: number, value: Value): void {
    this.kept.delete(id);
    this.kept.set(id, value);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
  }
}
