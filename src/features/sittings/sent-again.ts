import type { Request, Response } from 'express';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Sitting } from './sitting-store.ts';

/** Says on the next page that what was sent once more had come before, and when. Of what was closed without its owner the result itself speaks. */
export function flashSent(req: Request, res: Response, { kind, submittedAt, closedBy }: Pick<Sitting, 'kind' | 'submittedAt' | 'closedBy'>): void {
  if (submittedAt === null || closedBy !== 'trainee') return;
  flash(req, `sittings.sentAgain.${kind}`, { at: (res.locals as Speech).format.dateTime(submittedAt) });
}
