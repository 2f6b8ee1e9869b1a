import { z } from 'zod';
import { confidence } from '../catalogue/vocabulary.ts';
import { competencies } from '../shared/competency.ts';
import type { Language } from '../shared/text.ts';
import { letterOf, Refused } from './answer.ts';
import { trueFalse } from './foreign-text.ts';
import type { BankQuestion, Kind, Phrase } from './question.ts';
import { draftOf, headOf, type Row, rowsOf } from './rows.ts';

/**
 * GIFT and Moodle XML hold one language and know no competency. What they have no place for goes along as one line of JSON in a comment, `tangga {...}`, which
 * other programs pass over: the other language, ids of options, level, competency, clause, difficulty, source.
 */
const marker = 'tangga ';

/** Whether a comment is ours. */
export const isExtras = (comment: string): boolean => comment.startsWith(`${marker}{`);

/** The other language of a text; false: what the file shows is the other language, and there is no text in its own. */
const other = z.union([z.string(), z.literal(false)]).optional();
const row = z.strictObject({ id: z.string().optional(), text: other, match: other, feedback: other });
const extras = z.strictObject({
  language: z.enum(['id', 'en']).optional(),
  level: z.number().optional(),
  competency: z.enum(competencies).optional(),
  clause: z.string().optional(),
  difficulty: z.number().optional(),
  anchor: z.boolean().optional(),
  source: z.string().optional(),
  confidence: confidence.optional(),
  caseSensitive: z.boolean().optional(),
  /** A multiple choice says its keys when they do not stand in the order of the options. */
  keys: z.array(z.string()).optional(),
  stem: other,
  explanation: other,
  rows: z.array(row).optional(),
});
type Extras = z.infer<typeof extras>;
export type Other = z.infer<typeof other>;

/** A question as a format of one language shows it. A row without text is a distractor of a matching. */
export interface PlainRow {
  text: string;
  match: string;
  feedback: string;
  right: boolean;
}
export interface Plain {
  kind: Kind;
  id?: string;
  name: string;
  tags: string[];
  stem: string;
  explanation: string;
  rows: PlainRow[];
  value?: number;
  tolerance?: number;
  caseSensitive?: boolean;
  /** True or false: the rows are those two words in both languages. */
  bilingual?: boolean;
}
/** What the answer part of a question says of it. */
export type PlainAnswers = Pick<Plain, 'kind' | 'rows' | 'value' | 'tolerance' | 'caseSensitive' | 'bilingual'>;

const turned = (language: Language): Language => (language === 'id' ? 'en' : 'id');
const shown = (phrase: Phrase | undefined, language: Language): string => phrase?.[language] ?? phrase?.[turned(language)] ?? '';
const hidden = (phrase: Phrase | undefined, language: Language): Other => (phrase === undefined ? undefined : phrase[language] === undefined ? false : phrase[turned(language)]);

function whole(text: string, rest: Other, language: Language): Phrase | undefined {
  if (text === '') {
    if (rest !== undefined) throw new Refused('extras', 'the other language of a text that is not there');
    return undefined;
  }
  if (rest === false) return { [turned(language)]: text };
  return { [language]: text, ...(rest !== undefined && { [turned(language)]: rest }) };
}

/** What a format of one language shows of a question, and the comment with the rest ('' when there is none). */
export function split(question: BankQuestion): { plain: Plain; comment: string } {
  const { id, title, tags, stem, explanation, ...head } = headOf(question);
  const language = stem.id === undefined ? 'en' : 'id';
  const rows = rowsOf(question);
  const extraRows = question.kind === 'short' ? [] : rows.map((entry, at) => ({
    id: entry.id === letterOf(at) ? undefined : entry.id,
    text: hidden(entry.text, language), match: hidden(entry.match, language), feedback: hidden(entry.feedback, language),
  }));
  const inOrder = question.kind !== 'multiple' || rows.filter(({ right }) => right).every(({ id: key }, at) => key === question.keys[at]);
  const rest: Extras = {
    language, ...head,
    caseSensitive: question.kind === 'short' && question.caseSensitive ? true : undefined,
    keys: question.kind === 'multiple' && !inOrder ? question.keys : undefined,
    stem: hidden(stem, language), explanation: hidden(explanation, language),
    rows: extraRows.some((entry) => Object.values(entry).some((value) => value !== undefined)) ? extraRows : undefined,
  };
  const plain: Plain = {
    kind: question.kind, name: title ?? id ?? '', tags, stem: shown(stem, language), explanation: shown(explanation, language),
    rows: rows.map(({ text, match, feedback, right = false }) => ({ text: shown(text, language), match: shown(match, language), feedback: shown(feedback, language), right })),
    ...(id !== undefined && { id }),
    ...(question.kind === 'numeric' && { value: question.value, tolerance: question.tolerance }),
    ...(question.kind === 'short' && { caseSensitive: question.caseSensitive }),
  };
  return { plain, comment: `${marker}${JSON.stringify(rest)}` };
}

function extrasIn(comments: readonly string[]): Extras {
  const json = comments.map((comment) => comment.trim()).find(isExtras)?.slice(marker.length);
  if (json === undefined) return {};
  try {
    return extras.parse(JSON.parse(json));
  } catch (error) {
    throw new Refused('extras', error instanceof z.ZodError ? `${error.issues[0]!.path.join('.')}: ${error.issues[0]!.message}` : 'is not JSON');
  }
}

/**
 * The draft of a question from what a file shows of it and the comments beside it; the inverse of `split`. In: the language of the file, where no comment says
 * it. Throws Refused when the comment speaks of other answers than the file has: somebody changed one and not the other.
 */
export function join(plain: Plain, comments: readonly string[], fileLanguage: Language): object {
  const { language = fileLanguage, stem, explanation, rows: hiddenRows, caseSensitive, keys, ...head } = extrasIn(comments);
  if (hiddenRows && hiddenRows.length !== plain.rows.length) throw new Refused('extras', `the comment knows ${hiddenRows.length} answers, the question has ${plain.rows.length}`);
  const rows = plain.rows.map((entry, at): Row => {
    const rest = hiddenRows?.[at];
    const text = plain.bilingual ? trueFalse[at] : whole(entry.text, rest?.text, language);
    const match = whole(entry.match, rest?.match, language);
    const feedback = whole(entry.feedback, rest?.feedback, language);
    return { id: rest?.id ?? letterOf(at), right: entry.right, ...(text && { text }), ...(match && { match }), ...(feedback && { feedback }) };
  });
  const right = rows.filter((entry) => entry.right).map(({ id }) => id);
  if (keys && [...keys].sort().join() !== [...right].sort().join()) throw new Refused('extras', 'the comment knows other keys');
  const title = plain.name === '' || plain.name === plain.id ? undefined : plain.name;
  const texts = { stem: whole(plain.stem, stem, language) ?? {}, explanation: whole(plain.explanation, explanation, language) };
  return draftOf(plain.kind, { ...head, id: plain.id, title, tags: plain.tags, ...texts }, rows, {
    value: plain.value, tolerance: plain.tolerance, caseSensitive: plain.caseSensitive || caseSensitive, keys,
  });
}
