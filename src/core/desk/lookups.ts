import { registryKey } from '../shared/registry-key.ts';
import type { Fields, PermitCase } from '../cases/dossier.ts';

/** What a simulated registry answers to a query, or null when it knows nothing under this key. */
export function lookUp(permitCase: PermitCase, registry: string, key: string): Fields | null {
  const records = permitCase.registries[registry];
  const wanted = registryKey(key);
  return records && Object.hasOwn(records, wanted) ? records[wanted]! : null;
}
