import type { Request, Response, Router } from 'express';
import type { Deed } from '../../core/shift/act.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentBoard } from './board-presenter.ts';
import { presentDebrief } from './debrief-presenter.ts';
import { actForm, beginForm } from './shift-input.ts';
import { presentChoice, presentShifts } from './list-presenter.ts';
import type { OpenShift } from './shift-service.ts';
import type { Workplace } from './shift-store.ts';
import { pathOf } from './work-path.ts';

const trainee = ['trainee'] as const;

type Needs = Pick<Services, 'shifts' | 'inspections' | 'tests' | 'catalogue'>;

/** Shifts of practice: beginning one, its board, and the debrief. */
export function shiftRoutes({ shifts, inspections, tests, catalogue }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const showList = async (req: Request, res: Response, problems: Problems = {}): Promise<void> => {
    const person = currentUser(res);
    const { practising } = await tests.standing(person);
    const wanted = paging(req);
    const { rows, total } = await shifts.list(person, wanted);
    page(res, 'shifts/list', {
      choice: presentChoice(catalogue, shifts.offered(practising), speech(res)),
      open: await shifts.openOf(person),
      over: presentShifts(catalogue, rows, speech(res)),
      pager: presentPager('/shifts', {}, wanted, total),
      problems,
    });
  };

  get('/shifts', trainee, (req, res) => showList(req, res));

  post('/shifts', trainee, async (req, res) => {
    const person = currentUser(res);
    const { practising } = await tests.standing(person);
    try {
      res.redirect(303, `/shifts/${await shifts.begin(person, practising, formBody(req, beginForm).level)}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      res.status(422);
      await showList(req, res, error.problems);
    }
  });

  /** Every page leads back to a shift that goes on. */
  const remember = (req: Request, { shift, board }: OpenShift): void => {
    const path = `/shifts/${shift.id}`;
    if (!board.over) req.session.goesOn = { path, key: 'shifts.goesOn' };
    else if (req.session.goesOn?.path === path) delete req.session.goesOn;
  };

  const showBoard = (res: Response, open: OpenShift, problems: Problems = {}, reason = '') => page(res, 'shifts/board', { view: presentBoard(catalogue, open, speech(res)), problems, reason });

  get('/shifts/:id', trainee, async (req, res) => {
    const open = await shifts.get(currentUser(res), idParam(req));
    remember(req, open);
    if (open.board.over) return res.redirect(303, `/shifts/${open.shift.id}/debrief`);
    showBoard(res, open);
  });

  post('/shifts/:id/acts', trainee, async (req, res) => {
    const person = currentUser(res);
    const before = await shifts.get(person, idParam(req));
    const { shift } = before;
    const refuse = async (status: number, problems: Problems) => {
      // Read again: the clock has gone on.
      const open = await shifts.get(person, shift.id);
      remember(req, open);
      if (open.board.over) {
        flash(req, 'shifts.closed');
        return res.redirect(303, `/shifts/${shift.id}/debrief`);
      }
      res.status(status);
      showBoard(res, open, problems, typedText(req, ['reason']).reason);
    };
    try {
      const { number, minute, ...deed } = formBody(req, actForm);
      const answer = await shifts.act(person, before, { number, minute, deed });
      if (answer.kind === 'refused') return await refuse(409, { form: { key: `shifts.refused.${answer.reason}` } });
      if (answer.kind === 'behind') return await refuse(409, { form: { key: 'shifts.refused.behind' } });
      res.redirect(303, placeAfter(shift.id, deed, answer.work));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await refuse(422, error.problems);
    }
  });

  get('/shifts/:id/debrief', trainee, async (req, res) => {
    const open = await shifts.get(currentUser(res), idParam(req));
    remember(req, open);
    if (!open.board.over) return res.redirect(303, `/shifts/${open.shift.id}`);
    page(res, 'shifts/debrief', { view: presentDebrief(catalogue, open, shifts.debrief(open), await inspections.outcomes(open), speech(res)) });
  });

  return router;
}

/** Whoever takes something up wants to work on it; after anything else the board is shown. */
function placeAfter(shiftId: number, deed: Pick<Deed, 'type'>, work: Workplace | null): string {
  if (work) return pathOf(work);
  return deed.type === 'end' ? `/shifts/${shiftId}/debrief` : `/shifts/${shiftId}`;
}
