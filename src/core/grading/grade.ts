import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { EventScript } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { desk } from '../desk/desk.ts';
import { eventAt } from '../desk/event.ts';
import { type StageWork, stagesOf } from '../desk/way.ts';
import { workingDaysBetween } from '../shared/working-days.ts';
import { gradeGuidance, gradeIntegrity } from './conversations.ts';
import { gradeDecision } from './decision.ts';
import { gradeDefects } from './defects.ts';
import { gradeFee } from './fee.ts';
import { gradeLetter, needsLetter } from './letter.ts';
import type { Critical, Grade, Mark, Observation } from './mark.ts';
import { matchFindings } from './match-findings.ts';
import { gradeOnce } from './once.ts';
import { gradeOrderAndTime } from './order-time.ts';
import { type PartGrade, partScore, type Share, type Work } from './part.ts';
import { type CasePart, permitWeights } from './scores.ts';

/** Changes with every change of the rules below, so that a grade says by which rules it was made. */
export const graderVersion = '2015.2';

/** Field by field, here and where the marks of stages are put together: spreading would take a third of the time of grading. */
const markOf = (share: Share, part: CasePart, worth: number): Mark => ({
  id: share.id,
  part,
  competency: share.competency,
  points: share.points * worth,
  outOf: share.outOf * worth,
  expected: share.expected,
  done: share.done,
  clause: share.clause,
  where: share.where,
  evidence: share.evidence,
});

// The truth of a frozen case is kept with it, so that the same case without its conversations has to be the same too.
const silent = new WeakMap<PermitCase, PermitCase>();

function withoutTalk(permitCase: PermitCase): PermitCase {
  if (!Object.isFrozen(permitCase)) return { ...permitCase, conversations: [] };
  const known = silent.get(permitCase) ?? Object.freeze({ ...permitCase, conversations: [] });
  silent.set(permitCase, known);
  return known;
}

/**
 * Grades one case: a pure function of the case and the actions, so that a result can be made again from the log at any time. The truth is
 * computed here and nowhere kept. Out: marks whose points (of 100) sum to the total, critical errors, and observations for the ability estimate.
 * Every stage that the file came to is graded by the same rules on its own papers; its marks weigh as the pack says (`share`), in proportion.
 * Throws RangeError when the catalogue does not know the case's service or scripts.
 */
export function gradeCase(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): Grade {
  const stages = stagesOf(permitCase, actions);
  const first = stages[0]!;
  if (stages.length === 1) return gradeStage(catalogue, first, { event: eventAt(catalogue, permitCase, [first.stage]) });
  // Conversations go on through all stages; they are judged once, with the first.
  const talk = stages.slice(1).flatMap((stage) => stage.actions.filter(({ type }) => talking.has(type)));
  const before = desk(catalogue, permitCase, first.actions);
  const event = eventAt(catalogue, permitCase, stages.map(({ stage }) => stage));
  const grades = stages.map((stage, at) =>
    at === 0
      ? gradeStage(catalogue, { ...stage, actions: [...stage.actions, ...talk] }, { event, late: event !== null && isLate(catalogue, stages, event) })
      : gradeStage(catalogue, { ...stage, permitCase: withoutTalk(stage.permitCase) }, { class: before.class, levy: before.levy, missed: unnamedFaults(catalogue, first) }),
  );
  const shares = stages.map(({ stage }) => known(catalogue.stages, stage, 'stage').share);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const marks = grades.flatMap((grade, at) =>
    grade.marks.map((mark) => ({
      id: at === 0 ? mark.id : `${stages[at]!.stage}/${mark.id}`,
      part: mark.part,
      competency: mark.competency,
      points: (mark.points * shares[at]!) / all,
      outOf: (mark.outOf * shares[at]!) / all,
      expected: mark.expected,
      done: mark.done,
      clause: mark.clause,
      where: mark.where,
      evidence: mark.evidence,
      stage: stages[at]!.stage,
    })),
  );
  return {
    version: graderVersion,
    total: marks.reduce((sum, mark) => sum + mark.points, 0),
    marks,
    critical: grades.flatMap(({ critical }) => critical),
    observations: grades.flatMap(({ observations }) => observations),
    decisionRight: grades.every(({ decisionRight }) => decisionRight),
    defects: grades.flatMap(({ defects }) => defects),
  };
}

