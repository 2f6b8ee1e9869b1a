import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Logger } from '../../platform/logger.ts';
import { membersOf, sessionsAhead, type SessionMember, type TestSession } from './test-session-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  logger: Logger;
  forms: {
    ready(traineeIds: readonly number[], level: number): Promise<Set<number>>;
    freeze(traineeId: number, level: number): Promise<boolean>;
  };
}

/**
 * Makes the forms of everybody who is planned, one after another between other work, so that a synchronised start generates nothing. What was not made
 * when the server stopped is made when it starts again; nothing is kept in memory but that the work is going on.
 */
export class FormPreparation {
  private readonly parts: Parts;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Begins, or goes on when it runs already. */
  start(): void {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when nothing is being made. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** How many of these persons have a form of the session, used or not. */
  async made(session: TestSession, members: readonly SessionMember[]): Promise<number> {
    const ids = members.map(({ traineeId }) => traineeId);
    const used: number[] = await this.parts.db('sittings').where({ test_session_id: session.id }).whereIn('trainee_id', ids).distinct().pluck('trainee_id');
    return new Set([...(await this.parts.forms.ready(ids, session.level)), ...used]).size;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.round();
      } catch (error) {
        this.parts.logger.error({ err: error }, 'forms not prepared');
      }
    }
  }

  private async round(): Promise<void> {
    const { db, now, forms, logger } = this.parts;
    for (const session of await sessionsAhead(db, now().toISOString())) {
      const ids = (await membersOf(db, session.id)).map(({ traineeId }) => traineeId);
      const there = await forms.ready(ids, session.level);
      const sat: number[] = await db('sittings').where({ test_session_id: session.id }).pluck('trainee_id');
      for (const id of ids) {
        if (there.has(id) || sat.includes(id)) continue;
        // Requests that came meanwhile are answered before the next form is made.
        await setImmediate();
        await forms.freeze(id, session.level).catch((error: unknown) => logger.error({ err: error, trainee: id }, 'form not made'));
      }
    }
  }
}
