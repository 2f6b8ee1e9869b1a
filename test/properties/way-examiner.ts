import type { StageId } from '../../src/core/catalogue/content.ts';
import { draftOf } from '../../src/core/catalogue/drafts.ts';
import { type PermitCase, type Recipe } from '../../src/core/cases/dossier.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { type Check, checksOf } from '../../src/core/checks/check.ts';
import { type Truth, truthOf } from '../../src/core/checks/truth.ts';
import { type Action, type Arrival, type Command } from '../../src/core/desk/action.ts';
import { desk } from '../../src/core/desk/desk.ts';
import { caseAfter, caseNow, nextStage, wayOf } from '../../src/core/desk/way.ts';
import { matchFindings } from '../../src/core/grading/match-findings.ts';
import { arrivalAfter } from '../../src/core/way/arrival.ts';
import { laterFaults } from '../../src/core/way/faults.ts';
import { contentWithTeams as content } from '../support/content.ts';

export type LaterStage = Exclude<StageId, 'verification' | 'resubmission'>;

const at = '2015-05-28T01:00:00.000Z';
type Draft = Command extends infer C ? (C extends Command ? Omit<C, 'id'> & { id?: string } : never) : never;

/** Actions one after the other, with ids of their own. */
export const acted = (...drafts: Draft[]): Action[] => drafts.map((draft, step) => ({ id: `act-${String(step).padStart(5, '0')}`, ...draft, at }) as Action);

/** A file that is let through until this stage, with its log; null where its way does not go there. */
export function letThroughTo(recipe: Recipe, stage: LaterStage): { permitCase: PermitCase; actions: Action[] } | null {
  const permitCase = generateCase(content(), recipe);
  if (!wayOf(content(), permitCase).includes(stage)) return null;
  const actions: Action[] = [];
  for (;;) {
    actions.push(...acted({ type: 'decide', decision: 'proceed', reasons: [] }));
    const arrival = arrivalAfter(content(), recipe, permitCase, actions, 'send-0000')!;
    actions.push({ ...arrival, at });
    if (arrival.stage === stage) return { permitCase, actions };
  }
}

/** What arrives when the file is let through until this stage, with the case before and as it is then; null where the way does not go there. */
export function arriveAt(recipe: Recipe, stage: LaterStage): { arrival: Arrival; before: PermitCase; now: PermitCase; truth: Truth } | null {
  const way = letThroughTo(recipe, stage);
  if (!way) return null;
  const { permitCase, actions } = way;
  const now = caseNow(permitCase, actions);
  return { arrival: actions.at(-1) as Action & Arrival, before: caseNow(permitCase, actions.slice(0, -1)), now, truth: truthOf(content(), now) };
}

/** Words that would tell what is wrong: ids of checks and decoys, kinds of defect, and the words for them. */
function tellingWords(): Set<string> {
  const { checks, decoys } = content();
  const defects = [...checks.values(), ...decoys.values()].map(({ defect }) => defect);
  const words = 'truth defect defects check checks decoy decoys break breaks broken failing recipe seed decision consequence target key answer class levy later fault faults cured';
  return new Set([...checks.keys(), ...decoys.keys(), ...defects, ...words.split(' ')]);
}

const words = tellingWords();
const tells = (arrival: Arrival): boolean => JSON.stringify(arrival).split('"').some((part) => words.has(part));
const names = (list: readonly { id: string }[]): string => list.map(({ id }) => id).join(', ') || 'nothing';

export interface Examined {
  arrivals: number;
  broken: number;
  decoys: number;
  uploads: { again: number; cured: number; fresh: number };
  violations: string[];
}

/**
 * Examines the later papers of one service over that many seeds, levels 2 to 5 in turn: without a fault they fail no check, whatever decoys are there; a
 * check asked for by the recipe fails alone and gives its consequence; the same recipe and actions give the same bytes; nothing says what is wrong;
 * no paper is from the future; the seed alone says what is drawn.
 */
export function examineWay(service: string, stage: LaterStage, seeds: number): Examined {
  const checks = checksOf(content(), service, stage);
  const seen: Examined = { arrivals: 0, broken: 0, decoys: 0, uploads: { again: 0, cured: 0, fresh: 0 }, violations: [] };
  for (let seed = 0; seed < seeds; seed++) {
    const level = (seed % 4) + 2;
    // Half of the files were let through with faults of their own.
    const make = (later?: string[]): Recipe => ({ service, level, seed: `w${seed}`, ...(seed % 2 === 0 && { breaks: [] }), ...(later && { later: { [stage]: later } }) });
    const must = (holds: boolean, what: () => string) => {
      if (!holds) seen.violations.push(`${service} ${stage} level ${level} seed w${seed}: ${what()}`);
    };
    const clean = arriveAt(make([]), stage);
    if (!clean) continue;
    seen.arrivals++;
    seen.decoys += clean.truth.decoys.length;
    must(clean.truth.failing.length === 0 && clean.truth.decision === 'proceed', () => `${names(clean.truth.failing)} fails unbroken`);
    must(JSON.stringify(clean.arrival) === JSON.stringify(arriveAt(make([]), stage)!.arrival), () => 'other bytes from the same recipe and actions');
    must(!tells(clean.arrival), () => 'the arrival tells what is wrong');
    must(clean.arrival.today > clean.before.today && clean.arrival.dueOn > clean.arrival.today, () => 'time does not go on');

    const check = checks[seed % checks.length]!;
    const broken = arriveAt(make([check.id]), stage)!;
    seen.broken++;
    must(broken.truth.failing.length === 1 && broken.truth.failing[0] === check, () => `breaking ${check.id} fails ${names(broken.truth.failing)}`);
    must(broken.truth.decision === check.consequence && broken.truth.targets[0] === check.target, () => `${broken.truth.decision} after ${check.id}`);
    must(!tells(broken.arrival), () => `the arrival tells what is wrong after ${check.id}`);
    must(!fromTheFuture(broken.arrival, stage === 'permit' ? draftOf(content().services.get(service)!) : ''), () => `a paper from the future after ${check.id}`);

    const drawn = arriveAt(make(), stage)!;
    const told = laterFaults(content(), make(), drawn.now).find((entry) => entry.stage === stage)!;
    must(names(drawn.truth.failing) === names(told.broken), () => `${names(drawn.truth.failing)} fails where the seed draws ${names(told.broken)}`);
  }
  return seen;
}

