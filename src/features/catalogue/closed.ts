import type { Response } from 'express';
import { currentUser } from '../../platform/auth.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';

/** Tells whether this person sits a test now, to whom services and rules are closed; the page that says so has then been sent. */
export const closedDuringTest =
  (tests: Services['tests']) =>
  async (res: Response): Promise<boolean> => {
    const person = currentUser(res);
    if (!person.roles.includes('trainee') || !(await tests.standing(person)).running) return false;
    page(res, 'catalogue/closed', {});
    return true;
  };
