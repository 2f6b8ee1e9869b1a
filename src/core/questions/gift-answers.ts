import { type Note, Refused } from './answer.ts';
import type { PlainAnswers, PlainRow } from './extras.ts';
import { acceptedForm, numberPattern, type TextFormat, textFormats, textFrom, trueFalse } from './foreign-text.ts';
import { answersIn, cut, findSign, unescapeGift } from './gift-text.ts';
import { rightByWeight } from './rows.ts';

/** A text with an optional format before it, `[html]`. */
export function formatted(text: string, standard: TextFormat): { raw: string; format: TextFormat } {
  const stated = /^\s*\[(html|moodle|plain|markdown)\]/.exec(text);
  return { raw: stated ? text.slice(stated[0].length) : text, format: textFormats.find((each) => each === stated?.[1]) ?? standard };
}

/** Answers that are looked at; the schema allows fewer, this keeps a hostile file from costing time. */
const most = 100;

/** The answers of a GIFT question by the first sign that tells its kind, in the order that Moodle documents. Throws Refused. */
export function giftAnswers(part: string, standard: TextFormat, notes: Set<Note>): PlainAnswers {
  const plain = (text: string) => {
    const { raw, format } = formatted(text, standard);
    return textFrom(unescapeGift(raw.trim()), format, notes);
  };
  const row = (text: string, right = true): PlainRow => {
    const [answer, feedback = ''] = cut(text, '#');
    return { text: plain(answer), match: '', feedback: plain(feedback), right };
  };
  if (part === '') throw new Refused('kind-unknown', 'essay');
  if (part.startsWith('#')) return numeric(part.slice(1).trim(), notes);
  if (part.startsWith('>')) return ordering(part, plain);
  const answers = answersIn(part);
  if (answers.length > most) throw new Refused('syntax', `more than ${most} answers`);
  if (findSign(part, '~') >= 0) {
    if (answers[0]!.sign === '') throw new Refused('syntax', 'text before the first answer');
    const single = answers.some(({ sign }) => sign === '=');
    const weighed = answers.map(({ sign, text }) => weightOf(text, sign === '=' ? 100 : 0));
    const right = rightByWeight(weighed.map(({ weight }) => weight), single, notes);
    return { kind: single ? 'single' : 'multiple', rows: weighed.map(({ text }, at) => row(text, right[at])) };
  }
  if (answers[0]!.sign === '=' && findSign(part, '->') >= 0) return { kind: 'matching', rows: answers.map(({ text }) => pair(text, plain)) };
  const [word, ...remarks] = [cut(part, '#')[0].trim(), ...feedbacks(part)];
  if (/^(?:T|TRUE|F|FALSE)$/.test(word)) {
    if (remarks.some((remark) => remark !== '')) notes.add('answer-feedback');
    return { kind: 'single', bilingual: true, rows: trueFalse.map(({ id }, at) => ({ text: id, match: '', feedback: '', right: word.startsWith('T') === (at === 0) })) };
  }
  const forms = answers.map(({ text }) => weightOf(text, 100));
  if (forms.some(({ weight }) => weight !== 100)) throw new Refused('partial-credit');
  if (cut(part, '#')[1] !== undefined) notes.add('answer-feedback');
  return { kind: 'short', rows: forms.map(({ text }) => ({ text: acceptedForm(row(text).text), match: '', feedback: '', right: true })) };
}

/** What follows the signs # of a true or false. */
function feedbacks(part: string): string[] {
  const [, rest] = cut(part, '#');
  return rest === undefined ? [] : rest.split('#').map((text) => text.trim());
}

function weightOf(text: string, standard: number): { weight: number; text: string } {
  const stated = /^%(-?\d{1,3}(?:\.\d{0,20})?)%/.exec(text);
  return stated ? { weight: Number(stated[1]), text: text.slice(stated[0].length).trim() } : { weight: standard, text };
}

function pair(text: string, plain: (text: string) => string): PlainRow {
  const [left, right] = cut(text, '->');
  if (right === undefined) throw new Refused('syntax', 'an answer of a matching has no ->');
  return { text: plain(left), match: plain(right), feedback: '', right: true };
}

/** `>3 ALL VERTICAL ...` and one item on each line, as the ordering plug-in writes it. */
function ordering(part: string, plain: (text: string) => string): PlainAnswers {
  const [head, ...lines] = part.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  if (!/^>\s*\d{0,4}(?:\s+[A-Za-z_0-9]{1,40}){0,5}$/.test(head!)) throw new Refused('syntax', 'ordering: the first line has other than number and settings');
  if (lines.length > most) throw new Refused('syntax', `more than ${most} answers`);
  const count = /\d+/.exec(head!)?.[0];
  if (count !== undefined && Number(count) < lines.length) throw new Refused('kind-unknown', 'ordering of a subset');
  return { kind: 'ordering', rows: lines.map((line) => ({ text: plain(line), match: '', feedback: '', right: true })) };
}

const around = new RegExp(`^(${numberPattern})(?::(${numberPattern}))?$`);
const range = new RegExp(`^(${numberPattern})\\.\\.(${numberPattern})$`);

/** `#3:2`, `#1..5` or `#3`; in the form with several answers one may earn everything, and the others no part of it. */
function numeric(part: string, notes: Set<Note>): PlainAnswers {
  const answers = answersIn(part).map(({ sign, text }) => ({ sign, ...weightOf(text, sign === '~' ? 0 : 100) }));
  if (answers.length > most) throw new Refused('syntax', `more than ${most} answers`);
  if (answers.some(({ weight }) => weight !== 100 && weight !== 0)) throw new Refused('partial-credit');
  const full = answers.filter(({ weight }) => weight === 100);
  if (full.length !== 1) throw new Refused(full.length === 0 ? 'no-right' : 'several-values');
  const [written, feedback] = cut(full[0]!.text, '#');
  if (feedback !== undefined || answers.length > 1) notes.add('answer-feedback');
  const text = written.trim();
  const [, from, to] = range.exec(text) ?? [];
  // Half of a sum in binary fractions is not the half that the author means; twelve digits are.
  const short = (value: number) => Number(value.toPrecision(12));
  if (from !== undefined) return { kind: 'numeric', rows: [], value: short((Number(from) + Number(to)) / 2), tolerance: short((Number(to) - Number(from)) / 2) };
  const [, value, tolerance = '0'] = around.exec(text) ?? [];
  if (value === undefined) throw new Refused('number', text);
  return { kind: 'numeric', rows: [], value: Number(value), tolerance: Number(tolerance) };
}
