/** The way into an entry: `['checks', 3]`. */
export type EntryPath = readonly (string | number)[];

/** One entry of the content pack is wrong. Whoever loaded the pack knows the file and line of the entry; the core knows what is wrong with it. */
export class EntryError extends RangeError {
  readonly entry: object;
  readonly at: EntryPath;
  constructor(entry: object, at: EntryPath, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'EntryError';
    this.entry = entry;
    this.at = at;
  }
}
