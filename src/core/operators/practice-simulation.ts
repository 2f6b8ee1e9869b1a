import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { defectKindsOf } from '../ladder/cards.ts';
import { evidenceOf, worthOfHelp } from '../ladder/evidence.ts';
import { type Gate, ruleState } from '../ladder/gate.ts';
import { target } from '../ladder/plan-case.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { normalCdf } from '../shared/normal.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { abilityNow, type Learner, learningPaces, memoryNow, newLearner, type PaceName } from './learner.ts';
import { dayOfFile, gateNow, nextFile, type Policy, type Practising, workOn } from './practise.ts';

export interface PracticeRun {
  level: number;
  learners: number;
  policy: Policy;
  pace: PaceName;
  seed: string;
  /** Nobody practises more files than this. */
  most: number;
}

/** The abilities of those who begin to practise a level have this mean from the cut of the gate, in logits: where the estimate begins (measurement design 3.1). */
const population = -0.5;
/** After so many answers the success that was realised counts (G12), and so many of one competency make an estimate that is judged. */
const [warmUp, judgedAfter] = [10, 40];
/** True mastery: no kind of defect of the level is a blind spot; each would be found with at least this chance. */
const mastered = target.low;

interface Course {
  /** Files until rule 2 of the gate held, and until the learner truly found what a level shows; null where not within the files allowed. */
  gate: number | null;
  truly: number | null;
  files: number;
  success: number;
  /** Answers after the tenth. */
  answers: number;
  chosenSuccess: number;
  /** Estimate less true ability of each competency after 40 of its answers. */
  errors: number[];
}

/** What practice of so many learners came to. Files until mastery count `most` where it was not reached. */
export interface PracticeOutcome {
  policy: Policy;
  learners: number;
  /** Mean number of files until rule 2 of the gate held (services practised, kinds found and remembered), and the share of the learners who came so far, 0..1. */
  filesToGate: number;
  reachedGate: number;
  /** The same for true mastery, which no policy sees. */
  filesToMastery: number;
  reachedMastery: number;
  /** Root mean square error of the ability estimates after 40 answers of a competency, logits; NaN where nobody came so far. */
  rmse: number;
  judged: number;
  /** Realised success after the tenth answer: the mean of the learners, and the share of them within .70 and .85. */
  success: number;
  inBand: number;
  /** Answers after the tenth, mean of the learners, and the share of them that chance alone would leave in the band if every answer of so many had a chance of .775. */
  answers: number;
  idealInBand: number;
  /** The same over what the policy chooses, defects to find and their clauses. */
  chosenSuccess: number;
  chosenInBand: number;
}

/**
 * Learners practise files of a level one after another by a policy, until rule 2 of the gate and true mastery are reached or the files are used up
 * (measurement design 6, G12 and G20). Learners, answers and policy have random streams of their own: the same learners come under both policies. The same arguments give the
 * same numbers. Calls back after each learner.
 */
export function simulatePractice(catalogue: Catalogue, run: PracticeRun, tick: () => void): PracticeOutcome {
  const courses = Array.from({ length: run.learners }, (_, at) => {
    const course = practise(catalogue, run, `${run.seed}/${at}`);
    tick();
    return course;
  });
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = (holds: (course: Course) => boolean) => courses.filter(holds).length / courses.length;
  const errors = courses.flatMap((course) => course.errors);
  return {
    policy: run.policy,
    learners: run.learners,
    filesToGate: average(courses.map(({ gate }) => gate ?? run.most)),
    reachedGate: share(({ gate }) => gate !== null),
    filesToMastery: average(courses.map(({ truly }) => truly ?? run.most)),
    reachedMastery: share(({ truly }) => truly !== null),
    rmse: Math.sqrt(average(errors.map((error) => error ** 2))),
    judged: errors.length,
    success: average(courses.map(({ success }) => success)),
    inBand: share(({ success }) => inBand(success)),
    answers: average(courses.map(({ answers }) => answers)),
    idealInBand: average(courses.map(({ answers }) => idealShare(answers))),
    chosenSuccess: average(courses.map(({ chosenSuccess }) => chosenSuccess)),
    chosenInBand: share(({ chosenSuccess }) => inBand(chosenSuccess)),
  };
}

