import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Knex } from 'knex';
import type { Refusal } from '../../core/desk/refusal.ts';
import { currentUser } from '../../platform/auth.ts';
import { GoneError, NotFoundError } from '../../platform/errors.ts';
import { createRateLimit } from '../../platform/rate-limit.ts';
import { ElsewhereError, StaleFormError } from './screen.ts';
import { insertSignal, type Signal, type SignalKind } from './signal-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
}

/** Shorter waits are what any slow line does; a clock that drifts less than this was not moved. */
const leastGap = 30;
const leastClock = 60;

const unoffered = new Set(['document', 'registry', 'field', 'clause', 'class', 'slot', 'reply', 'item', 'reused']);
const outdated = new Set(['submitted', 'finding', 'actUnknown', 'noNextStage', 'stageOpen', 'notNow']);

/** What a refusal tells beside its reason: an id that no page of this case has, a page that is older than the work, or nothing. */
export function oddityOf({ key }: Refusal): 'edited-form' | 'stale-form' | null {
  const name = key.split('.').at(-1)!;
  return unoffered.has(name) ? 'edited-form' : outdated.has(name) ? 'stale-form' : null;
}

/** Notes signals beside the work that they tell of; a failure of theirs never fails the work. */
export class Signals {
  private readonly parts: Parts;
  private readonly limit: ReturnType<typeof createRateLimit>;

  constructor(parts: Parts) {
    this.parts = parts;
    // One that repeats itself says nothing new, and must not fill the disk.
    this.limit = createRateLimit(parts.now, { points: 5, seconds: 60 });
  }

  async note(userId: number, sittingId: number, kind: SignalKind, detail: Signal['detail'] = {}): Promise<void> {
    const { db, now } = this.parts;
    try {
      await this.limit(`${userId} ${sittingId} ${kind}`);
      const known = (await db('sittings').where({ id: sittingId }).first('id')) !== undefined;
      await insertSignal(db, { userId, sittingId: known ? sittingId : null, kind, detail, at: now().toISOString() });
    } catch {
      // Too many of a kind, or a database that is busy with what matters more.
    }
  }

  /** What the scripts of our pages tell beside a save: how long it waited in the browser, and that the clock there was moved. */
  async noteCircumstances(req: Request, res: Response, sittingId: number, position: number): Promise<void> {
    const seconds = (header: string) => Math.min(Number(/^\d{1,7}$/.exec(req.get(header) ?? '')?.[0] ?? 0), 1_000_000);
    const { id } = currentUser(res);
    const held = seconds('x-held-seconds');
    if (held >= leastGap) await this.note(id, sittingId, 'gap', { position, seconds: held });
    const moved = seconds('x-clock-moved');
    if (moved >= leastClock) await this.note(id, sittingId, 'clock', { seconds: moved });
  }

  /** Last on the routers of sittings: what was refused is noted and goes on to its answer. */
  readonly ofRefusals: ErrorRequestHandler = (error: unknown, req, res, next) => {
    const id = /^\/sittings\/([1-9]\d{0,8})(?:\/|$)/.exec(req.path)?.[1];
    const user = res.locals.user as { id: number } | null | undefined;
    if (req.method !== 'POST' || !id || !user) return next(error);
    void this.kindOf(error, Number(id), user.id).then(async (kind) => {
      if (kind) await this.note(user.id, Number(id), kind, { path: req.path.slice(0, 80) });
      next(error);
    });
  };

  private async kindOf(error: unknown, sittingId: number, userId: number): Promise<SignalKind | null> {
    if (error instanceof ElsewhereError) return 'other-screen';
    if (error instanceof StaleFormError) return 'stale-form';
    if (error instanceof GoneError) return 'late';
    if (!(error instanceof NotFoundError)) return null;
    const sitting = (await this.parts
      .db('sittings')
      .where({ id: sittingId })
      .first('trainee_id')
      .catch(() => undefined)) as { trainee_id: number } | undefined;
    if (!sitting) return null;
    return sitting.trainee_id === userId ? 'foreign-place' : 'foreign-sitting';
  }
}
