import type { Language } from '../shared/text.ts';
import { answersOf, type ImportAnswer, type Item, type Note, openText, Refused } from './answer.ts';
import { isExtras, join, type Plain } from './extras.ts';
import { categoryTag, idFrom, tagFrom, textFrom } from './foreign-text.ts';
import { formatted, giftAnswers } from './gift-answers.ts';
import { findSign, unescapeGift } from './gift-text.ts';

interface Block {
  line: number;
  text: string;
  comments: string[];
  category: string | undefined;
}

/**
 * The questions of a GIFT file. In: its text, and the language of questions whose comment does not say it. Out: one answer for each block between empty lines
 * that has more than comments and a category, or the one answer that refuses the file.
 */
export function importGift(file: string, language: Language = 'id'): ImportAnswer[] {
  const opened = openText(file);
  if ('refused' in opened) return opened.refused;
  return answersOf(blocksOf(opened.text).map((block) => itemOf(block, language)));
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let category: string | undefined;
  let block: { line: number; lines: string[]; comments: string[] } | undefined;
  const end = () => {
    if (block && block.lines.length > 0) blocks.push({ line: block.line, text: block.lines.join('\n').trim(), comments: block.comments, category });
    block = undefined;
  };
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.trim();
    if (words === '') end();
    else {
      block ??= { line: at + 1, lines: [], comments: [] };
      if (words.startsWith('//')) block.comments.push(words.slice(2).trim());
      else if (words.startsWith('$CATEGORY:') && block.lines.length === 0) category = categoryTag(words.slice(10));
      else block.lines.push(line.trim());
    }
  }
  end();
  return blocks;
}

function itemOf(block: Block, language: Language): Item {
  const { title } = titled(block.text);
  return { line: block.line, name: title, read: (notes) => draftIn(block, language, notes) };
}

/** `::title::` and what follows it; a text that only begins so has no title. */
function titled(text: string): { title: string; rest: string } {
  const end = text.startsWith('::') ? findSign(text, '::', 2) : -1;
  return end < 0 ? { title: '', rest: text } : { title: unescapeGift(text.slice(2, end)).trim(), rest: text.slice(end + 2).trim() };
}

function draftIn({ text, comments, category }: Block, language: Language, notes: Set<Note>): object {
  const { title, rest } = titled(text);
  if (title === '' && text.startsWith('::')) throw new Refused('syntax', 'the title does not end with ::, or is empty');
  const open = findSign(rest, '{');
  const close = findSign(rest, '}');
  if (open < 0 && close < 0) throw new Refused('kind-unknown', 'description');
  if (open < 0 || close < open) throw new Refused('syntax', 'a brace does not open or close');
  if (findSign(rest, '{', open + 1) >= 0 || findSign(rest, '}', close + 1) >= 0) throw new Refused('syntax', 'more than one answer part; put an empty line between questions');
  const after = rest.slice(close + 1).trimEnd();
  const { raw, format } = formatted(`${rest.slice(0, open)}${after === '' ? '' : `_____${after}`}`, 'moodle');
  const [part, general = ''] = cutLast(rest.slice(open + 1, close).trim());
  const stem = textFrom(unescapeGift(raw.trim()), format, notes);
  const remark = formatted(general, format);
  const answers = giftAnswers(part, format, notes);
  const marks = comments.filter((comment) => !isExtras(comment)).join('\n');
  const ids = [...marks.matchAll(/\[id:([^\]\n]{1,200})\]/g)].map(([, id]) => idFrom(id!, notes));
  const tags = [...[...marks.matchAll(/\[tag:([^\]\n]{1,200})\]/g)].map(([, tag]) => tag!), ...(category === undefined ? [] : [category])];
  const plain: Plain = {
    ...answers, name: title, tags: [...new Set(tags.map((tag) => tagFrom(tag, notes)).filter((tag) => tag !== undefined))],
    stem, explanation: textFrom(unescapeGift(remark.raw.trim()), remark.format, notes), ...(ids[0] !== undefined && { id: ids[0] }),
  };
  return join(plain, comments, language);
}

/** The answers and, after the last ####, what is said to everybody. */
function cutLast(part: string): [string, string | undefined] {
  let last = -1;
  for (let at = findSign(part, '####'); at >= 0; at = findSign(part, '####', at + 4)) last = at;
  return last < 0 ? [part, undefined] : [part.slice(0, last).trim(), part.slice(last + 4).trim()];
}
