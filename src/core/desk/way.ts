import { type Catalogue, known, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { draftOf } from '../catalogue/drafts.ts';
import type { Decision, Service, StageId } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Action, Arrival } from './action.ts';

/** One stage of the work on a case: the case as it was then, and what was done. */
export interface StageWork {
  stage: StageId;
  permitCase: PermitCase;
  actions: Action[];
}

// Robots come to the same papers of one case again and again. Only of a frozen case it is sure that what follows stays the same; what arrives is known by its uploads.
const followed = new WeakMap<PermitCase, WeakMap<Arrival['documents'], PermitCase>>();

/** The case after something arrived: the form and uploads of now, the new papers first, and the stage in which it is. After a frozen case it is a frozen one. */
export function caseAfter(permitCase: PermitCase, arrival: Arrival): PermitCase {
  if (!Object.isFrozen(permitCase)) return withArrival(permitCase, arrival);
  const known = followed.get(permitCase) ?? new WeakMap<Arrival['documents'], PermitCase>();
  followed.set(permitCase, known);
  const before = known.get(arrival.documents);
  if (before && before.stage === arrival.stage && before.today === arrival.today && before.dossier.form === arrival.form) return before;
  const after = Object.freeze(withArrival(permitCase, arrival));
  known.set(arrival.documents, after);
  return after;
}

function withArrival(permitCase: PermitCase, arrival: Arrival): PermitCase {
  const arrived = new Set(arrival.documents.map(({ kind }) => kind));
  return {
    ...permitCase,
    stage: arrival.stage,
    today: arrival.today,
    dueOn: arrival.dueOn,
    papers: [...arrived],
    dossier: {
      form: arrival.form,
      documents:
        arrival.stage === 'resubmission'
          ? permitCase.dossier.documents.map((upload) => arrival.documents.find(({ kind }) => kind === upload.kind) ?? upload)
          : [...arrival.documents, ...permitCase.dossier.documents.filter(({ kind }) => !arrived.has(kind))],
    },
    registries: { ...permitCase.registries, ...arrival.registries },
  };
}

/** The log of a case, cut where something arrived. The first stage is always there. */
export function stagesOf(permitCase: PermitCase, actions: readonly Action[]): StageWork[] {
  const stages: StageWork[] = [{ stage: permitCase.stage ?? 'verification', permitCase, actions: [] }];
  for (const action of actions) {
    const last = stages[stages.length - 1]!;
    if (action.type === 'arrive') stages.push({ stage: action.stage, permitCase: caseAfter(last.permitCase, action), actions: [] });
    else last.actions.push(action);
  }
  return stages;
}

/** The case as it lies on the desk after these actions. */
export function caseNow(permitCase: PermitCase, actions: readonly Action[]): PermitCase {
  let now = permitCase;
  for (const action of actions) if (action.type === 'arrive') now = caseAfter(now, action);
  return now;
}

/** Minutes in which a stage of this case is to be done. */
export function minutesOf(catalogue: Catalogue, { stage = 'verification', service, level, minutes }: Pick<PermitCase, 'stage' | 'service' | 'level' | 'minutes'>): number {
  if (stage === 'verification' && minutes !== undefined) return minutes;
  const expert = stage === 'verification' ? serviceOf(catalogue, service).expertMinutes : known(catalogue.stages, stage, 'stage').minutes;
  return expert * levelOf(catalogue, level).timeFactor;
}

/** The uploads that are new in this stage. */
export const papersOf = ({ papers, dossier }: PermitCase): string[] => papers ?? dossier.documents.map(({ kind }) => kind);

/** The registries that can be asked in this stage. */
export function registriesAt(catalogue: Catalogue, permitCase: PermitCase): readonly string[] {
  return isExamined(permitCase) ? serviceOf(catalogue, permitCase.service).registries : known(catalogue.stages, permitCase.stage!, 'stage').registries;
}

/** Whether the file itself is examined in this stage: only then class and levy are set, and every outcome is written to the applicant. */
export const isExamined = ({ stage = 'verification' }: Pick<PermitCase, 'stage'>): boolean => stage === 'verification' || stage === 'resubmission';

/** The decisions of which the applicant is told by letter in this stage. */
export const lettersOf = (catalogue: Catalogue, { stage = 'verification' }: Pick<PermitCase, 'stage'>): readonly Decision[] => known(catalogue.stages, stage, 'stage').letter;

/** Whether this decision is written to the applicant; before there is one, whether any is. */
export function writesLetter(catalogue: Catalogue, permitCase: Pick<PermitCase, 'stage'>, decision: Decision | undefined): boolean {
  const letters = lettersOf(catalogue, permitCase);
  return decision === undefined ? letters.length > 0 : letters.includes(decision);
}

/** The papers of a stage; the permit stage has the draft of its service. */
export const documentsOf = (catalogue: Catalogue, service: Service, stage: StageId): string[] =>
  stage === 'permit' ? [draftOf(service), ...known(catalogue.stages, stage, 'stage').documents] : known(catalogue.stages, stage, 'stage').documents;

/** Whether files of this service ever come to the stage. */
const hasStage = (catalogue: Catalogue, service: Service, stage: StageId): boolean => {
  const { only } = known(catalogue.stages, stage, 'stage');
  return only === undefined || (only === 'team' ? service.team !== undefined : service.levy.kind !== 'free');
};

/** The stages that a file of this case may come to, in their order. */
export const wayOf = (catalogue: Catalogue, permitCase: Pick<PermitCase, 'service' | 'level' | 'way'>): readonly StageId[] =>
  permitCase.way ?? levelOf(catalogue, permitCase.level).stages.filter((stage) => hasStage(catalogue, serviceOf(catalogue, permitCase.service), stage));

/**
 * Where the file goes when it is sent as it stands now, or null when the work on it ends: by the operator's own decision, never by the truth.
 * Returned once, the applicant answers; anything that proceeds goes on to the next stage of its way; a rejected or referred file ends.
 */
export function nextStage(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): Exclude<StageId, 'verification'> | null {
  const stages = stagesOf(permitCase, actions);
  const { stage, actions: done } = stages[stages.length - 1]!;
  const decided = done.findLast((action) => action.type === 'decide');
  if (!decided) return null;
  const way = wayOf(catalogue, permitCase);
  if (decided.decision === 'return') return stage === 'verification' && way.includes('resubmission') ? 'resubmission' : null;
  if (decided.decision !== 'proceed') return null;
  const later = way.slice(way.indexOf(stage) + 1).filter((next) => next !== 'resubmission');
  return (later[0] as Exclude<StageId, 'verification'> | undefined) ?? null;
}
