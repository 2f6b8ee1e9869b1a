import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { EventScript, StageId } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';

/** What has come in beside the file by the time it has been in these stages, the first among them; null for nothing. RangeError for an unknown script. */
export function eventAt(catalogue: Catalogue, { event }: Pick<PermitCase, 'event'>, stages: readonly StageId[]): EventScript | null {
  if (!event) return null;
  const script = known(catalogue.events, event.script, 'event');
  return script.stage === undefined || stages.includes(script.stage) ? script : null;
}
