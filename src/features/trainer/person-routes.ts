import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentNotes } from '../grading/note-presenter.ts';
import { presentPractice } from '../grading/result-presenter.ts';
import { presentAssigned } from './assignment-presenter.ts';
import type { Group, Member } from './group-store.ts';
import { presentPerson } from './person-presenter.ts';
import type { MarkedCase } from './person-service.ts';
import { noteForm, readForm } from './trainer-input.ts';

const trainerRole = ['trainer'] as const;
const root = '/trainer/groups/:id/members/:traineeId';

/** One trainee of a group: where he stands, the marks of his practices, and the notes beside them, which he himself reads. */
export function personRoutes({ groups, persons, assignments, catalogue }: Pick<Services, 'groups' | 'persons' | 'assignments' | 'catalogue'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const whom = async (req: Request, res: Response): Promise<{ group: Group; member: Member; path: string }> => {
    const group = await groups.get(currentUser(res), idParam(req));
    const member = await persons.member(group, idParam(req, 'traineeId'));
    return { group, member, path: `/trainer/groups/${group.id}/members/${member.traineeId}` };
  };

  get(root, trainerRole, async (req, res) => {
    const { group, member, path } = await whom(req, res);
    const wanted = paging(req);
    const { rows, total } = await assignments.list({ madeBy: currentUser(res).id, traineeId: member.traineeId }, wanted);
    page(res, 'trainer/person', {
      group: { id: group.id, name: group.name },
      name: member.name,
      person: presentPerson(catalogue, await persons.overview(member), path, speech(res)),
      assigned: presentAssigned(catalogue, path, member.traineeId, rows, speech(res)),
      casesHref: `/trainer/cases?trainee=${member.traineeId}`,
      pager: presentPager(path, {}, wanted, total),
    });
  });

  const showMarks = (res: Response, { group, member, path }: Awaited<ReturnType<typeof whom>>, marked: MarkedCase, typed: Record<string, string> = {}, problems: Problems = {}) => {
    const { practice, position, permitCase, grade, notes } = marked;
    const view = grade && presentPractice({ catalogue, permitCase, grade, deskPath: `/trainer/cases/${practice.caseIds.get(position)}`, speech: speech(res) });
    // The page has a field for each mark; what is wrong with one is said there.
    const field = [...(view?.lostMarks ?? []), ...(view?.wonMarks ?? [])].flatMap(({ marks }) => marks).find(({ id }) => id === typed.mark);
    page(res, 'trainer/practice', {
      group: { id: group.id, name: group.name },
      name: member.name,
      path,
      id: practice.id,
      submittedAt: speech(res).format.dateTime(practice.submittedAt),
      caseHref: `/trainer/cases/${practice.caseIds.get(position)}`,
      view,
      notes: presentNotes(notes, position, view, speech(res)),
      position,
      positions: [...practice.caseIds.keys()],
      typed: { mark: field?.id ?? '', text: typed.text ?? '' },
      problems: field && problems.text ? { [`note-${field.anchor}`]: problems.text } : problems,
    });
  };

  get(`${root}/practices/:practice`, trainerRole, async (req, res) => {
    const found = await whom(req, res);
    showMarks(res, found, await persons.markedCase(found.member, idParam(req, 'practice'), positionOf(req.query.case)));
  });

  post(`${root}/practices/:practice/notes`, trainerRole, async (req, res) => {
    const found = await whom(req, res);
    const typed = typedText(req, ['position', 'mark', 'text']);
    const marked = await persons.markedCase(found.member, idParam(req, 'practice'), positionOf(typed.position));
    try {
      await persons.writeNote(currentUser(res), found.member, marked, formBody(req, noteForm));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return showMarks(res.status(422), found, marked, typed, error.problems);
    }
    flash(req, 'notes.written', { name: found.member.name });
    res.redirect(303, `${found.path}/practices/${marked.practice.id}${marked.position > 1 ? `?case=${marked.position}` : ''}`);
  });

  post('/sittings/:id/notes', ['trainee'], async (req, res) => {
    const practice = await persons.ownPractice(currentUser(res), idParam(req));
    const read = formBody(req, readForm);
    await persons.readNotes(practice, read);
    res.redirect(303, `/sittings/${practice.id}/result${read.position > 1 ? `?case=${read.position}` : ''}`);
  });

  return router;
}

/** The position that a text names; the first for anything else. */
const positionOf = (text: unknown): number => Number(/^[1-9]\d?$/.exec(String(text))?.[0] ?? 1);
