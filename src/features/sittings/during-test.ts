import type { RequestHandler } from 'express';
import { DuringTestError } from '../../platform/errors.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import type { Services } from '../../services.ts';
import { runningTest } from './sitting-store.ts';

/** Where practice explains, and where services and rules stand. Sittings other than the test are closed where they are read. */
const helpful = /^\/(?:practice|practices|chains|guide|shifts|catalogue|regulations)(?:\/|$)/i;

/** Whatever could help is closed to a person while a test of his runs. */
export function closedDuringTest({ db, now }: Pick<Services, 'db' | 'now'>): RequestHandler {
  return async (req, res, next) => {
    const person = res.locals.user as CurrentUser | null;
    if (helpful.test(req.path) && person?.roles.includes('trainee') && (await runningTest(db, person.id, now().toISOString())) !== null) throw new DuringTestError();
    next();
  };
}
