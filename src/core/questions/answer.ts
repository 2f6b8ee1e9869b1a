import { bankQuestion, type BankQuestion, optionId } from './question.ts';

/** What a whole file may hold: 5 MB (counted in UTF-16 units here, in bytes by whoever reads the file) and 5,000 items. */
export const fileLimits = { size: 5 * 1024 * 1024, items: 5000 } as const;

/** Why a file cannot be read at all. */
export type FileReason = 'file-too-large' | 'file-empty' | 'not-utf8' | 'nul' | 'too-many-items' | 'csv-column' | 'xml-broken' | 'xml-doctype' | 'xml-nesting' | 'xml-root';
/** Why one item cannot be taken; a fault of the question itself is `field`, or a code of its schema, with the way to the field. */
export type ItemReason =
  | 'kind-unknown' | 'syntax' | 'quote' | 'cells' | 'column-not-for-kind' | 'number' | 'yes-no' | 'weights' | 'partial-credit' | 'several-right' | 'no-right'
  | 'several-values' | 'wildcard' | 'picture' | 'extras' | 'duplicate-id' | 'field' | SchemaReason;
const schemaReasons = [
  'text-empty', 'text-too-long', 'control-character', 'active-content', 'text-space', 'text-line', 'option-id', 'option-twice', 'question-id', 'clause', 'number', 'tag', 'tag-twice',
  'title-is-id', 'key-unknown', 'key-twice', 'accepted-twice',
] as const;
type SchemaReason = (typeof schemaReasons)[number];

/** What of an item that was taken had no place: said, so that nothing is lost in silence. */
export type Note = 'weights' | 'markup' | 'answer-feedback' | 'combined-feedback' | 'hints' | 'units' | 'grade' | 'id' | 'tag';

interface Place {
  /** Number of the item in its file from 1; 0 speaks of the whole file. */
  item: number;
  /** Line on which the item begins, from 1. */
  line: number;
  /** Its title or id as far as it was read. */
  name: string;
}
export type Taken = Place & { ok: true; question: BankQuestion; notes: Note[] };
export type Refusal = Place & { ok: false; reason: ItemReason | FileReason; detail: string };
export type ImportAnswer = Taken | Refusal;

/** Thrown by a reader for the item at hand; `answersOf` makes the answer of it. */
export class Refused extends Error {
  readonly reason: ItemReason;
  readonly detail: string;
  constructor(reason: ItemReason, detail = '') {
    super(`${reason}: ${detail}`);
    this.name = 'Refused';
    this.reason = reason;
    this.detail = detail.slice(0, 200);
  }
}

/** An item as it stands in a file: where, what it is called, and how to read it. `read` throws Refused. */
export interface Item {
  line: number;
  name: string;
  read: (notes: Set<Note>) => object;
}

/** The one answer for a file that cannot be read. */
export const refusedFile = (reason: FileReason, detail = '', line = 1): Refusal[] => [{ item: 0, line, name: '', ok: false, reason, detail: detail.slice(0, 200) }];

/** What every format has in common: the text without its byte order mark and with plain line feeds, or the answer that refuses the file. */
export function openText(text: string): { text: string } | { refused: Refusal[] } {
  if (text.length > fileLimits.size) return { refused: refusedFile('file-too-large') };
  const at = text.indexOf('\0');
  if (at >= 0) return { refused: refusedFile('nul', '', text.slice(0, at).split('\n').length) };
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return plain.trim() === '' ? { refused: refusedFile('file-empty') } : { text: plain };
}

/** One answer for each item, in their order. A second question of the same id is refused. */
export function answersOf(items: readonly Item[]): ImportAnswer[] {
  if (items.length === 0) return refusedFile('file-empty');
  if (items.length > fileLimits.items) return refusedFile('too-many-items', String(items.length));
  const lineOfId = new Map<string, number>();
  return items.map(({ line, name, read }, at) => {
    const place = { item: at + 1, line, name: name.slice(0, 100) };
    const notes = new Set<Note>();
    try {
      const question = questionOf(read(notes));
      if (question.id !== undefined && lineOfId.has(question.id)) throw new Refused('duplicate-id', `line ${lineOfId.get(question.id)}`);
      if (question.id !== undefined) lineOfId.set(question.id, line);
      return { ...place, ok: true, question, notes: [...notes] };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ...place, ok: false, reason: error.reason, detail: error.detail };
    }
  });
}

/** The question that a draft is, by the schema. Throws Refused with the first fault and the way to its field. */
export function questionOf(draft: object): BankQuestion {
  const result = bankQuestion.safeParse(draft);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const known = schemaReasons.find((reason) => reason === message);
  throw new Refused(known ?? 'field', known ? path.join('.') : `${path.join('.')}: ${message}`);
}

/** The id of an option that has none of its own: a letter by its place, from 0. */
export const letterOf = (at: number): string => (at < 26 ? String.fromCharCode(97 + at) : `o${at + 1}`);

/** An id that a file states for an option, or the letter of its place. */
export const idAt = (id: string | undefined, at: number): string => (id !== undefined && optionId.safeParse(id).success ? id : letterOf(at));
