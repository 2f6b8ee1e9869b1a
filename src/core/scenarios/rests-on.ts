import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Dependent } from '../catalogue/dependents.ts';
import { checksOf } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import { wayOf } from '../desk/way.ts';
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

/** Files of one kind: of a service at a level, which come to all stages of it or to these. */
type Files = Pick<PermitCase, 'service' | 'level' | 'way'>;

/** The checks and decoys by which files are judged, in the stages that they come to, and the clauses of class and levy; null for a service or level that the pack does not know. */
function rulesOf(catalogue: Catalogue, files: Files) {
  const service = catalogue.services.get(files.service);
  if (!service || !catalogue.levels.some(({ level }) => level === files.level)) return null;
  const stages = wayOf(catalogue, files);
  const { levy, classification } = service;
  const formula = levy.kind === 'formula' ? catalogue.levies.get(levy.formula) : undefined;
  return {
    checks: new Set(stages.flatMap((stage) => checksOf(catalogue, service.code, stage).map(({ id }) => id))),
    decoys: new Set(stages.flatMap((stage) => decoysOf(catalogue, service.code, stage).map(({ id }) => id))),
    formula: formula?.id,
    clauses: [levy.clause, ...(formula ? [formula.clause] : []), ...(classification ? [classification.clause] : [])],
  };
}

/**
 * Whether files are judged by a rule. In: what of the pack rests on the rule, and the clause that it is or that it rests on. Where the pack does not know their service
 * or level any more, the name of the service decides.
 */
export function isJudgedBy(catalogue: Catalogue, files: Files, entries: readonly Dependent[], clause: string): boolean {
  const rules = rulesOf(catalogue, files);
  return entries.some(({ kind, id }) => {
    if (kind === 'service') return id === files.service && (!rules || rules.clauses.includes(clause));
    if (kind === 'check') return rules?.checks.has(id) ?? false;
    if (kind === 'decoy') return rules?.decoys.has(id) ?? false;
    return kind === 'tariff' && id === rules?.formula;
  });
}

/** Whether a scenario has to be looked at when a rule changes: its files are judged by it, or what is said in them rests on it. In: as for `isJudgedBy`. */
export function restsOn(catalogue: Catalogue, scenario: Scenario, entries: readonly Dependent[], clause: string): boolean {
  const scripts = new Set(scriptsOf(catalogue, scenario));
  const { service, level, content } = scenario;
  return entries.some(({ kind, id }) => said.includes(kind) && scripts.has(id)) || isJudgedBy(catalogue, { service, level, ...(content.way === 'fixed' && { way: ['verification'] }) }, entries, clause);
}
