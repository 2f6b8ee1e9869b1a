import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { desk } from '../../core/desk/desk.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentReadOnlyDesk } from './desk-read-only.ts';

/** The desk of a case on which every document has been opened and nothing else was done. */
export function presentPreview(catalogue: Catalogue, permitCase: PermitCase, where: { path: string; query: [string, string][]; document: string | null }, speech: Speech) {
  const documents = permitCase.dossier.documents.map(({ kind }) => kind);
  const state = { ...desk(catalogue, permitCase, []), opened: documents };
  const document = where.document ?? documents[0] ?? null;
  return presentReadOnlyDesk({ catalogue, permitCase, desk: state, ...speech, position: 1, mode: 'practice' }, { ...where, document });
}
