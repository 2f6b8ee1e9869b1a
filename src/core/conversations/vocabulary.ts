/** The words of a guided conversation. Rules: measurement design 2.7 (steps and harms), domain 5.1 (fatal flags). */

export const channels = ['chat', 'call', 'visit'] as const;
export type Channel = (typeof channels)[number];

/** How the operator answers: from cards, put together from phrases, or in his own words. */
export const modes = ['cards', 'phrases', 'typed'] as const;
export type Mode = (typeof modes)[number];

/** How much a citizen takes in at once: so many new topics in one reply. */
export const literacies = { low: 1, middle: 2, high: 3 } as const;
export type Literacy = keyof typeof literacies;

/**
 * What an operator may do in a reply, beside asking for a fact (`ask:need`) and telling a topic (`tell:photo`). `right`, `wrong` and `filled` are said of the tasks of
 * an assisted application: done right, done wrong, and the last part of the form filled in.
 */
export const acts = [
  'greet',
  'empathy',
  'let-act',
  'verify',
  'privacy',
  'cost',
  'close',
  'consent',
  'refuse',
  'hold',
  'right',
  'wrong',
  'filled',
  'take-password',
  'take-over',
  'jargon',
  'promise',
  'take-money',
  'private-channel',
  'insult',
  'dismiss',
] as const;
export type Act = (typeof acts)[number];
export type Move = Act | `ask:${string}` | `tell:${string}`;

/** Facts that every citizen may be asked for; a situation adds its own. */
export const commonFacts = ['need', 'device', 'tried', 'identity'] as const;

/** What an assisted application asks of the operator, each in a scene of its own. */
export const tasks = ['services', 'papers', 'terms', 'form'] as const;
export type Task = (typeof tasks)[number];

/** The required steps of 2.7. `need` and `explain` are asked for once for each fact and each topic that the variant names. */
export const steps = ['need', 'device', 'explain', 'apply', 'act', 'verify', 'privacy', 'cost', 'close'] as const;
export type Step = (typeof steps)[number];

/** Acts that earn a step as soon as they are done. */
export const stepOfAct = { 'let-act': 'act', verify: 'verify', privacy: 'privacy', cost: 'cost', close: 'close' } as const satisfies Partial<Record<Act, Step>>;

/** The harmful steps of 2.7; jargon is one when it was used twice. */
export const harms = ['take-password', 'take-over', 'jargon', 'promise'] as const satisfies readonly Act[];
export type Harm = (typeof harms)[number];

/** Fatal flags of domain 5.1, and leaving the official channel, which measurement 1.5 calls CE4. */
export const flags = ['money', 'password', 'disclosure', 'promise', 'insult', 'channel'] as const;
export type Flag = (typeof flags)[number];

export const flagOfAct = {
  'take-money': 'money',
  'take-password': 'password',
  promise: 'promise',
  insult: 'insult',
  'private-channel': 'channel',
} as const satisfies Partial<Record<Act, Flag>>;

/** The critical error of measurement 1.5 that a flag is; promising and insulting are fatal to the conversation only. */
export const criticalOfFlag = { money: 'CE1', password: 'CE5', disclosure: 'CE5', channel: 'CE4', promise: null, insult: null } as const satisfies Record<Flag, string | null>;

/** What the citizen says of himself when something happens, beside what the script has him say. */
export const reactions = ['puzzled', 'overwhelmed', 'repeated', 'jargon', 'dismissed', 'insulted', 'accepted', 'pleased', 'leaving', 'ended'] as const;
export type Reaction = (typeof reactions)[number];

export const outcomes = ['helped', 'ended', 'left'] as const;
/** How it ended: the citizen can go on by himself, the operator closed it before that, the citizen lost patience. */
export type Outcome = (typeof outcomes)[number];

/** Groups in which phrases are offered for composing, in the order in which a reply is put together. */
export const groups = ['open', 'ask', 'tell', 'guide', 'close'] as const;
export type Group = (typeof groups)[number];

/** The most phrases in one composed reply, and the most characters of a typed one. */
export const mostPhrases = 4;
export const mostCharacters = 600;
/** A conversation may not be able to last longer than this many replies. */
export const mostTurns = 40;
