import type { EventScript } from '../catalogue/content.ts';
import { type Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { eventAt } from '../desk/event.ts';
import type { Log } from './log.ts';

/** How a synthetic operator takes what comes in: as is right, halfway, or by doing what he is asked. */
export type Manner = 'right' | 'halfway' | 'takes';

/** What comes in with this stage of a file, and with no other; null for nothing. */
export function arriving(catalogue: Catalogue, permitCase: PermitCase): EventScript | null {
  const stage = permitCase.stage ?? 'verification';
  const event = eventAt(catalogue, permitCase, [stage]);
  return event && (event.stage ?? 'verification') === stage ? event : null;
}

/** Records what he does about it. Halfway takes the first step only, and is wary of what is harmless. */
export function react(event: EventScript, manner: Manner, log: Log): void {
  if (manner === 'takes' && event.kind === 'pressure') return void log.add({ type: 'integrity', act: 'comply' });
  if (manner !== 'right' && event.kind === 'neutral') return void log.add({ type: 'integrity', act: 'refuse' });
  for (const step of manner === 'right' ? event.wants : event.wants.slice(0, 1)) {
    if (step === 'report') log.add({ type: 'report-gratification', note: 'Dilaporkan kepada penyelia dan UPG.' });
    else if (step === 'declare') log.add({ type: 'declare-conflict', relation: 'family' });
    else log.add({ type: 'integrity', act: step });
  }
}
