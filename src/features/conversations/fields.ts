import type { Json } from '../../core/authoring/difference.ts';
import { type Body, listOf, numberOf, textOf } from '../authoring/form-values.ts';
import type { Draft } from '../authoring/work-kind.ts';

/** Lists of names from which a field is chosen; the presenter knows what is in them. */
export type Names = 'clauses' | 'topics' | 'facts' | 'ownFacts' | 'moves' | 'phrases' | 'scenes' | 'variants' | 'speakers' | 'channels' | 'literacies' | 'levels' | 'steps' | 'flags' | 'tasks' | 'outcomes' | 'groups' | 'services' | 'documents' | 'papers' | 'formFields';

/** A field of the editor. What is empty is left out of the draft, but for what is `needed`. */
export type Field = { needed?: true } & (
  | { is: 'line' }
  | { is: 'number' }
  | { is: 'flag' }
  /** Words in both languages; `rows` of a text that may be long. */
  | { is: 'text'; rows?: number }
  /** Patterns in both languages, one in a line. */
  | { is: 'patterns' }
  | { is: 'pick'; of: Names }
  | { is: 'ticks'; of: Names; numbers?: true }
  /** Names in an order, one choice each and an empty one for another. */
  | { is: 'pieces'; of: Names }
  | { is: 'part'; fields: Fields; wrap?: Wrap }
  /** Entries in a list; `ordered` ones can be moved. */
  | { is: 'rows'; fields: Fields; wrap?: Wrap; ordered?: true }
  /** Entries by name: the first field, `id`, is the name. */
  | { is: 'map'; fields: Fields; wrap?: Wrap }
);
export type Fields = Readonly<Record<string, Field>>;

/** Where an entry is not kept as its fields: what is kept, and the fields of that. */
export interface Wrap {
  keep(fields: Draft): Json;
  show(kept: Json): Draft;
}

/** A button that adds to a list, takes an entry out, or moves it up, by the name of the list or entry: `add scenes-0-cards`. */
export interface Change {
  what: 'add' | 'remove' | 'up';
  name: string;
}

/** The change that a form asks for; null when it only saves. */
export function changeOf(body: Body): Change | null {
  const [, what, name] = /^(add|remove|up) ([a-z][A-Za-z0-9-]{0,120})$/.exec(textOf(body, 'change')) ?? [];
  return what && name ? { what: what as Change['what'], name } : null;
}

const isRecord = (value: unknown): value is Draft => typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: Json): boolean => value === '' || value === false || (Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.values(value).every((each) => isEmpty(each)));
/** An entry that was just added has no words yet, and stays. */
const isNothing = (field: Field, value: Json): boolean => (field.is === 'map' ? Object.keys(value as Draft).length === 0 : isEmpty(value));
/** So many entries of one list are read. */
const most = 100;

const within = (name: string, key: string): string => (name === '' ? key : `${name}-${key}`);

/** A record from its fields, whose names begin with `name`. It takes whatever was sent. */
export function readFields(fields: Fields, body: Body, name: string, change: Change | null): Draft {
  const read: Record<string, Json> = {};
  for (const [key, field] of Object.entries(fields)) {
    const value = readField(field, body, within(name, key), change);
    if (field.needed || !isNothing(field, value)) read[key] = value;
  }
  return read;
}

function readField(field: Field, body: Body, name: string, change: Change | null): Json {
  if (field.is === 'line' || field.is === 'pick') return textOf(body, name);
  if (field.is === 'number') return numberOf(textOf(body, name));
  if (field.is === 'flag') return listOf(body, name).includes('yes');
  if (field.is === 'text') return { id: textOf(body, `${name}-id`), en: textOf(body, `${name}-en`) };
  if (field.is === 'patterns') return { id: linesOf(textOf(body, `${name}-id`)), en: linesOf(textOf(body, `${name}-en`)) };
  if (field.is === 'ticks') return field.numbers ? listOf(body, name).map(numberOf) : listOf(body, name);
  if (field.is === 'pieces') return namesOf(body, name);
  if (field.is === 'part') return kept(field.wrap, readFields(field.fields, body, name, change));
  const rows = rowsOf(field, body, name, change);
  return field.is === 'rows' ? rows.map((row) => kept(field.wrap, row)) : byName(rows, field.wrap);
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);
const kept = (wrap: Wrap | undefined, fields: Draft): Json => (wrap && Object.keys(fields).length > 0 ? wrap.keep(fields) : fields);

function namesOf(body: Body, name: string): string[] {
  const names: string[] = [];
  for (let at = 0; at < most && Object.hasOwn(body, `${name}-${at}`); at++) names.push(textOf(body, `${name}-${at}`));
  return names.filter(Boolean);
}

function rowsOf(field: Extract<Field, { is: 'rows' | 'map' }>, body: Body, name: string, change: Change | null): Draft[] {
  const rows: Draft[] = [];
  for (let at = 0; at < most && Object.hasOwn(body, `${name}-${at}-row`); at++) {
    if (change?.what === 'remove' && change.name === `${name}-${at}`) continue;
    const row = readFields(field.fields, body, `${name}-${at}`, change);
    if (change?.what === 'up' && change.name === `${name}-${at}` && rows.length > 0) rows.splice(-1, 0, row);
    else rows.push(row);
  }
  if (change?.what === 'add' && change.name === name) rows.push(readFields(field.fields, {}, name, null));
  return rows;
}

/** Entries by their names. A name that stands twice gets a number behind it, so that no words are lost. */
function byName(rows: readonly Draft[], wrap: Wrap | undefined): Json {
  const map = new Map<string, Json>();
  for (const { id, ...rest } of rows) {
    let name = String(id ?? '');
    for (let again = 2; map.has(name); again++) name = `${String(id ?? '')}-${again}`;
    map.set(name, wrap ? wrap.keep(rest) : rest);
  }
  return Object.fromEntries(map);
}

/** A document without what is empty and not needed, as the editor keeps it. */
export function sparse(fields: Fields, value: Json | undefined): Draft {
  const from = isRecord(value) ? value : {};
  const out: Record<string, Json> = {};
  for (const [key, field] of Object.entries(fields)) {
    const kept = from[key];
    if (kept === undefined) continue;
    const inner = tidy(field, kept);
    if (field.needed || !isNothing(field, inner)) out[key] = inner;
  }
  return out;
}

function tidy(field: Field, value: Json): Json {
  const one = (fields: Fields, wrap: Wrap | undefined, entry: Json): Json => (wrap ? wrap.keep(sparse(fields, wrap.show(entry))) : sparse(fields, entry));
  if (field.is === 'part') return one(field.fields, field.wrap, value);
  if (field.is === 'rows') return Array.isArray(value) ? (value as Json[]).map((entry) => one(field.fields, field.wrap, entry)) : [];
  if (field.is !== 'map') return value;
  return Object.fromEntries(Object.entries(isRecord(value) ? value : {}).map(([name, entry]) => [name, one(field.fields, field.wrap, entry)]));
}
