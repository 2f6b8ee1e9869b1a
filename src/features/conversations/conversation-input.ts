import { z } from 'zod';
import type { Json } from '../../core/authoring/difference.ts';
import { channels, modes } from '../../core/conversations/vocabulary.ts';
import { type Body, numberOf, textOf } from '../authoring/form-values.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { Work } from '../authoring/work-store.ts';
import { type Change, changeOf, readFields, sparse } from './fields.ts';
import { aboutFields, sceneFields, variantFields } from './form.ts';

/** A new conversation: empty, or a copy of a situation of the content pack or of the bank. */
export const newForm = z.object({ from: z.string().regex(/^(empty|pack-[GA]\d{1,6}[a-z]?|work-[1-9]\d{0,8})$/, 'conversations.problem.from') });
export const conversationFilter = z.object({ channel: z.enum(channels).nullable().catch(null), level: z.enum(['1', '2', '3', '4', '5']).nullable().catch(null) });
export const editQuery = z.object({ part: z.string().max(20).catch(''), at: z.string().regex(/^[A-Za-z0-9-]{1,120}$/).catch('') });
export const importForm = z.object({ text: z.string().max(1_000_000).default('') });

/** What a trainer plays: a variant, a way of replying, and the seed that settles the order of the cards. */
export const startQuery = z.object({ variant: z.string().max(60).catch(''), mode: z.enum(modes).catch('cards') });
export const playQuery = startQuery.extend({ seed: z.string().regex(/^[A-Za-z0-9]{1,40}$/).catch('play') });

/** The lists of which the editor shows one entry at a time. */
export const lists = { scenes: sceneFields, variants: variantFields } as const;
type ListName = keyof typeof lists;

/** What lies open in the editor: the situation itself, or one of its scenes or variants. */
export type Part = { list: null } | { list: ListName; at: number };

export const entriesOf = (draft: Draft, list: ListName): Draft[] => (Array.isArray(draft[list]) ? (draft[list] as Draft[]) : []);
export const nameOf = (part: Part): string => (part.list === null ? 'about' : `${part.list}-${part.at}`);

/** The part of a name; the situation itself for any other, and for an entry that is not there. */
export function partOf(name: string, draft: Draft): Part {
  const [, list, number] = /^(scenes|variants)-(\d{1,3})$/.exec(name) ?? [];
  const at = Number(number);
  return list && at < entriesOf(draft, list as ListName).length ? { list: list as ListName, at } : { list: null };
}

/** The whole of a document without what is empty. */
export const sparseDocument = (document: Draft): Draft => ({
  id: document.id ?? '',
  ...sparse(aboutFields, document),
  scenes: entriesOf(document, 'scenes').map((scene) => sparse(sceneFields, scene)),
  variants: entriesOf(document, 'variants').map((variant) => sparse(variantFields, variant)),
});

/** The draft with the part that was in the form, and what its button asks for. A part is found by its number, or by its name when the draft was changed meanwhile. */
export function draftOfForm(body: Body, { draft: { document, revision } }: Pick<Work, 'draft'>): Draft {
  const change = changeOf(body);
  const rest = { id: document.id ?? '', scenes: entriesOf(document, 'scenes'), variants: entriesOf(document, 'variants') };
  const [, list, number] = /^(scenes|variants)-(\d{1,3})$/.exec(textOf(body, 'part')) ?? [];
  if (!list) return changed({ ...rest, ...readFields(aboutFields, body, '', change) }, change);
  const name = list as ListName;
  const typed = readFields(lists[name], body, `${name}-${number}`, change);
  const entries = [...rest[name]];
  const was = textOf(body, 'was');
  const known = numberOf(textOf(body, 'revision')) === revision;
  const at = known ? Number(number) : entries.findIndex(({ id }) => id === was);
  entries.splice(at < 0 ? entries.length : Math.min(at, entries.length), 1, typed);
  return changed({ ...document, [name]: entries }, change);
}

/** Scenes and variants added, taken out or moved up. A new variant is a copy of the last one, to be rewritten. */
function changed(draft: Draft, change: Change | null): Draft {
  const [, list, number] = /^(scenes|variants)(?:-(\d{1,3}))?$/.exec(change?.name ?? '') ?? [];
  if (!change || !list) return draft;
  const name = list as ListName;
  const entries = [...entriesOf(draft, name)];
  const at = Number(number ?? -1);
  if (change.what === 'add' && number === undefined && entries.length < mostEntries) entries.push(fresh(name, entries));
  if (change.what === 'remove' && at >= 0 && at < entries.length) entries.splice(at, 1);
  if (change.what === 'up' && at > 0 && at < entries.length) entries.splice(at - 1, 2, entries[at]!, entries[at - 1]!);
  return { ...draft, [name]: entries };
}

const mostEntries = 40;

function fresh(name: ListName, entries: readonly Draft[]): Draft {
  const stem = name === 'scenes' ? 'scene' : 'citizen';
  const taken = new Set(entries.map(({ id }) => id));
  let number = entries.length + 1;
  while (taken.has(`${stem}-${number}`)) number++;
  const last = name === 'variants' ? entries.at(-1) : undefined;
  return { ...(last ?? readFields(lists[name], {}, '', null)), id: `${stem}-${number}` };
}

/** Where the editor goes on after a save: the part, and the entry that the button was about. */
export function stayOf(body: Body, draft: Draft): string {
  const change = changeOf(body);
  const part = nameOf(partOf(textOf(body, 'part'), draft));
  const to = (name: string, at = '') => `?part=${name}${at ? `&at=${at}#${at}` : ''}`;
  if (!change) return part === 'about' ? '' : to(part);
  const [, list, number] = /^(scenes|variants)(?:-(\d{1,3}))?$/.exec(change.name) ?? [];
  if (list) {
    const last = entriesOf(draft, list as ListName).length - 1;
    const at = change.what === 'add' ? last : Math.max(0, Math.min(last, Number(number) - 1));
    return last < 0 ? '' : to(`${list}-${at}`);
  }
  if (change.what === 'add') return to(part, `${change.name}-${rowsIn(body, change.name)}`);
  const above = change.name.replace(/-(\d{1,3})$/, (_, at: string) => `-${Math.max(0, Number(at) - 1)}`);
  return to(part, change.what === 'up' ? above : change.name.replace(/-\d{1,3}$/, ''));
}

function rowsIn(body: Body, name: string): number {
  let count = 0;
  while (count < 200 && Object.hasOwn(body, `${name}-${count}-row`)) count++;
  return count;
}

/** A situation to begin with: two scenes and a citizen, whose words are still to be written. */
export function emptyConversation(id: string): Draft {
  const variant = readFields(variantFields, {}, '', null);
  const citizen = { ...(variant.citizen as Draft), literacy: 'middle', mood: 0, patience: 5 };
  const none = { id: '', en: '' };
  const scenes: Json[] = [
    { id: 'open', cards: [['greet', 'ask-need'], ['topic-1', 'let-act']], go: [{ to: 'done', when: ['close'] }] },
    { id: 'done', end: 'helped' },
  ];
  return {
    id,
    title: none,
    about: none,
    clause: '',
    topics: [{ id: 'topic-1', text: none }],
    scenes,
    variants: [{ ...variant, id: 'citizen-1', channel: 'chat', levels: [1], difficulty: 0, citizen, facts: { need: { says: none } }, needs: ['need'], tells: ['topic-1'] }],
  };
}
