import { type Catalogue, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import { needsAttention } from '../../core/ladder/assignment.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { AssignedState, AssignmentWork } from './assignment-service.ts';
import type { Member } from './group-store.ts';

/** A state as a word with a sign, the same for the matrix and for one person. */
export interface StateView {
  text: string;
  /** Class of the sign. */
  mark: string;
  late: boolean;
  /** Where open work stands: its stage, and the last step of it. */
  where: string;
  /** The result with its marks, or null while there is none. */
  href: string | null;
}

export function presentState(catalogue: Catalogue, { state, where: { stage, step } }: AssignedState, { t, format, language }: Speech): StateView {
  const bad = needsAttention(state);
  const text = {
    untouched: () => t('assignments.state.untouched'),
    begun: () => (state.kind === 'begun' && state.halted ? t('assignments.state.halted', { count: state.idle }) : t('assignments.state.begun')),
    submitted: () => t('assignments.state.submitted'),
    graded: () => format.number(state.kind === 'graded' ? state.total : 0, 1),
  }[state.kind]();
  const where = state.kind === 'begun' ? t('assignments.where', { stage: known(catalogue.stages, stage ?? 'verification', 'stage').name[language], step: t(`assignments.step.${step}`) }) : '';
  return { text, mark: bad ? 'state-bad' : state.kind === 'graded' ? 'state-good' : state.kind === 'untouched' ? 'state-off' : '', late: state.late, where, href: null };
}

/** What is due, in words. */
export const dueText = (dueOn: string | null, { t, format }: Pick<Speech, 't' | 'format'>): string => (dueOn === null ? t('assignments.noDue') : format.date(dueOn));

/** Persons of a group by assignment, those who need the trainer first. */
export function presentMatrix(catalogue: Catalogue, groupId: number, members: readonly Pick<Member, 'traineeId' | 'name'>[], assignments: readonly AssignmentWork[], speech: Speech) {
  const { language, t } = speech;
  const columns = assignments.map((each) => {
    const given = members.flatMap(({ traineeId }) => each.work.get(traineeId) ?? []);
    return {
      id: each.id,
      code: each.service,
      service: serviceOf(catalogue, each.service).name[language],
      due: dueText(each.dueOn, speech),
      caseHref: `/trainer/cases/${each.caseId}`,
      href: `/trainer/groups/${groupId}/assignments/${each.id}`,
      done: t('assignments.doneOf', { done: given.filter(({ state }) => state.kind === 'graded' || state.kind === 'submitted').length, all: given.length }),
      missing: members.length - given.length,
    };
  });
  const rows = members.map(({ traineeId, name }) => {
    const states = assignments.flatMap((each) => each.work.get(traineeId)?.state ?? []);
    return {
      name,
      href: `/trainer/groups/${groupId}/members/${traineeId}`,
      attention: states.filter(needsAttention).length,
      cells: assignments.map((each, at) => {
        const work = each.work.get(traineeId);
        if (!work) return { label: columns[at]!.code, state: null };
        const state = presentState(catalogue, work, speech);
        return { label: `${columns[at]!.code}, ${columns[at]!.due}`, state: { ...state, href: work.state.kind === 'graded' ? `/trainer/groups/${groupId}/members/${traineeId}/practices/${work.sittingId}` : null } };
      }),
    };
  });
  return { columns, rows: rows.sort((a, b) => b.attention - a.attention), attention: rows.filter(({ attention }) => attention > 0).length };
}

/** One assignment with its people. */
export function presentAssignment(catalogue: Catalogue, groupId: number, members: readonly Pick<Member, 'traineeId' | 'name'>[], assignment: AssignmentWork, speech: Speech) {
  const { columns, rows } = presentMatrix(catalogue, groupId, members, [assignment], speech);
  const [column] = columns;
  return { ...column!, level: assignment.level, given: speech.format.dateTime(assignment.madeAt), people: rows.map(({ name, href, cells }) => ({ name, href, state: cells[0]!.state })) };
}

/** The assignments of one person. */
export function presentAssigned(catalogue: Catalogue, path: string, traineeId: number, assignments: readonly AssignmentWork[], speech: Speech) {
  return assignments.flatMap((each) => {
    const work = each.work.get(traineeId);
    if (!work) return [];
    return [
      {
        service: serviceOf(catalogue, each.service).name[speech.language],
        caseHref: `/trainer/cases/${each.caseId}`,
        given: speech.format.date(each.madeAt),
        due: dueText(each.dueOn, speech),
        state: presentState(catalogue, work, speech),
        marksHref: work.state.kind === 'graded' ? `${path}/practices/${work.sittingId}` : null,
      },
    ];
  });
}
