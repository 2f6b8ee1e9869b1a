import { parseNumber } from '../shared/number.ts';
import { type Language, languages } from '../shared/text.ts';
import { letterOf } from './answer.ts';
import { type Kind, kinds, limits, type Phrase } from './question.ts';

/** Both languages of a text as they stand in a form; empty where there is none. */
export type Pair = Record<Language, string>;

/** An answer line of the editor: an option, an item, a pair, a distractor (without `text`). */
export interface EditorRow {
  id: string;
  text: Pair;
  match: Pair;
  feedback: Pair;
  right: boolean;
}

/** A question as the editor shows it: texts, whatever is missing. */
export interface EditorForm {
  kind: Kind;
  title: string;
  level: string;
  competency: string;
  clause: string;
  difficulty: string;
  tags: string;
  source: string;
  confidence: string;
  stem: Pair;
  explanation: Pair;
  rows: EditorRow[];
  value: string;
  tolerance: string;
  /** One form a line. */
  accepted: string;
  caseSensitive: boolean;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** A question that is being written: anything of it may be missing or wrong. */
export type QuestionDraft = { readonly [key: string]: Json };

/** The kinds whose answers stand in lines of the editor; the list of the question that holds them. */
export const listOfKind: Partial<Record<Kind, 'options' | 'items' | 'pairs'>> = { single: 'options', multiple: 'options', ordering: 'items', matching: 'pairs' };

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const recordOf = (value: Json | undefined): QuestionDraft => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as QuestionDraft) : {});
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const pairOf = (value: Json | undefined): Pair => ({ id: textOf(recordOf(value).id), en: textOf(recordOf(value).en) });
const noPair: Pair = { id: '', en: '' };

/** A draft in the fields of the editor. In: `write`, a number as the language of the page writes it. */
export function editorOf(draft: QuestionDraft, write: (value: number) => string): EditorForm {
  const kind = kinds.find((each) => each === draft.kind) ?? 'single';
  const number = (value: Json | undefined) => (typeof value === 'number' ? write(value) : textOf(value));
  const list = listOfKind[kind];
  const keys = kind === 'single' ? [draft.key] : listOf(draft.keys);
  const rows = list === undefined ? [] : listOf(draft[list]).map(recordOf).map((row): EditorRow => ({
    id: textOf(row.id), text: pairOf(row[kind === 'matching' ? 'left' : 'text']), match: pairOf(row.right), feedback: pairOf(row.feedback), right: keys.includes(row.id ?? ''),
  }));
  const distractors = kind === 'matching' ? listOf(draft.distractors).map(recordOf) : [];
  return {
    kind, title: textOf(draft.title), level: number(draft.level), competency: textOf(draft.competency), clause: textOf(draft.clause), difficulty: number(draft.difficulty),
    tags: listOf(draft.tags).map(textOf).join(', '), source: textOf(draft.source), confidence: textOf(draft.confidence), stem: pairOf(draft.stem), explanation: pairOf(draft.explanation),
    rows: [...rows, ...distractors.map((row) => ({ id: textOf(row.id), text: noPair, match: pairOf(row.text), feedback: noPair, right: false }))],
    value: number(draft.value), tolerance: number(draft.tolerance), accepted: listOf(draft.accepted).map(textOf).join('\n'), caseSensitive: draft.caseSensitive === true,
  };
}

/** The names of the editor's fields. Lines are numbered from 1. */
export const rowField = (number: number, part: 'id' | 'place' | `${'text' | 'match' | 'feedback'}-${Language}`): string => `row-${number}-${part}`;

/**
 * The draft that a form of the editor holds; the inverse of `editorOf`. In: the fields as a browser sends them, the language of the page they come from (for
 * numbers), and the draft before, of which kind and what the editor does not show are kept. Empty lines go; a line without a name gets the letter of its place.
 * A number that cannot be read stays as it was typed, for the schema to refuse.
 */
export function draftOfForm(fields: Readonly<Record<string, unknown>>, language: Language, before: QuestionDraft): QuestionDraft {
  const field = (name: string): string => {
    const value = Object.hasOwn(fields, name) ? fields[name] : '';
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
  };
  const fieldList = (name: string): string[] => (Object.hasOwn(fields, name) ? [fields[name]].flat() : []).filter((each) => typeof each === 'string');
  const number = (name: string): Json | undefined => (field(name) === '' ? undefined : (parseNumber(field(name), language) ?? field(name)));
  const phrase = (name: string): Phrase => Object.fromEntries(languages.flatMap((each) => (field(`${name}-${each}`) === '' ? [] : [[each, field(`${name}-${each}`)]])));
  const some = (value: string): string | undefined => (value === '' ? undefined : value);
  const isSome = (value: Phrase) => Object.keys(value).length > 0;
  const kind = kinds.find((each) => each === before.kind) ?? 'single';

  const numbers = Array.from({ length: listOfKind[kind] === undefined ? 0 : limits.options * 2 }, (_, at) => at + 1);
  const filled = numbers
    .map((at) => ({ at, id: field(rowField(at, 'id')), place: Number(field(rowField(at, 'place'))) || at, text: phrase(`row-${at}-text`), match: phrase(`row-${at}-match`), feedback: phrase(`row-${at}-feedback`) }))
    .filter(({ text, match, feedback }) => isSome(text) || isSome(match) || isSome(feedback));
  const taken = new Set(filled.map(({ id }) => id));
  const rows = filled.map((row) => {
    if (row.id !== '') return row;
    let at = row.at - 1;
    while (taken.has(letterOf(at))) at++;
    taken.add(letterOf(at));
    return { ...row, id: letterOf(at) };
  }).sort((a, b) => a.place - b.place || a.at - b.at);
  const chosen = fieldList('key');
  const keys = rows.filter(({ at }) => chosen.includes(String(at))).map(({ id }) => id);
  const order = listOf(before.keys);
  const optional = (name: 'feedback', value: Phrase) => (isSome(value) ? { [name]: value } : {});
  const answers = (): Record<string, unknown> => {
    switch (kind) {
      case 'single':
        return { options: rows.map(({ id, text, feedback }) => ({ id, text, ...optional('feedback', feedback) })), key: keys[0] };
      case 'multiple':
        // In the order in which they stood, so that a page that changes nothing changes nothing.
        return { options: rows.map(({ id, text, feedback }) => ({ id, text, ...optional('feedback', feedback) })), keys: keys.sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99)) };
      case 'ordering':
        return { items: rows.map(({ id, text }) => ({ id, text })) };
      case 'matching':
        return {
          pairs: rows.filter(({ text }) => isSome(text)).map(({ id, text, match }) => ({ id, left: text, right: match })),
          distractors: rows.filter(({ text }) => !isSome(text)).map(({ id, match }) => ({ id, text: match })),
        };
      case 'numeric':
        return { value: number('value'), tolerance: number('tolerance') ?? 0 };
      case 'short':
        return { accepted: field('accepted').split('\n').map((form) => form.trim()).filter((form) => form !== ''), caseSensitive: fieldList('caseSensitive').length > 0 };
    }
  };
  const explanation = phrase('explanation');
  const draft = {
    kind, title: some(field('title')), level: number('level'), competency: some(field('competency')), clause: some(field('clause')), difficulty: number('difficulty'),
    anchor: before.anchor, tags: [...new Set(field('tags').split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''))],
    stem: phrase('stem'), explanation: isSome(explanation) ? explanation : undefined, source: some(field('source')), confidence: some(field('confidence')), ...answers(),
  };
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as QuestionDraft;
}
