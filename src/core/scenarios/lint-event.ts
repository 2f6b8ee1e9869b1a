import type { Fault } from '../authoring/fault.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

/** Whether the event is one of the level: another is written for operators who know less, or more. */
export function eventFaults(catalogue: Catalogue, level: number, event: string | undefined): Fault[] {
  if (event === undefined) return [];
  const script = catalogue.events.get(event);
  if (!script) return [{ path: 'content.event', key: 'scenarios.fault.unknownEvent', vars: { event } }];
  return script.levels.includes(level) ? [] : [{ path: 'content.event', key: 'scenarios.fault.eventOfLevel', vars: { event, level } }];
}