/** A paper of the office or a bank does not bear a date that is still to come; terms do, and so may the text of a permit. */
const fromTheFuture = ({ documents, today }: Arrival, draft: string): boolean =>
  documents.some(({ kind, fields }) => kind !== draft && Object.entries(fields).some(([name, value]) => name !== 'due' && /^\d{4}-\d\d-\d\d$/.test(String(value)) && String(value) > today));

/** Where a finding finds this check. */
export function placeOf(check: Check): { document: string; field: string; problem: (typeof check.where)[number]['problems'][number] } {
  const place = check.where[0]!;
  return { document: place.document, field: place.fields?.[0] ?? '', problem: place.problems[0]! };
}

/** The file goes back to the applicant with these faults named. */
export function returned(named: readonly Check[]): Action[] {
  const pins = named.map((check, at): Draft => ({ type: 'pin-finding', id: `pin-${String(at).padStart(5, '0')}`, ...placeOf(check), clause: check.clause }));
  return acted(
    ...pins,
    { type: 'decide', decision: 'return', reasons: named.map(({ clause }) => clause) },
    { type: 'write-letter', findings: named.map((_, at) => `pin-${String(at).padStart(5, '0')}`), slots: {}, basis: true, note: '' },
  );
}

/**
 * Examines the applicant's second upload over that many seeds: what the letter named is cured or as it was, the first of it cured; what it did not name
 * is as it was; what is new is one fault that can be returned, and only where something was cured.
 */
export function examineUpload(service: string, seeds: number): Examined {
  const seen: Examined = { arrivals: 0, broken: 0, decoys: 0, uploads: { again: 0, cured: 0, fresh: 0 }, violations: [] };
  for (let seed = 0; seed < seeds; seed++) {
    const recipe: Recipe = { service, level: (seed % 4) + 2, seed: `u${seed}` };
    const permitCase = generateCase(content(), recipe);
    const first = truthOf(content(), permitCase);
    if (first.failing.length === 0) continue;
    const must = (holds: boolean, what: () => string) => {
      if (!holds) seen.violations.push(`${service} level ${recipe.level} seed u${seed}: ${what()}`);
    };
    // Every other letter forgets the last fault; some are written about a file that was to be rejected.
    const named = first.failing.slice(0, seed % 2 === 0 ? undefined : -1);
    const actions = returned(named);
    must(nextStage(content(), permitCase, actions) === 'resubmission', () => 'a returned file does not come again');
    const arrival = arrivalAfter(content(), recipe, permitCase, actions, 'send-0000')!;
    const now = caseAfter(permitCase, arrival);
    const { failing, decision } = truthOf(content(), now);
    seen.arrivals++;
    must(JSON.stringify(arrival) === JSON.stringify(arrivalAfter(content(), recipe, permitCase, actions, 'send-0000')), () => 'other bytes from the same recipe and actions');
    must(!tells(arrival), () => 'the arrival tells what is wrong');
    const fresh = failing.filter((check) => !first.failing.includes(check));
    const cured = first.failing.filter((check) => !failing.includes(check));
    // Two faults may be seen at one place: what a finding there names is the graver one.
    const { found } = matchFindings(first.failing, first.decoys, desk(content(), permitCase, actions).findings);
    const curable = found.flatMap(({ check, finding }) => (finding && check.consequence === 'return' ? [check] : []));
    must(cured.every((check) => curable.includes(check)), () => `${names(cured)} is cured unasked`);
    must(curable.length === 0 || cured.length > 0, () => 'an answer that answers nothing');
    must(fresh.length <= 1 && fresh.every(({ consequence }) => consequence === 'return'), () => `${names(fresh)} is new`);
    must(fresh.length === 0 || cured.length > 0, () => 'something new where nothing was touched');
    must(decision === 'proceed' || failing.length > 0, () => `${decision} for nothing`);
    must(JSON.stringify(now.papers) === JSON.stringify(changedPapers(permitCase, now)), () => 'papers that changed are not marked as new');
    seen.uploads.cured += cured.length;
    seen.uploads.again += curable.length - cured.length;
    seen.uploads.fresh += fresh.length;
  }
  return seen;
}

const changedPapers = (before: PermitCase, now: PermitCase): string[] =>
  now.dossier.documents.filter((upload, index) => JSON.stringify(upload) !== JSON.stringify(before.dossier.documents[index])).map(({ kind }) => kind);
