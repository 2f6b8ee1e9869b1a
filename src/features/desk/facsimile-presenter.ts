import { type Catalogue, known } from '../../core/catalogue/catalogue.ts';
import type { DocumentKind, FieldDefinition, Service } from '../../core/catalogue/content.ts';
import { isLegible, type PermitCase, type Upload, uploadOf, type Value } from '../../core/cases/dossier.ts';
import type { Language } from '../../core/shared/text.ts';
import { createFormatter, type Formatter } from '../../platform/format.ts';
import type { Translate } from '../../platform/i18n.ts';
import { cardDate, dateOrText } from './desk-format.ts';
import { partialOf, stylesOf } from './drawings.ts';
import type { DatumView, SheetState, SheetView } from './desk-view.ts';

const wrongFiles = new Set(['selfie', 'receipt', 'screenshot']);
const paper = createFormatter('id', 'Asia/Jakarta');

interface Request {
  catalogue: Catalogue;
  permitCase: PermitCase;
  kind: string;
  language: Language;
  t: Translate;
  format: Formatter;
  /** The address that pins a datum; null when the desk is closed. */
  hrefOf: ((path: string) => string) | null;
  /** The datum that is being pinned now. */
  pin?: string | null;
}

/** What the sheet of one slot shows. A datum that cannot be seen is not in the result, so it cannot reach the browser. */
export function presentDocument({ catalogue, permitCase, kind, language, t, format, hrefOf, pin }: Request): SheetView {
  const definition = known(catalogue.documents, kind, 'document');
  const upload = known(new Map(permitCase.dossier.documents.map((each) => [each.kind, each])), kind, 'document');
  const state = stateOf(upload);
  const list = definition.fields.map((field) =>
    presentDatum({
      field,
      value: upload.fields[field.id],
      document: kind,
      card: definition.paper === 'card',
      legible: state === 'document',
      language,
      t,
      format,
      hrefOf,
      pin,
    }),
  );
  return {
    kind,
    name: definition.name[language],
    title: (definition.title ?? definition.name).id,
    purpose: definition.purpose[language],
    state,
    partial: partialOf(definition.drawing ?? kind),
    styles: stylesOf(definition.drawing ?? kind),
    scan: state === 'unreadable' ? upload.scan : 'clear',
    note: noteOf(upload, state, t),
    wrong: state === 'wrong' ? wrongOf(catalogue, upload, language, t) : null,
    data: Object.fromEntries(list.map((datum) => [datum.field, datum])),
    list,
  };
}

function stateOf(upload: Upload): SheetState {
  if (upload.file === 'none') return 'empty';
  if (upload.file !== upload.kind) return 'wrong';
  return isLegible(upload) ? 'document' : 'unreadable';
}

function noteOf(upload: Upload, state: SheetState, t: Translate): string {
  if (state === 'empty') return t('documents.empty');
  if (state === 'unreadable') return t('documents.unreadable', { scan: t(`documents.scan.${upload.scan}`) });
  return '';
}

/** The drawing of a file that is not the document asked for, with the title that its picture carries. */
function wrongOf(catalogue: Catalogue, upload: Upload, language: Language, t: Translate): SheetView['wrong'] {
  if (wrongFiles.has(upload.file)) {
    const drawing = upload.file as 'selfie' | 'receipt' | 'screenshot';
    return { drawing, title: t(`documents.wrong.${drawing}`) };
  }
  return {
    drawing: 'paper',
    title: catalogue.documents.get(upload.file)?.name[language] ?? t('documents.wrong.paper'),
  };
}

interface DatumRequest {
  field: FieldDefinition & { pictures?: DocumentKind['fields'][number]['pictures'] };
  value: Value | undefined;
  /** Document kind, or `form`. */
  document: string;
  /** Cards print dates in digits, letters in words; both in Indonesian, whatever the reader's language. */
  card?: boolean;
  legible: boolean;
  language: Language;
  t: Translate;
  /** How the reader writes dates and money; papers have their own way. */
  format: Formatter;
  hrefOf: ((path: string) => string) | null;
  pin?: string | null;
}

/** One datum as text. On papers it is printed as Indonesian papers print it; in the form as the reader writes it. */
export function presentDatum({
  field,
  value,
  document,
  card = false,
  legible,
  language,
  t,
  format,
  hrefOf,
  pin,
}: DatumRequest): DatumView {
  const path = `${document}.${field.id}`;
  const isMark = field.type === 'mark';
  const written = document === 'form' ? format : paper;
  return {
    path,
    field: field.id,
    label: field.name[language],
    printed: field.name.id,
    text: legible ? textOf(field, value, card, written, t) : '',
    number: legible && typeof value === 'number' ? value : null,
    mark: legible && isMark ? value === true : null,
    legible,
    href: legible && hrefOf ? hrefOf(path) : null,
    current: pin === path,
    picture: legible ? pictureOf(field.pictures, String(value ?? '')) : '',
  };
}

/** The drawing that goes with a text, by the words of the pack. */
function pictureOf(pictures: DatumRequest['field']['pictures'], text: string): string {
  if (!pictures) return '';
  const words = text.toLowerCase();
  return Object.entries(pictures.words).find(([, list]) => list.some((word) => words.includes(word)))?.[0] ?? pictures.other;
}

function textOf(
  field: FieldDefinition,
  value: Value | undefined,
  card: boolean,
  format: Formatter,
  t: Translate,
): string {
  if (field.type === 'mark') return t(value === true ? 'documents.mark.present' : 'documents.mark.absent');
  if (value === undefined || value === '') return t('documents.blank');
  if (field.type === 'date') return card ? cardDate(String(value)) : dateOrText(format, String(value));
  // A code of digits, such as a year, is no amount: it has no thousands.
  if (typeof value !== 'number' || field.type === 'code') return String(value);
  return field.type === 'money' ? format.money(value) : format.number(value, 2);
}

/**
 * The fact that a fact of the pack stands for on every file of a service: `land.address` for `business.address`. A choice is followed as far as the
 * service alone decides it, so that nothing here depends on a case.
 */
function standsFor(catalogue: Catalogue, service: string, fact: string): string {
  const definition = catalogue.facts?.get(fact);
  if (!definition || !('draw' in definition)) return fact;
  const { draw } = definition;
  let taken: Value | null = null;
  if (draw.kind === 'value') taken = draw.is;
  if (draw.kind === 'case')
    for (const { when = {}, is } of draw.of) {
      const { 'service.code': codes, ...others } = when;
      if (codes && !codes.includes(service)) continue;
      if (Object.keys(others).length === 0) taken = is;
      break;
    }
  return typeof taken === 'string' && taken.startsWith('=') ? standsFor(catalogue, service, taken.slice(1)) : fact;
}

/** The field of the form that takes its value from the same fact as this field of a document, by definition, not by value. */
export function counterpart(catalogue: Catalogue, { code, form }: Pick<Service, 'code' | 'form'>, field: FieldDefinition): FieldDefinition | undefined {
  const source = standsFor(catalogue, code, field.from);
  return form.find((candidate) => standsFor(catalogue, code, candidate.from) === source);
}

/** Whether this case has a slot of that kind. */
export const hasSlot = (permitCase: PermitCase, kind: string): boolean =>
  uploadOf(permitCase.dossier, kind) !== undefined;
