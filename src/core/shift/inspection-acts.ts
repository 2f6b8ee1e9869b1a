import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { deskOf, type DecidedFile, type Note, noteKey } from './inspection.ts';

/** What an inspector does with a decided file. Acts are appended and never changed; a withdrawn note is named by its key. */
export type InspectionAct = { type: 'note'; note: Note } | { type: 'withdraw'; note: string } | { type: 'conclude'; stands: boolean };

export interface InspectionState {
  notes: readonly Note[];
  /** What was said at the end; null while it goes on. */
  said: boolean | null;
}

/** Where an inspection stands after these acts. */
export function inspectionState(acts: readonly InspectionAct[]): InspectionState {
  let notes: Note[] = [];
  let said: boolean | null = null;
  for (const act of acts) {
    if (act.type === 'note') notes.push(act.note);
    else if (act.type === 'withdraw') notes = notes.filter((note) => noteKey(note) !== act.note);
    else said = act.stands;
  }
  return { notes, said };
}

/** Where something can be wrong: the form and every paper with their fields; the empty field is the paper as a whole. */
export const placesIn = (catalogue: Catalogue, permitCase: PermitCase): { document: string; fields: string[] }[] => [
  { document: 'form', fields: serviceOf(catalogue, permitCase.service).form.map(({ id }) => id) },
  ...permitCase.dossier.documents.map(({ kind }) => ({ document: kind, fields: ['', ...known(catalogue.documents, kind, 'document').fields.map(({ id }) => id)] })),
];

/** Why an act is not taken. `nothing`: it is said not to stand, and nothing was noted; `contradiction`: it is said to stand although what was noted undoes it. */
export type RefusedInspection = 'concluded' | 'place' | 'finding' | 'twice' | 'not-noted' | 'nothing' | 'contradiction';

/** Why this cannot be done after these acts; null when it can. */
export function refusedInspection(catalogue: Catalogue, file: DecidedFile, acts: readonly InspectionAct[], act: InspectionAct): RefusedInspection | null {
  const { notes, said } = inspectionState(acts);
  if (said !== null) return 'concluded';
  if (act.type === 'withdraw') return notes.some((note) => noteKey(note) === act.note) ? null : 'not-noted';
  if (act.type === 'conclude') {
    if (!act.stands) return notes.length === 0 ? 'nothing' : null;
    return notes.some(({ kind }) => kind === 'decision' || kind === 'integrity') ? 'contradiction' : null;
  }
  const { note } = act;
  if (note.kind === 'missed' && !placesIn(catalogue, file.permitCase).some(({ document, fields }) => document === note.document && fields.includes(note.field))) return 'place';
  if (note.kind === 'unfounded' && !deskOf(catalogue, file).findings.some(({ id }) => id === note.finding)) return 'finding';
  return notes.some((other) => noteKey(other) === noteKey(note)) ? 'twice' : null;
}
