import type { Kind } from './question.ts';

/** The columns that every file may have, in the order in which they are written. */
export const headColumns = ['kind', 'id', 'title', 'level', 'competency', 'clause', 'difficulty', 'anchor', 'tags', 'stem_id', 'stem_en', 'key', 'value', 'tolerance', 'case_sensitive'] as const;
export const tailColumns = ['explanation_id', 'explanation_en', 'source', 'confidence'] as const;
/** The columns of an answer; N is its number. */
export const answerColumns = ['optionN_name', 'optionN_id', 'optionN_en', 'matchN_id', 'matchN_en', 'feedbackN_id', 'feedbackN_en'] as const;

/** The name of a column of answer `number` (from 1). */
export const answerColumn = (column: (typeof answerColumns)[number], number: number): string => column.replace('N', String(number));

/** The header for questions of at most so many answers. */
export const headerOf = (answers: number): string[] => [
  ...headColumns,
  ...Array.from({ length: answers }, (_, at) => answerColumns.map((column) => answerColumn(column, at + 1))).flat(),
  ...tailColumns,
];

const known = new Set<string>([...headColumns, ...tailColumns, ...answerColumns]);
/** Whether a file may have this column; answers are numbered from 1 to 40: twenty pairs and twenty distractors. */
export const isColumn = (name: string): boolean =>
  known.has(name) ? !name.includes('N') : known.has(name.replace(/([1-9]|[123]\d|40)(?=_)/, 'N'));

/** The columns that speak of only some kinds; a value in another row is refused, because it would be lost. */
const own: Record<string, readonly Kind[]> = {
  key: ['single', 'multiple'],
  value: ['numeric'],
  tolerance: ['numeric'],
  case_sensitive: ['short'],
  optionN_name: ['single', 'multiple', 'ordering', 'matching'],
  optionN_id: ['single', 'multiple', 'ordering', 'matching', 'short'],
  optionN_en: ['single', 'multiple', 'ordering', 'matching', 'short'],
  matchN_id: ['matching'],
  matchN_en: ['matching'],
  feedbackN_id: ['single', 'multiple'],
  feedbackN_en: ['single', 'multiple'],
};

/** Whether a question of this kind has a use for this column. */
export function suits(column: string, kind: Kind): boolean {
  const kinds = own[column.replace(/\d+(?=_)/, 'N')];
  return kinds === undefined || kinds.includes(kind);
}
