import type { Json } from '../../core/authoring/difference.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { type Choice, choicesIn } from './choices.ts';
import { entriesOf, lists, nameOf, type Part } from './conversation-input.ts';
import type { Field, Fields, Names } from './fields.ts';
import { aboutFields } from './form.ts';
import { factName, fieldKey } from './words.ts';

/** A field as the editor shows it. Its `name` is that of the form and the anchor of its faults. */
export interface Shown {
  is: Field['is'];
  name: string;
  label: string;
  hint: string;
  value: string;
  /** Both languages of a text or of patterns. */
  texts: { id: string; en: string };
  rows: number;
  /** Ticked, or chosen one after the other. */
  values: string[];
  choices: { group: string; list: Choice[] }[];
  /** What it means that nothing is chosen. */
  empty: string;
  fields: Shown[];
  entries: { name: string; anchor: string; title: string; open: boolean; first: boolean; fields: Shown[] }[];
  ordered: boolean;
  add: string;
}

/** Fields that a hint explains. */
const hinted = new Set(['about.topics', 'about.asks', 'about.phrases', 'topics.wrong', 'topics.needs', 'topics.match', 'asks.match', 'scenes.end', 'scenes.for', 'scenes.cards', 'scenes.go', 'variants.facts', 'variants.needs', 'variants.tells', 'variants.secret', 'variants.volunteers', 'variants.without', 'variants.misunderstands', 'variants.tempts', 'variants.lines', 'variants.speakers', 'variants.application', 'variants.difficulty', 'citizen.mood', 'citizen.patience', 'citizen.literacy', 'citizen.you', 'citizen.call', 'facts.mood', 'facts.after', 'facts.evades', 'phrases.moves', 'phrases.lesson', 'fields.value']); // prettier-ignore
/** Lists and parts that are rarely needed and stand closed. */
const folded = new Set(['asks', 'phrases', 'lines', 'speakers', 'application', 'misunderstands', 'tempts']);

