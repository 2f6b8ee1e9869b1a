import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dependent } from '../catalogue/dependents.ts';
import type { Scenario } from './scenario.ts';

/** Everything that the cases of a scenario may say: a fixed case says its own, a recipe whatever its level draws of the message and the event that it asks for. */
function scriptsOf(catalogue: Catalogue, { level, content }: Scenario): string[] {
  if (content.way === 'fixed') return [...content.conversations.map(({ script }) => script), ...(content.event ? [content.event] : [])];
  const ofLevel = <T extends { id: string; levels: readonly number[] }>(scripts: ReadonlyMap<string, T>) => [...scripts.values()].filter(({ levels }) => levels.includes(level));
  const { message, event } = content;
  return [
    ...ofLevel(catalogue.guides).map(({ id }) => id),
    ...ofLevel(catalogue.messages).filter(({ kind }) => message === 'any' || kind === message).map(({ id }) => id),
    ...(event === 'level' ? ofLevel(catalogue.events).map(({ id }) => id) : event ? [event] : []),
  ]; // prettier-ignore
}

const said = ['guide', 'message', 'event'];

/**
 * Whether a scenario has to be looked at when a rule changes. In: what of the pack rests on the rule. It does when its files are judged by the rule,
 * or when what is said in them rests on it.
 */
export function restsOn(catalogue: Catalogue, scenario: Scenario, entries: readonly Dependent[]): boolean {
  const scripts = new Set(scriptsOf(catalogue, scenario));
  return entries.some(({ kind, id }) => (kind === 'service' ? id === scenario.service : said.includes(kind) && scripts.has(id)));
}
