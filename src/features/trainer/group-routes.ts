import type { Request, Response, Router } from 'express';
import { competencies } from '../../core/shared/competency.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, typedText } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentAssignment, presentMatrix } from './assignment-presenter.ts';
import { presentFormer, presentGroups, presentProgress } from './group-presenter.ts';
import type { Group } from './group-store.ts';
import { dueForm, groupForm, memberForm } from './trainer-input.ts';

const trainerRole: readonly Role[] = ['trainer'];
/** So many assignments stand beside each other; older ones are on the next page. */
const columns = 8;

/** The trainer's groups with what is assigned to them. */
export function trainerGroupRoutes({ groups, assignments, catalogue }: Pick<Services, 'groups' | 'assignments' | 'catalogue'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const list = async (res: Response, name: string, problems: Problems) => {
    const led = await groups.list(currentUser(res));
    page(res, 'trainer/groups', { groups: presentGroups(led, speech(res)), name, problems });
  };

  get('/trainer/groups', trainerRole, (_req, res) => list(res, '', {}));

  post('/trainer/groups', trainerRole, async (req, res) => {
    try {
      const group = await groups.createGroup(currentUser(res), formBody(req, groupForm).name);
      flash(req, 'trainer.groups.created', { name: group.name });
      res.redirect(303, `/trainer/groups/${group.id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await list(res.status(422), typedText(req, ['name']).name ?? '', error.problems);
    }
  });

  const show = async (req: Request, res: Response, group: Group, typed: string, problems: Problems) => {
    const { members, former } = await groups.overview(group);
    const wanted = { page: paging(req).page, perPage: columns };
    const { rows, total } = await assignments.list({ madeBy: currentUser(res).id, groupId: group.id }, wanted);
    const candidates = await groups.candidates(group);
    page(res, 'trainer/group', {
      group: { id: group.id, name: group.name },
      matrix: presentMatrix(catalogue, group.id, members, rows, speech(res)),
      pager: presentPager(`/trainer/groups/${group.id}`, {}, wanted, total),
      members: presentProgress(members, speech(res)),
      former: presentFormer(former, speech(res)),
      candidates: candidates.map(({ id, name, username }) => ({ value: String(id), label: `${name} (${username})` })),
      competencies: competencies.map((value) => ({ value, label: speech(res).t(`grading.competency.${value}`) })),
      typed,
      problems,
    });
  };

  get('/trainer/groups/:id', trainerRole, async (req, res) => {
    await show(req, res, await groups.get(currentUser(res), idParam(req)), '', {});
  });

  post('/trainer/groups/:id/members', trainerRole, async (req, res) => {
    const group = await groups.get(currentUser(res), idParam(req));
    try {
      await groups.addMember(currentUser(res), group, formBody(req, memberForm).traineeId);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return show(req, res.status(422), group, typedText(req, ['traineeId']).traineeId ?? '', error.problems);
    }
    flash(req, 'trainer.groups.added');
    res.redirect(303, `/trainer/groups/${group.id}`);
  });

  post('/trainer/groups/:id/members/:traineeId/departure', trainerRole, async (req, res) => {
    const group = await groups.get(currentUser(res), idParam(req));
    await groups.removeMember(currentUser(res), group, idParam(req, 'traineeId'));
    flash(req, 'trainer.groups.removed');
    res.redirect(303, `/trainer/groups/${group.id}`);
  });

  const showAssignment = async (res: Response, group: Group, id: number, typed: string | null, problems: Problems) => {
    const me = currentUser(res);
    const assignment = await assignments.get(me, group, id);
    const members = await groups.members(group);
    page(res, 'trainer/assignment', {
      group: { id: group.id, name: group.name },
      assignment: presentAssignment(catalogue, group.id, members, await assignments.work(assignment), speech(res)),
      today: assignments.today(),
      typed: typed ?? assignment.dueOn ?? '',
      problems,
    });
  };

  const ofGroup = '/trainer/groups/:id/assignments/:assignment';

  get(ofGroup, trainerRole, async (req, res) => {
    await showAssignment(res, await groups.get(currentUser(res), idParam(req)), idParam(req, 'assignment'), null, {});
  });

  post(`${ofGroup}/due`, trainerRole, async (req, res) => {
    const group = await groups.get(currentUser(res), idParam(req));
    const assignment = await assignments.get(currentUser(res), group, idParam(req, 'assignment'));
    try {
      await assignments.moveDue(currentUser(res), assignment, formBody(req, dueForm).due);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showAssignment(res.status(422), group, assignment.id, typedText(req, ['due']).due ?? '', error.problems);
    }
    flash(req, 'assignments.moved');
    res.redirect(303, `/trainer/groups/${group.id}/assignments/${assignment.id}`);
  });

  post(`${ofGroup}/newcomers`, trainerRole, async (req, res) => {
    const group = await groups.get(currentUser(res), idParam(req));
    const assignment = await assignments.get(currentUser(res), group, idParam(req, 'assignment'));
    const count = await assignments.giveToNewcomers(currentUser(res), group, assignment);
    flash(req, 'assignments.givenTo', { count });
    res.redirect(303, `/trainer/groups/${group.id}/assignments/${assignment.id}`);
  });

  return router;
}