/** The faults that could be seen in the first upload, and that the letter did not name. */
function unnamedFaults(catalogue: Catalogue, { permitCase, actions }: StageWork): string[] {
  const { failing, decoys } = truthOf(catalogue, permitCase);
  const { findings, letter } = desk(catalogue, permitCase, actions);
  const named = matchFindings(failing, decoys, findings.filter(({ id }) => letter?.findings.includes(id)));
  return named.found.flatMap(({ check, finding }) => (finding ? [] : [check.id]));
}

/** Talk, and what was done about things that came in, go on through all stages. */
const talking: ReadonlySet<Action['type']> = new Set(['reply', 'report-gratification', 'integrity', 'withdraw-integrity', 'declare-conflict']);

/** Working days within which a gift is to be reported (UU 20/2001 ps. 12C). */
const reportDays = 30;

/** Whether the report came too late after the thing that it is about, by the simulated days of their stages. */
function isLate(catalogue: Catalogue, stages: readonly StageWork[], { stage: came }: EventScript): boolean {
  const reported = stages.find(({ actions }) => actions.some(({ type }) => type === 'report-gratification'));
  const since = stages.find(({ stage }) => stage === came) ?? stages[0]!;
  return reported !== undefined && workingDaysBetween(since.permitCase.today, reported.permitCase.today, catalogue.holidays) > reportDays;
}

/**
 * What a stage takes over: of the one before it, class and levy as they were set, and the faults that could have been named before; the first one what came in beside
 * the file, and whether that was reported late.
 */
interface Beside {
  class?: string | null;
  levy?: number | null;
  missed?: readonly string[];
  event?: EventScript | null;
  late?: boolean;
}

/** One stage by itself. */
function gradeStage(catalogue: Catalogue, { permitCase, actions }: StageWork, { missed = [], event = null, late = false, ...earlier }: Beside = {}): Grade {
  const service = serviceOf(catalogue, permitCase.service);
  const truth = truthOf(catalogue, permitCase);
  const state = desk(catalogue, permitCase, actions);
  state.class ??= earlier.class ?? null;
  state.levy ??= earlier.levy ?? null;
  const work: Work = {
    catalogue,
    service,
    permitCase,
    truth,
    actions,
    desk: state,
    matched: matchFindings(truth.failing, truth.decoys, state.findings),
  };
  const decision = gradeDecision(work);
  const parts: [CasePart, PartGrade | null][] = [
    ['DF', gradeDefects(work)],
    ['DEC', decision],
    ['FEE', gradeFee(work)],
    ['COR', needsLetter(work) ? gradeLetter(work) : null],
    ['ONCE', gradeOnce(work, missed)],
    ['WKT', gradeOrderAndTime(work, partScore(decision))],
    ['ITG', gradeIntegrity(work, event, late)],
    ['PMD', gradeGuidance(work)],
  ];
  let weighed = 0;
  for (const [part, graded] of parts) if (graded) weighed += permitWeights[part];
  const marks: Mark[] = [];
  const critical: Critical[] = [];
  const observations: Observation[] = [];
  let total = 0;
  for (const [part, graded] of parts) {
    if (!graded) continue;
    const worth = (100 * permitWeights[part]) / weighed;
    for (const share of graded.shares) {
      const mark = markOf(share, part, worth);
      total += mark.points;
      marks.push(mark);
    }
    critical.push(...graded.critical);
    observations.push(...graded.observations);
  }
  return {
    version: graderVersion,
    total,
    marks,
    critical,
    observations,
    decisionRight: decision.right,
    defects: work.matched.found.map(({ check, finding }) => ({ check: check.id, defect: check.defect, found: finding !== null })),
  };
}
