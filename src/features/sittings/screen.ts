import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { remembering } from '../../core/shared/remembering.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError, InvalidInputError } from '../../platform/errors.ts';
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

/** An answer from a page that did not know of a newer one to the same item, for example from a second tab. */
export class StaleAnswerError extends InvalidInputError {
  override readonly texts = 'newer';

  constructor(field: 'choice' | 'answer') {
    super({ [field]: { key: 'sittings.refused.newer' } });
  }
}

const digestOf = remembering((name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32));

/**
 * The screen of a request: this person at this browser, by a name that opens nothing. It outlasts the session, so that who was signed out for being idle goes on where
 * he was. A browser without a name of its own, signed in before there were any, is known by its session.
 */
export const screenOf = (req: Request, res: Response): string => {
  const browser = (res.locals.browser as string | null | undefined) ?? req.sessionID;
  return digestOf(`${browser} ${currentUser(res).id}`);
};

/** Whether a screen must not write: a test that another one holds. In a practice any screen may. */
export const isElsewhere = (sitting: Pick<Sitting, 'kind' | 'screen'>, screen: string | null): boolean =>
  sitting.kind === 'test' && sitting.screen !== null && screen !== null && sitting.screen !== screen;
