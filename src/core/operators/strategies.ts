import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import { type Decision, decisions, type Question, targets } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { begin, step } from '../conversations/engine.ts';
import type { Script } from '../conversations/format.ts';
import { cardsOf, sayPhrases, sceneOf } from '../conversations/reply.ts';
import { caseNow, papersOf, registriesAt } from '../desk/way.ts';
import { checksOf } from '../checks/check.ts';
import { refusal } from '../desk/refusal.ts';
import type { Action } from '../desk/action.ts';
import { arrivalAfter } from '../way/arrival.ts';
import type { Random } from '../shared/random.ts';
import { type Draft, keyOf, Log, placeOf } from './log.ts';
import type { Candidate, ReadyCase } from './sitting.ts';

/**
 * People who do not look at what is true: fifteen ways of getting points without being able to do the work (measurement design 6, G7). They see what the
 * screen shows and nothing else.
 */
export const strategies = [
  'flag-all', 'flag-none', 'always-proceed', 'always-return', 'always-reject', 'always-refer', 'random', 'longest-option', 'copy-last',
  'click-through', 'escalate-all', 'template-letter', 'refuse-everyone', 'fee-zero', 'max-speed',
] as const; // prettier-ignore
export type Strategy = (typeof strategies)[number];

const startAt = '2015-06-01T01:00:00.000Z';
const mostBlindTurns = 12;

interface Habit {
  /** Seconds from step to step. */
  pace: readonly [number, number];
  decide: Decision | 'random' | 'last';
  flags: 'all' | 'none' | 'random';
  letter: boolean;
  levy: 'zero' | 'random' | 'none';
  /** Looks at every paper and asks every registry first, as one who wants the points for order. */
  looks: boolean;
  talks: 'first' | 'random' | 'longest' | 'last' | 'none';
  items: 'first' | 'random' | 'longest' | 'last' | 'none';
  reports: boolean;
}

// Each strategy is what it is called and nothing beside it; of the rest its follower does as little as the screen allows.
const idle: Habit = { pace: [5, 20], decide: 'proceed', flags: 'none', letter: false, levy: 'none', looks: false, talks: 'random', items: 'random', reports: false };
const habits: Record<Strategy, Habit> = {
  'flag-all': { ...idle, flags: 'all', decide: 'return', letter: true },
  'flag-none': { ...idle, looks: true },
  'always-proceed': idle,
  'always-return': { ...idle, decide: 'return' },
  'always-reject': { ...idle, decide: 'reject' },
  'always-refer': { ...idle, decide: 'refer' },
  random: { ...idle, decide: 'random', flags: 'random', letter: true, levy: 'random' },
  'longest-option': { ...idle, decide: 'random', talks: 'longest', items: 'longest' },
  'copy-last': { ...idle, decide: 'last', talks: 'last', items: 'last' },
  'click-through': { ...idle, pace: [1, 2], talks: 'first', items: 'first' },
  'escalate-all': { ...idle, decide: 'refer', reports: true },
  'template-letter': { ...idle, decide: 'return', letter: true },
  'refuse-everyone': { ...idle, decide: 'reject', letter: true, reports: true },
  'fee-zero': { ...idle, levy: 'zero' },
  'max-speed': { ...idle, pace: [1, 1], decide: 'random', talks: 'none', items: 'first' },
};

/** One who follows the strategy through a whole test. What he copies is the last thing that he himself did. */
export function strategist(catalogue: Catalogue, strategy: Strategy): Candidate {
  const habit = habits[strategy];
  const last = { decision: 'proceed' as Decision, place: 0 };
  return {
    play: (each, { random }) => playCase(catalogue, each, habit, random, last),
    talk: ({ script }, { random }) => holdBlindly(script, habit, random, last),
    answer: (question, random) => answerOf(question, habit, random, last),
  };
}

type Last = { decision: Decision; place: number };

function answerOf({ options }: Question, { items }: Habit, random: Random, last: Last): string {
  if (items === 'none') return '';
  // The screen shuffles the options, so that the first is any of them.
  if (items === 'first') return random.pick(options).id;
  if (items === 'longest') return options.reduce((a, b) => (b.text.id.length > a.text.id.length ? b : a)).id;
  if (items === 'last') return options[last.place % options.length]!.id;
  last.place = random.int(0, options.length - 1);
  return options[last.place]!.id;
}

function playCase(catalogue: Catalogue, { recipe, permitCase }: ReadyCase, habit: Habit, random: Random, last: Last): Action[] {
  const log = new Log(random, habit.pace, startAt, 'step-str');
  // Whatever the screen would refuse is not done; of what it always offers nothing is asked.
  const tries = (draft: Draft): void => {
    if (draft.type === 'decide' || draft.type === 'reply') log.add(draft);
    else if (refusal(catalogue, permitCase, log.actions, { ...draft, id: 'step-str-next' } as Parameters<typeof refusal>[3]) === null) log.add(draft);
  };
  stage(catalogue, permitCase, habit, random, last, tries, log);
  for (const { id, script, replies } of permitCase.conversations) {
    const reply = replyOf(catalogue, id, script, replies, habit, random, last);
    if (reply !== null) tries({ type: 'reply', conversation: id, reply });
  }
  if (habit.reports) tries({ type: 'report-gratification', note: '' });
  for (let sent = 0; sent < 6; sent++) {
    const before = log.actions.length;
    tries({ type: 'send' });
    if (log.actions.length === before) break;
    log.arrive(arrivalAfter(catalogue, recipe, permitCase, log.actions, log.actions[before]!.id)!);
    stage(catalogue, caseNow(permitCase, log.actions), habit, random, last, tries, log);
  }
  tries({ type: 'submit' });
  return log.actions;
}

