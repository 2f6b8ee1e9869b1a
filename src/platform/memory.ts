import type { Knex } from 'knex';
import { isPostgres } from './database.ts';

/** Another process is noticed within `trust` milliseconds; what is asked more often is not trusted longer. */
const watching = { every: 500, trust: 1_000 };

interface Pool {
  on(event: 'createSuccess', listener: () => void): void;
}

/**
 * Rows that every request asks for, kept between requests; SQLite only, where one server holds the database. Our own writes forget what they
 * change before they are answered. The command line writes too: SQLite tells by `data_version` that another connection has written, and then
 * everything is forgotten. WHAT ANOTHER PROCESS WRITES IS SEEN WITHIN A SECOND: nothing is trusted whose last such look lies further back.
 * Without `watch`, as in tests, nothing is ever remembered.
 */
export class Memory {
  private readonly db: Knex;
  private readonly shelves: Shelf<never, never>[] = [];
  private trustedUntil = 0;
  private version: number | null = null;

  constructor(db: Knex) {
    this.db = db;
  }

  /** A place for one kind of row; the oldest fall out. */
  shelf<Key, Value>(most = 2_000): Shelf<Key, Value> {
    const shelf = new Shelf<Key, Value>(() => performance.now() < this.trustedUntil, most);
    this.shelves.push(shelf as unknown as Shelf<never, never>);
    return shelf;
  }

  /** Begins to remember, and gives the function that ends it. PostgreSQL may serve several processes: there it does nothing. */
  async watch(every = watching.every): Promise<() => void> {
    if (isPostgres(this.db)) return () => {};
    // Versions of two connections cannot be compared.
    (this.db.client as { pool: Pool }).pool.on('createSuccess', () => this.forgetAll());
    let asking = false;
    const look = async () => {
      if (asking) return;
      asking = true;
      await this.look().catch(() => this.forgetAll());
      asking = false;
    };
    await look();
    const timer = setInterval(() => void look(), every).unref();
    return () => {
      clearInterval(timer);
      this.forgetAll();
    };
  }

  private async look(): Promise<void> {
    const asked = performance.now();
    const [row] = (await this.db.raw('pragma data_version')) as { data_version: number }[];
    if (row!.data_version !== this.version) this.forgetAll();
    this.version = row!.data_version;
    this.trustedUntil = asked + watching.trust;
  }

  private forgetAll(): void {
    this.version = null;
    this.trustedUntil = 0;
    for (const shelf of this.shelves) shelf.clear();
  }
}

/** What is remembered of one kind. Who gets a value must not change it: the next one gets the same. */
export class Shelf<Key, Value> {
  private readonly kept = new Map<Key, Value>();
  private readonly trusted: () => boolean;
  private readonly most: number;
  /** Goes up with everything that is forgotten: what was read before does not count after. */
  private age = 0;

  constructor(trusted: () => boolean, most: number) {
    this.trusted = trusted;
    this.most = most;
  }

  /** Whether anything is remembered now. */
  get on(): boolean {
    return this.trusted();
  }

  /** The value of this key from memory, else read; that there is none is not remembered. */
  async get(key: Key, read: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.trusted() ? this.kept.get(key) : undefined;
    if (known !== undefined) return known;
    const { age } = this;
    const value = await read();
    if (value !== null && age === this.age) this.keep(key, value);
    return value;
  }

  /** To be called when a write of this key is durable, and before it is answered. */
  forget(key: Key): void {
    this.age += 1;
    this.kept.delete(key);
  }

  /** Forgets a value and gives it to who is about to write it, to be put back as the write has made it: after the commit, or never. */
  take(key: Key): Value | undefined {
    const value = this.kept.get(key);
    this.forget(key);
    return value;
  }

  putBack(key: Key, value: Value): void {
    this.age += 1;
    this.keep(key, value);
  }

  clear(): void {
    this.age += 1;
    this.kept.clear();
  }

  private keep(key: Key, value: Value): void {
    this.kept.delete(key);
    this.kept.set(key, value);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
  }
}
