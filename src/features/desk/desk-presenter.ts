import { isTrainingRule, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import { problems as problemKinds, type StageId } from '../../core/catalogue/content.ts';
import { isLegible } from '../../core/cases/dossier.ts';
import { wayOf } from '../../core/desk/way.ts';
import { clauseChoices, type DeskRequest, placeOf, placesOf, presentFrame, typed } from './desk-frame.ts';
import type {
  CompareRow,
  DatumView,
  DeskPage,
  DocumentLink,
  FindingView,
  PinView,
  SheetView,
  StageView,
} from './desk-view.ts';
import { counterpart, hasSlot, presentDatum, presentDocument } from './facsimile-presenter.ts';
import { presentIncoming } from './incoming-presenter.ts';
import { presentConversations } from './conversation-presenter.ts';
import { presentLookups } from './lookup-presenter.ts';

export interface ShowRequest extends DeskRequest {
  /** The document to lie on the desk; the last opened one when not given. */
  document?: string | null;
  /** `KTP.nik`, `form.name`, or `KTP` for the document as a whole. */
  pin?: string | null;
  /** The datum that the pinned one is said to disagree with. */
  other?: string | null;
}

/** The desk of one case. It depends on the case and on the work done, never on what is right. */
export function presentDesk(request: ShowRequest): DeskPage {
  const { desk, basePath } = request;
  const documents = presentLinks(request);
  const at = documents.findIndex((link) => link.current);
  const current = documents[at] ?? null;
  const hrefOf = desk.submittedAt ? null : pinAddress(basePath, current?.kind ?? null);
  const pin = presentPin(request, current?.kind ?? null);
  // A closed case is only read: every document lies open, and a result points at one datum.
  const closed = desk.submittedAt !== null;
  const pointed = closed ? (request.pin ?? null) : (pin?.path ?? null);
  const form = presentForm(request, hrefOf, pointed);
  const sheet =
    current && (current.opened || closed)
      ? presentDocument({ ...request, kind: current.kind, hrefOf, pin: pointed })
      : null;
  // Not spread: an object that begins as a copy and then grows so much becomes a slow one.
  return Object.assign(presentFrame(request), {
    stages: presentStages(request, documents),
    documents,
    current,
    sheet,
    cover: sheet ? null : current,
    previous: documents[at - 1] ?? null,
    next: documents[at + 1] ?? null,
    form,
    compare: sheet ? presentCompare(request, sheet, form) : [],
    wholeDocument: current && hrefOf ? hrefOf(current.kind) : '',
    findings: presentFindings(request),
    pin,
    lookups: presentLookups(request),
    conversations: presentConversations(request),
    incoming: presentIncoming(request),
    report: desk.report ? { note: desk.report.note, at: request.format.time(desk.report.at) } : null,
  });
}

const pinAddress = (basePath: string, current: string | null) => (path: string) => {
  const document = path.startsWith('form') ? current : path.split('.')[0];
  return `${basePath}?${document ? `document=${document}&` : ''}pin=${path}#pin`;
};

function presentLinks({ catalogue, permitCase, desk, language, t, basePath, document }: ShowRequest): DocumentLink[] {
  const kinds = permitCase.dossier.documents.map((upload) => upload.kind);
  // In a later stage what has just come is marked as new.
  const fresh = new Set(permitCase.stage === undefined ? [] : permitCase.papers);
  // What has come and was not looked at lies on top.
  const newest = kinds.some((kind) => fresh.has(kind) && desk.opened.includes(kind)) ? undefined : kinds.find((kind) => fresh.has(kind));
  const chosen =
    document && kinds.includes(document)
      ? document
      : (newest ?? desk.opened.filter((kind) => kinds.includes(kind)).at(-1) ?? kinds[0]);
  return kinds.map((kind, index) => ({
    kind,
    number: index + 1,
    name: catalogue.documents.get(kind)!.name[language],
    opened: desk.opened.includes(kind),
    words: t(desk.opened.includes(kind) ? 'desk.documents.opened' : 'desk.documents.unopened'),
    fresh: fresh.has(kind),
    current: kind === chosen,
    href: `${basePath}?document=${kind}#sheet`,
  }));
}

/** The stages of the case; their state is the work done so far. A file with one stage shows the decision as its last. */
function presentStages(request: ShowRequest, documents: DocumentLink[]): StageView[] {
  const { catalogue, permitCase, desk, language, t } = request;
  const opened = documents.filter((link) => link.opened).length;
  const words = (state: StageView['state'], detail?: string) => (detail ? `${t(`desk.stage.${state}`)}, ${detail}` : t(`desk.stage.${state}`));
  const stage = (id: string, name: string, state: StageView['state'], detail?: string): StageView => ({ id, name, state, words: words(state, detail) });
  const reading = t('desk.stage.opened', { opened, all: documents.length });
  const received = stage('received', t('desk.stage.received'), 'done');
  const verified = desk.decision !== null;
  const sent = desk.submittedAt !== null;
  const way = wayOf(catalogue, permitCase);
  if (way.length === 1)
    return [
      received,
      stage('verification', t('desk.stage.verification'), verified ? 'done' : 'current', reading),
      stage('decision', t('desk.stage.decision'), sent ? 'done' : verified ? 'current' : 'todo'),
    ];
  const past = new Set(desk.past.map((each) => each.stage));
  // A second upload is part of the way only when there is one.
  const shown = way.filter((id) => id !== 'resubmission' || id === desk.stage || past.has(id));
  const stateOf = (id: StageId): StageView['state'] => (past.has(id) || (id === desk.stage && sent) ? 'done' : id === desk.stage ? 'current' : 'todo');
  return [
    received,
    ...shown.map((id) => stage(id, known(catalogue.stages, id, 'stage').name[language], stateOf(id), id === desk.stage ? reading : undefined)),
    stage('archive', t('desk.stage.archive'), sent ? 'done' : 'todo', sent ? keptOf(request) : undefined),
  ];
}

/** What is kept with a file that went on from its last stage, such as the tracking number of the parcel: its name and value. */
function keptOf({ catalogue, permitCase, desk, language, t }: ShowRequest): string | undefined {
  const keeps = desk.stage ? known(catalogue.stages, desk.stage, 'stage').keeps : undefined;
  if (keeps === undefined || desk.decision?.decision !== 'proceed') return undefined;
  const [kind, id] = keeps.split('.') as [string, string];
  const upload = permitCase.dossier.documents.find((each) => each.kind === kind);
  const field = catalogue.documents.get(kind)?.fields.find((each) => each.id === id);
  return upload && field && isLegible(upload) ? t('desk.stage.kept', { name: field.name[language], value: String(upload.fields[id]) }) : undefined;
}

function presentForm(request: ShowRequest, hrefOf: ((path: string) => string) | null, pin: string | null): DatumView[] {
  const { catalogue, permitCase, language, t, format } = request;
  return serviceOf(catalogue, permitCase.service).form.map((field) =>
    presentDatum({
      field,
      value: permitCase.dossier.form[field.id],
      document: 'form',
      legible: true,
      language,
      t,
      format,
      hrefOf,
      pin,
    }),
  );
}

/** Form beside document, row by row where both take the datum from the same fact; nothing marks a difference. */
function presentCompare({ catalogue, permitCase }: ShowRequest, sheet: SheetView, form: DatumView[]): CompareRow[] {
  const service = serviceOf(catalogue, permitCase.service);
  return catalogue.documents.get(sheet.kind)!.fields.flatMap((field) => {
    const same = counterpart(catalogue, service, field);
    const inForm = same && form.find((datum) => datum.field === same.id);
    const document = sheet.data[field.id]!;
    const href = document.href && inForm ? document.href.replace(/#pin$/, `&other=${inForm.path}#pin`) : null;
    return inForm ? [{ form: inForm, document, href }] : [];
  });
}

function presentFindings(request: ShowRequest): FindingView[] {
  const { catalogue, desk, language, t, basePath } = request;
  return desk.findings.map((finding, index) => ({
    id: finding.id,
    number: index + 1,
    where: placesOf(request, finding),
    problem: t(`desk.problem.${finding.problem}`),
    clause: catalogue.clauses.get(finding.clause)?.title[language] ?? t('desk.pin.unknownClause'),
    training: isTrainingRule(catalogue, finding.clause),
    href: finding.document === 'form' ? `${basePath}#form` : `${basePath}?document=${finding.document}#sheet`,
  }));
}

/** The second datum of a pin, if the file has it and it can be seen. */
function presentOther(request: ShowRequest, path: string): PinView['other'] {
  const { catalogue, permitCase, language, t, format } = request;
  const [document = '', field = ''] = path.split('.');
  if (document !== 'form') return null;
  const definition = serviceOf(catalogue, permitCase.service).form.find((candidate) => candidate.id === field);
  if (!definition) return null;
  const { text } = presentDatum({ field: definition, value: permitCase.dossier.form[field], document, legible: true, language, t, format, hrefOf: null });
  return { path, where: placeOf(request, document, field), value: text };
}

function presentPin(request: ShowRequest, current: string | null): PinView | null {
  const { catalogue, permitCase, desk, language, t, format, basePath, pin, entered } = request;
  if (!pin || desk.submittedAt) return null;
  const [document = '', field = ''] = pin.split('.');
  const inForm = document === 'form';
  const fields = inForm ? serviceOf(catalogue, permitCase.service).form : catalogue.documents.get(document)?.fields;
  const definition = fields?.find((candidate) => candidate.id === field);
  if (!inForm && !hasSlot(permitCase, document)) return null;
  if (!definition && (inForm || field !== '')) return null;
  const other = presentOther(request, typed(entered, 'other', request.other ?? ''));
  const chosen = typed(entered, 'problem', other ? 'mismatch' : '');
  const sheet =
    inForm || !desk.opened.includes(document) ? null : presentDocument({ ...request, kind: document, hrefOf: null });
  const value = inForm
    ? presentDatum({
        field: definition!,
        value: permitCase.dossier.form[field],
        document,
        legible: true,
        language,
        t,
        format,
        hrefOf: null,
      }).text
    : (sheet?.data[field]?.text ?? '');
  return {
    path: pin,
    document,
    field,
    where: placeOf(request, document, field),
    value,
    other,
    problems: problemKinds.map((id) => ({ id, name: t(`desk.problem.${id}`), checked: id === chosen })),
    clauses: clauseChoices(request, [typed(entered, 'clause', '')]),
    cancel: current ? `${basePath}?document=${current}#sheet` : basePath,
  };
}
