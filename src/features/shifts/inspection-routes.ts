import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { type EnteredInspection, presentInspection } from './inspection-presenter.ts';
import type { OpenInspection } from './inspection-service.ts';
import { documentQuery, inspectionForm, toInspectionAct } from './shift-input.ts';

const trainee = ['trainee'] as const;
const nothing: EnteredInspection = { place: '', problem: '', stands: '' };

/** Looking over the files of a shift that a colleague has decided. */
export function inspectionRoutes({ inspections, catalogue }: Pick<Services, 'inspections' | 'catalogue'>): Router {
  const { router, get, post } = createRoutes();
  const jobOf = (req: Request): string => String(req.params.job);

  const show = (req: Request, res: Response, open: OpenInspection, entered: EnteredInspection = nothing, problems: Problems = {}) => {
    const { document } = queryOf(req, documentQuery);
    page(res, 'shifts/inspection', { view: presentInspection(catalogue, open, { document, entered, problems }, res.locals as Speech) });
  };

  get('/shifts/:id/inspections/:job', trainee, async (req, res) => show(req, res, await inspections.get(currentUser(res), idParam(req), jobOf(req))));

  post('/shifts/:id/inspections/:job/acts', trainee, async (req, res) => {
    const person = currentUser(res);
    const before = await inspections.get(person, idParam(req), jobOf(req));
    const { open, job } = before;
    const path = `/shifts/${open.shift.id}`;
    const refuse = async (status: number, problems: Problems) => {
      // Read again: the clock has gone on, or another window has.
      const now = await inspections.get(person, open.shift.id, job);
      if (now.open.board.over && now.outcome === null) {
        flash(req, 'shifts.closed');
        return res.redirect(303, `${path}/debrief`);
      }
      res.status(status);
      show(req, res, now, typedText(req, ['place', 'problem', 'stands']) as unknown as EnteredInspection, problems);
    };
    try {
      const form = formBody(req, inspectionForm);
      const answer = await inspections.act(before, form.number, toInspectionAct(form));
      const field = form.type === 'missed' ? 'place' : form.type === 'conclude' ? 'stands' : 'form';
      if (answer.kind === 'refused') return await refuse(answer.reason === 'concluded' ? 410 : 422, { [field]: { key: `inspections.refused.${answer.reason}` } });
      if (answer.kind === 'held') return await refuse(409, { form: { key: `shifts.refused.${answer.reason}` } });
      if (answer.kind === 'behind') return await refuse(409, { form: { key: 'inspections.refused.behind' } });
      const { document } = queryOf(req, documentQuery);
      res.redirect(303, `${path}/inspections/${job}${document ? `?document=${document}` : ''}#${answer.concluded ? 'result' : 'notes'}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await refuse(422, error.problems);
    }
  });

  return router;
}
