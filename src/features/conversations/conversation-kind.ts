import type { Fault } from '../../core/authoring/fault.ts';
import type { Json } from '../../core/authoring/difference.ts';
import { applicationOf } from '../../core/catalogue/application.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Fault as GraphFault, faultsOf } from '../../core/conversations/check.ts';
import { type Situation, situationSchema } from '../../core/conversations/format.ts';
import { fullMarksPath } from '../../core/conversations/search.ts';
import { mostTurns } from '../../core/conversations/vocabulary.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { type Language, languages } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft, WorkKind } from '../authoring/work-kind.ts';
import { entriesOf } from './conversation-input.ts';
import { placeName, sayValue } from './words.ts';

/** Conversations whose faults are remembered: finding the way to full marks takes a moment, and every page of a work asks. */
const remembered = 200;

const textIn = (value: Json | undefined, language: Language): string => {
  const text = (value ?? {}) as Partial<Record<Language, unknown>>;
  const [wanted, other] = language === 'en' ? [text.en, text.id] : [text.id, text.en];
  return typeof wanted === 'string' && wanted !== '' ? wanted : typeof other === 'string' ? other : '';
};

const citizensIn = (draft: Draft): string[] => entriesOf(draft, 'variants').map(({ citizen }) => String((citizen as Draft | undefined)?.name ?? ''));

/** What the bank needs to know of conversations. */
export function conversationKind(catalogue: Catalogue): WorkKind<Situation> {
  const known = new Map<string, Fault[]>();
  return {
    id: 'conversation',
    schema: situationSchema,
    lint(document) {
      const key = canonical(document);
      const faults = known.get(key) ?? lintConversation(catalogue, document);
      if (known.size >= remembered) known.clear();
      known.set(key, faults);
      return faults;
    },
    title: (draft, language) => textIn(draft.title, language),
    words: (draft) => [...languages.flatMap((language) => [textIn(draft.title, language), textIn(draft.about, language)]), ...citizensIn(draft)].join(' '),
    facets(draft) {
      const variants = entriesOf(draft, 'variants');
      const channels = [...new Set(variants.map(({ channel }) => String(channel)))].filter((channel) => /^[a-z]+$/.test(channel));
      const levels = [...new Set(variants.flatMap(({ levels }) => (Array.isArray(levels) ? levels : [])))].filter((level) => typeof level === 'number');
      return {
        channels: channels.join(','),
        citizens: String(variants.length),
        ...Object.fromEntries(channels.map((channel) => [`channel:${channel}`, 'yes'])),
        ...Object.fromEntries(levels.map((level) => [`level:${level}`, 'yes'])),
      };
    },
    label: placeName,
    say: (_path, value, speech) => sayValue(value, speech),
    named: (vars, { t }) => ('step' in vars ? { ...vars, step: stepName(String(vars.step), t) } : vars),
    field: fieldOf,
    page(path) {
      const [list, at] = path.split('.');
      return (list === 'scenes' || list === 'variants') && /^\d+$/.test(at ?? '') ? `?part=${list}-${at}` : '?part=about';
    },
  };
}

/** A required step by its name, with what it is about. */
const stepName = (step: string, t: Speech['t']): string => [t(`guide.step.${step.split('/')[0]}`), ...step.split('/').slice(1)].join(': ');

/** A list of names has one place in the editor, and so has what belongs to an entry by name. */
function fieldOf(path: string): string {
  const entry = /^(.*?\.?\b(?:facts|lines|speakers|fields)\.[^.]+)\./.exec(path);
  if (entry) return entry[1]!;
  const list = /^(.*\b(?:for|say|when|knows|told|after|needs|volunteers|tells|secret|without|unneeded|moves|levels|documents|services))\.\d+$/.exec(path);
  if (list) return list[1]!;
  return path.replace(/(\bcards\.\d+)\.\d+$/, '$1').replace(/\.match\..*$/, '.match');
}

/** What is wrong with a conversation that fits the schema: clauses and services that nobody knows, and all that the check of its graph finds. A fault of several variants is told once. */
export function lintConversation(catalogue: Catalogue, situation: Situation): Fault[] {
  const clauses = [
    ...(catalogue.clauses.has(situation.clause) ? [] : [{ path: 'clause', key: 'conversations.fault.clause' }]),
    ...situation.topics.flatMap(({ clause }, at) => (clause === undefined || catalogue.clauses.has(clause) ? [] : [{ path: `topics.${at}.clause`, key: 'conversations.fault.clause' }])),
  ];
  const applications = situation.variants.flatMap((variant, at) => {
    try {
      applicationOf(catalogue, variant, 'check');
      return [];
    } catch (error) {
      return [{ path: `variants.${at}.application`, key: 'conversations.fault.application', vars: { reason: (error as Error).message } }];
    }
  });
  const graph: GraphFault[] = [...faultsOf(situation, catalogue.guideWords), ...(applications.length === 0 ? assistedGoals(catalogue, situation) : [])];
  const told = new Map<string, Fault>();
  for (const fault of graph) {
    const said = sayFault(fault);
    const key = `${said.path} ${said.key} ${said.vars?.step ?? ''}`;
    const before = told.get(key);
    if (before?.vars?.variants) before.vars.variants += `, ${said.vars!.variants}`;
    else if (!before) told.set(key, said);
  }
  return [...clauses, ...applications, ...told.values()];
}

/** A fault of the check as one of the editor. */
function sayFault({ path, kind, what }: GraphFault): Fault {
  const at = path.join('.');
  const [first = '', second] = what.split('/');
  if (kind === 'goal') return { path: at, key: 'conversations.fault.goal', vars: { step: what } };
  if (kind === 'unbounded') return { path: at, key: 'conversations.fault.unbounded', vars: { turns: Number(what.split(': ')[1]), most: mostTurns } };
  if (kind === 'end' && second === undefined) return { path: at, key: 'conversations.fault.afterEnd' };
  return kind === 'end' || kind === 'dead-end' || kind === 'unreachable' ? { path: at, key: `conversations.fault.${kind}`, vars: { variants: first } } : { path: at, key: `conversations.fault.${kind}`, vars: { what } };
}

/** Steps of an assisted application that no conversation earns; the check of the graph leaves them out, since the catalogue knows what is right. */
function assistedGoals(catalogue: Catalogue, situation: Situation): GraphFault[] {
  if (faultsOf(situation, catalogue.guideWords, { goals: false }).length > 0) return [];
  return situation.variants.flatMap((variant, at) => {
    const application = applicationOf(catalogue, variant, 'check');
    if (!application) return [];
    return fullMarksPath({ situation, variant, bank: catalogue.guideWords, seed: 'check', application }).missing.map((what) => ({ path: ['variants', at], kind: 'goal', what }));
  });
}

/** The situation of a document as far as it can be held: it fits the schema, its names are known, and the catalogue has what its applications ask for. Null for any other. */
export function playable(catalogue: Catalogue, document: unknown): Situation | null {
  const { data } = situationSchema.safeParse(document);
  if (!data || faultsOf(data, catalogue.guideWords, { goals: false }).some(({ kind }) => ['double', 'unknown', 'speaker'].includes(kind))) return null;
  try {
    for (const variant of data.variants) applicationOf(catalogue, variant, 'play');
    return data;
  } catch {
    return null;
  }
}
