import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { ConflictError } from '../../platform/errors.ts';
import type { Sitting } from './sitting-store.ts';

/** Another screen writes in this test now; this one only reads until its person takes the test over. */
export class ElsewhereError extends ConflictError {
  constructor() {
    super('Another screen writes');
  }
}

/** What was sent is older than what is recorded at this place. */
export class StaleFormError extends ConflictError {
  constructor() {
    super('Something newer is recorded here');
  }
}

/** The screen of a request: the session of its browser, by a name that opens nothing. */
export const screenOf = (req: Request): string => createHash('sha256').update(req.sessionID).digest('hex').slice(0, 32);

/** Whether a screen must not write: a test that another one holds. In a practice any screen may. */
export const isElsewhere = (sitting: Pick<Sitting, 'kind' | 'screen'>, screen: string | null): boolean =>
  sitting.kind === 'test' && sitting.screen !== null && screen !== null && sitting.screen !== screen;
