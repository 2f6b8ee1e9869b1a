import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Problem, Question } from '../catalogue/content.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { type Check, checksOf } from '../checks/check.ts';
import { reader } from '../checks/kind.ts';
import { levyOf, type Truth, truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { keyPathOf } from '../desk/lookups.ts';
import { caseNow, isExamined, minutesOf, nextStage, papersOf, registriesAt } from '../desk/way.ts';
import type { Competency } from '../shared/competency.ts';
import type { Random } from '../shared/random.ts';
import { arrivalAfter } from '../way/arrival.ts';
import { keyOf, Log, placeOf } from './log.ts';
import { arriving, react } from './react.ts';
import { writeLetter } from './letter-writing.ts';
import { chooseReply } from './operate.ts';

/**
 * A synthetic operator who is known by his abilities alone (measurement design 6): everything he may do well is an opportunity that succeeds with
 * p = 1 / (1 + e^(b - theta - u)), u being how this case suits him. Nothing here is shared with what scores a test.
 */
export interface Responder {
  /** Ability of each competency in logits. */
  theta: Readonly<Record<Competency, number>>;
  /** Logits by which he rather objects than not: finds more, and falls for more. */
  strictness: number;
  /** Standard deviation in logits of how well a case suits him. */
  caseSpread: number;
  /** Chance to take an offer. */
  takes: number;
  /** Chance to do something at random instead of thinking. */
  guess: number;
  /** Logits that he loses in an hour of work. */
  fatigue: number;
  /** Share of the allowed time that he needs when he works in time. */
  pace: number;
  /** Decides by what he noted, so that one oversight costs finding, decision and letter at once. */
  linked?: boolean;
}

// Difficulties in logits of what the pack says nothing of; defects, decoys, classes, levies and scripts have their own there.
const plain = { decision: 0.2, letter: 0.1, order: -0.2, time: -0.4, free: -0.8 };

/** A stretch of time that counts as work is at most two minutes, so that a slow operator is one who looks again and again. */
const longestStep = 110;
export const minutesPerCase = 12;

/** A normal deviate of mean 0 and standard deviation 1 (Box and Muller). */
export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());

/** Whose turn it is to do something well or not. */
export interface Draw {
  responder: Responder;
  random: Random;
  /** What is added to every ability on this case. */
  shift: number;
}

/** Whether an opportunity of this difficulty, in logits, succeeds; `bias` is added to the ability. */
export function succeeds({ responder, random, shift }: Draw, competency: Competency, b: number, bias = 0): boolean {
  if (responder.guess > 0 && random.chance(responder.guess)) return random.chance(0.25);
  return random.chance(1 / (1 + Math.exp(b - responder.theta[competency] - shift - bias)));
}

/** Where in the sitting a case stands, which is how tired its operator is. */
export interface Turn {
  random: Random;
  startAt: string;
  prefix: string;
  /** Cases done before in the sitting. */
  before: number;
}

/** Plays one case from arrival to its end and gives the actions as a person's would be recorded. The same arguments give the same actions. */
export function respond(catalogue: Catalogue, recipe: Recipe, permitCase: PermitCase, responder: Responder, { random, startAt, prefix, before }: Turn): Action[] {
  const draw: Draw = { responder, random, shift: responder.caseSpread * normal(random) - (responder.fatigue * before * minutesPerCase) / 60 };
  const log = new Log(random, [4, 10], startAt, prefix);
  playStage(catalogue, permitCase, draw, log);
  receive(catalogue, permitCase, draw, log);
  converse(catalogue, permitCase, draw, log);
  while (nextStage(catalogue, permitCase, log.actions)) {
    const id = log.add({ type: 'send' });
    log.arrive(arrivalAfter(catalogue, recipe, permitCase, log.actions, id)!);
    const now = caseNow(permitCase, log.actions);
    playStage(catalogue, now, draw, log);
    receive(catalogue, now, draw, log);
  }
  log.add({ type: 'submit' });
  return log.actions;
}

/** The chosen option of an item: the key with the chance of his ability, else one of the others. */
export function answerItem(question: Pick<Question, 'competency' | 'difficulty' | 'key' | 'options'>, responder: Responder, random: Random): string {
  if (succeeds({ responder, random, shift: 0 }, question.competency, question.difficulty)) return question.key;
  return random.pick(question.options.filter(({ id }) => id !== question.key)).id;
}

function playStage(catalogue: Catalogue, permitCase: PermitCase, draw: Draw, log: Log): void {
  const truth = truthOf(catalogue, permitCase);
  const begun = log.actions.length;
  for (const document of papersOf(permitCase)) if (succeeds(draw, 'WKT', plain.order)) log.add({ type: 'open-document', document });
  for (const registry of registriesAt(catalogue, permitCase)) {
    const path = keyPathOf(catalogue, permitCase, registry);
    const key = path === null ? undefined : reader(path)(permitCase);
    if (key !== undefined && succeeds(draw, 'WKT', plain.order)) log.add({ type: 'look-up', registry, key: String(key) });
  }
  const noted = note(catalogue, permitCase, truth, draw, log);
  if (isExamined(permitCase)) assess(catalogue, permitCase, truth, draw, log);
  const decision = decide(truth, noted, draw, log);
  writeLetter(catalogue, permitCase, decision, noted.map(({ id }) => id), () => succeeds(draw, 'KEP', plain.letter), draw.random, log);
  takeTime(catalogue, permitCase, draw, log, begun);
}

interface Noted {
  id: string;
  clause: string;
  /** The defect, or null for what was in order. */
  check: Check | null;
}

