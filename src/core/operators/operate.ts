import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Problem, Target } from '../catalogue/content.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { checksOf } from '../checks/check.ts';
import { reader } from '../checks/kind.ts';
import { levyOf, type Truth, truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { keyPathOf } from '../desk/lookups.ts';
import { caseNow, isExamined, nextStage, papersOf, registriesAt } from '../desk/way.ts';
import type { Random } from '../shared/random.ts';
import { arrivalAfter } from '../way/arrival.ts';
import { writeLetter } from './letter-writing.ts';
import { keyOf, Log, placeOf } from './log.ts';
import { arriving, react } from './react.ts';
import { type Archetype, type Profile, profiles } from './profile.ts';

/** What a synthetic operator plays, and how. */
export interface Play {
  archetype: Archetype;
  random: Random;
  /** Time of the first step, ISO-8601. */
  startAt: string;
  /** Action ids begin with it, which keeps the cases of one sitting apart. */
  prefix?: string;
  /** The recipe of the case: with it the whole way is played, without it the work ends with the first stage. */
  recipe?: Recipe;
}

/**
 * Plays one case as a synthetic operator, stage by stage, and returns the actions as a person's would be recorded, what arrives between the stages
 * included. The same arguments give the same actions.
 */
export function operate(catalogue: Catalogue, permitCase: PermitCase, { archetype, random, startAt, prefix = 'step', recipe }: Play): Action[] {
  const profile: Profile = profiles[archetype];
  const log = new Log(random, profile.secondsPerStep, startAt, prefix);
  playStage(catalogue, permitCase, profile, random, log);
  receive(catalogue, permitCase, profile, random, log);
  converse(catalogue, permitCase, profile, random, log);
  while (recipe && nextStage(catalogue, permitCase, log.actions)) {
    const id = log.add({ type: 'send' });
    log.arrive(arrivalAfter(catalogue, recipe, permitCase, log.actions, id)!);
    const now = caseNow(permitCase, log.actions);
    playStage(catalogue, now, profile, random, log);
    receive(catalogue, now, profile, random, log);
  }
  log.add({ type: 'submit' });
  return log.actions;
}

/** Reads the papers of the stage, reports what is wrong, decides and writes. */
function playStage(catalogue: Catalogue, permitCase: PermitCase, profile: Profile, random: Random, log: Log): void {
  const truth = truthOf(catalogue, permitCase);
  verify(catalogue, permitCase, profile, random, log);
  const findings = pin(catalogue, permitCase, profile, truth, random, log);
  if (isExamined(permitCase)) assess(catalogue, permitCase, profile, truth, random, log);
  const decision = decide(profile, truth, findings, log);
  if (profile.letter > 0) writeLetter(catalogue, permitCase, decision, findings.map(({ id }) => id), () => random.chance(profile.letter), random, log);
}

function verify(catalogue: Catalogue, permitCase: PermitCase, profile: Profile, random: Random, log: Log): void {
  for (const kind of papersOf(permitCase)) if (random.chance(profile.open)) log.add({ type: 'open-document', document: kind });
  for (const registry of registriesAt(catalogue, permitCase)) {
    const path = keyPathOf(catalogue, permitCase, registry);
    const key = path === null ? undefined : reader(path)(permitCase);
    if (key !== undefined && random.chance(profile.lookUp)) log.add({ type: 'look-up', registry, key: String(key) });
  }
}

interface Pinned {
  id: string;
  clause: string;
}

function pin(catalogue: Catalogue, permitCase: PermitCase, profile: Profile, truth: Truth, random: Random, log: Log): Pinned[] {
  const pinned: Pinned[] = [];
  const clauses = [...new Set(checksOf(catalogue, permitCase.service, permitCase.stage).map((check) => check.clause))];
  const places = new Set<string>();
  const add = (document: string, field: string, problem: Problem, right: string) => {
    const place = keyOf(document, field, problem);
    if (places.has(place)) return;
    places.add(place);
    const clause = random.chance(profile.clause) ? right : random.pick(clauses);
    pinned.push({ id: log.add({ type: 'pin-finding', document, field, problem, clause }), clause });
  };
  for (const check of truth.failing) if (random.chance(profile.detect)) add(...placeOf(check, permitCase, places), check.clause);
  for (const decoy of truth.decoys)
    if (random.chance(profile.fallFor)) add(decoy.where[0]!.document, decoy.where[0]!.fields![0]!, 'mismatch', decoy.clause);
  if (random.chance(profile.invent)) add('form', Object.keys(permitCase.dossier.form)[0]!, 'invalid-number', clauses[0]!);
  return pinned;
}

function assess(catalogue: Catalogue, permitCase: PermitCase, profile: Profile, truth: Truth, random: Random, log: Log): void {
  const service = serviceOf(catalogue, permitCase.service);
  const options = service.classification?.options.map((option) => option.id) ?? [];
  if (options.length > 0 && profile.class > 0)
    log.add({ type: 'classify', class: truth.class !== null && random.chance(profile.class) ? truth.class : random.pick(options) });
  if (profile.levy === 0) return;
  const amount = (truth.levy ?? levyOf(catalogue, service, permitCase, truth.class ?? options[0] ?? null))?.amount ?? 0;
  log.add({ type: 'assess-levy', amount: random.chance(profile.levy) ? amount : Math.round(amount / 2) + 50_000 });
}

function decide(profile: Profile, truth: Truth, findings: readonly Pinned[], log: Log): Decision {
  const seenAll = findings.length > 0 || truth.failing.length === 0;
  const decision = profile.decide === 'right' ? (seenAll ? truth.decision : 'proceed') : profile.decide;
  const target: Target | undefined = decision === 'refer' ? (truth.targets[0] ?? 'supervisor') : undefined;
  const reasons = decision === 'proceed' ? [] : [...new Set(findings.map((finding) => finding.clause))];
  log.add({ type: 'decide', decision, ...(target && { target }), reasons });
  return decision;
}

function converse(catalogue: Catalogue, permitCase: PermitCase, profile: Profile, random: Random, log: Log): void {
  for (const conversation of permitCase.conversations) {
    if (conversation.id === 'guide') {
      const { replies } = known(catalogue.guides, conversation.script, 'guide script');
      if (profile.reply > 0) log.add({ type: 'reply', conversation: 'guide', reply: chooseReply(replies, random.chance(profile.reply), random) });
      continue;
    }
    const script = known(catalogue.messages, conversation.script, 'message script');
    const taking = script.replies.find((reply) => reply.critical === 'CE1');
    if (profile.takesOffers && taking) log.add({ type: 'reply', conversation: 'message', reply: taking.id });
    else if (profile.reply > 0) log.add({ type: 'reply', conversation: 'message', reply: chooseReply(script.replies, random.chance(profile.reply), random) });
    if (script.kind === 'offer' && random.chance(profile.report)) log.add({ type: 'report-gratification', note: 'Dilaporkan kepada penyelia dan UPG.' });
  }
}

/** What comes in beside the file. Nothing is drawn where nothing does, so that such a file is worked on as it always was. */
function receive(catalogue: Catalogue, permitCase: PermitCase, profile: Profile, random: Random, log: Log): void {
  const event = arriving(catalogue, permitCase);
  if (event) react(event, profile.takesOffers ? 'takes' : random.chance(profile.reply) ? 'right' : 'halfway', log);
}

/** The best reply, or, when the operator slips, another that is clumsy and not a critical error. */
export function chooseReply(replies: readonly { id: string; points: number; critical?: string | undefined }[], well: boolean, random: Random): string {
  const best = replies.reduce((a, b) => (b.points > a.points ? b : a));
  const clumsy = replies.filter((reply) => !reply.critical && reply.id !== best.id);
  return well || clumsy.length === 0 ? best.id : random.pick(clumsy).id;
}
