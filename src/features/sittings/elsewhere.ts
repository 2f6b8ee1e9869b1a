import type { Response } from 'express';
import type { Speech } from '../../platform/i18n.ts';
import { page } from '../../platform/views.ts';
import type { Sitting } from './sitting-store.ts';

/** In the place of any page of a test that another screen holds: why this one only reads, and the way to go on here. */
export function showElsewhere(res: Response, sitting: Sitting): void {
  const { format } = res.locals as unknown as Speech;
  res.set('Cache-Control', 'no-store');
  page(res, 'sittings/elsewhere', { id: sitting.id, until: sitting.deadlineAt ? format.time(sitting.deadlineAt) : '' });
}
