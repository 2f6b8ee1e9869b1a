import { type Catalogue, known } from '../catalogue/catalogue.ts';
import { registryKey } from '../shared/registry-key.ts';
import type { Fields, PermitCase } from '../cases/dossier.ts';

/** Where the key of a registry stands on this file: the first of the registry's list that the file has, as a path (`form.nik`); null for none. */
export function keyPathOf(catalogue: Catalogue, permitCase: PermitCase, registry: string): string | null {
  const { ask } = known(catalogue.registries, registry, 'registry');
  const path = ask.find((entry) => {
    const [document, field] = entry.includes('.') ? (entry.split('.') as [string, string]) : ['form', entry];
    return document === 'form' ? field in permitCase.dossier.form : permitCase.dossier.documents.some(({ kind }) => kind === document);
  });
  return path === undefined ? null : path.includes('.') ? path : `form.${path}`;
}

/** What a simulated registry answers to a query, or null when it knows nothing under this key. */
export function lookUp(permitCase: PermitCase, registry: string, key: string): Fields | null {
  const records = permitCase.registries[registry];
  const wanted = registryKey(key);
  return records && Object.hasOwn(records, wanted) ? records[wanted]! : null;
}