const record = (value: Json | undefined): Draft => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Draft) : {});
const shown = (value: Json | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const lines = (value: Json | undefined): string => list(value).map(shown).join('\n');

interface Context {
  speech: Speech;
  draft: Draft;
  choices: (names: Names) => Choice[];
  /** Anchors of what is wrong, and of what was just added: the entries around them stand open. */
  open: readonly string[];
}

/** The fields of what lies open, with the choices that the draft as it is now gives. */
export function presentEditor(catalogue: Catalogue, draft: Draft, part: Part, open: readonly string[], speech: Speech) {
  const entry = part.list === null ? draft : entriesOf(draft, part.list)[part.at]!;
  const context: Context = { speech, draft, choices: choicesIn(catalogue, draft, entry, speech), open };
  const { t } = speech;
  const fields = presentFields(part.list === null ? aboutFields : lists[part.list], entry, part.list === null ? '' : nameOf(part), part.list ?? 'about', context);
  const links = (name: 'scenes' | 'variants') =>
    entriesOf(draft, name).map((each, at) => ({ href: `?part=${name}-${at}`, name: titleOf(name, each, at), current: part.list === name && part.at === at }));
  return {
    part: nameOf(part),
    list: part.list,
    was: part.list === null ? '' : shown(entry.id),
    title: part.list === null ? t('conversations.part.about') : t(`conversations.entry.${part.list}`, { name: titleOf(part.list, entry, part.at) }),
    fields,
    folded: [...folded],
    navigation: { about: { href: '?part=about', current: part.list === null }, scenes: links('scenes'), variants: links('variants') },
    movable: part.list !== null && part.at > 0,
  };
}

const titleOf = (name: 'scenes' | 'variants', entry: Draft, at: number): string => (name === 'variants' && shown(record(entry.citizen).name)) || shown(entry.id) || String(at + 1);

function presentFields(fields: Fields, value: Draft, name: string, within: string, context: Context): Shown[] {
  return Object.entries(fields).map(([key, field]) => presentField(field, value[key], name === '' ? key : `${name}-${key}`, within, key, context));
}

const nothing = { hint: '', value: '', texts: { id: '', en: '' }, rows: 1, values: [], choices: [], empty: '–', fields: [], entries: [], ordered: false, add: '' };

function presentField(field: Field, value: Json | undefined, name: string, within: string, key: string, context: Context): Shown {
  const { t } = context.speech;
  const common = { ...nothing, is: field.is, name, label: t(fieldKey(within, key)), hint: hinted.has(`${within}.${key}`) ? t(`conversations.hint.${within}-${key}`) : '' };
  if (field.is === 'line' || field.is === 'number') return { ...common, value: shown(value) };
  if (field.is === 'flag') return { ...common, value: value === true ? 'yes' : '' };
  if (field.is === 'text') return { ...common, rows: field.rows ?? 1, texts: { id: shown(record(value).id), en: shown(record(value).en) } };
  if (field.is === 'patterns') return { ...common, rows: 2, texts: { id: lines(record(value).id), en: lines(record(value).en) } };
  if (field.is === 'pick') return { ...common, value: shown(value), empty: field.of === 'speakers' ? t('conversations.speaker.citizen') : '–', choices: grouped(context.choices(field.of), [shown(value)]) };
  if (field.is === 'ticks' || field.is === 'pieces') {
    const values = list(value).map(shown).filter(Boolean);
    return { ...common, values, choices: field.is === 'ticks' ? inTheirOrder(context.choices(field.of), values) : grouped(context.choices(field.of), values) };
  }
  const show = (kept: Json | undefined): Draft => (field.wrap && kept !== undefined ? field.wrap.show(kept) : record(kept));
  if (field.is === 'part') return { ...common, fields: presentFields(field.fields, show(value), name, key, context) };
  const entries: [string, Draft][] = field.is === 'rows' ? list(value).map((kept, at) => [String(at), show(kept)]) : Object.entries(record(value)).map(([id, kept]) => [id, { id, ...show(kept as Json) }]);
  return {
    ...common,
    ordered: field.is === 'rows' && field.ordered === true,
    add: t(`conversations.add.${key}`),
    entries: entries.map(([id, entry], at) => {
      const anchor = field.is === 'map' ? `${name}-${id.replaceAll(/[^\w-]/g, '_')}` : `${name}-${at}`;
      return {
        name: `${name}-${at}`,
        anchor,
        title: t(`conversations.entry.${key}`, { name: entryTitle(key, entry, at, context) }),
        open: context.open.some((each) => each === anchor || each.startsWith(`${anchor}-`)) || key === 'cards' || key === 'papers' || key === 'text' || key === 'fields',
        first: at === 0,
        fields: presentFields(field.fields, entry, `${name}-${at}`, key, context),
      };
    }),
  };
}

/** What tells an entry from its neighbours: its name, or what is said, or where it leads. */
function entryTitle(key: string, entry: Draft, at: number, { draft, speech }: Context): string {
  if (key === 'facts') return factName(shown(entry.id), draft, speech) || String(at + 1);
  if (key === 'go') return `${at + 1}${entry.to ? ` → ${shown(entry.to)}` : ''}`;
  return shown(entry.id) || shown(record(entry.name)[speech.language]) || String(at + 1);
}

/** Choices under their headings, with what is chosen and unknown at the end: it is not lost by opening the page. */
function grouped(choices: readonly Choice[], chosen: readonly string[]): { group: string; list: Choice[] }[] {
  const groups = new Map<string, Choice[]>();
  for (const choice of withUnknown(choices, chosen)) groups.set(choice.group ?? '', [...(groups.get(choice.group ?? '') ?? []), choice]);
  return [...groups].map(([group, inside]) => ({ group, list: inside }));
}

/** Boxes to tick: the ticked ones first, in the order in which they are kept. */
function inTheirOrder(choices: readonly Choice[], ticked: readonly string[]): { group: string; list: Choice[] }[] {
  const all = withUnknown(choices, ticked);
  const first = ticked.flatMap((value) => all.filter((choice) => choice.value === value));
  return [{ group: '', list: [...first, ...all.filter((choice) => !first.includes(choice))] }];
}

const withUnknown = (choices: readonly Choice[], chosen: readonly string[]): Choice[] => [...choices, ...chosen.filter((value) => value !== '' && !choices.some((choice) => choice.value === value)).map((value) => ({ value, label: value }))];
