import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { DecoyDefinition, Service, StageId } from '../catalogue/content.ts';
import { EntryError } from '../catalogue/entry-error.ts';
import { paramsFor } from './check.ts';
import { dateDecoys } from './date-decoys.ts';
import type { DecoyKind, DecoyRule } from './kind.ts';
import { valueDecoys } from './value-decoys.ts';
import { writingDecoys } from './writing-decoys.ts';

export type Decoy = DecoyDefinition & DecoyRule;

const decoyKinds: Readonly<Record<string, DecoyKind>> = { ...dateDecoys, ...writingDecoys, ...valueDecoys };

const made = new WeakMap<Catalogue, Map<string, readonly Decoy[]>>();

/** The false alarms that a stage of a service knows, in the order of the pack; RangeError for an unknown decoy, kind or parameter. */
export function decoysOf(catalogue: Catalogue, code: string, stage: StageId = 'verification'): readonly Decoy[] {
  let services = made.get(catalogue);
  if (!services) made.set(catalogue, (services = new Map()));
  const ofService = stage === 'verification' || stage === 'resubmission';
  const key = ofService ? code : `${code}/${stage}`;
  let decoys = services.get(key);
  if (!decoys) {
    const service = serviceOf(catalogue, code);
    decoys = (ofService ? service.decoys : known(catalogue.stages, stage, 'stage').decoys).map((id) => makeDecoy(catalogue, service, id));
    services.set(key, decoys);
  }
  return decoys;
}

function makeDecoy(catalogue: Catalogue, service: Service, id: string): Decoy {
  const definition = known(catalogue.decoys, id, 'decoy');
  const kind = decoyKinds[definition.kind];
  if (!kind) throw new EntryError(definition, ['kind'], `decoy "${id}": unknown kind "${definition.kind}"`);
  try {
    return { ...definition, ...kind(paramsFor(definition.params, service)) };
  } catch (error) {
    throw new EntryError(definition, ['params'], `decoy "${id}": ${(error as Error).message}`, { cause: error });
  }
}