const inBand = (success: number): boolean => success >= target.low && success <= target.high;

/** The chance that so many answers, each with the wanted chance of success, come to a share within the band (normal approximation); 1 without any. */
function idealShare(answers: number): number {
  const error = Math.sqrt((target.success * (1 - target.success)) / answers);
  return answers === 0 ? 1 : normalCdf((target.high - target.success) / error) - normalCdf((target.low - target.success) / error);
}

function practise(catalogue: Catalogue, { level, policy, pace, most }: PracticeRun, seed: string): Course {
  const { cutTheta } = levelOf(catalogue, level);
  const learner = newLearner(cutTheta + population, learningPaces[pace], randomFrom(seed, 'learner'));
  const practising: Practising = { learner, cases: [], observations: [], lately: new Map() };
  const random: Random = randomFrom(`${seed}/${policy}`, 'policy');
  const answers = randomFrom(`${seed}/${policy}`, 'answers');
  const course: Course = { gate: null, truly: null, files: 0, success: NaN, answers: 0, chosenSuccess: NaN, errors: [] };
  const all: number[] = [];
  const chosen: number[] = [];
  const judged = new Set<Competency>();
  for (; course.files < most && (course.gate === null || course.truly === null || judged.size < competencies.length); course.files++) {
    const gate = gateNow(catalogue, level, practising);
    if (course.gate === null && practiceHolds(gate)) course.gate = course.files;
    if (course.truly === null && isMaster(catalogue, level, learner, dayOfFile(course.files))) course.truly = course.files;
    judge(catalogue, level, practising, judged, course.errors);
    const file = nextFile(catalogue, level, policy, gate, practising, random, seed);
    const scores = workOn(catalogue, level, file, practising, answers);
    all.push(...scores.chosen, ...scores.others);
    chosen.push(...scores.chosen);
  }
  const realised = (scores: readonly number[]) => scores.slice(warmUp).reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length - warmUp);
  course.success = realised(all);
  course.answers = Math.max(0, all.length - warmUp);
  course.chosenSuccess = realised(chosen);
  return course;
}

/** Rule 2 of the gate: every service practised, every kind of defect found and remembered. */
const practiceHolds = (gate: Gate): boolean => ruleState(gate, 2) === 'met';

/** Notes the error of each estimate by which files are planned once, when it rests on 40 answers. */
function judge(catalogue: Catalogue, level: number, { lately, observations: all }: Practising, judged: Set<Competency>, errors: number[]): void {
  if (judged.size === competencies.length) return;
  const { cutTheta } = levelOf(catalogue, level);
  for (const { competency, observations, theta } of evidenceOf(all, cutTheta, worthOfHelp(all, cutTheta))) {
    if (judged.has(competency) || observations < judgedAfter) continue;
    judged.add(competency);
    const own = lately.get(competency)!;
    errors.push(theta - own.reduce((sum, ability) => sum + ability, 0) / own.length);
  }
}

/** Whether he would now find the kinds of defect of the level, each at its mean difficulty. */
function isMaster(catalogue: Catalogue, level: number, learner: Learner, today: number): boolean {
  const ability = abilityNow(learner, 'VER');
  const chances = defectKindsOf(catalogue, level).map((kind) => 1 / (1 + Math.exp(meanDifficulty(catalogue, kind) - ability - memoryNow(learner, kind, today))));
  return Math.min(...chances) >= mastered;
}

const difficulties = new WeakMap<Catalogue, Map<string, number>>();

function meanDifficulty(catalogue: Catalogue, kind: string): number {
  let known = difficulties.get(catalogue);
  if (!known) difficulties.set(catalogue, (known = new Map()));
  if (!known.has(kind)) {
    const own = [...catalogue.checks.values()].filter(({ defect }) => defect === kind);
    known.set(kind, own.reduce((sum, { difficulty }) => sum + difficulty, 0) / own.length);
  }
  return known.get(kind)!;
}
