import type { Response, Router } from 'express';
import { competencies } from '../../core/shared/competency.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, typedText } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentFormer, presentGroups, presentProgress } from './group-presenter.ts';
import type { Group } from './group-store.ts';
import { groupForm, memberForm } from './trainer-input.ts';

const trainerRole: readonly Role[] = ['trainer'];

/** The trainer's groups. */
export function trainerGroupRoutes({ groups }: Pick<Services, 'groups'>): Router {
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

  const show = async (res: Response, group: Group, typed: string, problems: Problems) => {
    const { members, former } = await groups.overview(group);
    const candidates = await groups.candidates(group);
    page(res, 'trainer/group', {
      group: { id: group.id, name: group.name },
      members: presentProgress(members, speech(res)),
      former: presentFormer(former, speech(res)),
      candidates: candidates.map(({ id, name, username }) => ({ value: String(id), label: `${name} (${username})` })),
      competencies: competencies.map((value) => ({ value, label: speech(res).t(`evaluations.competency.${value}`) })),
      typed,
      problems,
    });
  };

  get('/trainer/groups/:id', trainerRole, async (req, res) => {
    await show(res, await groups.get(currentUser(res), idParam(req)), '', {});
  });

  post('/trainer/groups/:id/members', trainerRole, async (req, res) => {
    const group = await groups.get(currentUser(res), idParam(req));
    try {
      await groups.addMember(currentUser(res), group, formBody(req, memberForm).traineeId);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return show(res.status(422), group, typedText(req, ['traineeId']).traineeId ?? '', error.problems);
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

  return router;
}
