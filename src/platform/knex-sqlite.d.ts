/** Knex publishes no types for its dialects; this is the part that we extend. */
declare module 'knex/lib/dialects/sqlite3/index.js' {
  import type { Knex } from 'knex';

  interface Beginning {
    begin(connection: unknown): Promise<unknown>;
    query(connection: unknown, sql: string): Promise<unknown>;
  }
  // eslint-disable-next-line no-restricted-syntax -- it is what knex exports
  export default class Client_SQLite3 extends (Object as unknown as typeof Knex.Client) {
    transaction(...args: unknown[]): Knex.Transaction & Beginning;
    destroyRawConnection(connection: object): Promise<void>;
  }
}
