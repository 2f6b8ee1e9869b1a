import { type Catalogue, isTrainingRule, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { StageId } from '../../core/catalogue/content.ts';
import { draftChecksOf } from '../../core/catalogue/drafts.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { reader } from '../../core/checks/kind.ts';
import type { Desk, Finding } from '../../core/desk/desk.ts';
import { wayOf } from '../../core/desk/way.ts';
import type { Language } from '../../core/shared/text.ts';
import type { Problems } from '../../platform/errors.ts';
import type { Formatter } from '../../platform/format.ts';
import type { Translate } from '../../platform/i18n.ts';
import type { Choice, DatumView, DeskFrame } from './desk-view.ts';
import { fieldLabels } from './field-labels.ts';

/** What was typed into a form that came back. */
export type Entered = Record<string, string | string[]>;

/** What every page of one case is made from. */
export interface DeskRequest {
  catalogue: Catalogue;
  permitCase: PermitCase;
  desk: Desk;
  language: Language;
  t: Translate;
  format: Formatter;
  /** Path of this case, such as /sittings/4/cases/2. */
  basePath: string;
  position: number;
  mode: 'practice' | 'test';
  newId: () => string;
  /** ISO-8601 UTC; null when there is no deadline. */
  deadlineAt?: string | null;
  now?: string;
  entered?: Entered;
  problems?: Problems;
  /** What was typed and is not saved yet: the moment of the draft that fills this page, and the text of the report. */
  draft?: { savedAt: string | null; report: string };
  /** How many actions the page has seen, so that an old page is known when it sends. */
  seen?: number;
  /** Where the file goes when it is sent as it stands; null where the work ends. */
  next?: StageId | null;
}

/** The head that the desk, the decision and the check page share. */
export function presentFrame(request: DeskRequest): DeskFrame {
  const { catalogue, permitCase, desk, language, t, format, basePath, position, mode } = request;
  return {
    basePath,
    position,
    mode,
    id: request.newId(),
    service: serviceOf(catalogue, permitCase.service).name[language],
    registration: permitCase.registration,
    applicant: applicantOf(catalogue, permitCase, t),
    today: format.date(permitCase.today),
    receivedOn: format.date(permitCase.receivedOn),
    dueOn: format.date(permitCase.dueOn),
    stage: stageOf(request),
    past: pastOf(request),
    savedAt: desk.savedAt ? format.time(desk.savedAt) : '',
    clock: clockOf(request),
    flagged: desk.flagged,
    submitted: desk.submittedAt ? format.time(desk.submittedAt) : '',
    problems: request.problems ?? {},
    labels: fieldLabels(request),
    entered: request.entered ?? {},
    draft: { savedAt: request.draft?.savedAt ? format.time(request.draft.savedAt) : '', report: request.draft?.report ?? '' },
    seen: request.seen ?? 0,
  };
}

function clockOf({ deadlineAt, now, format, desk }: DeskRequest): DeskFrame['clock'] {
  if (!deadlineAt || !now || desk.submittedAt) return null;
  return { deadline: deadlineAt, now, until: format.time(deadlineAt) };
}

function applicantOf(catalogue: Catalogue, permitCase: PermitCase, t: Translate): DatumView {
  const path = serviceOf(catalogue, permitCase.service).applicant;
  const value = reader(path)(permitCase);
  const field = path.slice(path.indexOf('.') + 1);
  return {
    path,
    field,
    label: t('desk.applicant'),
    printed: '',
    text: String(value ?? ''),
    number: null,
    mark: null,
    legible: true,
    href: null,
    current: false,
    picture: '',
  };
}

/** What the work is in this stage; null where a file has one stage only. */
function stageOf({ catalogue, permitCase, language }: DeskRequest): DeskFrame['stage'] {
  if (wayOf(catalogue, permitCase).length === 1) return null;
  const { id, name, about } = known(catalogue.stages, permitCase.stage ?? 'verification', 'stage');
  return { id, name: name[language], about: about[language] };
}

/** What was decided in the stages before, in order. */
const pastOf = ({ catalogue, desk, language, t, format }: DeskRequest): DeskFrame['past'] =>
  desk.past.map(({ stage, decision, findings, at }) => ({
    stage: known(catalogue.stages, stage, 'stage').name[language],
    decision: t(`desk.decision.${decision}`),
    findings: findings.length,
    at: format.time(at),
  }));

/** All clauses that the rules of the case's stage rest on, in the order in which the pack lists them. */
export function clausesOf(catalogue: Catalogue, permitCase: PermitCase): string[] {
  const service = serviceOf(catalogue, permitCase.service);
  const { stage = 'verification' } = permitCase;
  if (stage !== 'verification' && stage !== 'resubmission') {
    const { checks, decoys } = known(catalogue.stages, stage, 'stage');
    const rules = [...checks, ...(stage === 'permit' ? draftChecksOf(service) : [])].map((id) => catalogue.checks.get(id)?.clause);
    return [...new Set([...rules, ...decoys.map((id) => catalogue.decoys.get(id)?.clause)])].filter((id) => id !== undefined);
  }
  const ids = [
    ...service.checks.map((id) => catalogue.checks.get(id)?.clause),
    ...service.decoys.map((id) => catalogue.decoys.get(id)?.clause),
    service.classification?.clause,
    service.levy.clause,
  ];
  return [...new Set(ids)].filter((id): id is string => id !== undefined && catalogue.clauses.has(id));
}

/** The title of a clause inside a sentence, with the tag of a training rule in words; `unknown` when there is none. */
export function clauseTitle({ catalogue, language, t }: Pick<DeskRequest, 'catalogue' | 'language' | 't'>, id: string, unknown = id): string {
  const title = catalogue.clauses.get(id)?.title[language] ?? unknown;
  return isTrainingRule(catalogue, id) ? `${title} (${t('common.trainingRule')})` : title;
}

/** The clauses of the case's service as choices. */
export function clauseChoices(request: DeskRequest, chosen: readonly string[]): Choice[] {
  const { catalogue, permitCase, language } = request;
  return clausesOf(catalogue, permitCase).map((id) => {
    const clause = catalogue.clauses.get(id)!;
    return { id, name: clause.title[language], hint: clause.text[language], checked: chosen.includes(id), training: isTrainingRule(catalogue, id) };
  });
}

/** `KTP elektronik · NIK`, or the document as a whole. */
export function placeOf({ catalogue, permitCase, language, t }: DeskRequest, document: string, field: string): string {
  const kind = catalogue.documents.get(document);
  const fields = document === 'form' ? serviceOf(catalogue, permitCase.service).form : kind?.fields;
  const name = kind?.name[language] ?? t('desk.form.title');
  return `${name} · ${fields?.find((definition) => definition.id === field)?.name[language] ?? t('desk.wholeDocument')}`;
}

/** The place of a finding, or both places where it points at two. */
export function placesOf(request: DeskRequest, { document, field, other }: Finding): string {
  const first = placeOf(request, document, field);
  return other ? `${first} ↔ ${placeOf(request, ...(other.split('.') as [string, string]))}` : first;
}

/** `KTP elektronik · NIK: tidak cocok`. */
export const findingName = (request: DeskRequest, finding: Finding): string =>
  `${placesOf(request, finding)}: ${request.t(`desk.problem.${finding.problem}`)}`;

/** One typed value of a form that came back, or what is recorded. */
export function typed(entered: Entered | undefined, field: string, recorded: string): string {
  const value = entered?.[field];
  return value === undefined ? recorded : Array.isArray(value) ? (value[0] ?? '') : value;
}

/** Typed values of a group of checkboxes, or what is recorded; a group without a tick is not sent at all. */
export function typedList(entered: Entered | undefined, field: string, recorded: readonly string[]): readonly string[] {
  if (!entered || Object.keys(entered).length === 0) return recorded;
  const value = entered[field];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
