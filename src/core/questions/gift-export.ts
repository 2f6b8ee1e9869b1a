import { type Plain, split } from './extras.ts';
import { escapeGift } from './gift-text.ts';
import type { BankQuestion } from './question.ts';

/** The bank as GIFT, UTF-8. Each question stands between empty lines; what GIFT has no place for is in comments above it. */
export const exportGift = (questions: readonly BankQuestion[]): string => questions.map(giftOf).join('\n');

function giftOf(question: BankQuestion): string {
  const { plain, comment } = split(question);
  const marks = [...(plain.id === undefined ? [] : [`[id:${plain.id}]`]), ...plain.tags.map((tag) => `[tag:${tag}]`)];
  const lines = [
    ...(marks.length > 0 ? [`// ${marks.join(' ')}`] : []),
    `// ${comment}`,
    `${plain.name === '' ? '' : `::${escapeGift(plain.name)}::`}[plain]${escapeGift(plain.stem)}{${answerPart(plain)}`,
    ...(plain.explanation === '' ? [] : [`####${answer(plain.explanation)}`]),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** An answer may not begin like a weight, a format or a comment. */
const answer = (text: string): string => `${/^[[%/]/.test(text) ? '[plain]' : ''}${escapeGift(text)}`;
const feedback = (text: string): string => (text === '' ? '' : `#${answer(text)}`);

/** The weight of a right or wrong choice, with the five decimals that Moodle compares. */
const weight = (share: number): string => `%${Number(share.toFixed(5))}%`;

function answerPart({ kind, rows, value, tolerance }: Plain): string {
  const each = 100 / rows.filter(({ right }) => right).length;
  switch (kind) {
    case 'numeric':
      return `#${value}:${tolerance}`;
    case 'ordering':
      return [`>${rows.length} ALL VERTICAL ABSOLUTE_POSITION SHOW none`, ...rows.map(({ text }) => answer(text))].join('\n');
    case 'single':
      return rows.map((row) => `\n${row.right ? '=' : '~'}${answer(row.text)}${feedback(row.feedback)}`).join('');
    case 'multiple':
      return rows.map((row) => `\n~${weight(row.right ? each : -each)}${answer(row.text)}${feedback(row.feedback)}`).join('');
    case 'matching':
      return rows.map(({ text, match }) => `\n=${answer(text)} -> ${answer(match)}`).join('');
    case 'short':
      return rows.map(({ text }) => `\n=${answer(text.replaceAll('*', '\\*'))}`).join('');
  }
}