/** A conversation in which he chooses cards without reading them, until it is over or he has said as much as anybody. */
function holdBlindly(script: Script, habit: Habit, random: Random, last: Last): Action[] {
  const log = new Log(random, habit.pace, startAt, 'talk-str');
  let state = begin(script);
  for (let turn = 1; !state.over && turn <= mostBlindTurns; turn++) {
    const cards = cardsOf(script, sceneOf(script, state.scene));
    if (habit.talks === 'none' || cards.length === 0) break;
    const reply = { kind: 'card', card: cardFor(script, cards, turn, habit, random, last) } as const;
    log.add({ type: 'say', turn, reply });
    state = step(script, state, reply);
  }
  return log.actions;
}

function cardFor(script: Script, cards: readonly string[][], turn: number, { talks }: Habit, random: Random, last: Last): number {
  if (talks === 'first') return 0;
  if (talks === 'last') return last.place % cards.length;
  if (talks === 'random') return random.int(0, cards.length - 1);
  const lengths = cards.map((card) => sayPhrases(script, card, turn).text.id.length);
  return lengths.indexOf(Math.max(...lengths));
}

/** What he does with the papers before him, whatever they say. */
function stage(catalogue: Catalogue, permitCase: PermitCase, habit: Habit, random: Random, last: Last, tries: (draft: Draft) => void, log: Log): void {
  const service = serviceOf(catalogue, permitCase.service);
  if (habit.looks) {
    for (const document of papersOf(permitCase)) tries({ type: 'open-document', document });
    for (const registry of registriesAt(catalogue, permitCase)) tries({ type: 'look-up', registry, key: '1' });
  }
  const flagged = flag(catalogue, permitCase, habit, random, log);
  const options = service.classification?.options ?? [];
  if (options.length > 0 && habit.levy !== 'none') tries({ type: 'classify', class: random.pick(options).id });
  if (habit.levy === 'zero') tries({ type: 'assess-levy', amount: 0 });
  if (habit.levy === 'random') tries({ type: 'assess-levy', amount: 1000 * random.int(0, 5000) });
  const decision: Decision = habit.decide === 'random' ? random.pick(decisions) : habit.decide === 'last' ? last.decision : habit.decide;
  if (habit.decide === 'last' && random.chance(0.3)) last.decision = random.pick(decisions);
  const clauses = [...new Set(checksOf(catalogue, permitCase.service).map(({ clause }) => clause))];
  tries({ type: 'decide', decision, ...(decision === 'refer' && { target: random.pick(targets) }), reasons: decision === 'proceed' ? [] : random.sample(clauses, Math.min(2, clauses.length)) });
  if (!habit.letter) return;
  // The same modules for everybody: of each slot the first that satisfies anything.
  const slots = Object.fromEntries(catalogue.letters.slots.map(({ id, options: modules }) => [id, (modules.find(({ satisfies, critical }) => satisfies.length > 0 && !critical) ?? modules[0]!).id]));
  tries({ type: 'write-letter', findings: flagged, slots, basis: true, note: '' });
}

/** Flags every checkpoint that files of the service have, or some of them. */
function flag(catalogue: Catalogue, permitCase: PermitCase, { flags }: Habit, random: Random, log: Log): string[] {
  if (flags === 'none') return [];
  const places = new Set<string>();
  return checksOf(catalogue, permitCase.service, permitCase.stage).flatMap((check) => {
    if (flags === 'random' && !random.chance(0.2)) return [];
    const place = placeOf(check, permitCase, places);
    if (!place || places.has(keyOf(...place))) return [];
    places.add(keyOf(...place));
    const [document, field, problem] = place;
    return [log.add({ type: 'pin-finding', document, field, problem, clause: check.clause })];
  });
}

/** The reply of a conversation that he chooses without reading it; null for none. */
function replyOf(catalogue: Catalogue, id: 'guide' | 'message', script: string, replies: readonly string[], { talks }: Habit, random: Random, last: Last): string | null {
  if (talks === 'none') return null;
  if (talks === 'first') return replies[0]!;
  if (talks === 'last') return replies[last.place % replies.length]!;
  if (talks === 'random') return random.pick(replies);
  const known = (id === 'guide' ? catalogue.guides : catalogue.messages).get(script)!.replies;
  return known.reduce((a, b) => (b.text.id.length > a.text.id.length ? b : a)).id;
}
