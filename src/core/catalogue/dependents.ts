import type { Catalogue } from './catalogue.ts';
import type { Service } from './content.ts';
import { draftChecksOf } from './drafts.ts';
import { markClauses, type RuleMark } from './mark-clauses.ts';

/** What of the pack rests on a clause or a tariff. `mark` is a rule of grading that belongs to no entry. */
export const dependentKinds = ['check', 'decoy', 'question', 'guide', 'message', 'event', 'situation', 'tariff', 'mark', 'service'] as const;
export type DependentKind = (typeof dependentKinds)[number];

export interface Dependent {
  kind: DependentKind;
  id: string;
}

/** Dependents by the id of a clause, and by the id of a tariff. */
export interface Dependents {
  clauses: ReadonlyMap<string, readonly Dependent[]>;
  tariffs: ReadonlyMap<string, readonly Dependent[]>;
}

/** The stages to which files of a service come. */
const stagesOf = (catalogue: Catalogue, service: Service) =>
  [...catalogue.stages.values()].filter(({ only }) => (only === 'team' ? service.team !== undefined : only === 'charged' ? service.levy.kind === 'formula' : true));

/** The checks of a service in all of its stages. */
const checksOfService = (catalogue: Catalogue, service: Service): string[] => [...service.checks, ...draftChecksOf(service), ...stagesOf(catalogue, service).flatMap(({ checks }) => checks)];

const decoysOfService = (catalogue: Catalogue, service: Service): string[] => [...service.decoys, ...stagesOf(catalogue, service).flatMap(({ decoys }) => decoys)];

/**
 * Everything that has to be looked at when a clause or a tariff changes. A clause: whatever cites it, the tariffs that rest on it, and the services
 * with such checks, decoys or tariffs. A tariff: the services that compute with it, and the checks and questions that cite its clause. In the order of `dependentKinds`, each once.
 */
export function dependentsOf(catalogue: Catalogue): Dependents {
  const clauses = new Map<string, Dependent[]>([...catalogue.clauses.keys()].map((id) => [id, []]));
  const note = (clause: string, kind: DependentKind, id: string) => {
    const list = clauses.get(clause);
    if (list && !list.some((each) => each.kind === kind && each.id === id)) list.push({ kind, id });
  };
  const cites = (kind: DependentKind, entries: Iterable<{ id: string; clause: string }>) => {
    for (const { id, clause } of entries) note(clause, kind, id);
  };
  cites('check', catalogue.checks.values());
  cites('decoy', catalogue.decoys.values());
  cites('question', catalogue.questions.values());
  cites('guide', catalogue.guides.values());
  cites('message', catalogue.messages.values());
  cites('event', catalogue.events.values());
  for (const situation of catalogue.situations.values()) for (const clause of clausesOfSituation(situation)) note(clause, 'situation', situation.id);
  cites('tariff', catalogue.levies.values());
  for (const mark of Object.keys(markClauses) as RuleMark[]) note(markClauses[mark], 'mark', mark);
  for (const service of catalogue.services.values())
    for (const clause of clausesOfService(catalogue, service)) note(clause, 'service', service.code);

  const tariffs = new Map<string, Dependent[]>();
  for (const { id, clause } of catalogue.levies.values()) {
    const users = [...catalogue.services.values()].filter(({ levy }) => levy.kind === 'formula' && levy.formula === id);
    const citing = (clauses.get(clause) ?? []).filter(({ kind }) => kind === 'check' || kind === 'question');
    tariffs.set(id, [...citing, ...users.map(({ code }): Dependent => ({ kind: 'service', id: code }))]);
  }
  return { clauses, tariffs };
}

/** The clauses on which a guided conversation rests: its own, and those of what can be told in it. */
export const clausesOfSituation = ({ clause, topics }: { clause: string; topics: readonly { clause?: string | undefined }[] }): string[] => [...new Set([clause, ...topics.flatMap((topic) => topic.clause ?? [])])];

/** The clauses on which a service rests: of its checks and decoys in every stage, its classification, its levy and the formula of it. Each once. */
export function clausesOfService(catalogue: Catalogue, service: Service): string[] {
  const { levy, classification } = service;
  return [
    ...new Set([
      ...checksOfService(catalogue, service).map((id) => catalogue.checks.get(id)!.clause),
      ...decoysOfService(catalogue, service).map((id) => catalogue.decoys.get(id)!.clause),
      ...(classification ? [classification.clause] : []),
      levy.clause,
      ...(levy.kind === 'formula' ? [catalogue.levies.get(levy.formula)!.clause] : []),
    ]),
  ];
}