function note(catalogue: Catalogue, permitCase: PermitCase, truth: Truth, draw: Draw, log: Log): Noted[] {
  const { strictness } = draw.responder;
  const noted: Noted[] = [];
  const clauses = [...new Set(checksOf(catalogue, permitCase.service, permitCase.stage).map((check) => check.clause))];
  const places = new Set<string>();
  const add = (document: string, field: string, problem: Problem, right: { clause: string; difficulty: number }, check: Check | null) => {
    const place = keyOf(document, field, problem);
    if (places.has(place)) return;
    places.add(place);
    const clause = succeeds(draw, 'REG', right.difficulty) ? right.clause : draw.random.pick(clauses);
    noted.push({ id: log.add({ type: 'pin-finding', document, field, problem, clause }), clause, check });
  };
  for (const check of truth.failing) if (succeeds(draw, check.competency, check.difficulty, strictness)) add(...placeOf(check, permitCase, places), check, check);
  for (const decoy of truth.decoys)
    if (!succeeds(draw, 'VER', decoy.difficulty, -strictness)) add(decoy.where[0]!.document, decoy.where[0]!.fields![0]!, 'mismatch', decoy, null);
  return noted;
}

function assess(catalogue: Catalogue, permitCase: PermitCase, truth: Truth, draw: Draw, log: Log): void {
  const service = serviceOf(catalogue, permitCase.service);
  const options = service.classification?.options.map(({ id }) => id) ?? [];
  if (options.length > 0) {
    const right = truth.class !== null && succeeds(draw, 'KLS', service.classification!.difficulty);
    const wrong = options.filter((id) => id !== truth.class);
    log.add({ type: 'classify', class: right || wrong.length === 0 ? (truth.class ?? options[0]!) : draw.random.pick(wrong) });
  }
  const amount = (truth.levy ?? levyOf(catalogue, service, permitCase, truth.class ?? options[0] ?? null))?.amount ?? 0;
  const right = succeeds(draw, 'KLS', service.levy.kind === 'free' ? plain.free : service.levy.difficulty);
  log.add({ type: 'assess-levy', amount: right ? amount : Math.round(amount / 2) + 50_000 });
}

const others: Record<Decision, readonly Decision[]> = { proceed: ['return', 'refer'], return: ['reject', 'refer'], reject: ['return', 'refer'], refer: ['return', 'reject'] };

/**
 * The decision is an opportunity of its own, as every other. Who slips lets through what he has no objection to, or takes another decision than the right one. One
 * whose decisions are `linked` decides by what he noted alone, as well as the mean of REG and KEP goes.
 */
function decide(truth: Truth, noted: readonly Noted[], draw: Draw, log: Log): Decision {
  // The failing checks stand in the order of their gravity.
  const gravest = truth.failing.find((check) => noted.some((each) => each.check === check));
  const meant: Decision = draw.responder.linked ? (gravest?.consequence ?? (noted.length > 0 ? 'return' : 'proceed')) : truth.decision;
  const slip = noted.length === 0 && meant !== 'proceed' ? 'proceed' : draw.random.pick(others[meant]);
  // A decision belongs half to REG, half to KEP (measurement design 2.9).
  const law = draw.responder.linked ? (draw.responder.theta.REG - draw.responder.theta.KEP) / 2 : 0;
  const decision = succeeds(draw, 'KEP', plain.decision, law) ? meant : slip;
  const target = decision === 'refer' ? (truth.targets[0] ?? 'supervisor') : undefined;
  log.add({ type: 'decide', decision, ...(target && { target }), reasons: decision === 'proceed' ? [] : [...new Set(noted.map(({ clause }) => clause))] });
  return decision;
}

/** Lets the stage last as long as he needs for it: in time, or half as long again as is allowed. */
function takeTime(catalogue: Catalogue, permitCase: PermitCase, draw: Draw, log: Log, begun: number): void {
  const wanted = 60 * minutesOf(catalogue, permitCase) * (succeeds(draw, 'WKT', plain.time) ? draw.responder.pace : 1.5);
  while ((log.actions.length - begun) * longestStep < wanted) log.add({ type: 'open-document', document: 'form' });
  log.spread(begun, wanted);
}

function converse(catalogue: Catalogue, permitCase: PermitCase, draw: Draw, log: Log): void {
  const { random, responder } = draw;
  for (const { id, script } of permitCase.conversations) {
    if (id === 'guide') {
      const { replies, difficulty } = known(catalogue.guides, script, 'guide script');
      log.add({ type: 'reply', conversation: 'guide', reply: chooseReply(replies, succeeds(draw, 'PMD', difficulty), random) });
      continue;
    }
    const { replies, kind, difficulty } = known(catalogue.messages, script, 'message script');
    const taking = replies.find((reply) => reply.critical === 'CE1');
    const takes = taking !== undefined && responder.takes > 0 && random.chance(responder.takes);
    log.add({ type: 'reply', conversation: 'message', reply: takes ? taking.id : chooseReply(replies, succeeds(draw, 'ITG', difficulty), random) });
    const reports = succeeds(draw, 'ITG', difficulty) ? kind === 'offer' : kind !== 'offer';
    if (reports && !takes) log.add({ type: 'report-gratification', note: 'Dilaporkan kepada penyelia dan UPG.' });
  }
}

/** What comes in beside the file. Nothing is drawn where nothing does. */
function receive(catalogue: Catalogue, permitCase: PermitCase, draw: Draw, log: Log): void {
  const event = arriving(catalogue, permitCase);
  if (!event) return;
  const takes = draw.responder.takes > 0 && draw.random.chance(draw.responder.takes);
  react(event, takes ? 'takes' : succeeds(draw, 'ITG', event.difficulty) ? 'right' : 'halfway', log);
}
