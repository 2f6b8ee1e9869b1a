import { z } from 'zod';
import type { Fault } from '../../core/authoring/fault.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { bankQuestion, type BankQuestion } from '../../core/questions/question.ts';
import type { Speech } from '../../platform/i18n.ts';
import { plainOf } from '../../platform/markdown.ts';
import type { Draft, WorkKind } from '../authoring/work-kind.ts';
import { shortened } from './question-practice-presenter.ts';

/** Reasons of the schema that have a text of their own; others get that of every work. */
const reasons = new Set([
  'text-empty', 'text-too-long', 'control-character', 'active-content', 'text-space', 'text-line', 'option-id', 'option-twice', 'clause', 'number', 'tag', 'tag-twice', 'title-is-id',
  'key-unknown', 'key-twice', 'accepted-twice',
]);

/** The schema of a question, whose reasons are keys of texts. The code of a work is the id of its question, so the document has none. */
const schema: z.ZodType<BankQuestion> = z
  .unknown()
  .superRefine((draft, context) => {
    const parsed = bankQuestion.safeParse(draft);
    for (const { path, message, code, ...issue } of parsed.error?.issues ?? []) {
      const missing = code === 'invalid_type' || (code === 'too_small' && 'minimum' in issue);
      context.addIssue({ code: 'custom', path, message: reasons.has(message) ? `questions.fault.${message}` : missing ? 'questions.fault.missing' : 'authoring.fault.invalid' });
    }
  })
  .transform((draft) => bankQuestion.parse(draft));

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'object' && value !== null ? Object.values(value).map(wordsOf).join(' ') : '');
const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});

/** What the bank asks of a question: its schema, a clause and pictures that are there, and the words by which it is found and compared. */
export function questionKind(catalogue: Catalogue): WorkKind<BankQuestion> {
  return {
    id: 'question',
    schema,
    lint(question): Fault[] {
      const faults: Fault[] = [];
      if (question.clause !== undefined && !catalogue.clauses.has(question.clause)) faults.push({ path: 'clause', key: 'questions.fault.clause' });
      if (question.level !== undefined && !catalogue.levels.some(({ level }) => level === question.level)) faults.push({ path: 'level', key: 'authoring.fault.invalid' });
      return faults;
    },
    title(draft, language) {
      const stem = record(draft.stem);
      const title = typeof draft.title === 'string' ? draft.title : (stem[language] ?? stem.id ?? stem.en);
      return typeof title === 'string' ? shortened(plainOf(title)) : '';
    },
    words: (draft) => [draft.title, draft.stem, draft.options, draft.items, draft.pairs, draft.distractors, draft.accepted, draft.tags, draft.explanation].map(wordsOf).join(' ').slice(0, 20_000),
    facets(draft) {
      const tags = Array.isArray(draft.tags) ? draft.tags.filter((tag): tag is string => typeof tag === 'string') : [];
      return {
        kind: String(draft.kind),
        ...(typeof draft.competency === 'string' && { competency: draft.competency }),
        ...(typeof draft.level === 'number' && { level: String(draft.level) }),
        ...Object.fromEntries(tags.map((tag) => [tagFacet(tag), 'yes'])),
      };
    },
    label: (path, speech) => partName(path, speech),
    field: fieldOfPlace,
    say: (_path, value, speech, draft) => sayValue(value, speech, draft),
  };
}

/** The property by which works of a tag are found. */
export const tagFacet = (tag: string): string => `tag:${tag.toLowerCase()}`;

const phrases = new Set(['stem', 'explanation', 'text', 'feedback', 'left', 'right']);

/** Names, tags, keys and accepted forms have one field; a text of an answer has its own, and all else of an answer is with its line. */
function fieldOfPlace(path: string): string {
  const [first = '', at, part, language] = path.split('.');
  if (!['options', 'items', 'pairs', 'distractors'].includes(first)) return first === 'stem' || first === 'explanation' ? path : first;
  if (part === undefined || !phrases.has(part)) return at === undefined ? first : `${first}.${at}`;
  return `${first}.${at}.${part}${language === undefined ? '.id' : `.${language}`}`;
}

/** The name of a place in a question: `options.b.text.en` is the text of answer b in English. */
function partName(path: string, { t }: Pick<Speech, 't'>): string {
  const [first = '', ...rest] = path.split('.');
  const name = t(`questions.part.${known.has(first) ? first : 'other'}`);
  const at = rest[0];
  const line = lists.has(first) && at !== undefined ? ` ${/^\d+$/.test(at) ? Number(at) + 1 : at}` : '';
  const inner = rest.find((part, place) => place >= (line === '' ? 0 : 1) && ['text', 'feedback', 'left', 'right'].includes(part));
  const last = rest.at(-1);
  const language = (last === 'id' || last === 'en') && phrases.has(rest.at(-2) ?? first) ? ` (${t(`questions.language.${last}`)})` : '';
  return `${name}${line}${inner === undefined ? '' : `, ${t(`questions.part.${inner}`)}`}${language}`;
}

const lists = new Set(['options', 'items', 'pairs', 'distractors', 'accepted', 'tags', 'keys']);
const known = new Set(['kind', 'title', 'level', 'competency', 'clause', 'difficulty', 'anchor', 'tags', 'stem', 'explanation', 'source', 'confidence', 'options', 'key', 'keys', 'items', 'pairs', 'distractors', 'value', 'tolerance', 'accepted', 'caseSensitive']);

function sayValue(value: unknown, speech: Pick<Speech, 't' | 'format' | 'language'>, draft: Draft): string {
  if (typeof value === 'number') return speech.format.number(value, 10);
  if (typeof value === 'boolean') return speech.t(value ? 'questions.yes' : 'questions.no');
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((each) => sayValue(each, speech, draft)).join('; ');
  const { id, en, ...rest } = record(value);
  // A text in two languages, or an entry of a list, whose id is its name.
  const texts = [id, en].filter((each) => typeof each === 'string').join(' / ');
  return [texts, ...Object.values(rest).map((each) => sayValue(each, speech, draft))].filter((each) => each !== '').join(': ');
}
