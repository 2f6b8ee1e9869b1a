import type { Bank, Situation } from '../conversations/format.ts';
import type {
  AfterTest,
  Chain,
  CheckDefinition,
  Clause,
  ConditionWords,
  DecoyDefinition,
  DocumentKind,
  EventScript,
  FactDefinition,
  GuideScript,
  Kbli,
  Letters,
  LevyFormula,
  Level,
  MessageScript,
  Names,
  Places,
  Question,
  RegistryDefinition,
  Rubric,
  Service,
  Shifts,
  Stage,
  StageId,
} from './content.ts';

/** The content pack in memory, indexed by id: the only source of services, rules and texts for the core. Frozen by convention. */
export interface Catalogue {
  version: string;
  effective: string;
  services: ReadonlyMap<string, Service>;
  documents: ReadonlyMap<string, DocumentKind>;
  checks: ReadonlyMap<string, CheckDefinition>;
  decoys: ReadonlyMap<string, DecoyDefinition>;
  clauses: ReadonlyMap<string, Clause>;
  facts: ReadonlyMap<string, FactDefinition>;
  /** How conditions on facts are said, by fact. */
  conditions: ReadonlyMap<string, ConditionWords>;
  registries: ReadonlyMap<string, RegistryDefinition>;
  levies: ReadonlyMap<string, LevyFormula>;
  stages: ReadonlyMap<StageId, Stage>;
  chains: ReadonlyMap<string, Chain>;
  levels: readonly Level[];
  rubric: Rubric;
  rules: AfterTest;
  shifts: Shifts;
  holidays: ReadonlySet<string>;
  kbli: ReadonlyMap<string, Kbli>;
  places: Places;
  names: Names;
  guides: ReadonlyMap<string, GuideScript>;
  messages: ReadonlyMap<string, MessageScript>;
  /** What comes in beside a file and tries its operator. */
  events: ReadonlyMap<string, EventScript>;
  /** Guided conversations, and the words that they share. */
  situations: ReadonlyMap<string, Situation>;
  guideWords: Bank;
  letters: Letters;
  questions: ReadonlyMap<string, Question>;
}

/** The entry of a map, or a RangeError that names what is unknown: for ids that come from a person or a file. */
export function known<T>(map: ReadonlyMap<string, T>, id: string, what: string): T {
  const entry = map.get(id);
  if (entry === undefined) throw new RangeError(`unknown ${what} "${id}"; known: ${[...map.keys()].join(', ')}`);
  return entry;
}

/** Whether a clause is a rule of the training programme alone, which a user is told wherever it is shown. */
export const isTrainingRule = (catalogue: Catalogue, clause: string | null): boolean => clause !== null && catalogue.clauses.get(clause)?.confidence === 'training';

/** The service with this code; RangeError names the known ones. */
export const serviceOf = (catalogue: Catalogue, code: string): Service => known(catalogue.services, code, 'service');

/** The level 1-5; RangeError for any other. */
export function levelOf(catalogue: Catalogue, level: number): Level {
  const entry = catalogue.levels.find((candidate) => candidate.level === level);
  if (!entry) throw new RangeError(`unknown level ${level}; known: 1 to ${catalogue.levels.length}`);
  return entry;
}
